"""The status of a plan's work in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.linked import LinkedText
from plans.progress.enums import WorkStatus
from plans.progress.presenters.words import activity_words, several, status_shape
from plans.progress.presenters.work import PlanWork
from plans.results.presenters import words

_WRONG = (WorkStatus.LATE, WorkStatus.BEHIND, WorkStatus.NOT_REACHED)


@dataclass(frozen=True)
class PlanLine:
    """``3 milepæle er forsinkede · 2 delaftaler er bagud`` with its shape; what is counted leads to what is meant."""

    text: LinkedText
    shape: str

    @property
    def words(self) -> str:
        return self.text.words


def line_of(plan: Any, work: PlanWork, activities: Sequence[Any]) -> PlanLine | None:
    """What goes wrong; or that nothing does, as far as it is known; or nothing, where nothing is known."""
    wrong = LinkedText.listed([work.milestones.counts.late_text, *work_texts(plan, work, activities)], " · ")
    statuses = _statuses(work, activities)
    if wrong:
        return PlanLine(wrong, _shape(work, statuses))
    if not {WorkStatus.ON_TRACK, WorkStatus.REACHED} & set(statuses):
        return None
    if WorkStatus.UNKNOWN in statuses:
        return PlanLine(LinkedText.of(_("nothing is reported late or behind")), "idle")
    return PlanLine(LinkedText.of(_("nothing is late or behind")), "ok")


def work_texts(plan: Any, work: PlanWork, activities: Sequence[Any]) -> list[LinkedText]:
    """Of how many sub-agreements, or activities in a plan without these, the work goes wrong or cannot be shown."""
    address = reverse("reporting:status", args=[plan.slug]) + "#delaftaler"
    statuses = _statuses(work, activities)
    counted = _sub_agreement_words if work.sub_agreements else activity_words
    parts = [counted(status, statuses.count(status)) for status in _WRONG if status in statuses]
    if hidden := statuses.count(None):
        parts.append(_hidden_words(hidden))
    return [LinkedText.of(part, address) for part in parts]


def _statuses(work: PlanWork, activities: Sequence[Any]) -> list[WorkStatus | None]:
    if work.sub_agreements:
        return [facts.status for facts in work.sub_agreements.values()]
    return [work.activities[row.pk].status for row in activities if not row.parent_id]


def _shape(work: PlanWork, statuses: Sequence[WorkStatus | None]) -> str:
    wrong = [item for item in _WRONG if item in statuses]
    if work.milestones.late or any(status_shape(item) == "late" for item in wrong):
        return "late"
    return "warn" if wrong else words.HIDDEN_SHAPE


def _hidden_words(count: int) -> str:
    """How many statuses would reveal small counts; that all others go well is then not said."""
    return ngettext("%s status cannot be shown", "%s statuses cannot be shown", count) % count


def _sub_agreement_words(status: WorkStatus, count: int) -> str:
    sentence = ngettext("%(count)s sub-agreement is %(status)s", "%(count)s sub-agreements are %(status)s", count)
    return sentence % {"count": count, "status": several(status, count)}
