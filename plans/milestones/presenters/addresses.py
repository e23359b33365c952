"""The list of a plan's milestones, narrowed by its own filters: where every count of them leads. No queries."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.quarters import UNDATED

LIST = "liste"
#: What the filter calls the place of milestones without a date.
NO_DATE = "uden-dato"


def list_of(plan: Any, **filters: str) -> str:
    """The list with what fits the filters: ``place="sub:5"``, ``quarter="3"``."""
    return f"{reverse('plans:milestones', args=[plan.slug])}?{urlencode({**filters, 'vis': LIST})}"


def in_quarter(plan: Any, place: str) -> str:
    """The list of what is due in that place, from :func:`plans.milestones.presenters.quarters.due_place`."""
    return list_of(plan, quarter=NO_DATE if place == UNDATED else place)


def with_standing(address: str, standing: MilestoneStanding) -> str:
    """The same list with only those that have the status; none without a list."""
    return f"{address}&{urlencode({'standing': standing.value})}" if address else ""
