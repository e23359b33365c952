"""The archive, with its files' bytes, and the agreements beside the plan as parts of a plan's document."""

from abc_portal.exchange.interchange.parts import Part
from plans.cooperation.models import CooperationAgreement, CooperationParty

BESIDE = Part(
    ("cooperation_agreements",),
    CooperationAgreement,
    "kind title subject start end signed file",
    children=(Part(("parties",), CooperationParty, "organisation name", identity=("organisation", "name")),),
)
