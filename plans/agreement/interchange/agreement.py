"""The strategic agreement, its parties and their signatures as parts of a plan's document."""

from abc_portal.directory.interchange import ORGANISATIONS, PEOPLE
from abc_portal.exchange.interchange.kinds import Choice, Partly, Ref, Rich, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part
from plans.agreement.enums import PartyRole, SignatureState
from plans.agreement.models.agreement import AgreementSection, Party, Signatory, StrategicAgreement, SubAgreementParty
from plans.shared.interchange import NAME, ROUNDS, SECTIONS, SUB_AGREEMENTS

AGREEMENT = Part(
    ("agreement",),
    StrategicAgreement,
    (
        Field("printed_area", Text(300)),
        Field("valid_from", Partly()),
        Field("valid_to", Partly()),
        Field("source", Text(300)),
        Field("cited_round", Ref(ROUNDS)),
    ),
    order=("pk",),
    single=True,
    children=(
        Part(
            ("sections",),
            AgreementSection,
            (
                Field("position", Whole(32767), required=True),
                Field("prescribed", Ref(SECTIONS), "round_section"),
                Field("heading", NAME, required=True),
                Field("text", Rich()),
            ),
            parent="agreement",
            path="agreement__plan",
            identity=("heading",),
        ),
    ),
)
PARTIES = Part(
    ("parties",),
    Party,
    (
        Field("organisation", Ref(ORGANISATIONS), required=True),
        Field("role", Choice(PartyRole), default=PartyRole.BOUND),
        Field("printed_name", NAME),
        Field("represented_by", Ref(ORGANISATIONS)),
        Field("joined", Partly()),
        Field("left", Partly()),
    ),
    children=(
        Part(
            ("sub_agreements",),
            SubAgreementParty,
            (Field("sub_agreement", Ref(SUB_AGREEMENTS), required=True),),
            parent="party",
            path="party__plan",
            order=("sub_agreement__position", "sub_agreement__slug", "pk"),
        ),
        Part(
            ("signatories",),
            Signatory,
            (
                Field("person", Ref(PEOPLE), required=True),
                Field("title", NAME),
                Field("sub_agreement", Ref(SUB_AGREEMENTS)),
                Field("state", Choice(SignatureState), default=SignatureState.UNKNOWN),
                Field("signed", Partly()),
            ),
            parent="party",
            path="party__plan",
            order=("pk",),
        ),
    ),
)
