"""What of the plans a user may see; and named facts that come with them."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q

from abc_portal.pages.querysets import PlanScopedQuerySet


def of_area_not_chosen(plan: Any) -> Q:
    """Overall goals of a focus area that the plan does not work in: it says so, or works in others of the round's."""
    areas = apps.get_model("plans", "PlanFocusArea").objects.filter(plan=plan)
    here = areas.filter(focus_area=OuterRef("focus_area"))
    others = areas.filter(is_chosen=True, focus_area__plan=None)
    not_here = Q(Exists(here.filter(is_chosen=False))) | Q(Exists(others), ~Exists(here))
    return Q(not_here, focus_area__isnull=False)


class PartyQuerySet(PlanScopedQuerySet):
    """An agreement's parties."""

    def with_signatures(self) -> Self:
        """Each party's organisation, who acts for it, and who signs which agreement for it."""
        signatories = apps.get_model("plans", "Signatory").objects.select_related("person", "sub_agreement")
        related = self.select_related("organisation", "represented_by")
        return related.prefetch_related(Prefetch("signatories", signatories))

    def with_sub_agreements(self) -> Self:
        """The sub-agreements that each is a party to."""
        subs = apps.get_model("plans", "SubAgreementParty").objects.select_related("sub_agreement")
        return self.prefetch_related(Prefetch("sub_agreements", subs.order_by("sub_agreement__position")))


class SubGoalQuerySet(PlanScopedQuerySet):
    """Sub-goals."""

    def with_goals(self) -> Self:
        """The overall goals that each serves, and the activities that work towards it."""
        related = apps.get_model
        return self.prefetch_related(
            Prefetch("goals", related("plans", "GoalServed").objects.select_related("goal")),
            Prefetch("activities", related("plans", "ActivityGoal").objects.select_related("activity")),
        )
