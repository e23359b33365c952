"""Small counts of people, which only the secretariat sees: what others are shown instead. Pure.

A count from 1 to one under the limit is small; zero is not, and what is not known is neither. Each figure is shown or
hidden for its own sake alone, so that what comes later changes nothing of what was shown before. A sum is made of
what the reader is shown: the sum itself where nothing in it is hidden, and else what it is at least, with 1 for each
hidden figure. So nothing can be worked out from sums, whichever days and pages are laid side by side. Of verdicts see
``hidden``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = Decimal | int


#: Figures are stored with four decimals.
FINEST = Decimal("0.0001")


class CountSight(StrEnum):
    """How a count is shown to somebody outside the secretariat."""

    SHOWN = "shown"
    UNDER = "under"
    WITHHELD = "withheld"
    AT_LEAST = "at_least"


@dataclass(frozen=True)
class SeenSum:
    """A sum as a reader sees it; ``value`` is a lower bound where part of it is hidden, else ``None``."""

    sight: CountSight
    value: Decimal | None = None


@dataclass(frozen=True)
class SmallCounts:
    """The plan's rule for a reader: ``limit`` is the lowest count that is shown; 1 shows them all."""

    limit: int

    def is_small(self, value: Number | None) -> bool:
        return value is not None and self.limit > 1 and 0 < value < self.limit

    def span(self, value: Decimal) -> tuple[Decimal, Decimal]:
        """The smallest and largest value that the figure could have for the reader: 1 to one under the limit where it
        is small.

        One that is not a whole number may be as close to zero and to the limit as figures are stored.
        """
        if not self.is_small(value):
            return value, value
        step = Decimal(1) if value == value.to_integral_value() else FINEST
        return step, self.limit - step

    def sight(self, value: Number | None) -> CountSight:
        """How one figure is shown."""
        return CountSight.UNDER if self.is_small(value) else CountSight.SHOWN

    def total(self, values: Sequence[Number | None]) -> SeenSum:
        """The sum as the reader sees it; the sum of a single small figure is that figure."""
        counted = [value for value in values if value]
        small = [value for value in counted if self.is_small(value)]
        if not small:
            return SeenSum(CountSight.SHOWN)
        if len(counted) == 1:
            return SeenSum(CountSight.UNDER)
        least = (Decimal(1) if self.is_small(value) else Decimal(value) for value in counted)
        return SeenSum(CountSight.AT_LEAST, sum(least, Decimal(0)))

    def share(self, numerator: int | None, denominator: int | None) -> CountSight:
        """How a share is shown: neither those counted, nor the rest, nor all of them may be few."""
        if numerator is None or denominator is None:
            return CountSight.SHOWN
        few = any(self.is_small(item) for item in (numerator, denominator, denominator - numerator))
        return CountSight.WITHHELD if few else CountSight.SHOWN

    def total_share(self, pairs: Sequence[tuple[int | None, int | None]]) -> CountSight:
        """How the share that added counts make is shown: with one of them hidden, so are they all together."""
        hidden = any(self.share(*pair) != CountSight.SHOWN for pair in pairs)
        return CountSight.WITHHELD if hidden else CountSight.SHOWN


#: The secretariat's own sight, and that of figures that do not count people.
EVERYTHING = SmallCounts(1)
