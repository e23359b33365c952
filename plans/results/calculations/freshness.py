"""How old the latest information is. Pure: no database, no clock."""

from datetime import date, timedelta


def is_old(latest: date | None, day: date, stale_days: int) -> bool:
    """Whether the latest information is older than the plan allows; false without any."""
    return latest is not None and day - latest > timedelta(days=stale_days)
