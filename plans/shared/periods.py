"""Where a plan is in its period, counted from its own first day; the calendar's and the accounts' years beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from abc_portal.core.dates import PartialDate, Precision, months_later
from plans.shared.enums import Granularity

#: How many of each there are in a plan year.
A_YEAR = {Granularity.MONTH: 12, Granularity.QUARTER: 4, Granularity.HALF_YEAR: 2, Granularity.YEAR: 1}


class Phase(StrEnum):
    """Whether a day lies before, in or after a plan's period; unknown where a day that is not known decides it."""

    COMING = "coming"
    RUNNING = "running"
    OVER = "over"
    UNKNOWN = "unknown"


def gone_between(start: PartialDate, end: PartialDate, day: date) -> tuple[int, int]:
    """The least and the most whole per cent of a period that can be gone at the day's end; 0-100.

    Least gone is one that begins and ends as late as its dates allow, most one that begins and ends as early; *primo*
    and *ultimo* allow one day.
    """
    late = Period(min(start.latest, end.latest), end.latest)
    early = Period(start.earliest, max(start.earliest, end.earliest))
    return late.gone(day), early.gone(day)


@dataclass(frozen=True)
class Period:
    """A plan's first and last day, both included."""

    first: date
    last: date

    @property
    def whole(self) -> "Period":
        """Itself: both its days are known; see :class:`PartialPeriod`."""
        return self

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_whole_months(self) -> bool:
        """Whether it is made of whole calendar months."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it."""
        return day is not None and self.first <= day <= self.last

    def meets(self, other: "Period") -> bool:
        """Whether any day lies in both."""
        return self.first <= other.last and other.first <= self.last

    def phase(self, day: date) -> Phase:
        if day < self.first:
            return Phase.COMING
        return Phase.OVER if day > self.last else Phase.RUNNING

    def nearest(self, day: date) -> date:
        """The day itself, or the day of the period that is nearest to it."""
        return min(max(day, self.first), self.last)

    def gone(self, day: date) -> int:
        """Whole per cent of the period that lie before the day's end: 0 before it, 100 from its last day on."""
        return self.gone_days(day) * 100 // self.days

    def gone_days(self, day: date) -> int:
        """Days of the period that lie before the day's end: none before it, all from its last day on."""
        return max(0, min(self.days, (day - self.first).days + 1))

    def years(self) -> list["Period"]:
        """The plan years, counted from the first day; the last may be shorter."""
        return self._split(_anniversary(self.first, number) for number in range(1, self._calendar_years_met))

    def quarters(self) -> list["Period"]:
        """The plan quarters: steps of three months from the first day, four in each plan year; the last may be shorter.

        Each begins on the first day's day of the month, or on the month's last day where it has no such day.
        Only a plan year from 29 February begins on 1 March instead, in common years.
        """
        return self._split(_quarter_start(self.first, number) for number in range(1, self._calendar_years_met * 4))

    def months(self) -> list["Period"]:
        """The plan's months: steps of one month from the first day; the last may be shorter."""
        return self._split(months_later(self.first, number) for number in range(1, self._calendar_years_met * 12))

    def half_years(self) -> list["Period"]:
        """The plan's half-years: two quarters each; the last may be shorter."""
        quarters = self.quarters()
        return [
            Period(pair[0].first, pair[-1].last)
            for pair in (quarters[at : at + 2] for at in range(0, len(quarters), 2))
        ]

    def parts(self, grain: Granularity) -> list["Period"]:
        """The periods of that length, from the first day on. Raises ``KeyError`` for events and free periods."""
        made = {
            Granularity.MONTH: self.months,
            Granularity.QUARTER: self.quarters,
            Granularity.HALF_YEAR: self.half_years,
            Granularity.YEAR: self.years,
        }
        return made[grain]()

    def calendar_years(self) -> list["Period"]:
        """The whole calendar years that meet the period."""
        return self.accounting_years(1)

    def accounting_years(self, first_month: int) -> list["Period"]:
        """The whole accounting years from that month (1-12) that meet the period.

        Raises ``ValueError`` for a month that there is not.
        """
        start = date(self.first.year, first_month, 1)
        if start > self.first:
            start = months_later(start, -12)
        found = []
        while start <= self.last:
            following = months_later(start, 12)
            found.append(Period(start, following - timedelta(days=1)))
            start = following
        return found

    def extended(self, months: int) -> "Period":
        """The period with its last day moved whole months on; the last day of a month stays the last of a month.

        A day that the new month does not have becomes its last. Raises ``ValueError`` for fewer than 0 months.
        """
        if months < 0:
            raise ValueError("a period is not extended by less than nothing")
        following = self.last + timedelta(days=1)
        if following.day == 1:
            return Period(self.first, months_later(following, months) - timedelta(days=1))
        return Period(self.first, months_later(self.last, months))

    @property
    def _calendar_years_met(self) -> int:
        return self.last.year - self.first.year + 1

    def _split(self, starts: Iterable[date]) -> list["Period"]:
        """The period cut before each of the ascending days; those after its last day do not matter."""
        firsts = [self.first, *(day for day in starts if day <= self.last)]
        lasts = [day - timedelta(days=1) for day in firsts[1:]]
        return [Period(*days) for days in zip(firsts, [*lasts, self.last], strict=True)]


@dataclass(frozen=True)
class PartialPeriod:
    """A period of which the first day, the last, or both are not known; what reckons with both has nothing to reckon
    with.
    """

    first: date | None
    last: date | None

    @property
    def whole(self) -> Period | None:
        """The period, where both its days are known."""
        return None if self.first is None or self.last is None else Period(self.first, self.last)

    def phase(self, day: date) -> Phase:
        """Before its first day or after its last, where that one is known; else unknown."""
        if self.first is not None and day < self.first:
            return Phase.COMING
        if self.last is not None and day > self.last:
            return Phase.OVER
        return Phase.UNKNOWN if self.whole is None else Phase.RUNNING

    def nearest(self, day: date) -> date:
        """The day, or the nearest one of the period as far as its days are known."""
        after = day if self.first is None else max(day, self.first)
        return after if self.last is None else min(after, self.last)

    def meets(self, other: "Period | PartialPeriod") -> bool:
        """Whether any day can lie in both."""
        return _in_order(self.first, other.last) and _in_order(other.first, self.last)


def _in_order(first: date | None, last: date | None) -> bool:
    """Whether a day can lie between; a day that is not known forbids none."""
    return first is None or last is None or first <= last


def partial_period(first: date | None, last: date | None) -> Period | PartialPeriod:
    """The period from its first to its last day, of which either may be unknown."""
    return PartialPeriod(first, last) if first is None or last is None else Period(first, last)


@dataclass(frozen=True)
class GapRange:
    """How far two periods whose days are known less exactly may lie from each other.

    From the day after the earlier one's end to the later one's first day: ``nearest`` and ``furthest`` are both such
    pairs of days. They overlap where the second day lies before the first.
    """

    nearest: tuple[date, date]
    furthest: tuple[date, date]

    @property
    def is_exact(self) -> bool:
        return self.nearest == self.furthest

    @property
    def days(self) -> int:
        """The days that at least lie between: 0 when they may adjoin, negative when they may overlap."""
        after, first = self.nearest
        return (first - after).days

    @property
    def surely_overlaps(self) -> bool:
        return self.furthest[1] < self.furthest[0]

    @property
    def may_overlap(self) -> bool:
        return self.nearest[1] < self.nearest[0]

    @property
    def may_touch(self) -> bool:
        return self.nearest[1] <= self.nearest[0]


def gap_range(end: PartialDate, start: PartialDate) -> GapRange:
    """From the end of one period to the start of another, each as exactly as it is known.

    A month is a whole one: what ends in February ends with it, and what begins in March begins with it.
    """
    after = [day + timedelta(days=1) for day in (_bounds(end, is_end=True))]
    first = _bounds(start, is_end=False)
    return GapRange(nearest=(after[1], first[0]), furthest=(after[0], first[1]))


def _bounds(day: PartialDate, *, is_end: bool) -> tuple[date, date]:
    if day.precision == Precision.MONTH:
        return (day.last, day.last) if is_end else (day.first, day.first)
    return day.earliest, day.latest


def place_in_year(number: int, grain: Granularity) -> tuple[int, int]:
    """The plan year, and the place in it, of the part with that number, which counts from 0 over the whole plan.

    Both count from 1.
    """
    year, place = divmod(number, A_YEAR[grain])
    return year + 1, place + 1


def months_between(first: date, following: date) -> tuple[int, int]:
    """Whole months from one day to another, and the days that are left; the last day is not included."""
    months = (following.year - first.year) * 12 + following.month - first.month
    if months_later(first, months) > following:
        months -= 1
    return months, (following - months_later(first, months)).days


def _quarter_start(anchor: date, number: int) -> date:
    years, quarters = divmod(number, 4)
    return months_later(anchor, number * 3) if quarters else _anniversary(anchor, years)


def _anniversary(anchor: date, years: int) -> date:
    """The day that many years later; 29 February is 1 March in common years."""
    try:
        return anchor.replace(year=anchor.year + years)
    except ValueError:
        return date(anchor.year + years, 3, 1)
