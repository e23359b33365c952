"""What falls due for who opens the front page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from abc_portal.notifications.kinds import Due
from plans.milestones.querysets.due import due_for

WITHIN_DAYS = 14
SHOWN = 10


@dataclass(frozen=True)
class More:
    """How many more a plan has than are shown, and the page with all of them."""

    plan: str
    count: int
    address: str


@dataclass(frozen=True)
class Waiting:
    """The first items that fall due, late ones first, and the link to the rest."""

    first: tuple[Due, ...]
    more: tuple[More, ...]
    late: int
    soon: int


def waiting_for(user: Any, today: date) -> Waiting:
    """The user's milestones that are late or fall due within two weeks."""
    found = due_for(user, today, within=WITHIN_DAYS)
    late = sum(item.is_late for item in found)
    left = Counter((item.group, item.list_link) for item in found[SHOWN:])
    more = tuple(More(group, count, address) for (group, address), count in left.items())
    return Waiting(first=tuple(found[:SHOWN]), more=more, late=late, soon=len(found) - late)
