"""A plan's months, quarters, half-years and years by name, as results are entered for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import get_language

from plans.shared.enums import Granularity
from plans.shared.period_words import days_words, part_words
from plans.shared.periods import A_YEAR, Period, place_in_year


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
        return place_in_year(self.number, self.grain)[0]

    @cached_property
    def key(self) -> str:
        """Identifies it among the plan's periods of the same length."""
        return self.first.isoformat()

    @property
    def name(self) -> str:
        return self.days if self.label == self.days else f"{self.label} ({self.days})"


def periods_of(plan: Any, grain: str) -> Sequence[ReportingPeriod]:
    """The plan's periods of that length, in order; none for events and free periods, and none where its first or last
    day is not known."""
    return _periods(plan.period.whole, Granularity(grain), get_language() or "")


@lru_cache(maxsize=256)
def _periods(whole: Period | None, grain: Granularity, _language: str) -> tuple[ReportingPeriod, ...]:
    """The same for every page of the plan, and some are asked for in every row of a grid."""
    if whole is None or grain not in A_YEAR:
        return ()
    found = whole.parts(grain)
    return tuple(
        ReportingPeriod(
            grain, number, item.first, item.last, part_words(grain, number, item), days_words(item.first, item.last)
        )
        for number, item in enumerate(found)
    )


def years(plan: Any) -> Sequence[ReportingPeriod]:
    return periods_of(plan, Granularity.YEAR)


def period_by_key(plan: Any, grain: str, key: str) -> ReportingPeriod | None:
    """The plan's stretch with that key; ``None`` when it has none such."""
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
    if not listed or day < listed[0].first:
        return 1
    ends = [row.ends_on for row in criteria if row.ends_on]
    last = max(ends, default=listed[-1].last)
    return next((item.year for item in listed if last <= item.last), len(listed))
