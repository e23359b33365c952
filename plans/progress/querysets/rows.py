"""The rows behind the statuses of a plan's work, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from plans.milestones.models import Milestone
from plans.progress.presenters.work import PlanWork, plan_work
from plans.results.models import Criterion


@dataclass(frozen=True)
class Rows:
    """A plan's milestones and criteria with their results, fetched once for the page."""

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
    """The status of the plan's work on the day. ``activities`` and ``subs`` come with their ``overrule``.

    Drafts of milestones do not count, so that every reader gets the same. Makes three queries without ``rows``.
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
    """The plan's criteria with their results and sub-goal."""
    return criteria_of_all([plan])


def criteria_of_all(plans: Iterable[Any]) -> Any:
    """The same of several plans."""
    return Criterion.objects.filter(plan__in=list(plans)).select_related("sub_goal").with_results()
