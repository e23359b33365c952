"""A plan whose first or last day moves takes its quarters along: what is due in them moves with them."""

from typing import Any

from django.db import transaction

from abc_portal.audit import acts
from abc_portal.audit.models import Act
from plans.lifecycle.models.plan import Plan
from plans.milestones.actions.steps import set_due
from plans.milestones.models import Milestone
from plans.milestones.validators import check_quarters_stand
from plans.shared import access, actions


@transaction.atomic
def save_plan(*, plan: Plan, by: Any, reason: str = "", made_from: int | None = None) -> tuple[bool, int]:
    """Save what the plan says of itself, as one act with the milestones that follow its quarters.

    Returns whether anything was written, and how many milestones were moved. Raises :class:`Refused`,
    ``LostUpdate``, and ``ValidationError`` when a quarter goes that something is due in.
    """
    access.check_can_edit(by, actions.thing_of(plan), plan)
    if not acts.is_changed(plan, made_from):
        return False, 0
    act = actions.begin(plan=plan, by=by, reason=reason)
    acts.save(plan, act=act, made_from=made_from)
    return True, move_with(plan, act)


def move_with(plan: Plan, act: Act) -> int:
    """Move the milestones whose quarter ends on another day now that the plan has these days. Returns how many.

    Raises ``ValidationError`` when a quarter is gone that something is due in.
    """
    check_quarters_stand(plan)
    moved = [row for row in Milestone.objects.filter(plan=plan, due_quarter__isnull=False) if _is_moved(row, plan)]
    for row in moved:
        acts.save(row, act=act)
    return len(moved)


def _is_moved(row: Milestone, plan: Plan) -> bool:
    """Gives the milestone its quarter's day, and tells whether that is another than before."""
    before, row.plan = row.due_on, plan
    set_due(row, None, row.due_quarter)
    return row.due_on != before
