"""What a user may see of milestones and saved filters; drafts are for those who see drafts."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.shared import access
from plans.shared.access import Resource
from plans.shared.querysets import drafts_seen


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
        """With all that a line in a grid, a list or a letter shows; ``moves`` counts the postponements."""
        postponements = apps.get_model("plans", "Postponement")._base_manager.filter(milestone=OuterRef("pk"))
        counted = postponements.order_by().values("milestone").annotate(times=Count("pk")).values("times")
        with_one = self.select_related("activity", "sub_agreement", "plan_focus_area__focus_area", "person", "post")
        return with_one.annotate(moves=Coalesce(Subquery(counted), 0))

    def with_all(self) -> Self:
        """With all that lists and pages show."""
        return self.select_related(
            "activity__sub_agreement", "activity__plan_focus_area__focus_area",
            "sub_agreement__plan_focus_area__focus_area", "plan_focus_area__focus_area", "person", "post",
        ).prefetch_related("postponements", "evidence__file")  # fmt: skip


class SavedFilterQuerySet(QuerySet):
    """Saved filters: the user's own, and those shared in plans that the user sees."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser and user.is_active:
            return self.filter(Q(user=user) | Q(is_shared=True))
        seen = access.plans_where(user, Resource.PLAN, access.FULL_SIGHT)
        return self.filter(Q(user=user) | Q(is_shared=True), plan__in=seen)
