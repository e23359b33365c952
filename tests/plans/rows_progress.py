"""Rows that break one rule each of how a plan is followed: criteria, results, milestones, statuses set by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from plans.models import (
    ClosedPeriod,
    Criterion,
    Evidence,
    Milestone,
    PositionHolder,
    Postponement,
    Result,
    SavedFilter,
    StatusOverrule,
)
from tests import factories, progress
from tests.people import Cast
from tests.plans.rows import EARLY, LATE

BACKWARDS = {"starts_on": LATE, "ends_on": EARLY}


def criterion(cast: Cast, **fields: Any) -> Criterion:
    activity = factories.activity(cast.sub)
    return Criterion(**{"plan": cast.plan, "activity": activity, "text": "deltog", **fields})


def result(cast: Cast, *, kind: str = "number", **fields: Any) -> Result:
    row = progress.criterion(factories.activity(cast.sub), target_kind=kind, counting="latest")
    return Result(**{"criterion": row, "starts_on": EARLY, "ends_on": LATE, **fields})


def result_again(cast: Cast) -> Result:
    stored = result(cast, value=5)
    factories.saved(stored, cast.plan)
    return Result(criterion=stored.criterion, starts_on=EARLY, ends_on=LATE, value=6)


def result_of_a_department_again(cast: Cast) -> Result:
    row = progress.criterion(factories.activity(cast.sub), counting="latest", each_department=True)
    fields = {"criterion": row, "department": cast.housing, "starts_on": EARLY, "ends_on": LATE}
    factories.saved(Result(**fields, value=5), cast.plan)
    return Result(**fields, value=6)


def closed(cast: Cast, **fields: Any) -> ClosedPeriod:
    return ClosedPeriod(**{"plan": cast.plan, "starts_on": EARLY, "ends_on": LATE, "reason": "Indberettet", **fields})


def closed_again(cast: Cast) -> ClosedPeriod:
    factories.saved(closed(cast), cast.plan)
    return closed(cast)


def milestone(cast: Cast, **fields: Any) -> Milestone:
    return Milestone(**{"plan": cast.plan, "text": "Mødet er holdt", **fields})


def postponement(cast: Cast, **fields: Any) -> Postponement:
    return Postponement(**{"milestone": progress.milestone(cast.plan), "reason": "Regn", **fields})


def holder_again(cast: Cast) -> PositionHolder:
    stored = progress.position_holder(progress.position(cast.plan))
    return PositionHolder(post=stored.post, person=stored.person)


def overrule(cast: Cast, **fields: Any) -> StatusOverrule:
    given = {"status": "late", "because": "Derfor", "by_name": "Sekretariatsleder", "decided_on": EARLY}
    return StatusOverrule(**{"plan": cast.plan, "activity": factories.activity(cast.sub), **given, **fields})


def filter_again(cast: Cast) -> SavedFilter:
    stored = progress.saved_filter(cast.plan, cast.leader)
    return SavedFilter(plan=stored.plan, user=stored.user, page=stored.page, name=stored.name)


#: A rule's name, and rows that break it.
PROGRESS_RULES: list[tuple[str, Callable[[Cast], Any]]] = [
    ("criterion_has_one_place", lambda cast: criterion(cast, sub_goal=factories.sub_goal(cast.sub))),
    ("criterion_has_one_place", lambda cast: criterion(cast, activity=None)),
    ("criterion_target_is_a_figure", lambda cast: criterion(cast, target_kind="text", target=5)),
    ("criterion_direction", lambda cast: criterion(cast, target_kind="direction")),
    ("criterion_direction", lambda cast: criterion(cast, direction="up")),
    ("criterion_departments", lambda cast: criterion(cast, department_count=3)),
    ("criterion_basis", lambda cast: criterion(cast, basis="more")),
    ("criterion_interim", lambda cast: criterion(cast, target=30, interim_target=20)),
    (
        "criterion_code_once",
        lambda cast: criterion(cast, code=progress.criterion(factories.activity(cast.sub)).code),
    ),
    ("criterion_period", lambda cast: criterion(cast, **BACKWARDS)),
    ("result_once", result_again),
    ("result_once_a_department", result_of_a_department_again),
    ("result_counted_or_not", lambda cast: result(cast, state="suppressed", value=5)),
    ("result_share_is_two_counts", lambda cast: result(cast, kind="share", numerator=5)),
    ("result_period", lambda cast: result(cast, value=5, starts_on=LATE, ends_on=date(2021, 6, 1))),
    ("closed_period_once", closed_again),
    ("closed_period_has_reason", lambda cast: closed(cast, reason=" ")),
    ("closed_period_period", lambda cast: closed(cast, **BACKWARDS)),
    (
        "milestone_has_one_place",
        lambda cast: milestone(cast, activity=factories.activity(cast.sub), sub_agreement=cast.sub),
    ),
    ("milestone_reached_has_state", lambda cast: milestone(cast, reached_on=EARLY)),
    ("milestone_dropped_has_reason", lambda cast: milestone(cast, state="dropped")),
    ("milestone_dropped_has_reason", lambda cast: milestone(cast, dropped_because="Ingen midler")),
    ("milestone_code_once", lambda cast: milestone(cast, code=progress.milestone(cast.plan).code)),
    ("postponement_has_reason", lambda cast: postponement(cast, reason=" ")),
    ("postponement_quarter_from_one", lambda cast: postponement(cast, former_on=EARLY, former_quarter=0)),
    ("postponement_quarter_has_date", lambda cast: postponement(cast, former_quarter=2)),
    ("evidence_is_something", lambda cast: Evidence(milestone=progress.milestone(cast.plan))),
    ("position_holder_once", holder_again),
    (
        "position_holder_period",
        lambda cast: PositionHolder(post=progress.position(cast.plan), person=factories.person(), **BACKWARDS),
    ),
    ("overrule_has_one_place", lambda cast: overrule(cast, activity=None)),
    ("overrule_has_reason", lambda cast: overrule(cast, because=" ")),
    ("saved_filter_name_once", filter_again),
]
