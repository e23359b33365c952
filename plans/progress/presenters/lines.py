"""How the work of several plans stands, a line a plan: a fixed number of queries whatever the plans hold."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import SubAgreement
from plans.milestones.models import Milestone
from plans.milestones.presenters.words import late_words
from plans.progress.enums import WorkStatus
from plans.progress.presenters.words import activity_words, several, status_shape
from plans.progress.presenters.work import PlanWork, plan_work
from plans.progress.querysets.rows import criteria_of_all
from plans.results.presenters import words


@dataclass(frozen=True)
class PlanLine:
    """``3 milepæle er forsinkede · 2 delaftaler er bagud`` with its shape."""

    words: str
    shape: str


def plan_lines(plans: Sequence[Any], day: date, *, exact: Container[int]) -> dict[int, PlanLine]:
    """A line for each plan of whose work something is known, by the plan's key; asks five times for all of them.

    ``exact`` are the keys of those plans of which the reader sees small counts.
    """
    subs = _by_plan(SubAgreement.objects.filter(plan__in=plans).select_related("overrule"))
    activities = _by_plan(Activity.objects.filter(plan__in=plans).select_related("overrule"))
    criteria = _by_plan(criteria_of_all(plans))
    milestones = _by_plan(Milestone.objects.filter(plan__in=plans, is_draft=False))
    found: dict[int, PlanLine] = {}
    for plan in plans:
        listed = [rows.get(plan.pk, []) for rows in (activities, subs, criteria, milestones)]
        work = plan_work(
            plan,
            day=day,
            activities=listed[0],
            subs=listed[1],
            criteria=listed[2],
            milestones=listed[3],
            exact=plan.pk in exact,
        )
        if line := _line(work, listed[0]):
            found[plan.pk] = line
    return found


def _by_plan(rows: Any) -> dict[int, list[Any]]:
    """The rows of each plan, in the order in which they came."""
    plan = attrgetter("plan_id")
    return {pk: list(listed) for pk, listed in groupby(sorted(rows, key=plan), key=plan)}


def _line(work: PlanWork, activities: Sequence[Any]) -> PlanLine | None:
    """What goes wrong; that nothing does, where something is known; and nothing at all where nothing is."""
    told = [late_words(work.milestones.late)] if work.milestones.late else []
    statuses = [facts.status for facts in work.sub_agreements.values()]
    counted = _sub_agreement_words
    if not statuses:
        statuses = [work.activities[row.pk].status for row in activities if not row.parent_id]
        counted = activity_words
    wrong = [each for each in (WorkStatus.LATE, WorkStatus.BEHIND, WorkStatus.NOT_REACHED) if each in statuses]
    told += [counted(status, statuses.count(status)) for status in wrong]
    shape = "warn" if told else words.HIDDEN_SHAPE
    if work.milestones.late or any(status_shape(each) == "late" for each in wrong):
        shape = "late"
    if hidden := statuses.count(None):
        told.append(_hidden_words(hidden))
    if told:
        return PlanLine(" · ".join(told), shape)
    if {WorkStatus.ON_TRACK, WorkStatus.REACHED} & set(statuses):
        return PlanLine(_("nothing is late or behind"), "ok")
    return None


def _hidden_words(count: int) -> str:
    """Of how many the status would tell small counts: that none of the others goes wrong is then not said."""
    return ngettext("%s status cannot be shown", "%s statuses cannot be shown", count) % count


def _sub_agreement_words(status: WorkStatus, count: int) -> str:
    sentence = ngettext("%(count)s sub-agreement is %(status)s", "%(count)s sub-agreements are %(status)s", count)
    return sentence % {"count": count, "status": several(status, count)}
