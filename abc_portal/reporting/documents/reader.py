"""How much of a plan a document's reader sees."""

from dataclasses import dataclass
from typing import Any

from budgets.financing.querysets import FinancingSight, own_departments, sight
from plans.models import Plan
from plans.shared import access


@dataclass(frozen=True)
class DocumentReader:
    """How much of the plan the document's reader sees."""

    financing: FinancingSight
    own_departments: frozenset[int] = frozenset()
    #: Whether small counts are shown as they are.
    exact: bool = False
    #: Whether the plan's staff is shown.
    staffing: bool = False
    #: The sub-agreements that are the reader's own: they come first.
    own_subs: frozenset[int] = frozenset()

    @classmethod
    def of(cls, user: Any, plan: Plan) -> "DocumentReader":
        held = [grant.sub_agreement_id for grant in access.grants(user) if grant.plan_id == plan.pk]
        return cls(
            sight(user, plan),
            own_departments(user, plan),
            access.may_see(user, access.Resource.EXACT_COUNTS, plan),
            access.may_see(user, access.Resource.REVIEW, plan),
            frozenset(pk for pk in held if pk),
        )

    def scope(self) -> dict[str, Any]:
        """The reader's access as plain values, to be stored with a document."""
        return {
            "financing": self.financing.value, "departments": sorted(self.own_departments), "exact": self.exact,
            "staffing": self.staffing,
        }  # fmt: skip

    def covers(self, scope: dict[str, Any]) -> bool:
        """Whether the reader sees at least as much as the scope; an empty scope is everything."""
        if (scope.get("exact", True) and not self.exact) or (scope.get("staffing", not scope) and not self.staffing):
            return False
        if self.financing == FinancingSight.ALL:
            return True
        widths, wanted = list(FinancingSight), FinancingSight(scope.get("financing", FinancingSight.ALL))
        if wanted == FinancingSight.OWN and not set(scope["departments"]) <= self.own_departments:
            return False
        return widths.index(self.financing) >= widths.index(wanted)


#: The secretariat's own copy, made by a command: everything.
FULL_READER = DocumentReader(FinancingSight.ALL, exact=True, staffing=True)
