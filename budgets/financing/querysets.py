"""Who sees which part of a plan's financing, and contributions with what their presenters need."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from abc_portal.pages.querysets import PlanScopedQuerySet
from budgets.financing.enums import FinancingSight
from plans.shared import access
from plans.shared.access import AccessLevel, Resource


def sight(user: Any, plan: Any) -> FinancingSight:
    """The widest of what the user's roles in the plan give."""
    held = access.access_levels(user, Resource.FINANCING, plan)
    if held & {AccessLevel.EDIT, AccessLevel.SEE}:
        return FinancingSight.ALL
    if AccessLevel.TOTALS_OWN in held:
        return FinancingSight.OWN
    return FinancingSight.TOTALS if AccessLevel.TOTALS in held else FinancingSight.NOTHING


def own_departments(user: Any, plan: Any) -> frozenset[int]:
    """The departments whose contribution is the user's own."""
    return frozenset(
        grant.department_id for grant in access.grants(user) if grant.plan_id == plan.pk and grant.department_id
    )


class FinancingQuerySet(PlanScopedQuerySet):
    """Rows of a plan's financing: all by the right to see it, a department's own by its representative."""

    def visible_to(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        plan = getattr(self.model, "plan_path", "plan")
        department = plan.removesuffix("plan") + "department"
        # Plan and department of the same role: a role in another plan gives no access here.
        own = access.held_today(user, access.roles_with(Resource.FINANCING, [AccessLevel.TOTALS_OWN]))
        return self.filter(
            Q(**{f"{plan}__in": access.plans_where(user, Resource.FINANCING, access.FULL_SIGHT)})
            | Exists(own.filter(plan=OuterRef(plan), department=OuterRef(department)))
        )


class SourceQuerySet(FinancingQuerySet):
    """Financing sources."""

    def with_contributions(self) -> Self:
        return self.select_related("organisation", "department").prefetch_related(
            "contributions__periods", "contributions__effort"
        )


def sources_of(plan: Any) -> Any:
    """The plan's sources with what each pays, and when."""
    return plan.financing_sources.with_contributions()
