"""The plan's own quarters and years as milestones are laid out in them. No queries.

They are counted from the plan's first day: in a plan from 1 March the first quarter is March to May.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core.dates import PartialDate
from plans.shared import period_words
from plans.shared.enums import Granularity
from plans.shared.periods import Period, Phase, place_in_year

#: Where a milestone is due that is due in none of the plan's quarters; with a date in a plan that has no quarters.
BEFORE, AFTER, DATED, UNDATED = "before", "after", "dated", "undated"


@dataclass(frozen=True)
class PlanQuarter:
    """One quarter, counted from 1 over the whole plan."""

    number: int
    period: Period

    @property
    def year(self) -> int:
        return place_in_year(self.number - 1, Granularity.QUARTER)[0]

    @property
    def in_year(self) -> int:
        return place_in_year(self.number - 1, Granularity.QUARTER)[1]

    @property
    def short(self) -> str:
        return period_words.quarter_words(self.in_year)

    @property
    def label(self) -> str:
        return period_words.quarter_of_year_words(self.year, self.in_year)

    @property
    def brief(self) -> str:
        return period_words.quarter_in_short(self.year, self.in_year)

    @property
    def months(self) -> str:
        return period_words.months_words(self.period.first, self.period.last)

    @property
    def words(self) -> str:
        """``1. kvartal i 2. planår (marts–maj 2022)``."""
        return f"{self.label} ({self.months})"

    def holds(self, day: date | None) -> bool:
        return self.period.holds(day)


@dataclass(frozen=True)
class PlanYear:
    """One plan year, counted from 1, with its quarters."""

    number: int
    period: Period
    quarters: tuple[PlanQuarter, ...]

    @property
    def label(self) -> str:
        return period_words.year_words(self.number)

    @property
    def span(self) -> str:
        return period_words.calendar_words(self.period.first.year, self.period.last.year)

    @property
    def words(self) -> str:
        return f"{self.label} ({self.span})"

    def holds(self, day: date | None) -> bool:
        return self.period.holds(day)


def quarters_of(plan: Any) -> tuple[PlanQuarter, ...]:
    """Its quarters; none where its first or last day is not known: there is nothing to count from or to."""
    return _quarters(plan.period.whole)


def years_of(plan: Any) -> tuple[PlanYear, ...]:
    """Its years, with their quarters; none where its first or last day is not known."""
    quarters, whole = quarters_of(plan), plan.period.whole
    return tuple(
        PlanYear(number, period, tuple(quarter for quarter in quarters if quarter.year == number))
        for number, period in enumerate(whole.years() if whole else (), start=1)
    )


@lru_cache(maxsize=64)
def _quarters(whole: Period | None) -> tuple[PlanQuarter, ...]:
    return tuple(PlanQuarter(*item) for item in enumerate(whole.quarters() if whole else (), start=1))


def quarter_on(quarters: Sequence[PlanQuarter], day: date | None) -> PlanQuarter | None:
    """The quarter in which the day lies; ``None`` outside the plan."""
    return next((quarter for quarter in quarters if quarter.holds(day)), None)


def year_on(years: Iterable[PlanYear], day: date) -> PlanYear | None:
    return next((year for year in years if year.holds(day)), None)


def has_quarter(plan: Any, number: int) -> bool:
    """Whether the plan has a quarter with that number."""
    return 1 <= number <= len(quarters_of(plan))


def is_last_year(plan: Any, number: int) -> bool:
    """Whether no plan year comes after that one."""
    return number >= len(years_of(plan))


def due_place(plan: Any, due: PartialDate | None) -> str:
    """The number of the plan's quarter that a milestone is due in; or before the plan, after it, or without a date.

    A date that is known less exactly counts by its last day, *primo* by its first, but lies outside the plan only where
    it surely does: in a plan until February 2025, 2025 counts in the last quarter. A plan without known days has no
    quarters.
    """
    if due is None:
        return UNDATED
    if plan.period.phase(due.last) == Phase.COMING:
        return BEFORE
    if plan.is_over(due.first):
        return AFTER
    quarter = quarter_on(quarters_of(plan), plan.period.nearest(due.latest))
    return str(quarter.number) if quarter else DATED


def outside_label(place: str) -> str:
    """What the milestones are called that are due in none of the plan's quarters."""
    return {
        BEFORE: _("Before the plan"),
        AFTER: _("After the plan"),
        DATED: _("With a date"),
        UNDATED: _("No date"),
    }[place]
