"""The reminders of milestones, and milestones in calendars; see ``abc_portal.notifications``."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abc_portal.core.dates import written
from abc_portal.notifications import calendar, kinds
from abc_portal.notifications.calendar import Event
from abc_portal.notifications.enums import CalendarSpan
from abc_portal.notifications.kinds import Due, ReminderKind
from plans.milestones.enums import MilestoneState
from plans.milestones.presenters import due
from plans.milestones.presenters.words import late_words
from plans.milestones.querysets.due import due_for, milestones_of, with_changes
from plans.milestones.querysets.standing import mine

WEEK = 7


def register() -> None:
    """Say what there is to be reminded of."""
    kinds.register(ReminderKind("milestone-late", gettext_lazy("Late milestones"), late, late_words))
    kinds.register(
        ReminderKind("milestone-soon", gettext_lazy("Milestones that fall due within a week"), soon, soon_counted)
    )
    calendar.register(events)


def late(user: Any, day: date) -> list[Due]:
    """The user's milestones whose date has gone."""
    return [item for item in due_for(user, day, within=-1) if item.is_late]


def soon(user: Any, day: date) -> list[Due]:
    """The user's milestones that fall due today or in the seven days after it."""
    return [item for item in due_for(user, day, within=WEEK) if not item.is_late]


def soon_counted(count: int) -> str:
    return ngettext("%s milestone falls due soon", "%s milestones fall due soon", count) % count


def events(user: Any, span: CalendarSpan, day: date) -> Iterator[Event]:
    """The user's milestones, or all those of the user's plans, each on its last day."""
    rows = milestones_of(user, day)
    if span == CalendarSpan.MINE:
        rows = rows.filter(mine(user, day))
    return (_event(row) for row in with_changes(rows))


def _event(row: Any) -> Event:
    is_dropped = row.state == MilestoneState.DROPPED
    return Event(
        key=due.key_of(row),
        title=_title(row),
        on=row.due_on,
        description="\n".join(part for part in _description(row) if part),
        group=due.plan_words(row.plan),
        link=due.address_of(row),
        changed_at=row.changed_at or datetime.combine(row.plan.starts_on or row.due_on, time(), UTC),
        sequence=row.version - 1,
        is_cancelled=is_dropped,
    )


def _title(row: Any) -> str:
    """What the milestone is; what is done with, or made up, says so first."""
    words = {MilestoneState.REACHED: _("Reached: %s"), MilestoneState.DROPPED: _("Given up: %s")}
    title = words.get(row.state, "%s") % row.text
    return _("Example: %s") % title if row.plan.is_example else title


def _description(row: Any) -> tuple[str, ...]:
    """Nothing here depends on the day it is read, so that an entry changes only when its milestone does."""
    return (
        due.plan_words(row.plan),
        due.place_words(row),
        _("Due: %s") % due.date_words(row),
        _("State: %s") % row.get_state_display(),
        _("Reached: %s") % written(row.reached_on) if row.reached_on else "",
        row.dropped_because,
    )
