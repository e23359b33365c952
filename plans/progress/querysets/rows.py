"""The rows that the work's standing is made of: a fixed number of queries whatever the plan holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from plans.milestones.models import Milestone
from plans.progress.presenters.work import PlanWork, plan_work
from plans.results.models import Criterion


@dataclass(frozen=True)
class Rows:
    """A plan's criteria with their results and its milestones, fetched once for all that a page tells of them."""

    criteria: list[Any]
    milestones: list[Any]


def rows_of(plan: Any, user: Any) -> Rows:
    """What the user sees of the plan's criteria, and its milestones ``with_lines()``; asks three times."""
    return Rows(
        list(Criterion.objects.visible_to(user).filter(plan=plan).select_related("sub_goal").with_results()),
        list(Milestone.objects.visible_to(user).filter(plan=plan).with_lines()),
    )


def work_of(
    plan: Any, *, day: date, activities: Iterable[Any], subs: Iterable[Any], exact: bool, rows: Rows | None = None
) -> PlanWork:
    """How the plan's work stands on the day. ``activities`` and ``subs`` come with their ``overrule``.

    Drafts of milestones do not count, so that every reader gets the same. Asks three times where ``rows`` are not
    there.
    """
    return plan_work(
        plan,
        day=day,
        activities=activities,
        subs=subs,
        criteria=criteria_of(plan) if rows is None else rows.criteria,
        milestones=Milestone.objects.filter(plan=plan, is_draft=False) if rows is None else rows.milestones,
        exact=exact,
    )


def criteria_of(plan: Any) -> Any:
    """The plan's criteria with their results and the sub-goal that they may stand on."""
    return criteria_of_all([plan])


def criteria_of_all(plans: Iterable[Any]) -> Any:
    """The same of several plans."""
    return Criterion.objects.filter(plan__in=list(plans)).select_related("sub_goal").with_results()
