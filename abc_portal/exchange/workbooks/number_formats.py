"""What a cell's number format makes of its number: per cent, thousands, fractions. Pure.

A format has up to four sections, parted by semicolons: above zero, below zero, zero, text. What stands in quotes, after
a backslash, an underscore or an asterisk is shown as it is; what stands in square brackets is a colour, a condition or
a currency. Outside of these each ``%`` shows the number a hundred times as large, each comma after the last digit a
thousand times as small, and a slash between digits shows a fraction. (ECMA-376, part 1, 18.8.31.)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<sign>.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_DIGITS = "0#?"


@dataclass(frozen=True)
class NumberFormat:
    """One section: how many times a hundred it shows the number, whether a per cent sign is only written beside it,
    how many thousands it leaves out, whether it shows a fraction, and how many decimals.
    """

    hundreds: int = 0
    writes_percent: bool = False
    thousands: int = 0
    is_fraction: bool = False
    places: int = 0

    @property
    def is_percent(self) -> bool:
        """Whether a reader sees per cent."""
        return self.hundreds > 0 or self.writes_percent


@dataclass(frozen=True)
class _Section:
    signs: str
    literals: str
    condition: tuple[str, Decimal] | None


def format_of(code: str | None, value: Decimal) -> NumberFormat:
    """What the format with this code does to the number."""
    section = _section_for(_sections(code or ""), value)
    return NumberFormat() if section is None else _read(section)


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(_parted(code))


def _parted(code: str) -> Iterator[_Section]:
    signs, literals, condition = "", "", None
    for token in _TOKEN.finditer(code):
        if token["sign"] == ";":
            yield _Section(signs, literals, condition)
            signs, literals, condition = "", "", None
        elif token["sign"]:
            signs += token["sign"]
        elif token["bracket"] is not None:
            match = _CONDITION.fullmatch(token["bracket"])
            condition = (match[1], Decimal(match[2])) if match else condition
        else:
            literals += token["quoted"] or token["escaped"] or ""
    yield _Section(signs, literals, condition)


def _section_for(sections: tuple[_Section, ...], value: Decimal) -> _Section | None:
    """The section that the number is shown by; the fourth is for text."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        return next((item for item in numeric if item.condition is None or _holds(*item.condition, value)), None)
    if value < 0 and len(numeric) > 1:
        return numeric[1]
    return numeric[2] if value == 0 and len(numeric) > 2 else numeric[0]


def _holds(comparison: str, limit: Decimal, value: Decimal) -> bool:
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[comparison]


@lru_cache(maxsize=256)
def _read(section: _Section) -> NumberFormat:
    signs = section.signs.replace("%", "")
    last = max((signs.rfind(digit) for digit in _DIGITS), default=-1)
    whole = signs.partition(".")[0]
    last_whole = max((whole.rfind(digit) for digit in _DIGITS), default=-1)
    after = signs[last + 1 :] if last >= 0 else ""
    behind_whole = whole[last_whole + 1 :] if "." in signs and last_whole >= 0 else ""
    return NumberFormat(
        hundreds=section.signs.count("%"),
        writes_percent="%" in section.literals,
        thousands=_commas(after) + _commas(behind_whole),
        places=sum(signs.partition(".")[2].count(digit) for digit in _DIGITS),
        is_fraction=bool(re.search(r"[0#?]\s*/\s*[0-9#?]", signs)),
    )


def _commas(signs: str) -> int:
    """How many commas stand directly after the digits."""
    return len(signs) - len(signs.lstrip(","))
