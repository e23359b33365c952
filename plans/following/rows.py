"""The rows that the work's standing is made of: a fixed number of queries whatever the plan holds."""

from datetime import date
from typing import Any

from plans.following.work import PlanWork, plan_work
from plans.models import Criterion, Milestone


def work_of(plan: Any, *, day: date, activities: Any, subs: Any, exact: bool, criteria: Any = None) -> PlanWork:
    """How the plan's work stands on the day. ``activities`` and ``subs`` come with their ``overrule``.

    Drafts of milestones do not count, so that every reader gets the same; asks three times, or once where the page
    has fetched ``criteria_of`` the plan already.
    """
    return plan_work(
        plan,
        day=day,
        activities=activities,
        subs=subs,
        criteria=criteria_of(plan) if criteria is None else criteria,
        milestones=Milestone.objects.filter(plan=plan, is_draft=False),
        exact=exact,
    )


def criteria_of(plan: Any) -> Any:
    """The plan's criteria with their results and the sub-goal that they may stand on."""
    return Criterion.objects.filter(plan=plan).select_related("sub_goal").prefetch_related("results")
