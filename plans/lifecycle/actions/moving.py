"""Moving a plan's dates: other subjects register here what moves with its quarters, and what they foresee of it."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.core.dates import PartialDate
from abc_portal.core.digests import digest_of
from plans.lifecycle.models.plan import Plan
from plans.lifecycle.validators import check_quarters_stand
from plans.shared import access, actions

Mover = Callable[[Plan, ChangeSet], int]


@dataclass(frozen=True)
class Displaced:
    """What new days do to the plan's rows in one way: a sentence with how many, and the rows' keys."""

    sentence: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class MovingPreview:
    """What moves, is hidden or overlaps with a plan's new days; ``seen`` identifies exactly this."""

    displaced: tuple[Displaced, ...]
    seen: str

    @property
    def sentences(self) -> list[str]:
        return [item.sentence for item in self.displaced]


Foresight = Callable[[Plan, Plan], Iterable[Displaced]]
_movers: list[Mover] = []
_foresights: list[Foresight] = []


def register(mover: Mover) -> None:
    """Add a function that moves rows with the quarters of the plan, as part of the change set, and says how many."""
    if mover not in _movers:
        _movers.append(mover)


def register_foresight(foresight: Foresight) -> None:
    """Add a function that says what becomes of rows when the plan as it is gets the days of the other."""
    if foresight not in _foresights:
        _foresights.append(foresight)


def foresee(plan: Plan) -> MovingPreview | None:
    """What the plan's new days do to its rows; ``None`` where they are the stored ones, or change nothing."""
    stored = Plan._base_manager.filter(pk=plan.pk).first() if plan.pk else None
    whole = plan.period.whole
    if stored is None or _days(stored) == _days(plan) or (whole is not None and whole.last < whole.first):
        return None
    found = tuple(item for foresight in _foresights for item in foresight(stored, plan))
    seen = digest_of([*_days(plan), *(item.keys for item in found)])
    return MovingPreview(found, seen) if found else None


def with_days(plan: Plan, start: PartialDate | None, end: PartialDate | None) -> Plan:
    """A copy of the plan with other first and last days, to be looked at and never saved."""
    moved = copy(plan)
    moved.start, moved.end = start, end
    return moved


def _days(plan: Plan) -> tuple[Any, Any]:
    return plan.starts_on, plan.ends_on


def check_seen(plan: Plan, seen: str | None) -> None:
    """Raises ``ValidationError`` when the new days do anything else than what was seen; ``None`` asks nothing."""
    preview = foresee(plan) if seen is not None else None
    if preview is not None and preview.seen != seen:
        raise ValidationError([_("Somebody changed what would move. Look once more."), *preview.sentences])


@transaction.atomic
def save_plan(
    *, plan: Plan, by: Any, reason: str = "", made_from: int | None = None, seen: str | None = None
) -> tuple[bool, int]:
    """Save the plan and the milestones that follow its quarters, as one change set.

    ``seen`` identifies the preview that was shown. Returns whether anything was written, and how many milestones moved.
    Raises :class:`Refused`, ``LostUpdate``, and ``ValidationError`` when something is due in a quarter that disappears,
    or when what moves is not what was seen.
    """
    access.check_can_edit(by, actions.resource_of(plan), plan)
    if not change_sets.is_changed(plan, made_from):
        return False, 0
    check_seen(plan, seen)
    change_set = actions.begin(plan=plan, by=by, reason=reason)
    change_sets.save(plan, change_set=change_set, made_from=made_from)
    return True, move_with(plan, change_set)


def move_with(plan: Plan, change_set: ChangeSet) -> int:
    """Move the rows that depend on the plan's quarters after its dates changed. Returns how many.

    Raises ``ValidationError`` when something is due in a quarter that disappeared.
    """
    check_quarters_stand(plan)
    return sum(move(plan, change_set) for move in _movers)
