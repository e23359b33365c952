"""Facts about a plan's staff: positions, and the hours that activities take of them. Frozen, without queries."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import numbers
from abc_portal.core.qualifiers import qualified
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


def capacity_words(activity: Any) -> str:
    """How many an activity has room for; it comes with its capacities. Empty where nothing is stated."""
    return "; ".join(_capacity(row) for row in activity.capacities.all())


def _capacity(row: Any) -> str:
    """``ca. 24 pladser pr. hold``, ``10–15 unge pr. år``."""
    span = numbers.number(row.least) if row.most is None else f"{numbers.number(row.least)}–{numbers.number(row.most)}"
    text = f"{span} {row.unit}".strip() if row.unit else _("%s places") % span
    text = _("%(what)s per %(per)s") % {"what": text, "per": row.per} if row.per else text
    return qualified(text, row.qualifier)
