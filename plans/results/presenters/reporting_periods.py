"""A plan's months, quarters, half-years and years by name, as results are entered for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from abc_portal.core.dates import written
from plans.shared.enums import Granularity
from plans.shared.periods import Period

#: How many of each there are in a plan year.
A_YEAR = {Granularity.MONTH: 12, Granularity.QUARTER: 4, Granularity.HALF_YEAR: 2, Granularity.YEAR: 1}


@dataclass(frozen=True)
class ReportingPeriod:
    """One reporting period of a plan; ``number`` counts from 0.

    ``label`` names it within its plan year, ``days`` gives its dates, ``name`` has both.
    """

    grain: Granularity
    number: int
    first: date
    last: date
    label: str
    days: str

    @property
    def year(self) -> int:
        """The number of its plan year, beginning with 1."""
        return self.number // A_YEAR[self.grain] + 1

    @cached_property
    def key(self) -> str:
        """Identifies it among the plan's periods of the same length."""
        return self.first.isoformat()

    @property
    def name(self) -> str:
        return self.days if self.label == self.days else f"{self.label} ({self.days})"


def periods_of(plan: Any, grain: str) -> Sequence[ReportingPeriod]:
    """The plan's periods of that length, in order; none for events and free periods."""
    return _periods(plan.starts_on, plan.ends_on, Granularity(grain), get_language() or "")


@lru_cache(maxsize=256)
def _periods(first: date, last: date, grain: Granularity, _language: str) -> tuple[ReportingPeriod, ...]:
    """The same for every page of the plan, and some are asked for in every row of a grid."""
    if grain not in A_YEAR:
        return ()
    found = Period(first, last).parts(grain)
    return tuple(
        ReportingPeriod(
            grain, number, item.first, item.last, _label(grain, number, item), days_words(item.first, item.last)
        )
        for number, item in enumerate(found)
    )


def years(plan: Any) -> Sequence[ReportingPeriod]:
    return periods_of(plan, Granularity.YEAR)


def _label(grain: Granularity, number: int, period: Period) -> str:
    place = number % A_YEAR[grain] + 1
    if grain == Granularity.MONTH:
        return days_words(period.first, period.last) if _is_months(period) else _("month %s") % place
    if grain == Granularity.QUARTER:
        return _("quarter %s") % place
    if grain == Granularity.HALF_YEAR:
        return _("half-year %s") % place
    return _("plan year %s") % (number + 1)


def _is_months(period: Period) -> bool:
    """Whether it is made of whole calendar months."""
    return period.first.day == 1 and (period.last + timedelta(days=1)).day == 1


@lru_cache(maxsize=4096)
def _days_words(first: date, last: date, _language: str) -> str:
    if not _is_months(Period(first, last)):
        return written(first) if first == last else f"{written(first)} – {written(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return date_format(first, "F Y")
    if (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    begins = date_format(first, "F" if first.year == last.year else "F Y")
    return f"{begins}–{date_format(last, 'F Y')}"


def days_words(first: date, last: date) -> str:
    """``2013``, ``marts 2021``, ``januar–marts 2013`` or, where it is no whole months, both days."""
    return _days_words(first, last, get_language() or "")


def period_by_key(plan: Any, grain: str, key: str) -> ReportingPeriod | None:
    """The plan's period with that key; ``None`` when there is none."""
    return next((period for period in periods_of(plan, grain) if period.key == key), None)


def find(plan: Any, row: Any) -> ReportingPeriod | None:
    """The reporting period of a result; ``None`` for an event, and for days that match none."""
    if row.label or row.grain not in A_YEAR:
        return None
    found = next((period for period in periods_of(plan, row.grain) if period.first == row.starts_on), None)
    return found if found is not None and found.last == row.ends_on else None


def fitting_year(plan: Any, criteria: Iterable[Any], day: date) -> int:
    """The plan year to open with: that of the day; after the plan, the last in which anything was to be reached."""
    listed = years(plan)
    for item in listed:
        if item.first <= day <= item.last:
            return item.year
    if day < plan.starts_on:
        return 1
    ends = [row.ends_on for row in criteria if row.ends_on]
    last = max(ends, default=plan.ends_on)
    return next((item.year for item in listed if last <= item.last), len(listed))
