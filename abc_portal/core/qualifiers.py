"""Words before a stated number that say how it is meant: *ca.*, *over*, *højst*."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Qualifier(TextChoices):
    """How a stated number is meant."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    OVER = "over", _("over")
    UNDER = "under", _("under")
    AT_MOST = "at_most", _("at most")
    AT_LEAST = "at_least", _("at least")


#: Those that say where the number lies on one side of the stated one, and not how far.
BOUNDS = frozenset({Qualifier.OVER, Qualifier.UNDER, Qualifier.AT_MOST, Qualifier.AT_LEAST})
#: As Danish documents write them.
_WORDS = {
    Qualifier.ABOUT: r"ca\.?|cirka|circa|omkring|omtrent|knap(?:t|pe)?|godt|næsten|anslået|~",
    Qualifier.OVER: r"over|(?:mere|flere|større) end|>",
    Qualifier.UNDER: r"under|(?:mindre|færre|lavere) end|<",
    Qualifier.AT_MOST: r"højst|maks(?:imalt|imum)?\.?|max\.?|op til|ikke (?:mere|flere|højere|større) end|ikke over|≤",
    Qualifier.AT_LEAST: r"mindst|minimum|min\.?|ikke (?:mindre|færre|lavere) end|ikke under|≥",
}
_BEFORE = re.compile(
    rf"\s*(?:{'|'.join(f'(?P<{word}>{words})' for word, words in _WORDS.items())})(?=\W|\d|$)\s*", re.IGNORECASE
)


def split(text: str) -> tuple[Qualifier | None, str]:
    """``ca. 4,5 mio. kr.`` as how it is meant and the rest; ``None`` where no such word begins it."""
    match = _BEFORE.match(text)
    if match is None or match.lastgroup is None:
        return None, text
    return Qualifier(match.lastgroup), text[match.end() :]


def qualified(text: str, qualifier: str) -> str:
    """``ca. 300``; a text that begins with such a word already has its own."""
    if qualifier == Qualifier.EXACT or split(text)[0] is not None:
        return text
    return f"{Qualifier(qualifier).label} {text}"


@dataclass(frozen=True)
class Range:
    """What a stated number may mean: everything from ``least`` to ``most``."""

    least: float | Fraction
    most: float | Fraction

    def meets(self, other: "Range") -> bool:
        return self.least <= other.most and other.least <= self.most

    @property
    def is_exact(self) -> bool:
        return self.least == self.most


def meant(value: int, qualifier: str) -> Range:
    """``over`` and the like say nothing of how far, ``about`` holds within a tenth, every other word is exact."""
    if qualifier in (Qualifier.OVER, Qualifier.AT_LEAST):
        return Range(value, inf)
    if qualifier in (Qualifier.UNDER, Qualifier.AT_MOST):
        return Range(0, value)
    if qualifier == Qualifier.ABOUT:
        return Range(Fraction(value * 9, 10), Fraction(value * 11, 10))
    return Range(value, value)
