"""A plan's financing as parts of its document; amounts are whole øre."""

from abc_portal.exchange.interchange.parts import Part, register
from budgets.financing.models.contributions import Contribution, ContributionPeriod, FinancingSource
from budgets.financing.models.stated import StatedAmount

STATED_FIELDS = "subject as_printed place qualifier note"
SOURCES = Part(
    ("financing", "sources"),
    FinancingSource,
    "kind organisation department label",
    children=(
        Part(
            ("contributions",),
            Contribution,
            "kind is_beside_plan effort purpose counts_as_local amount_oere note",
            children=(
                Part(
                    ("periods",),
                    ContributionPeriod,
                    "start=starts_on end=ends_on amount_oere",
                    order=("starts_on", "pk"),
                ),
                Part(("stated",), StatedAmount, STATED_FIELDS, set_plan="plan"),
            ),
        ),
    ),
)
STATED = Part(("financing", "stated"), StatedAmount, STATED_FIELDS, only=(("contribution", None),))


def register_parts() -> None:
    register.add(SOURCES, STATED)
