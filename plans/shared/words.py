"""Facts about a plan's staff: positions, and the hours that activities take of them. Frozen, without queries."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import numbers
from plans.shared.presenters import state_words


def percent_words(tenths: int) -> str:
    """``1000`` → ``100 %``, ``324`` → ``32,4 %``."""
    return numbers.percent(numbers.plain_value(Decimal(tenths) / 10))


def period_of(row: Any) -> str:
    """The row's own period as known; empty when it has none of its own, and said when it has but nobody knows it."""
    if getattr(row, "is_period_unknown", False):
        return _("not stated")
    start, end = row.start, row.end
    if start and end:
        return str(start) if str(start) == str(end) else f"{start} – {end}"
    if start:
        return _("from %s") % start
    return _("to %s") % end if end else ""


@dataclass(frozen=True)
class Named:
    """An activity as others name it."""

    pk: int
    code: str
    name: str
    state: str = ""


def named(activity: Any) -> Named:
    return Named(activity.pk, activity.code, activity.name, state_words(activity))
