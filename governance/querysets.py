"""Named facts about bodies."""

from datetime import date
from typing import Any, Self

from django.db.models import Q

from plans.querysets import PlanScopedQuerySet


class SeatHolderQuerySet(PlanScopedQuerySet):
    """Who holds which seat."""

    def on(self, day: date) -> Self:
        """Those who hold their seat on that day."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


def bodies_of(plan: Any) -> Any:
    """The plan's bodies with the round whose rules their mandate cites."""
    return plan.bodies.select_related("cited_round")
