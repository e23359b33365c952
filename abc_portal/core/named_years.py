"""Years that a text names, and the text proposed for another year. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

#: A number as it is written, with its points, strokes and dashes; no amount, and no part of a telephone number.
_NUMBER = re.compile(
    r"(?<![\w.,])(?<!\d{4} )\d(?:[\d.,/–-]*\d)?(?!\w|[ -]?(?:kr\b|kroner\b|mio\b|pct\b|%|m²)| \d{4}\b)", re.IGNORECASE
)
_YEAR = r"(?:19|20|21)\d\d"
#: Where the year is in ``2026``, ``1/3-2026``, ``3/2026`` and ``2026-03-01``.
_WITH_YEAR = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>{_YEAR})",
        rf"\d{{1,2}}[./-](?:\d{{1,2}}[./-])?(?P<year>{_YEAR})",
        rf"(?P<year>{_YEAR})-\d\d-\d\d",
    )
)
#: Two years in one number: a school year moves as a whole, a span of several years is no year's own.
_TWO_YEARS = re.compile(rf"(?P<year>{_YEAR})(?P<sign>[/–-])(?P<next>{_YEAR}|\d\d)")


def names_year(text: str) -> bool:
    """Whether the text names a year."""
    found: list[int] = []

    def collect(year: int) -> int:
        found.append(year)
        return year

    _with_years(text, collect)
    return bool(found)


def proposed(text: str, *, first: date, last: date, years: int) -> str:
    """The text with the calendar years of the period ``first`` to ``last`` moved so many years; other years stay."""
    return _with_years(text, lambda year: year + years if first.year <= year <= last.year else year)


def _with_years(text: str, change: Callable[[int], int]) -> str:
    return _NUMBER.sub(lambda match: _changed(match[0], change), text)


def _changed(number: str, change: Callable[[int], int]) -> str:
    if match := _TWO_YEARS.fullmatch(number):
        year, following = int(match["year"]), match["next"]
        if following not in (str(year + 1), str(year + 1)[2:]):
            return number
        after = change(year)
        return f"{after}{match['sign']}{str(after + 1)[-len(following) :]}"
    for form in _WITH_YEAR:
        if match := form.fullmatch(number):
            start, end = match.span("year")
            return f"{number[:start]}{change(int(match['year']))}{number[end:]}"
    return number


@dataclass(frozen=True)
class AskedText:
    """A text of a row that is copied, named by its field and the row's key, with what is proposed for it."""

    name: str
    before: str
    text: str
    is_long: bool = False


def asked(row: Any, fields: Iterable[str], *, first: date, last: date, years: int) -> tuple[AskedText, ...]:
    """Those of the row's texts that name a year."""
    texts = {field: getattr(row, field) for field in fields}
    return tuple(
        AskedText(
            name=name_of(row, field),
            before=text,
            text=proposed(text, first=first, last=last, years=years),
            is_long=row._meta.get_field(field).max_length is None,
        )
        for field, text in texts.items()
        if names_year(text)
    )


def name_of(row: Any, field: str) -> str:
    """What the form calls that text of the row's copy."""
    return f"{field}-{row.pk}"


def as_typed(texts: Iterable[AskedText], typed: Mapping[str, str]) -> tuple[AskedText, ...]:
    """The texts as they were sent, so far as they were."""
    return tuple(replace(item, text=typed.get(item.name, item.text)) for item in texts)
