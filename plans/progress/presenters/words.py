"""The words and shapes of what is worked out: one map an enum, and none of its members is left out."""

from typing import Any

from django.utils.translation import ngettext, npgettext

from plans.progress.enums import WorkStatus
from plans.results.presenters.words import HIDDEN_SHAPE, hidden_words
from plans.shared.enums import ActivityState

#: Shapes repeat the words beside them; see ``_components/shape.html``.
STATUS_SHAPES: dict[WorkStatus, str] = {
    WorkStatus.LATE: "late",
    WorkStatus.BEHIND: "warn",
    WorkStatus.ON_TRACK: "ok",
    WorkStatus.TOO_EARLY: "idle",
    WorkStatus.REACHED: "done",
    WorkStatus.NOT_REACHED: "late",
    WorkStatus.STOPPED: "idle",
    WorkStatus.UNKNOWN: "idle",
}


def status_words(status: WorkStatus | None) -> str:
    return str(status.label) if status else hidden_words()


def status_shape(status: WorkStatus | None) -> str:
    return STATUS_SHAPES[status] if status else HIDDEN_SHAPE


def hidden_activities_words(count: int) -> str:
    """Of how many activities the status is withheld."""
    return ngettext("small counts decide %s activity", "small counts decide %s activities", count) % count


def stopped_words(activity: Any, status: WorkStatus | None) -> str:
    """How an activity is stopped, as its people say: paused or given up; empty for one that is not."""
    return str(ActivityState(activity.state).label) if status == WorkStatus.STOPPED else ""


def several(status: WorkStatus, count: int) -> str:
    """The status of that many: Danish says ``1 er forsinket`` and ``2 er forsinkede``."""
    is_late = status == WorkStatus.LATE
    return npgettext("how milestones stand", "late", "late", count) if is_late else str(status.label)


def activity_words(status: WorkStatus, count: int) -> str:
    """``2 aktiviteter er forsinkede``."""
    sentence = ngettext("%(count)s activity is %(status)s", "%(count)s activities are %(status)s", count)
    return sentence % {"count": count, "status": several(status, count)}
