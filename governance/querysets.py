"""Named facts about bodies."""

from datetime import date
from typing import Self

from django.db.models import Q

from plans.querysets import PlanScopedQuerySet


class SeatHolderQuerySet(PlanScopedQuerySet):
    """Who holds which seat."""

    def on(self, day: date) -> Self:
        """Those who hold their seat on that day."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))
