"""A plan's indicators and observations with what their presenters need."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from indicators.definitions.models import Indicator
from indicators.observations.models import Observation


def indicators_of(plan: Any) -> QuerySet[Indicator]:
    """The indicators of the plan's round and the plan's own, with their goals, in order."""
    found = Indicator.objects.filter(Q(plan=plan) | Q(round=plan.round_id, round__isnull=False))
    return found.select_related("goal").order_by("plan", "goal__position", "position", "pk")


def observations_of(plan: Any, *, day: date | None = None) -> QuerySet[Observation]:
    """Everything measured for the plan, in order; with a day, what is about later years is left out."""
    found = Observation.objects.filter(plan=plan).select_related("department").order_by("indicator", "position", "pk")
    return found if day is None else found.filter(Q(year=None) | Q(year__lte=day.year))


def measured(plan: Any) -> QuerySet[Observation]:
    """Everything measured for the plan, with what it is a value of and the goal of that."""
    return observations_of(plan).select_related("indicator__goal")
