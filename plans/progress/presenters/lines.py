"""The status of a plan's work in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.milestones.presenters.words import late_words
from plans.progress.enums import WorkStatus
from plans.progress.presenters.words import activity_words, several, status_shape
from plans.progress.presenters.work import PlanWork
from plans.results.presenters import words


@dataclass(frozen=True)
class PlanLine:
    """``3 milepæle er forsinkede · 2 delaftaler er bagud`` with its shape."""

    words: str
    shape: str


def line_of(work: PlanWork, activities: Sequence[Any]) -> PlanLine | None:
    """What goes wrong; or that nothing does, as far as it is known; or nothing, where nothing is known."""
    parts = [late_words(work.milestones.late)] if work.milestones.late else []
    statuses = [facts.status for facts in work.sub_agreements.values()]
    counted = _sub_agreement_words
    if not statuses:
        statuses = [work.activities[row.pk].status for row in activities if not row.parent_id]
        counted = activity_words
    wrong = [item for item in (WorkStatus.LATE, WorkStatus.BEHIND, WorkStatus.NOT_REACHED) if item in statuses]
    parts += [counted(status, statuses.count(status)) for status in wrong]
    shape = "warn" if parts else words.HIDDEN_SHAPE
    if work.milestones.late or any(status_shape(item) == "late" for item in wrong):
        shape = "late"
    if hidden := statuses.count(None):
        parts.append(_hidden_words(hidden))
    if parts:
        return PlanLine(" · ".join(parts), shape)
    if not {WorkStatus.ON_TRACK, WorkStatus.REACHED} & set(statuses):
        return None
    if WorkStatus.UNKNOWN in statuses:
        return PlanLine(_("nothing is reported late or behind"), "idle")
    return PlanLine(_("nothing is late or behind"), "ok")


def _hidden_words(count: int) -> str:
    """How many statuses would reveal small counts; that all others go well is then not said."""
    return ngettext("%s status cannot be shown", "%s statuses cannot be shown", count) % count


def _sub_agreement_words(status: WorkStatus, count: int) -> str:
    sentence = ngettext("%(count)s sub-agreement is %(status)s", "%(count)s sub-agreements are %(status)s", count)
    return sentence % {"count": count, "status": several(status, count)}
