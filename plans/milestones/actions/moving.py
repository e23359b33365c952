"""What is due in a plan's quarters moves with them: see ``plans.lifecycle.actions.moving``."""

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from plans.lifecycle.models.plan import Plan
from plans.milestones.actions.steps import set_due
from plans.milestones.models import Milestone


def move_milestones(plan: Plan, change_set: ChangeSet) -> int:
    """Move the milestones whose quarter ends on another day with the plan's new dates. Returns how many."""
    moved = [row for row in Milestone.objects.filter(plan=plan, due_quarter__isnull=False) if _is_moved(row, plan)]
    for row in moved:
        change_sets.save(row, change_set=change_set)
    return len(moved)


def _is_moved(row: Milestone, plan: Plan) -> bool:
    """Set the milestone's date from its quarter. Returns whether the date changed."""
    before, row.plan = row.due_on, plan
    set_due(row, None, row.due_quarter)
    return row.due_on != before
