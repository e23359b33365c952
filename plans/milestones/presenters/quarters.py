"""The plan's own quarters and years as milestones are laid out in them. No queries.

They are counted from the plan's first day: in a plan from 1 March the first quarter is March to May.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from abc_portal.core.dates import months_later, written
from plans.shared.periods import Period


@dataclass(frozen=True)
class PlanQuarter:
    """One quarter, counted from 1 over the whole plan."""

    number: int
    period: Period

    @property
    def year(self) -> int:
        return (self.number - 1) // 4 + 1

    @property
    def in_year(self) -> int:
        return (self.number - 1) % 4 + 1

    @property
    def short(self) -> str:
        return _("quarter %s") % self.in_year

    @property
    def label(self) -> str:
        return _("quarter %(quarter)s of year %(year)s") % {"quarter": self.in_year, "year": self.year}

    @property
    def brief(self) -> str:
        """``2. pl.år, 4. kv.``: where a line has room for no more."""
        return _("yr %(year)s, q%(quarter)s") % {"quarter": self.in_year, "year": self.year}

    @property
    def months(self) -> str:
        return months_words(self.period)

    @property
    def words(self) -> str:
        """``1. kvartal i 2. planår (marts–maj 2022)``."""
        return f"{self.label} ({self.months})"

    def holds(self, day: date | None) -> bool:
        return day is not None and self.period.first <= day <= self.period.last


@dataclass(frozen=True)
class PlanYear:
    """One plan year, counted from 1, with its quarters."""

    number: int
    period: Period
    quarters: tuple[PlanQuarter, ...]

    @property
    def label(self) -> str:
        return _("plan year %s") % self.number

    @property
    def span(self) -> str:
        """``2021/22``; ``2021`` where it is the calendar's year."""
        first, last = self.period.first.year, self.period.last.year
        return str(first) if first == last else f"{first}/{last % 100:02d}"

    @property
    def words(self) -> str:
        return f"{self.label} ({self.span})"

    def holds(self, day: date | None) -> bool:
        return day is not None and self.period.first <= day <= self.period.last


def quarters_of(plan: Any) -> tuple[PlanQuarter, ...]:
    return _quarters(plan.starts_on, plan.ends_on)


def years_of(plan: Any) -> tuple[PlanYear, ...]:
    quarters = quarters_of(plan)
    found = [
        tuple(quarter for quarter in quarters if quarter.year == number) for number in range(1, quarters[-1].year + 1)
    ]
    return tuple(
        PlanYear(number, Period(item[0].period.first, item[-1].period.last), item)
        for number, item in enumerate(found, start=1)
    )


@lru_cache(maxsize=64)
def _quarters(first: date, last: date) -> tuple[PlanQuarter, ...]:
    return tuple(PlanQuarter(*item) for item in enumerate(Period(first, last).quarters(), start=1))


def quarter_on(quarters: Sequence[PlanQuarter], day: date | None) -> PlanQuarter | None:
    """The quarter in which the day lies; ``None`` outside the plan."""
    return next((quarter for quarter in quarters if quarter.holds(day)), None)


def year_on(years: Iterable[PlanYear], day: date) -> PlanYear | None:
    return next((year for year in years if year.holds(day)), None)


def months_words(period: Period) -> str:
    """``marts–maj 2021``, ``december 2021–februar 2022``; days where it is not whole months."""
    return _months_words(period.first, period.last, get_language() or "")


@lru_cache(maxsize=512)
def _months_words(first: date, last: date, _language: str) -> str:
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return f"{written(first)} – {written(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return date_format(first, "F Y")
    begins = date_format(first, "F" if first.year == last.year else "F Y")
    return f"{begins}–{date_format(last, 'F Y')}"


def has_quarter(plan: Any, number: int) -> bool:
    """Whether the plan has a quarter with that number."""
    return 1 <= number <= len(quarters_of(plan))


def is_last_year(plan: Any, number: int) -> bool:
    """Whether no plan year comes after that one."""
    return months_later(plan.starts_on, 12 * number) > plan.ends_on
