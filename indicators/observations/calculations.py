"""How far the area is from its comparator, and what that means."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.definitions.enums import Better


class AreaStanding(StrEnum):
    """The area against its comparator at one time."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    #: The indicator says nothing of better or worse, but the figures differ.
    DIFFERENT = "different"
    #: A figure is missing or suppressed.
    UNKNOWN = "unknown"


class Movement(StrEnum):
    """What happened to the distance between two times."""

    NARROWED = "narrowed"
    WIDENED = "widened"
    HELD = "held"
    #: There is no later figure for both.
    AWAITING = "awaiting"


@dataclass(frozen=True)
class Distance:
    """The area's value minus the comparator's, in the indicator's unit (percentage points, grades)."""

    difference: Decimal | None
    standing: AreaStanding


def distance(area: Decimal | None, comparator: Decimal | None, better: Better) -> Distance:
    """The distance to the comparator; ``None`` when either is missing or suppressed, which is not zero."""
    if area is None or comparator is None:
        return Distance(None, AreaStanding.UNKNOWN)
    difference = area - comparator
    if difference == 0:
        return Distance(difference, AreaStanding.SAME)
    if better == Better.NEITHER:
        return Distance(difference, AreaStanding.DIFFERENT)
    above_is_good = better == Better.HIGHER
    return Distance(difference, AreaStanding.BETTER if (difference > 0) == above_is_good else AreaStanding.WORSE)


def movement(before: Distance, now: Distance, better: Better) -> Movement:
    """Whether the area has come nearer to its comparator, measured in the better direction.

    An area that passes its comparator has narrowed the distance however far it goes beyond.
    """
    if before.difference is None or now.difference is None:
        return Movement.AWAITING
    if better == Better.NEITHER:
        shrunk = abs(before.difference) - abs(now.difference)
    else:
        shrunk = (now.difference - before.difference) * (1 if better == Better.HIGHER else -1)
    if shrunk == 0:
        return Movement.HELD
    return Movement.NARROWED if shrunk > 0 else Movement.WIDENED


def rounds_to(exact: Decimal, printed: Decimal) -> bool:
    """Whether a value printed with fewer decimals is the exact one, rounded."""
    places = max(0, -int(printed.as_tuple().exponent))
    return abs(exact - printed) * 2 <= Decimal(1).scaleb(-places)
