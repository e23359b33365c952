"""The strategic agreement, its parties and their signatures as parts of a plan's document."""

from abc_portal.exchange.interchange.parts import Part
from plans.agreement.models.agreement import AgreementSection, Party, Signatory, StrategicAgreement, SubAgreementParty

AGREEMENT = Part(
    ("agreement",),
    StrategicAgreement,
    "kind printed_area valid_from valid_to source cited_round",
    single=True,
    children=(
        Part(("sections",), AgreementSection, "position prescribed=round_section heading text", identity=("heading",)),
    ),
)
PARTIES = Part(
    ("parties",),
    Party,
    "organisation role printed_name represented_by joined left",
    children=(
        Part(
            ("sub_agreements",),
            SubAgreementParty,
            "sub_agreement",
            order=("sub_agreement__position", "sub_agreement__slug", "pk"),
        ),
        Part(("signatories",), Signatory, "person title sub_agreement state signed"),
    ),
)
