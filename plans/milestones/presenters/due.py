"""What falls due for a user: milestones that are theirs, in the words of lists, letters and calendars."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.notifications.kinds import Due
from plans.milestones.calculations import WAITING
from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.milestones.models import Milestone
from plans.milestones.presenters.facts import due_words
from plans.milestones.presenters.quarters import quarters_of
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
        .exclude(plan__entered_on__gt=F("plan__ends_on"))
    )
    standings = [(row, standing_of(row, row.plan, day)) for row in rows]
    found = [
        due_of(row, is_late=standing == MilestoneStanding.LATE) for row, standing in standings if standing in WAITING
    ]
    return sorted(found, key=lambda due: (not due.is_late, due.due_on))


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


# --- in words -----------------------------------------------------------------------------------------


def due_of(row: Any, *, is_late: bool) -> Due:
    """A milestone as something that falls due."""
    return Due(
        key=key_of(row),
        what=row.text,
        group=plan_words(row.plan),
        where=place_words(row),
        link=address_of(row),
        due_on=row.due_on,
        due_words=(_("Was due: %s") if is_late else _("Due: %s")) % date_words(row),
        is_late=is_late,
        list_link=list_address(row.plan),
    )


def key_of(row: Any) -> str:
    """Names the milestone for good in notices and calendars."""
    return f"milestone-{row.pk}"


def plan_words(plan: Any) -> str:
    """The plan's name; a made-up one says so."""
    return _("%s (made-up example)") % plan.name if plan.is_example else plan.name


def place_words(row: Any) -> str:
    """Where the milestone belongs: ``Beskæftigelse · Jobcafé``; empty for the whole plan."""
    sub = row.activity.sub_agreement if row.activity else None
    return " · ".join(str(part) for part in (sub, row.place) if part is not None)


def date_words(row: Any) -> str:
    """The plan's quarter with its months, or the date as exactly as it is known."""
    return due_words(row.due_quarter, row.due, quarters_of(row.plan) if row.due_quarter else ())


def address_of(row: Any) -> str:
    """The milestone's page."""
    return reverse("plans:milestone", args=[row.plan.slug, row.code])


def list_address(plan: Any) -> str:
    """The page with the plan's milestones, narrowed to the reader's own."""
    return reverse("plans:milestones", args=[plan.slug]) + "?mine=on"
