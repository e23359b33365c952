"""A plan's years and quarters for its page: frozen, without queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.dates import Precision
from plans.shared.period_words import both_days, calendar_words, quarter_words, year_words, years_words
from plans.shared.periods import Period


@dataclass(frozen=True)
class QuarterFacts:
    label: str
    period: str
    calendar: str
    accounting: str
    is_now: bool


@dataclass(frozen=True)
class YearFacts:
    """A plan year with its quarters, and the calendar and accounting years that it meets."""

    label: str
    period: str
    calendar: str
    accounting: str
    is_now: bool
    quarters: tuple[QuarterFacts, ...]


@dataclass(frozen=True)
class PlanYears:
    """The plan's years: those that are over on the day, and the rest."""

    earlier: tuple[YearFacts, ...]
    later: tuple[YearFacts, ...]

    @property
    def all(self) -> tuple[YearFacts, ...]:
        return self.earlier + self.later

    @property
    def earlier_words(self) -> str:
        return years_words(1, len(self.earlier))


def years_on(plan: Any, *, day: date) -> PlanYears:
    """The plan's years as they lie on the day."""
    listed, whole = year_facts(plan, day=day), plan.period.whole
    gone = sum(year.last < day for year in whole.years()) if whole else 0
    return PlanYears(tuple(listed[:gone]), tuple(listed[gone:]))


def year_facts(plan: Any, *, day: date) -> list[YearFacts]:
    """The plan's years and quarters, counted from its first day; unknown accounting years are said to be so.

    None where its first or last day is not known.
    """
    whole = plan.period.whole
    if whole is None:
        return []
    calendar = whole.calendar_years()
    accounting = whole.accounting_years(plan.accounting_month) if plan.accounting_month else None
    quarters = whole.quarters()
    return [
        YearFacts(
            label=year_words(number),
            quarters=tuple(
                QuarterFacts(quarter_words(place), *_beside(quarter, calendar, accounting), is_now=quarter.holds(day))
                for place, quarter in enumerate((quarter for quarter in quarters if quarter.meets(year)), 1)
            ),
            is_now=year.holds(day),
            **dict(zip(("period", "calendar", "accounting"), _beside(year, calendar, accounting), strict=True)),
        )
        for number, year in enumerate(whole.years(), 1)
    ]


def _beside(part: Period, calendar: Any, accounting: Any) -> tuple[str, str, str]:
    return (
        both_days(part.first, part.last),
        _labels(part, calendar),
        _("not stated") if accounting is None else _labels(part, accounting),
    )


def _labels(part: Period, years: Iterable[Period]) -> str:
    met = [calendar_words(year.first.year, year.last.year) for year in years if part.meets(year)]
    return danish.joined(met, _("and")) if len(met) < 3 else f"{met[0]} – {met[-1]}"


def starts_about(plan: Any) -> bool:
    """Whether the years are counted from a first day that is known less than exactly."""
    return plan.start is not None and plan.start.precision != Precision.DAY
