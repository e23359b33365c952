"""How milestones, activities and sub-agreements stand on a day. Pure: no database, no clock.

Late is worked out, never typed. Old information is another thing than work that fails: see :func:`is_old`."""

from datetime import date, timedelta


def is_old(latest: date | None, day: date, stale_days: int) -> bool:
    """Whether the latest information is older than the plan allows; without any there is nothing to be old."""
    return latest is not None and day - latest > timedelta(days=stale_days)
