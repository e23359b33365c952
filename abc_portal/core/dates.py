"""Dates as the field knows them: to the day, or only to a month, quarter, season or year or a third of one."""

import re
from calendar import monthrange
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
_SEASON_WORDS = {
    "forår": 3, "foråret": 3, "sommer": 6, "sommeren": 6,
    "efterår": 9, "efteråret": 9, "vinter": 12, "vinteren": 12,
}  # fmt: skip

_THIRD_WORDS = {
    "primo": "start",
    "starten af": "start",
    "begyndelsen af": "start",
    "medio": "middle",
    "midten af": "middle",
    "ultimo": "end",
    "slutningen af": "end",
    "udgangen af": "end",
    "først i": "start",
    "start": "start",
    "midt i": "middle",
    "sidst i": "end",
    "slut": "end",
}


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


def whole_months(after: date, before: date) -> int:
    """How many whole months lie between the two days, neither of them counted; 0 where they do not follow so."""
    first, months = after + timedelta(days=1), 0
    while months_later(first, months + 1) <= before:
        months += 1
    return months


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

_DAY_FORMS = (
    re.compile(r"(?P<day>\d{1,2})[/.-] ?(?P<month>\d{1,2})(?:[/.-] ?| )(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
    re.compile(r"(?P<day>\d{1,2})(?:\. ?| )(?P<name>[a-zA-Z]+)(?:\. ?| )(?P<year>\d{4})"),
)
#: What stands before a day in running text.
_BEFORE_DAY = re.compile(r"(?:den |d\. ?|d )", re.IGNORECASE)
_MONTH_FORMS = (
    re.compile(r"(?P<name>[a-zA-Z]+)(?:\. ?| )(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})"),
    re.compile(r"(?P<month>\d{1,2})[/-](?P<year>\d{4})"),
)
_QUARTER_FORM = re.compile(
    r"(?:(?P<a>[1-4])(?:\. ?| )(?:kvartal|kvt\.?|kv\.?)(?: i)? ?(?P<ya>\d{4})"
    r"|(?P<yb>\d{4})[- ]?[qk](?P<b>[1-4])|(?:kvartal |[qk])(?P<c>[1-4])[ -](?P<yc>\d{4}))",
    re.IGNORECASE,
)
_WEEK_FORM = re.compile(r"(?:i )?uge (?P<week>\d{1,2})(?:,| i)? (?P<year>\d{4})", re.IGNORECASE)
_SEASON_FORM = re.compile(r"(?P<season>\w+)\s+(?P<year>\d{4})(?:/(?P<next>\d{2}|\d{4}))?")
_YEAR_FORM = re.compile(r"\d{4}")
_SHORT_YEAR = re.compile(r"(?P<before>.*[^\d'’]|)['’]?(?P<year>\d{2})")
_THIRD_FORM = re.compile(rf"(?P<third>{'|'.join(_THIRD_WORDS)}) (?P<whole>.+)", re.IGNORECASE)


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


def parse_day(text: str) -> date:
    """Read ``1/3-2021``, ``1/3 2021``, ``1.3.2021``, ``1. mar. 2021``, ``d. 1. marts 2021`` or ``2021-03-01``.

    Two-digit years are refused. Raises :class:`DateError`.
    """
    plain = " ".join(text.split())
    if found := _read_day(plain):
        return found
    _refuse_year(plain, _read_day)
    raise DateError(
        _("“%(text)s” is not a date. Write for example 1. marts 2021 or 01-03-2021.") % {"text": plain[:40]}
    )


def _read_day(plain: str) -> date | None:
    bare = _BEFORE_DAY.sub("", plain, count=1) if _BEFORE_DAY.match(plain) else plain
    for form in _DAY_FORMS:
        if match := form.fullmatch(bare):
            found = match.groupdict()
            return _day(int(found["year"]), _month(found), int(found["day"]), plain)
    return None


def parse_partial(text: str) -> PartialDate:
    """Read a date as exactly as it is written: day, ``marts 2021``, ``2. kvartal 2013``, ``foråret 2014``, ``2014``.

    Before all but a day may stand ``primo``, ``medio`` or ``ultimo``, or the same in words: ``udgangen af 2014``.
    Raises :class:`DateError`.
    """
    plain = " ".join(text.split())
    if found := _read_partial(plain):
        return found
    _refuse_week(plain)
    _refuse_year(plain, _read_partial)
    raise DateError(
        _("“%(text)s” is not a date. Write for example 1. marts 2021, marts 2021, 2. kvartal 2021 or 2021.")
        % {"text": plain[:40]}
    )


def _read_partial(plain: str) -> PartialDate | None:
    if found := _read_third(plain) or _read_unit(plain):
        return found
    day = _read_day(plain)
    return PartialDate(day) if day else None


def _refuse_year(plain: str, read: Callable[[str], object]) -> None:
    """Say so where only the year is missing, or is of two digits. Raises :class:`DateError`."""
    if plain and _reads(f"{plain} 2021", read):
        raise DateError(
            _("“%(text)s” has no year. Write it with four digits, for example 2021.") % {"text": plain[:40]}
        )
    match = _SHORT_YEAR.fullmatch(plain)
    if match and _reads(f"{match['before']}20{match['year']}", read):
        raise DateError(
            _("The year of “%(text)s” has only two digits. Write it with four, for example 2021.")
            % {"text": plain[:40]}
        )


def _reads(text: str, read: Callable[[str], object]) -> bool:
    try:
        return read(text) is not None
    except DateError:
        return False


def _refuse_week(plain: str) -> None:
    """No date is known to the week: the sentence says which days it has. Raises :class:`DateError`."""
    match = _WEEK_FORM.fullmatch(plain)
    if not match:
        return
    try:
        first = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    except ValueError:
        raise DateError(_("“%(text)s” is no week of that year.") % {"text": plain[:40]}) from None
    days = {"text": plain, "first": written(first), "last": written(first + timedelta(days=6))}
    raise DateError(_("“%(text)s” is the week from %(first)s to %(last)s. Write the day that is meant.") % days)


def _read_third(plain: str) -> PartialDate | None:
    match = _THIRD_FORM.fullmatch(plain)
    whole = _read_unit(match["whole"]) if match else None
    if not match or not whole:
        return None
    found = PartialDate.around(whole.first, Precision(f"{whole.precision}_{_THIRD_WORDS[match['third'].casefold()]}"))
    _day(found.first.year, found.first.month, found.first.day, plain)  # the last winter ends in a year too late
    return found


def _read_unit(plain: str) -> PartialDate | None:
    readers = (_read_year, _read_quarter, _read_season, _read_month)
    return next((found for reader in readers if (found := reader(plain))), None)


def _read_year(plain: str) -> PartialDate | None:
    if not _YEAR_FORM.fullmatch(plain):
        return None
    return PartialDate(_day(int(plain), 1, 1, plain), Precision.YEAR)


def _read_quarter(plain: str) -> PartialDate | None:
    if not (match := _QUARTER_FORM.fullmatch(plain)):
        return None
    number, year = int(match["a"] or match["b"] or match["c"]), int(match["ya"] or match["yb"] or match["yc"])
    return PartialDate(_day(year, number * 3 - 2, 1, plain), Precision.QUARTER)


def _read_season(plain: str) -> PartialDate | None:
    match = _SEASON_FORM.fullmatch(plain.casefold())
    if not match or match["season"] not in _SEASON_WORDS:
        return None
    year, month = int(match["year"]), _SEASON_WORDS[match["season"]]
    if match["next"] and (month != 12 or match["next"] not in (str(year + 1), str(year + 1)[2:])):
        return None
    return PartialDate(_day(year, month, 1, plain), Precision.SEASON)


def _read_month(plain: str) -> PartialDate | None:
    for form in _MONTH_FORMS:
        match = form.fullmatch(plain)
        if match and (month := _month(match.groupdict())):
            return PartialDate(_day(int(match["year"]), month, 1, plain), Precision.MONTH)
    return None


def _month(found: dict[str, str]) -> int:
    """The month's number; 0 for a name that is none."""
    if found.get("name"):
        name = found["name"].casefold()
        return next((place for place, full in enumerate(MONTHS, 1) if name in (full, full[:3], full[:4])), 0)
    return int(found["month"])


def _day(year: int, month: int, day: int, text: str) -> date:
    """Raises :class:`DateError` with what is wrong: the year, the month or the day."""
    if EARLIEST <= year <= LATEST and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    values = {"text": text[:40], "why": _why_no_day(year, month)}
    raise DateError(_("“%(text)s” is not a day in the calendar: %(why)s.") % values)


def _why_no_day(year: int, month: int) -> str:
    if not EARLIEST <= year <= LATEST:
        return _("the year must be between %(earliest)s and %(latest)s") % {"earliest": EARLIEST, "latest": LATEST}
    if not 1 <= month <= 12:
        return _("there is no such month")
    name = date_format(date(year, month, 1), "F Y")
    return _("%(month)s has the days 1 to %(last)s") % {"month": name, "last": monthrange(year, month)[1]}
