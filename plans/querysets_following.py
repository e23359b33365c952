"""What a user may see of milestones, where drafts are for those who see drafts; of criteria, results and kept filters."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from plans import access
from plans.access import Right, Thing
from plans.enums import Role
from plans.querysets import PlanScopedQuerySet


def drafts_seen(user: Any, prefix: str = "") -> Q:
    """Which drafts a user sees: all, by their role in the plan, or those of their own sub-agreement."""
    plans = access.plans_where(user, Thing.DRAFTS, access.FULL_SIGHT)
    own = access.held_today(user, access.roles_with(Thing.DRAFTS, [Right.OWN])).filter(role=Role.GROUP)
    subs = own.values("sub_agreement")
    return (
        Q(**{f"{prefix}plan__in": plans})
        | Q(**{f"{prefix}sub_agreement__in": subs})
        | Q(**{f"{prefix}activity__sub_agreement__in": subs})
    )


def with_results() -> Prefetch:
    """A criterion's results, the earliest first; each knows its criterion."""
    results = apps.get_model("plans", "Result")._base_manager.order_by("ends_on", "starts_on", "label", "pk")
    return Prefetch("results", results)


class CriterionQuerySet(PlanScopedQuerySet):
    """Success criteria."""

    def with_place(self) -> Self:
        """Criteria with the activity or sub-goal they belong to, and where that belongs."""
        return self.select_related(
            "activity__sub_agreement", "activity__plan_focus_area__focus_area",
            "sub_goal__sub_agreement", "sub_goal__plan_focus_area__focus_area",
        )  # fmt: skip

    def with_results(self) -> Self:
        """Criteria with their results, the earliest first; each result knows its criterion."""
        return self.prefetch_related(with_results())


class ResultQuerySet(PlanScopedQuerySet):
    """Results."""

    def with_criterion(self) -> Self:
        """Results with their criterion and its place."""
        return self.select_related("criterion__plan", "criterion__activity", "criterion__sub_goal")


class MilestoneRowQuerySet(PlanScopedQuerySet):
    """Rows under a milestone: seen by those who see the milestone."""

    #: Leads from the row to the milestone.
    prefix = "milestone__"

    def visible_to(self, user: Any) -> Self:
        found = super().visible_to(user)
        if user.is_superuser and user.is_active:
            return found
        return found.filter(Q(**{f"{self.prefix}is_draft": False}) | drafts_seen(user, self.prefix))


class MilestoneQuerySet(MilestoneRowQuerySet):
    """Milestones."""

    prefix = ""

    def with_lines(self) -> Self:
        """Milestones with what a line in a grid, a list or a letter tells of them; ``moves`` is how often each was put off."""
        postponements = apps.get_model("plans", "Postponement")._base_manager.filter(milestone=OuterRef("pk"))
        counted = postponements.order_by().values("milestone").annotate(times=Count("pk")).values("times")
        with_one = self.select_related("activity", "sub_agreement", "plan_focus_area__focus_area", "person", "post")
        return with_one.annotate(moves=Coalesce(Subquery(counted), 0))

    def with_all(self) -> Self:
        """Milestones with all that lists and pages tell of them."""
        return self.select_related(
            "activity__sub_agreement", "activity__plan_focus_area__focus_area",
            "sub_agreement__plan_focus_area__focus_area", "plan_focus_area__focus_area", "person", "post",
        ).prefetch_related("postponements", "evidence__file")  # fmt: skip


class SavedFilterQuerySet(QuerySet):
    """Filters kept under a name: one's own, and those shared in the plans that one sees."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser and user.is_active:
            return self.filter(Q(user=user) | Q(is_shared=True))
        seen = access.plans_where(user, Thing.PLAN, access.FULL_SIGHT)
        return self.filter(Q(user=user) | Q(is_shared=True), plan__in=seen)
