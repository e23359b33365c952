"""Reading dates as people write them: a day, a month, a quarter, a season, a year, or a third of one."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from abc_portal.core.dates import EARLIEST, LATEST, MONTHS, DateError, PartialDate, Precision, written

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
