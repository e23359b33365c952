"""The local share of a plan's financing, as exactly as it is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from budgets.financing.calculations.sums import ContributionLine, Total
from budgets.financing.enums import ContributionKind, SourceKind

NONE, ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Share:
    """The share lies from ``least`` to ``most``, both parts of one; they are the same where it is known exactly."""

    least: Fraction
    most: Fraction

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def percent(self) -> Decimal | None:
        """In per cent with two decimals, rounded once, half up; ``None`` while it is not known exactly."""
        return _hundredths(floor(self.least * 10_000 + Fraction(1, 2))) if self.is_exact else None

    @property
    def least_percent(self) -> Decimal:
        """Rounded down, so that it is a lower bound too."""
        return _hundredths(floor(self.least * 10_000))

    @property
    def most_percent(self) -> Decimal:
        """Rounded up, so that it is an upper bound too."""
        return _hundredths(ceil(self.most * 10_000))

    def meets(self, demand: Decimal) -> bool | None:
        """Whether it is at least the demand (in per cent); ``None`` where that is not known."""
        wanted = Fraction(demand) / 100
        if self.least >= wanted:
            return True
        return False if self.most < wanted else None


def local_share(lines: Iterable[ContributionLine], *, is_complete: bool, with_hours: bool = True) -> Share | None:
    """The local financing as a share of it and the grant together; ``None`` where nothing is known of it.

    ``with_hours=False`` leaves hours out of both, as gifts in kind that do not count always are. A plan without a grant
    from LBF, or whose sum is zero, has no such share. Until the financing is complete there may be more local
    financing, so that what is known gives a lower bound. Source: the rounds' demand of at least 25 % local financing.
    """
    counted = [line for line in lines if not line.beside_plan and (with_hours or line.kind != ContributionKind.HOURS)]
    grants = Total.sum(line.amount for line in counted if line.source == SourceKind.LBF)
    if not grants.parts:
        return None
    own = Total.sum(line.amount for line in counted if line.is_local)
    undecided = Total.sum(line.amount for line in counted if line.is_local is None)
    may_be_more = not is_complete or bool(own.unknown or undecided.unknown or own.is_open or undecided.is_open)
    found = Share(
        _part(own.oere, grants.oere) if grants.is_whole else NONE,
        ALL if may_be_more else _part(own.oere + undecided.oere, grants.oere),
    )
    is_empty = grants.is_whole and not may_be_more and not grants.oere + own.oere + undecided.oere
    return None if is_empty or (found.least, found.most) == (NONE, ALL) else found


def _part(own: int, grant: int) -> Fraction:
    return Fraction(own, own + grant) if own + grant else NONE


def _hundredths(number: int) -> Decimal:
    return (Decimal(number) / 100).quantize(Decimal("0.01"))
