"""Facts about a plan's staff: positions, and the hours that activities take of them. Frozen, without queries."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from abc_portal.core import numbers
from plans.shared.presenters import state_words


def percent_words(tenths: int) -> str:
    """``1000`` → ``100 %``, ``324`` → ``32,4 %``."""
    return numbers.percent(numbers.plain_value(Decimal(tenths) / 10))


@dataclass(frozen=True)
class Named:
    """An activity as others name it."""

    pk: int
    code: str
    name: str
    state: str = ""


def named(activity: Any) -> Named:
    return Named(activity.pk, activity.code, activity.name, state_words(activity))
