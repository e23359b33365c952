"""Dates as the field knows them: to the day, or only to a month, quarter, season or year or a third of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, total_ordering
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
EARLIEST, LATEST = 1900, 2199


class Precision(TextChoices):
    """How exactly a date is known: to the day, to a unit of the calendar, or to a third of such a unit.

    The thirds (*primo, medio, ultimo*) are days 1-10, 11-20 and 21 to the last of a month; one month each
    of a quarter or season; four months each of a year.
    """

    DAY = "day", gettext_lazy("day")
    MONTH = "month", gettext_lazy("month")
    QUARTER = "quarter", gettext_lazy("quarter")
    SEASON = "season", gettext_lazy("season")
    YEAR = "year", gettext_lazy("year")
    MONTH_START = "month_start", gettext_lazy("start of the month")
    MONTH_MIDDLE = "month_middle", gettext_lazy("middle of the month")
    MONTH_END = "month_end", gettext_lazy("end of the month")
    QUARTER_START = "quarter_start", gettext_lazy("start of the quarter")
    QUARTER_MIDDLE = "quarter_middle", gettext_lazy("middle of the quarter")
    QUARTER_END = "quarter_end", gettext_lazy("end of the quarter")
    SEASON_START = "season_start", gettext_lazy("start of the season")
    SEASON_MIDDLE = "season_middle", gettext_lazy("middle of the season")
    SEASON_END = "season_end", gettext_lazy("end of the season")
    YEAR_START = "year_start", gettext_lazy("start of the year")
    YEAR_MIDDLE = "year_middle", gettext_lazy("middle of the year")
    YEAR_END = "year_end", gettext_lazy("end of the year")

    @property
    def unit(self) -> "Precision":
        """The day, month, quarter, season or year that this is, or is a third of."""
        return Precision(self.value.partition("_")[0])

    @property
    def third(self) -> str:
        """``start``, ``middle`` or ``end``; empty for a whole unit."""
        return self.value.partition("_")[2]


_MONTHS_IN = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.SEASON: 3, Precision.YEAR: 12}
_THIRDS = ("start", "middle", "end")
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


class DateError(ValueError):
    """The text is not a date; the message is the sentence for the user."""


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, month, quarter, season or year, or to a third of these (*dato med præcision*).

    ``first`` is the first day it can be; ``last`` the last. A winter is named after the year of
    its December. In sums and in order *primo* is the first day of its unit and *ultimo* the last:
    ``earliest`` and ``latest``. Sorts by the earliest day, then by the latest, so that of two that begin
    together the one known more exactly comes first; then by the precision's code.
    """

    first: date
    precision: str = Precision.DAY

    @classmethod
    def around(cls, day: date, precision: str) -> "PartialDate":
        """The period of that precision in which the day lies; of a third, the one of the day's month, … or year."""
        return cls(_limits(day, Precision(precision))[0], precision)

    @property
    def last(self) -> date:
        return _limits(self.first, Precision(self.precision))[1]

    @property
    def earliest(self) -> date:
        """The first day that it is reckoned as: of *ultimo* the last day of its unit."""
        return self.last if Precision(self.precision).third == "end" else self.first

    @property
    def latest(self) -> date:
        """The last day that it is reckoned as: of *primo* the first day of its unit."""
        return self.first if Precision(self.precision).third == "start" else self.last

    def __lt__(self, other: "PartialDate") -> bool:
        mine, others = ((item.earliest, item.latest) for item in (self, other))
        return (*mine, self.precision) < (*others, other.precision)

    def __str__(self) -> str:
        known = Precision(self.precision)
        whole = _WRITTEN[known.unit](_FIRST_DAY[known.unit](self.first))
        return _written_third(known.third, whole) if known.third else whole


def months_later(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, or that month's last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, last)
        except ValueError:
            continue
    raise ValueError("no such month")


def _season_start(day: date) -> date:
    year = day.year - 1 if day.month < 3 else day.year
    month = 12 if day.month < 3 else day.month // 3 * 3
    return date(year, month, 1)


_FIRST_DAY: dict[Precision, Callable[[date], date]] = {
    Precision.DAY: lambda day: day,
    Precision.MONTH: lambda day: day.replace(day=1),
    Precision.QUARTER: lambda day: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
    Precision.SEASON: _season_start,
    Precision.YEAR: lambda day: date(day.year, 1, 1),
}


def _limits(day: date, precision: Precision) -> tuple[date, date]:
    """First and last day of the unit in which the day lies, or of that third of the unit."""
    unit = precision.unit
    if unit == Precision.DAY:
        return day, day
    first, months = _FIRST_DAY[unit](day), _MONTHS_IN[unit]
    following = months_later(first, months)
    if precision.third:
        starts = [*_third_starts(first, months), following]
        place = _THIRDS.index(precision.third)
        first, following = starts[place], starts[place + 1]
    return first, following - timedelta(days=1)


def _third_starts(first: date, months: int) -> list[date]:
    if months == 1:
        return [first, first.replace(day=11), first.replace(day=21)]
    return [months_later(first, third * months // 3) for third in range(3)]


def written(day: date) -> str:
    """``1. marts 2021`` (in English ``1 March 2021``)."""
    return _written(day, get_language() or "")


@lru_cache(maxsize=4096)
def _written(day: date, _language: str) -> str:
    """Lists write the same days again and again; formatting one costs as much as a table row."""
    return date_format(day, _("j F Y"))


def _written_quarter(day: date) -> str:
    return _("quarter %(number)s of %(year)s") % {"number": (day.month + 2) // 3, "year": day.year}


def _written_season(day: date) -> str:
    if day.month == 12:
        return _("the winter of %(year)s/%(next)02d") % {"year": day.year, "next": (day.year + 1) % 100}
    names = {"spring": _("the spring of %s"), "summer": _("the summer of %s"), "autumn": _("the autumn of %s")}
    return names[_SEASONS[day.month]] % day.year


def _written_third(third: str, whole: str) -> str:
    names = {"start": _("the start of %s"), "middle": _("the middle of %s"), "end": _("the end of %s")}
    return names[third] % whole


_WRITTEN: dict[Precision, Callable[[date], str]] = {
    Precision.DAY: written,
    Precision.MONTH: lambda day: date_format(day, "F Y"),
    Precision.QUARTER: _written_quarter,
    Precision.SEASON: _written_season,
    Precision.YEAR: lambda day: str(day.year),
}


def period_of(row: Any) -> str:
    """The row's own period as known; empty when it has none, and a text when it is unknown."""
    if getattr(row, "is_period_unknown", False):
        return _("not stated")
    start, end = row.start, row.end
    if start and end:
        return str(start) if str(start) == str(end) else f"{start} – {end}"
    if start:
        return _("from %s") % start
    return _("to %s") % end if end else ""
