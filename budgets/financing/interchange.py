"""A plan's financing as parts of its document; amounts are whole øre."""

from abc_portal.directory.enums import Qualifier
from abc_portal.directory.interchange import DEPARTMENTS, ORGANISATIONS
from abc_portal.exchange.interchange.kinds import Choice, Day, Flag, Ref, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part, register
from budgets.financing.enums import ContributionKind, SourceKind, StatedSubject
from budgets.financing.models.contributions import Contribution, ContributionPeriod, FinancingSource
from budgets.financing.models.stated import StatedAmount
from plans.shared.interchange import EFFORTS

STATED_FIELDS = (
    Field("subject", Choice(StatedSubject), required=True),
    Field("as_printed", Text(60), required=True),
    Field("place", Text(200), required=True),
    Field("qualifier", Choice(Qualifier), default=Qualifier.EXACT),
    Field("note", Text(None)),
)
SOURCES = Part(
    ("financing", "sources"),
    FinancingSource,
    (
        Field("kind", Choice(SourceKind), required=True),
        Field("organisation", Ref(ORGANISATIONS)),
        Field("department", Ref(DEPARTMENTS)),
        Field("label", Text(200)),
    ),
    children=(
        Part(
            ("contributions",),
            Contribution,
            (
                Field("kind", Choice(ContributionKind), default=ContributionKind.CASH),
                Field("is_beside_plan", Flag(), default=False),
                Field("effort", Ref(EFFORTS)),
                Field("purpose", Text(200)),
                Field("amount_oere", Whole()),
                Field("note", Text(None)),
            ),
            parent="source",
            path="source__plan",
            children=(
                Part(
                    ("periods",),
                    ContributionPeriod,
                    (
                        Field("start", Day(), "starts_on", required=True),
                        Field("end", Day(), "ends_on", required=True),
                        Field("amount_oere", Whole()),
                    ),
                    parent="contribution",
                    path="contribution__source__plan",
                    order=("starts_on", "pk"),
                ),
                Part(
                    ("stated",),
                    StatedAmount,
                    STATED_FIELDS,
                    parent="contribution",
                    path="contribution__source__plan",
                    set_plan="plan",
                ),
            ),
        ),
    ),
)
STATED = Part(("financing", "stated"), StatedAmount, STATED_FIELDS, only=(("contribution", None),))


def register_parts() -> None:
    register.add(SOURCES, STATED)
