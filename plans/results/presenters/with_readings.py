"""Criteria with their readings for pages of other subjects, from rows that the page has fetched."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from plans.results.presenters.facts import CriteriaByPlace, criterion_facts


def criteria_read(rows: Iterable[Any], *, plan: Any, day: date, is_back: bool, exact: bool) -> CriteriaByPlace:
    """Readings on the day of criteria that come with their results, by activity or sub-goal."""
    listed = sorted(rows, key=lambda row: (row.position, row.pk))
    found: CriteriaByPlace = {}
    facts = criterion_facts(listed, plan=plan, day=day, is_back=is_back, exact=exact)
    for row, criterion in zip(listed, facts, strict=True):
        found.setdefault((row.activity_id, row.sub_goal_id), []).append(criterion)
    return found
