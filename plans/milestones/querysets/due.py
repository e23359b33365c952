"""What falls due for a user: milestones that are theirs."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from abc_portal.notifications.kinds import Due
from plans.milestones.calculations import WAITING
from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.milestones.models import Milestone
from plans.milestones.presenters.due import due_of
from plans.milestones.presenters.standing import standing_of
from plans.milestones.querysets.standing import mine
from plans.shared import access
from plans.shared.enums import Role

#: What is done with is nobody's any more.
DONE = (MilestoneState.REACHED, MilestoneState.DROPPED)


def due_for(user: Any, day: date, *, within: int) -> list[Due]:
    """The user's milestones that are late on the day or fall due within so many days: what is late first, then by date.

    Drafts, what is reached or given up, and plans that were entered after their end give nothing.
    """
    rows = (
        milestones_of(user, day)
        .filter(mine(user, day), due_on__lte=day + timedelta(days=within))
        .exclude(state__in=DONE)
        .exclude(plan__ends_on__isnull=False, plan__entered_on__gt=F("plan__ends_on"))
    )
    standings = [(row, standing_of(row, row.plan, day)) for row in rows]
    found = [
        due_of(row, is_late=standing == MilestoneStanding.LATE) for row, standing in standings if standing in WAITING
    ]
    return sorted(found, key=lambda due: not due.is_late)  # the rows come in order of time


def milestones_of(user: Any, day: date) -> QuerySet:
    """Milestones with a date, of the plans in which the user has a role that day, as far as the user sees them."""
    plans = access.held_today(user, Role, today=day).values("plan_id")
    return (
        Milestone.objects.visible_to(user)
        .filter(plan__in=plans, is_draft=False, due_on__isnull=False)
        .select_related("plan", "activity__sub_agreement", "sub_agreement", "plan_focus_area__focus_area")
    )


def with_changes(rows: QuerySet) -> QuerySet:
    """The milestones with ``changed_at``, the time of their latest change."""
    history = Milestone.history.model._base_manager.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    return rows.annotate(changed_at=Subquery(history.values("history_date")[:1]))
