"""When a plan is led, worked out from the periods of its leaders."""

from collections.abc import Iterable
from datetime import date, timedelta

#: First and last day, both included; ``None`` is open.
Span = tuple[date | None, date | None]


def first_day_without(spans: Iterable[Span], day: date) -> date | None:
    """The first day from that one on which none of the spans holds; ``None`` when there is none."""
    for first, last in sorted(spans, key=lambda span: span[0] or date.min):
        if (first or date.min) > day:
            break
        if last is None:
            return None
        day = max(day, last + timedelta(days=1))
    return day


def is_earlier(before: date | None, after: date | None) -> bool:
    """Whether the first day without a leader comes earlier than before; ``None`` is never."""
    return after is not None and (before is None or after < before)


def overlap(one: Span, other: Span) -> bool:
    """Whether the two spans share a day."""
    return (one[0] or date.min) <= (other[1] or date.max) and (other[0] or date.min) <= (one[1] or date.max)
