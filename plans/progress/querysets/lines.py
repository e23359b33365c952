"""The status of several plans' work, one line each, in a fixed number of queries."""

from collections.abc import Container, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import SubAgreement
from plans.milestones.models import Milestone
from plans.progress.presenters.lines import PlanLine, line_of
from plans.progress.presenters.work import plan_work
from plans.progress.querysets.rows import criteria_of_all


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
        if line := line_of(plan, work, listed[0]):
            found[plan.pk] = line
    return found


def _by_plan(rows: Any) -> dict[int, list[Any]]:
    """The rows of each plan, in the order in which they came."""
    plan = attrgetter("plan_id")
    return {pk: list(listed) for pk, listed in groupby(sorted(rows, key=plan), key=plan)}
