"""What happens to a milestone: when each step makes sense, what it changes, and who may take it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.core.date_reading import parse_partial
from abc_portal.core.dates import PartialDate, Precision
from plans.milestones.actions import one as actions
from plans.milestones.actions import steps
from plans.milestones.enums import MilestoneState
from plans.models import Evidence, Milestone
from plans.shared.enums import Role
from tests import factories, progress
from tests.people import A_DAY, Cast

pytestmark = pytest.mark.django_db

PLANNED, UNDER_WAY, REACHED, POSTPONED, DROPPED = MilestoneState


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def standing_as(cast: Cast, state: str, **fields: Any) -> Milestone:
    more = {"dropped_because": "Lokalet er solgt"} if state == DROPPED else {}
    row = progress.milestone(cast.plan, state=state, **{"due_quarter": 5, **more, **fields})
    return Milestone.objects.select_related("plan").get(pk=row.pk)


# --- when a step makes sense ------------------------------------------------------------------------------

SENSE = {
    PLANNED: {"reached", "under_way", "postpone", "drop"},
    UNDER_WAY: {"reached", "postpone", "drop", "take_back"},
    POSTPONED: {"reached", "under_way", "postpone", "drop", "take_back"},
    REACHED: {"take_back"},
    DROPPED: {"take_back"},
}


@pytest.mark.parametrize("state", MilestoneState)
def test_the_steps_that_make_sense_by_state(cast: Cast, state: MilestoneState) -> None:
    row = standing_as(cast, state)
    assert set(steps.open_steps(row)) == SENSE[state]
    for name, check in steps.CHECKS.items():
        if name not in SENSE[state]:
            with pytest.raises(Refused, match=r"^(»Milepæl|»Møde|Der er ikke meldt).*\.$"):
                check(row)


def test_a_draft_is_approved_and_nothing_else(cast: Cast) -> None:
    row = standing_as(cast, PLANNED, is_draft=True)
    assert steps.open_steps(row) == ("approve",)
    with pytest.raises(Refused, match="er en kladde"):
        actions.reach(milestone=row, on=None, today=A_DAY, by=cast.leader)
    assert actions.approve(milestone=row, by=cast.staff)
    row.refresh_from_db()
    assert (row.is_draft, row.state, row.reported_on) == (False, PLANNED, None)


# --- what each does ---------------------------------------------------------------------------------------


def test_reached_keeps_the_day_as_it_is_known_and_what_shows_it(cast: Cast) -> None:
    row = standing_as(cast, UNDER_WAY)
    change_sets_before = ChangeSet.objects.count()
    assert actions.reach(
        milestone=row,
        on=parse_partial("april 2022"),
        today=A_DAY,
        by=cast.staff,
        to_save=[Evidence(milestone=row, note="Referat")],
    )
    row.refresh_from_db()
    assert (row.state, str(row.reached), row.reported_on) == (REACHED, "april 2022", A_DAY)
    assert [item.note for item in row.evidence.all()] == ["Referat"]
    assert ChangeSet.objects.count() == change_sets_before + 1


def test_reached_without_a_day_is_reached_all_the_same(cast: Cast) -> None:
    row = standing_as(cast, PLANNED)
    actions.reach(milestone=row, on=None, today=A_DAY, by=cast.staff)
    row.refresh_from_db()
    assert (row.state, row.reached) == (REACHED, None)


def test_what_has_not_come_is_not_reached(cast: Cast) -> None:
    row = standing_as(cast, PLANNED)
    with pytest.raises(ValidationError, match=r"18\. maj 2022 er ikke kommet endnu"):
        actions.reach(milestone=row, on=PartialDate(date(2022, 5, 18)), today=A_DAY, by=cast.staff)
    actions.reach(milestone=row, on=parse_partial("2. kvartal 2022"), today=A_DAY, by=cast.staff)  # may be over


def test_put_off_to_a_quarter_keeps_the_old_date_and_the_reason(cast: Cast) -> None:
    row = standing_as(cast, PLANNED)
    actions.postpone(milestone=row, due=None, quarter=7, reason=" Red Barnet er syge ", today=A_DAY, by=cast.staff)
    row.refresh_from_db()
    assert (row.state, row.due_quarter, row.due_on) == (POSTPONED, 7, date(2022, 11, 30))
    [put_off] = row.postponements.all()
    assert (put_off.former_quarter, put_off.former_on) == (5, date(2022, 5, 31))
    assert (put_off.reason, put_off.decided_on) == ("Red Barnet er syge", A_DAY)
    assert row.history.first().history_change_set.reason == "Red Barnet er syge"


def test_put_off_to_a_date_as_exactly_as_it_is_known_or_to_none(cast: Cast) -> None:
    row = standing_as(cast, PLANNED)
    actions.postpone(
        milestone=row, due=parse_partial("sommeren 2022"), quarter=None, reason="A", today=A_DAY, by=cast.staff
    )
    row.refresh_from_db()
    assert (row.due_quarter, row.due_on, row.due_on_precision) == (None, date(2022, 8, 31), Precision.SEASON)
    actions.postpone(milestone=row, due=None, quarter=None, reason="B", today=A_DAY, by=cast.staff)
    row.refresh_from_db()
    assert (row.due_on, row.state, row.postponements.count()) == (None, POSTPONED, 2)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"due": PartialDate(date(2022, 5, 31)), "quarter": None}, "ligger ikke efter den nuværende"),
        ({"due": None, "quarter": 5}, "ligger ikke efter den nuværende"),
        ({"due": None, "quarter": 17}, "Planen har 16 kvartaler"),
        ({"due": PartialDate(date(2023, 1, 1)), "quarter": 9}, "enten et kvartal eller en dato"),
        ({"due": None, "quarter": 9, "reason": "  "}, "hvorfor milepælen er udskudt"),
    ],
)
def test_what_is_no_postponement_is_refused(cast: Cast, fields: dict[str, Any], sentence: str) -> None:
    row = standing_as(cast, PLANNED)
    with pytest.raises(ValidationError, match=sentence):
        actions.postpone(milestone=row, today=A_DAY, by=cast.staff, **{"reason": "En grund", **fields})
    row.refresh_from_db()
    assert (row.due_quarter, row.state) == (5, PLANNED)


def test_given_up_with_a_reason(cast: Cast) -> None:
    row = standing_as(cast, POSTPONED)
    with pytest.raises(ValidationError, match="hvorfor milepælen"):
        actions.drop(milestone=row, reason=" ", today=A_DAY, by=cast.staff)
    actions.drop(milestone=row, reason="Lokalet er solgt", today=A_DAY, by=cast.staff)
    row.refresh_from_db()
    assert (row.state, row.dropped_because, row.reported_on) == (DROPPED, "Lokalet er solgt", A_DAY)


def test_taking_back_a_postponement_gives_the_former_date_back(cast: Cast) -> None:
    row = standing_as(cast, PLANNED)
    for quarter in (6, 7):
        actions.postpone(milestone=row, due=None, quarter=quarter, reason="A", today=A_DAY, by=cast.staff)
    actions.take_back(milestone=row, today=A_DAY, by=cast.staff)
    row.refresh_from_db()
    assert (row.state, row.due_quarter, row.postponements.count()) == (POSTPONED, 6, 1)
    row = Milestone.objects.get(pk=row.pk)
    actions.take_back(milestone=row, today=A_DAY, by=cast.staff)
    row.refresh_from_db()
    assert (row.state, row.due_quarter, row.due_on, row.postponements.count()) == (PLANNED, 5, date(2022, 5, 31), 0)


@pytest.mark.parametrize("state", [UNDER_WAY, REACHED, DROPPED])
def test_taking_back_leaves_it_as_planned_or_as_postponed(cast: Cast, state: str) -> None:
    row = standing_as(cast, state)
    actions.take_back(milestone=row, today=A_DAY, by=cast.staff)
    row.refresh_from_db()
    assert (row.state, row.reached, row.dropped_because) == (PLANNED, None, "")
    moved = standing_as(cast, state)
    progress.postponement(moved, date(2022, 2, 28))
    actions.take_back(milestone=moved, today=A_DAY, by=cast.staff)
    moved.refresh_from_db()
    assert (moved.state, moved.due_quarter, moved.postponements.count()) == (POSTPONED, 5, 1)


# --- by quarters -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "quarters", "found"),
    [
        ({"due_quarter": 5}, 2, (None, 7)),
        ({"due_on": date(2022, 2, 28)}, 1, ("28. maj 2022", None)),
        ({"due_on": date(2022, 6, 30), "due_on_precision": "quarter"}, 1, ("3. kvartal 2022", None)),
        ({"due_on": date(2022, 12, 31), "due_on_precision": "year"}, 4, ("2023", None)),
    ],
)
def test_moved_by_quarters_stays_known_as_exactly(cast: Cast, fields: Any, quarters: int, found: Any) -> None:
    row = progress.milestone(cast.plan, **fields)
    due, quarter = steps.moved(row, quarters, A_DAY)
    assert (str(due) if due else None, quarter) == found


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "har ingen frist at flytte fra"),
        ({"due_quarter": 16}, "efter planens sidste dag, 28. februar 2025"),
        ({"due_on": date(2024, 12, 24)}, "efter planens sidste dag, 28. februar 2025"),
    ],
)
def test_what_cannot_be_moved_is_refused(cast: Cast, fields: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        steps.moved(progress.milestone(cast.plan, **fields), 1, A_DAY)


# --- who, and at the same time ----------------------------------------------------------------------------

EVERY: list[Any] = [
    lambda row, by: actions.reach(milestone=row, on=None, today=A_DAY, by=by),
    lambda row, by: actions.begin(milestone=row, today=A_DAY, by=by),
    lambda row, by: actions.postpone(milestone=row, due=None, quarter=9, reason="A", today=A_DAY, by=by),
    lambda row, by: actions.drop(milestone=row, reason="A", today=A_DAY, by=by),
    lambda row, by: actions.take_back(milestone=row, today=A_DAY, by=by),
    lambda row, by: actions.approve(milestone=row, by=by),
    lambda row, by: actions.add(milestone=Milestone(plan=row.plan, text="Ny"), to_save=[], by=by),
]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.LEADER, Role.STAFF)])
def test_only_the_secretariat_takes_steps(cast: Cast, role: Role) -> None:
    row = standing_as(cast, PLANNED)
    before = Milestone.objects.count()
    for step in EVERY:
        with pytest.raises(Refused, match="Din rolle i planen"):
            step(Milestone.objects.get(pk=row.pk), getattr(cast, role.value))
    assert (Milestone.objects.count(), Milestone.objects.get(pk=row.pk).version) == (before, 1)


def test_a_step_from_what_stood_before_is_refused(cast: Cast) -> None:
    row = standing_as(cast, PLANNED)
    actions.begin(milestone=Milestone.objects.get(pk=row.pk), today=A_DAY, by=cast.leader)
    with pytest.raises(LostUpdate):
        actions.reach(milestone=row, on=None, today=A_DAY, by=cast.staff, made_from=1)


def test_a_new_milestone_is_listed_last(cast: Cast) -> None:
    progress.milestone(cast.plan, position=7)
    row = Milestone(plan=cast.plan, text="Den nye")
    actions.add(milestone=row, to_save=[], by=cast.staff)
    assert (row.position, row.code) == (8, "den-nye")
    first = Milestone(plan=factories.plan("tom"), text="Den første")
    factories.member(first.plan, cast.outsider, Role.STAFF)
    actions.add(milestone=first, to_save=[], by=cast.outsider)
    assert first.position == 0
