"""Weekly hours: sums over activities, compared with a position's share of full time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar

#: The hours of a full-time week by the Danish collective agreements, since 1 September 1990.
FULL_WEEK = Decimal(37)
#: One full-time post, in tenths of a per cent.
FULL_TIME = 1000


@dataclass(frozen=True)
class Hours:
    """Hours a week: a number, or a range from ``least`` to ``most``."""

    least: Decimal
    most: Decimal

    @classmethod
    def of(cls, least: Decimal, most: Decimal | None = None) -> "Hours":
        """One number when there is no ``most``. Raises ``ValueError`` when the most is less than the least."""
        if most is not None and most < least:
            raise ValueError("the most hours are fewer than the least")
        return cls(least, least if most is None else most)

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(self.least + other.least, self.most + other.most)

    @property
    def is_range(self) -> bool:
        return self.least != self.most


NO_HOURS = Hours(Decimal(0), Decimal(0))


def total(rows: Iterable[Hours]) -> Hours:
    """The sum: a range as soon as one of them is."""
    return sum(rows, NO_HOURS)


@dataclass(frozen=True)
class DaySpan:
    """From a day to a day, both included; ``None`` is open."""

    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class PositionHours:
    """Hours a week that a position gives, while each of the ``spans`` holds: the row's own and its activity's."""

    hours: Hours
    spans: tuple[DaySpan, ...] = ()

    def holds_on(self, day: date) -> bool:
        return all(span.holds_on(day) for span in self.spans)


G = TypeVar("G", bound=PositionHours)


def on_day(rows: Iterable[G], day: date) -> list[G]:
    """Those that hold on the day."""
    return [row for row in rows if row.holds_on(day)]


def week_of(tenths: int | None) -> Decimal | None:
    """The hours a week of a share of full time in tenths of a per cent: ``1000`` → 37; ``None`` when it is unknown."""
    return None if tenths is None else FULL_WEEK * tenths / 1000


def tenths_of(hours: Decimal) -> int:
    """Hours a week as a share of full time in tenths of a per cent, rounded half up."""
    return int((hours * 1000 / FULL_WEEK).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True)
class PositionShare:
    """A position's share of full time in tenths of a per cent: ``None`` is unknown, ``is_least`` a lower bound."""

    tenths: int | None
    is_least: bool = False


def position_share(stated: int | None, shares: Sequence[int | None], headcount: int | None = None) -> PositionShare:
    """The share as stated, or else what its holders have together: at least that, where the share of some is unknown.

    ``shares`` has one for each holder; ``headcount`` is how many people hold it, also those without a row.
    """
    if stated is not None:
        return PositionShare(stated)
    known = [share for share in shares if share is not None]
    if not known:
        return PositionShare(None)
    return PositionShare(sum(known), is_least=len(known) < max(len(shares), headcount or 0))


class Load(StrEnum):
    """The hours over all activities compared with the position's week."""

    FITS = "fits"
    OVER = "over"
    UNDER = "under"
    UNKNOWN = "unknown"


def load(given: Hours, share: int | None, *, is_least: bool = False) -> Load:
    """Over when the least is over, under when the most is under; unknown where the share is.

    Of a share that is a lower bound only "under" can be told. Compared in the unit of the share (tenths of a per
    cent), so that 12 hours fit a share of 32,4 %.
    """
    if share is None:
        return Load.UNKNOWN
    if tenths_of(given.most) < share:
        return Load.UNDER
    if is_least:
        return Load.UNKNOWN
    return Load.OVER if tenths_of(given.least) > share else Load.FITS
