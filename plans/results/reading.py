"""Criteria with their readings for pages about other things: fetched as the reader may see them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from plans import access
from plans.access import Thing
from plans.models import ClosedPeriod
from plans.results.grid import closings
from plans.results.presenters import CriteriaByPlace, criterion_facts


def criteria_read(plan: Any, user: Any, day: date, criteria: Iterable[Any]) -> CriteriaByPlace:
    """Criteria of the plan, which come with their results, as they stand on the day, by (activity, sub-goal); asks once."""
    listed = list(criteria)
    closed = closings(ClosedPeriod.objects.visible_to(user).filter(plan=plan)) if listed else []
    exact = access.may_see(user, Thing.EXACT_COUNTS, plan)
    found: CriteriaByPlace = {}
    facts = criterion_facts(listed, plan=plan, day=day, exact=exact, closed=closed)
    for row, each in zip(listed, facts, strict=True):
        found.setdefault((row.activity_id, row.sub_goal_id), []).append(each)
    return found
