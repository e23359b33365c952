"""The words and shapes of what is worked out: one map an enum, and none of its members is left out."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core import numbers
from plans.enums import Comparison, Direction, MilestoneStanding, Progress, TargetKind, WorkStatus

#: Shapes tell the same as the words beside them; see ``_components/shape.html``.
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
PROGRESS_SHAPES: dict[Progress, str] = {
    Progress.REACHED: "done",
    Progress.AHEAD: "ok",
    Progress.ON_TRACK: "ok",
    Progress.TOO_EARLY: "idle",
    Progress.BEHIND: "warn",
    Progress.NOT_REACHED: "late",
    Progress.NO_TARGET: "idle",
    Progress.UNKNOWN: "idle",
}
STANDING_SHAPES: dict[MilestoneStanding, str] = {
    MilestoneStanding.LATE: "late",
    MilestoneStanding.UNDER_WAY: "going",
    MilestoneStanding.POSTPONED: "moved",
    MilestoneStanding.PLANNED: "idle",
    MilestoneStanding.REACHED: "ok",
    MilestoneStanding.DROPPED: "dropped",
    MilestoneStanding.DRAFT: "draft",
    MilestoneStanding.UNKNOWN: "unknown",
}


def late_words(count: int) -> str:
    return ngettext("%s milestone is late", "%s milestones are late", count) % count


def behind_words(count: int) -> str:
    return ngettext("%s criterion is behind", "%s criteria are behind", count) % count


def not_reached_words(count: int) -> str:
    return ngettext("%s criterion was not reached", "%s criteria were not reached", count) % count


def missing_words(count: int) -> str:
    """That results are missing is told apart from work that fails."""
    return ngettext("results are missing for %s criterion", "results are missing for %s criteria", count) % count


def reached_words(reached: int, of: int, unknown: int = 0) -> str:
    """``3 of 5 milestones reached``; those that nobody told of stand apart, for they are neither reached nor missed."""
    if unknown == of:
        return ngettext("%s milestone; not stated how it went", "%s milestones; not stated how they went", of) % of
    text = _("%(reached)s of %(count)s milestones reached") % {"reached": reached, "count": of}
    if not unknown:
        return text
    return f"{text}, {not_stated_words(unknown)}"


def not_stated_words(count: int) -> str:
    """Of how many milestones nobody ever told."""
    return ngettext("%s not stated", "%s not stated", count) % count


def number(value: Any) -> str:
    """``1.234,5``: at most one decimal."""
    return numbers.number(numbers.plain_value(round(Decimal(value), 1)))


def target_words(criterion: Any) -> str:
    """``at least 100 families``, ``at most 10 %``, ``upwards``, the target in words, or that there is none."""
    if criterion.target_kind == TargetKind.TEXT:
        return criterion.target_text or _("no target")
    if criterion.target_kind == TargetKind.DIRECTION:
        return str(Direction(criterion.direction).label)
    if criterion.target is None:
        return _("no target")
    unit = "%" if criterion.target_kind == TargetKind.SHARE else criterion.unit
    told = {"how": Comparison(criterion.comparison).label, "figure": number(criterion.target), "unit": unit}
    return (_("%(how)s %(figure)s %(unit)s") % told).strip()
