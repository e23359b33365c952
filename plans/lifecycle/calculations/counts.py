"""Whether two statements of how many can both be true."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

#: A number meant as about holds for what lies within a tenth of it.
ABOUT = 0.1


@dataclass(frozen=True)
class Range:
    """What a stated number may mean: everything from ``least`` to ``most``."""

    least: float
    most: float

    def meets(self, other: "Range") -> bool:
        return self.least <= other.most and other.least <= self.most

    @property
    def is_exact(self) -> bool:
        return self.least == self.most


def meant(value: int, qualifier: str) -> Range:
    """``over`` and ``under`` say nothing of how far; every other word than these and ``about`` is exact."""
    if qualifier == "over":
        return Range(value, inf)
    if qualifier == "under":
        return Range(0, value)
    if qualifier == "about":
        return Range(value * (1 - ABOUT), value * (1 + ABOUT))
    return Range(value, value)


def either(ranges: Iterable[Range]) -> Range:
    """From the least to the most that any of several statements of one fact allows."""
    listed = list(ranges)
    return Range(min(item.least for item in listed), max(item.most for item in listed))


def together(ranges: Iterable[Range]) -> Range:
    """What several places have together."""
    listed = list(ranges)
    return Range(sum(item.least for item in listed), sum(item.most for item in listed))
