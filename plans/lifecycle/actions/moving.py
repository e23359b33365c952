"""Moving a plan's dates: other subjects register here what moves with its quarters."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from plans.lifecycle.models.plan import Plan
from plans.lifecycle.validators import check_quarters_stand
from plans.shared import access, actions

Mover = Callable[[Plan, ChangeSet], int]
_movers: list[Mover] = []


def register(mover: Mover) -> None:
    """Add a function that moves rows with the quarters of the plan, as part of the change set, and says how many."""
    if mover not in _movers:
        _movers.append(mover)


@transaction.atomic
def save_plan(*, plan: Plan, by: Any, reason: str = "", made_from: int | None = None) -> tuple[bool, int]:
    """Save the plan and the milestones that follow its quarters, as one change set.

    Returns whether anything was written, and how many milestones moved. Raises :class:`Refused`, ``LostUpdate``, and
    ``ValidationError`` when something is due in a quarter that disappears.
    """
    access.check_can_edit(by, actions.resource_of(plan), plan)
    if not change_sets.is_changed(plan, made_from):
        return False, 0
    change_set = actions.begin(plan=plan, by=by, reason=reason)
    change_sets.save(plan, change_set=change_set, made_from=made_from)
    return True, move_with(plan, change_set)


def move_with(plan: Plan, change_set: ChangeSet) -> int:
    """Move the rows that depend on the plan's quarters after its dates changed. Returns how many.

    Raises ``ValidationError`` when something is due in a quarter that disappeared.
    """
    check_quarters_stand(plan)
    return sum(move(plan, change_set) for move in _movers)
