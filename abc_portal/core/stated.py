"""Figures as prose states them, read so that they can be held against data."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from abc_portal.core import date_reading, numbers
from abc_portal.core.dates import PartialDate
from abc_portal.core.placeholders import TextFigure
from abc_portal.core.qualifiers import BOUNDS, Qualifier, split
from abc_portal.core.text import fold

_SCALES = {"mio": 10**6, "mill": 10**6, "million": 10**6, "millioner": 10**6, "mia": 10**9, "tusind": 10**3, "t": 10**3}
_STATED = re.compile(
    r"(?:kr\.?\s|dkk\s)?(?P<number>[-−]?\d[\d. ]*(?:,\d+)?)"
    r"\s?(?P<scale>mio|mill|millioner|million|mia|tusind|t)?\b",
    re.IGNORECASE,
)
_WORDS = ["nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"]


@dataclass(frozen=True)
class StatedNumber:
    """A stated number in its unit: ``23,2 mio.`` is 23.2 with a scale of a million."""

    value: Decimal
    scale: int = 1
    qualifier: Qualifier = Qualifier.EXACT

    def is_of(self, value: Decimal, *, roughly: bool = False) -> bool:
        """Whether that value, rounded to as many decimals as are stated, is this one; or lies where it says.

        What is meant as about, or is compared roughly, may differ by a tenth.
        """
        if self.qualifier in BOUNDS:
            return self._bounds(value)
        if self.qualifier == Qualifier.ABOUT or roughly:
            return abs(self.value * self.scale - value) * 10 <= abs(value)
        with localcontext(prec=60):  # a long row of decimals must not fail
            return (value / self.scale).quantize(Decimal(1).scaleb(_exponent(self.value)), ROUND_HALF_UP) == self.value

    def _bounds(self, value: Decimal) -> bool:
        bound = self.value * self.scale
        return value >= bound if self.qualifier in (Qualifier.OVER, Qualifier.AT_LEAST) else value <= bound


def differs(stated: str, figure: TextFigure) -> bool:
    """Whether the value that a document states differs from the figure.

    Numbers are compared as numbers: ``3.633`` is 3633, ``34,5 %`` is 34.5, ``tre`` is 3. Stated values may be rounded
    (``23,2 mio.``), ``ca.`` allows a tenth, and ``højst`` everything below. An unknown figure never differs.
    """
    if figure.value is None:
        return False
    if isinstance(figure.value, PartialDate):
        return _plain(stated) != _plain(figure.text) and _read_date(stated) != figure.value
    reading = read(stated)
    if reading is None:
        return _plain(stated) != _plain(figure.text)
    return not reading.is_of(figure.value, roughly=figure.is_about)


def read(stated: str) -> StatedNumber | None:
    """The number that a text begins with; ``None`` when it begins with none that can be read in one way."""
    found, plain = split(_plain(stated))
    meant_as = found or Qualifier.EXACT
    if plain.split(" ")[0] in (*_WORDS, "et", "én", "ét"):
        word = plain.split(" ")[0]
        return StatedNumber(Decimal(_WORDS.index(word) if word in _WORDS else 1), qualifier=meant_as)
    match = _STATED.match(plain)
    if match is None:
        return None
    try:
        value = numbers.parse_number(match["number"].strip(" ."))
    except numbers.NumberError:
        return None
    return StatedNumber(value, _SCALES.get(match["scale"] or "", 1), meant_as)


def _exponent(value: Decimal) -> int:
    return int(value.as_tuple().exponent)


def _plain(text: str) -> str:
    return fold(text)


def _read_date(stated: str) -> Any:
    try:
        return date_reading.parse_partial(stated)
    except ValueError:
        return None
