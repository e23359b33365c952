"""What a user may see of milestones: drafts are for those who see drafts."""

from typing import Any, Self

from django.db.models import Q

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

    def with_all(self) -> Self:
        """Milestones with all that lists and pages tell of them."""
        return self.select_related(
            "activity__sub_agreement", "activity__plan_focus_area__focus_area",
            "sub_agreement__plan_focus_area__focus_area", "plan_focus_area__focus_area", "person", "post",
        ).prefetch_related("postponements", "evidence__file")  # fmt: skip
