"""What is counted in the places of a plan, as lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from plans.lifecycle.enums import DepartmentStatus
from plans.lifecycle.presenters.plan import number_words


@dataclass(frozen=True)
class CountFacts:
    """One count: for which places, how many, when, and who says so."""

    places: str
    number: str
    day: str
    source: str


def count_facts(stated: Iterable[Any], departments: Iterable[Any], *, day: date | None = None) -> list[CountFacts]:
    """``stated`` are counts with their places, ``departments`` the plan's rows; with a day, what was counted then."""
    inside = {("department", row.department_id) for row in departments if row.status == DepartmentStatus.IN_PLAN}
    return [
        CountFacts(
            places=_places(item.places, inside),
            number=number_words(item.count),
            day=str(item.count.counted) if item.count.counted else _("not stated"),
            source=item.count.source,
        )
        for item in stated
        if day is None or item.count.counted_on is None or item.count.counted_on <= day
    ]


def _places(places: dict[Any, Any], inside: set[Any]) -> str:
    names = danish.joined(sorted((str(row) for row in places.values()), key=danish.natural_key), _("and"))
    if len(places) > 1 and places.keys() == inside:
        return _("All the plan's departments: %s") % names
    return names
