"""A plan's years, half-years, quarters and months in words; they are worked out in :mod:`plans.shared.periods`."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.dates import written
from plans.shared.enums import Granularity
from plans.shared.periods import GapRange, Period, months_between, place_in_year

# --- by number ------------------------------------------------------------------------------------


def year_words(number: int) -> str:
    """``2. planår``."""
    return _("plan year %s") % number


def years_words(first: int, last: int) -> str:
    """``2. planår``, or several that follow each other: ``2.–4. planår``."""
    return (
        year_words(first) if first == last else _("plan years %(first)s to %(last)s") % {"first": first, "last": last}
    )


def half_year_words(number: int) -> str:
    """``1. halvår``, counted within its plan year."""
    return _("half-year %s") % number


def quarter_words(number: int) -> str:
    """``3. kvartal``, counted within its plan year."""
    return _("quarter %s") % number


def quarter_of_year_words(year: int, number: int) -> str:
    """``2. planår, 4. kvartal``."""
    return _("quarter %(quarter)s of year %(year)s") % {"quarter": number, "year": year}


def quarter_in_short(year: int, number: int) -> str:
    """``2. pl.år, 4. kv.``: where a line has room for no more."""
    return _("yr %(year)s, q%(quarter)s") % {"quarter": number, "year": year}


def part_words(grain: Granularity, number: int, period: Period) -> str:
    """The part of a plan with that number, counted from 0 over the whole plan, as it is named within its plan year."""
    year, place = place_in_year(number, grain)
    if grain == Granularity.MONTH:
        return days_words(period.first, period.last) if period.is_whole_months else _("month %s") % place
    if grain == Granularity.QUARTER:
        return quarter_words(place)
    return half_year_words(place) if grain == Granularity.HALF_YEAR else year_words(year)


# --- by its days ----------------------------------------------------------------------------------


def calendar_words(first: int, last: int) -> str:
    """``2021/22``; ``2021`` for what lies within one calendar year."""
    return str(first) if first == last else f"{first}/{last % 100:02d}"


def accounting_words(first: date, last: date) -> str:
    """``2017`` for a calendar year, ``2021/22`` for a year that begins on another day, else both days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.year != last.year and 360 < (last - first).days < 370:
        return calendar_words(first.year, last.year)
    return both_days(first, last)


def both_days(first: date, last: date) -> str:
    """``1. marts 2021 – 31. maj 2021``."""
    return f"{written(first)} – {written(last)}"


def days_words(first: date, last: date) -> str:
    """``2013``, ``marts 2021``, ``januar–marts 2013`` or, where it is no whole months, both days."""
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return str(first.year)
    return written(first) if first == last else months_words(first, last)


def months_words(first: date, last: date) -> str:
    """``marts 2021``, ``december 2021–februar 2022``; both days where it is not whole months."""
    return _months_words(first, last, get_language() or "")


@lru_cache(maxsize=4096)
def _months_words(first: date, last: date, _language: str) -> str:
    if not Period(first, last).is_whole_months:
        return both_days(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return date_format(first, "F Y")
    begins = date_format(first, "F" if first.year == last.year else "F Y")
    return f"{begins}–{date_format(last, 'F Y')}"


def gap_words(found: GapRange) -> str:
    """How long lies between two periods that do not surely overlap: ``2 måneder``, ``mellem 8 og 14 måneder``,
    ``højst 11 måneder``."""
    if found.is_exact:
        return span_words(*found.nearest)
    most = _whole_months(*found.furthest, up=True)
    if not most:
        return _("at most %s") % span_words(*found.furthest)
    least = 0 if found.may_touch else _whole_months(*found.nearest, up=False)
    if not least:
        return _("at most %s") % (ngettext("%s month", "%s months", most) % most)
    if least == most:
        return _("about %s") % (ngettext("%s month", "%s months", most) % most)
    return _("between %(least)s and %(most)s months") % {"least": least, "most": most}


def _whole_months(first: date, following: date, *, up: bool) -> int:
    """The months from one day to another, begun ones counted only when it is ``up``; 0 for less than a month."""
    months, days = months_between(first, following)
    return months + 1 if up and months and days else months


def span_words(first: date, following: date) -> str:
    """From one day to another, the last not included: ``3 måneder``, ``12 dage``, ``1 måned og 5 dage``."""
    months, days = months_between(first, following)
    parts = []
    if months:
        parts.append(ngettext("%s month", "%s months", months) % months)
    if days or not months:
        parts.append(ngettext("%s day", "%s days", days) % days)
    return danish.joined(parts, _("and"))
