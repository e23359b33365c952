"""Small counts of people, which only the secretariat sees: what others are shown instead. Pure.

A count from 1 to one under the limit is small; zero is not, and what is not known is neither. Of figures that are
shown together with their sum one small count alone could be worked out: then the next smallest is withheld too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = Decimal | int


class Sight(StrEnum):
    """How a count is shown to somebody outside the secretariat."""

    SHOWN = "shown"
    UNDER = "under"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class SmallCounts:
    """The plan's rule for a reader: ``limit`` is the lowest count that is shown; 1 shows them all."""

    limit: int

    def is_small(self, value: Number | None) -> bool:
        return value is not None and 0 < value < self.limit

    def sight(self, value: Number | None) -> Sight:
        """How one figure that stands alone is shown."""
        return Sight.UNDER if self.is_small(value) else Sight.SHOWN

    def sights(self, values: Sequence[Number | None]) -> list[Sight]:
        """How figures are shown that stand beside their sum: never exactly one of those that make it withheld."""
        found = [self.sight(value) for value in values]
        hidden = [place for place, each in enumerate(found) if each != Sight.SHOWN]
        if len(hidden) == 1:
            others = [(value, place) for place, value in enumerate(values) if value and place not in hidden]
            if others:
                found[min(others)[1]] = Sight.WITHHELD
        return found

    def total(self, total: Number | None, values: Sequence[Number | None]) -> Sight:
        """How their sum is shown: a sum of one single figure is that figure again, and it is small when the figure is."""
        if self.is_small(total):
            return Sight.UNDER
        counted = [value for value in values if value]
        alone = len(counted) == 1 and self.is_small(counted[0])
        return Sight.UNDER if alone else Sight.SHOWN

    def share(self, numerator: int | None, denominator: int | None) -> Sight:
        """How a share is shown: neither those counted, nor the rest, nor all of them may be few."""
        if numerator is None or denominator is None:
            return Sight.SHOWN
        few = any(self.is_small(each) for each in (numerator, denominator, denominator - numerator))
        return Sight.WITHHELD if few else Sight.SHOWN

    def shares(self, pairs: Sequence[tuple[int | None, int | None]]) -> list[Sight]:
        """How shares are shown whose counts are added up beside them: as :meth:`sights`, each share as a whole."""
        found = [self.share(*pair) for pair in pairs]
        hidden = [place for place, each in enumerate(found) if each != Sight.SHOWN]
        if len(hidden) == 1:
            others = [
                (pair[0], place) for place, pair in enumerate(pairs) if pair[0] is not None and place not in hidden
            ]
            if others:
                found[min(others)[1]] = Sight.WITHHELD
        return found


#: The secretariat's own sight, and that of figures that do not count people.
EVERYTHING = SmallCounts(1)
