"""Figures as prose states them, read so that they can be held against data."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from abc_portal.core import dates, numbers
from abc_portal.core.dates import PartialDate
from abc_portal.core.marks import Figure

_SCALES = {"mio": 10**6, "mill": 10**6, "million": 10**6, "millioner": 10**6, "mia": 10**9, "tusind": 10**3, "t": 10**3}
_STATED = re.compile(
    r"(?:(?P<about>ca\.?|cirka|omkring|knap|godt)\s)?(?:kr\.?\s|dkk\s)?(?P<number>[-−]?\d[\d. ]*(?:,\d+)?)"
    r"\s?(?P<scale>mio|mill|millioner|million|mia|tusind|t)?\b",
    re.IGNORECASE,
)
_WORDS = ["nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"]


@dataclass(frozen=True)
class Reading:
    """A stated number; ``grain`` is how far the data may lie from it and still be the same, rounded."""

    value: Decimal
    grain: Decimal
    is_about: bool


def differs(stated: str, figure: Figure) -> bool:
    """Whether what a document states is another value than the figure's.

    Numbers are compared as numbers: ``3.633`` is 3633, ``34,5 %`` is 34.5, ``tre`` is 3; ``23,2 mio.`` holds for all
    that it is a rounding of, and ``ca.`` for what lies within a tenth. An unknown figure contradicts nothing.
    """
    if figure.value is None:
        return False
    if isinstance(figure.value, PartialDate):
        return _plain(stated) != _plain(figure.text) and _read_date(stated) != figure.value
    reading = read(stated)
    if reading is None:
        return _plain(stated) != _plain(figure.text)
    off, value = abs(reading.value - figure.value), abs(figure.value)
    return bool(off > max(reading.grain, value / 10 if reading.is_about or figure.is_about else Decimal(0)))


def read(stated: str) -> Reading | None:
    """The number that a text begins with; ``None`` when it begins with none that can be read in one way."""
    plain = _plain(stated)
    if plain.split(" ")[0] in (*_WORDS, "et", "én", "ét"):
        word = plain.split(" ")[0]
        return Reading(Decimal(_WORDS.index(word) if word in _WORDS else 1), Decimal(0), is_about=False)
    match = _STATED.match(plain)
    if match is None:
        return None
    try:
        value = numbers.parse_number(match["number"].strip(" ."))
    except numbers.NumberError:
        return None
    scale = _SCALES.get(match["scale"] or "", 1)
    grain = Decimal(scale).scaleb(int(value.as_tuple().exponent)) / 2 if scale > 1 else Decimal(0)
    return Reading(value * scale, grain, is_about=match["about"] is not None)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _read_date(stated: str) -> Any:
    try:
        return dates.parse_partial(stated)
    except ValueError:
        return None
