"""The archive, with its files' bytes, and the agreements beside the plan as parts of a plan's document."""

from abc_portal.directory.interchange import ORGANISATIONS
from abc_portal.exchange.interchange.kinds import Choice, Partly, Ref, Rich
from abc_portal.exchange.interchange.parts import Field, Part
from plans.cooperation.enums import CooperationKind
from plans.cooperation.models import CooperationAgreement, CooperationParty
from plans.shared.interchange import FILES, NAME

BESIDE = Part(
    ("cooperation_agreements",),
    CooperationAgreement,
    (
        Field("kind", Choice(CooperationKind), default=CooperationKind.COOPERATION),
        Field("title", NAME, required=True),
        Field("subject", Rich()),
        Field("start", Partly()),
        Field("end", Partly()),
        Field("signed", Partly()),
        Field("file", Ref(FILES)),
    ),
    children=(
        Part(
            ("parties",),
            CooperationParty,
            (Field("organisation", Ref(ORGANISATIONS)), Field("name", NAME)),
            parent="agreement",
            path="agreement__plan",
            identity=("organisation", "name"),
        ),
    ),
)
