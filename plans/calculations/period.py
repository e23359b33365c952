"""Where a plan is in its period, counted from its own first day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Phase(StrEnum):
    """Whether a day lies before, in or after a plan's period."""

    COMING = "coming"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class Period:
    """A plan's first and last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def phase(self, day: date) -> Phase:
        if day < self.first:
            return Phase.COMING
        return Phase.OVER if day > self.last else Phase.RUNNING

    def gone(self, day: date) -> int:
        """Whole per cent of the period that lie before the day's end: 0 before it, 100 from its last day on."""
        passed = (day - self.first).days + 1
        return max(0, min(100, passed * 100 // self.days))

    def years(self) -> list["Period"]:
        """The plan years, counted from the first day; the last may be shorter."""
        found, first = [], self.first
        while first <= self.last:
            following = _same_day_next_year(first, self.first)
            found.append(Period(first, min(self.last, following - timedelta(days=1))))
            first = following
        return found


def _same_day_next_year(day: date, anchor: date) -> date:
    """29 February moves to 1 March in common years and back again in leap years."""
    try:
        return date(day.year + 1, anchor.month, anchor.day)
    except ValueError:
        return date(day.year + 1, 3, 1)
