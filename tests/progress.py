"""Criteria, results, milestones and statuses for tests, each made through a change set as everything in the portal
is."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from abc_portal.directory.models import Person, User
from plans.models import (
    Activity,
    ClosedPeriod,
    Criterion,
    Evidence,
    Milestone,
    Plan,
    Position,
    PositionHolder,
    Postponement,
    Result,
    SavedFilter,
    StatusOverrule,
    SubGoal,
)
from plans.shared.periods import Period
from tests import factories
from tests.factories import saved

_numbers = count(1)


def criterion(activity: Activity, target: Any = 100, **fields: Any) -> Criterion:
    """A criterion of the activity: at least so many, added up, for the whole plan."""
    given = {
        "text": f"personer deltog {next(_numbers)}",
        "step": "reach",
        "unit": "personer",
        "target": None if target is None else Decimal(target),
        "position": activity.criteria.count(),
        **fields,
    }
    return saved(Criterion(plan=activity.plan, activity=activity, **given), activity.plan)


def result(criterion: Criterion, value: Any = None, first: date | None = None, **fields: Any) -> Result:
    """What was counted from that day (else the plan's first) over three months, or to ``last``."""
    first = first or criterion.plan.starts_on
    last = fields.pop("last", None) or _three_months_from(first)
    given = {"value": None if value is None else Decimal(value), "starts_on": first, "ends_on": last, **fields}
    return saved(Result(criterion=criterion, **given), criterion.plan)


def _three_months_from(first: date) -> date:
    months = first.month + 2
    next_month = date(first.year + months // 12, months % 12 + 1, 1)
    return date.fromordinal(next_month.toordinal() - 1)


def closed(plan: Any, first: date, last: date, **fields: Any) -> ClosedPeriod:
    given = {"reason": "Indberettet", "closed_by": "Sekretariatsleder", "closed_on": last, **fields}
    return saved(ClosedPeriod(plan=plan, starts_on=first, ends_on=last, **given), plan)


def milestone(plan: Any, due: date | None = None, **fields: Any) -> Milestone:
    given = {
        "text": f"Møde {next(_numbers)} er holdt",
        "due_on": due,
        "position": plan.milestones.count(),
        **fields,
    }
    return saved(Milestone(plan=plan, **given), plan)


def postponement(milestone: Milestone, former: date | None = None, **fields: Any) -> Postponement:
    given = {"former_on": former, "reason": "Venter på lokaler", **fields}
    return saved(Postponement(milestone=milestone, **given), milestone.plan)


def evidence(milestone: Milestone, **fields: Any) -> Evidence:
    given = {"note": "Referatet ligger i arkivet", **fields}
    return saved(Evidence(milestone=milestone, **given), milestone.plan)


def overrule(row: Any, status: str = "on_track", **fields: Any) -> StatusOverrule:
    """A status set by hand, of an activity or a sub-agreement."""
    about = "activity" if isinstance(row, Activity) else "sub_agreement"
    given = {
        "because": "Tallene kommer efter mødet",
        "by_name": "Sekretariatsleder",
        "decided_on": row.plan.starts_on,
        **fields,
    }
    return saved(StatusOverrule(plan=row.plan, status=status, **{about: row}, **given), row.plan)


def position(plan: Plan, title: str = "", **fields: Any) -> Position:
    return saved(Position(plan=plan, title=title or f"Stilling {next(_numbers)}", **fields), plan)


def position_holder(post: Position, **fields: Any) -> PositionHolder:
    holder = fields.pop("person", None) or factories.person()
    return saved(PositionHolder(post=post, person=holder, **fields), post.plan)


def person_of(user: User) -> Person:
    """The person that the user is, made when there is none."""
    return Person.objects.filter(user=user).first() or factories.person(str(user), user=user)


def mine(plan: Plan, user: User, due: date | None, text: str = "", **fields: Any) -> Milestone:
    """A milestone that the user is responsible for."""
    named = {"text": text} if text else {}
    return milestone(plan, due, person=person_of(user), **{**named, **fields})


def saved_filter(plan: Plan, user: Any, name: str = "", **fields: Any) -> SavedFilter:
    row = SavedFilter(plan=plan, user=user, name=name or f"Filter {next(_numbers)}", **{"page": "milepaele", **fields})
    row.full_clean()
    row.save()
    return row


def followed(plan: Plan, day: date | None = None) -> Plan:
    """The plan as one that was entered before it began, so that it was followed while it ran."""
    row = Plan.objects.get(pk=plan.pk)
    row.entered_on = day or row.starts_on
    return saved(row, row)


def goal_criterion(goal: SubGoal, target: Any = 100, **fields: Any) -> Criterion:
    """The same as :func:`criterion`, of a sub-goal."""
    given = {"text": f"personer deltog {next(_numbers)}", "step": "change", "target": target, **fields}
    return saved(Criterion(plan=goal.plan, sub_goal=goal, **given), goal.plan)


def days_of(plan: Any, number: int) -> tuple[date, date]:
    """First and last day of the plan's quarter with that number, beginning with 1."""
    found = Period(plan.starts_on, plan.ends_on).quarters()[number - 1]
    return found.first, found.last


def quarter(criterion: Criterion, number: int, value: Any = None, **fields: Any) -> Result:
    """A result for the plan's quarter with that number."""
    first, last = days_of(criterion.plan, number)
    return result(criterion, value, first, last=last, **fields)


def closed_quarter(plan: Any, number: int, **fields: Any) -> ClosedPeriod:
    return closed(plan, *days_of(plan, number), **fields)
