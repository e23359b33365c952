"""What falls due for a user: one test a rule."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from abc_portal.notifications import kinds, outbox
from abc_portal.notifications.kinds import ReminderKind
from plans.milestones import notifications
from plans.milestones.querysets.due import due_for
from plans.shared.enums import Role
from tests import factories, progress
from tests.notifications.conftest import TODAY
from tests.people import Cast

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def keys(dues: Any) -> list[str]:
    return [due.what for due in dues]


@pytest.mark.parametrize(("days", "kind"), [(-1, "late"), (0, "soon"), (7, "soon"), (8, ""), (-400, "late")], ids=str)
def test_late_is_after_its_day_and_soon_is_within_a_week(cast_once: Cast, plan: Any, days: int, kind: str) -> None:
    progress.mine(plan, cast_once.staff, TODAY + days * A_DAY, "Mødet er holdt")
    assert keys(notifications.late(cast_once.staff, TODAY)) == (["Mødet er holdt"] if kind == "late" else [])
    assert keys(notifications.soon(cast_once.staff, TODAY)) == (["Mødet er holdt"] if kind == "soon" else [])


@pytest.mark.parametrize(
    "fields",
    [
        {"is_draft": True},
        {"state": "reached"},
        {"state": "dropped", "dropped_because": "Ingen penge"},
        {"due_on": None},
        {"person": None},
        {"person": None, "responsible": "staff"},
    ],
    ids=str,
)
def test_what_is_nobodys_business_any_more_never_falls_due(cast_once: Cast, plan: Any, fields: dict[str, Any]) -> None:
    progress.milestone(plan, **{"person": progress.person_of(cast_once.staff), "due_on": TODAY - A_DAY, **fields})
    assert due_for(cast_once.staff, TODAY, within=14) == []


@pytest.mark.parametrize("state", ["planned", "under_way", "postponed"])
def test_what_waits_falls_due_whatever_its_state(cast_once: Cast, plan: Any, state: str) -> None:
    progress.mine(plan, cast_once.staff, TODAY - A_DAY, state=state)
    assert [due.is_late for due in due_for(cast_once.staff, TODAY, within=14)] == [True]


def test_it_falls_due_for_the_responsible_person_alone(cast_once: Cast, plan: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY)
    for name in (*Cast.ROLES, "admin", "outsider"):
        assert len(due_for(getattr(cast_once, name), TODAY, within=14)) == (name == "staff"), name
    assert due_for(AnonymousUser(), TODAY, within=14) == []


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        ({}, True),
        ({"starts_on": TODAY}, True),
        ({"ends_on": TODAY}, True),
        ({"starts_on": TODAY + A_DAY}, False),
        ({"ends_on": TODAY - A_DAY}, False),
    ],
    ids=str,
)
def test_a_position_s_is_theirs_who_hold_it_that_day(
    cast_once: Cast, plan: Any, days: dict[str, date], holds: bool
) -> None:
    post = progress.position(plan)
    progress.position_holder(post, person=progress.person_of(cast_once.staff), **days)
    progress.milestone(plan, post=post, due_on=TODAY)
    assert bool(due_for(cast_once.staff, TODAY, within=14)) == holds


def test_who_is_responsible_twice_over_is_reported_once(cast_once: Cast, plan: Any) -> None:
    post, person = progress.position(plan), progress.person_of(cast_once.staff)
    progress.position_holder(post, person=person, ends_on=TODAY)
    progress.position_holder(post, person=person, starts_on=TODAY)
    progress.milestone(plan, post=post, person=person, due_on=TODAY)
    assert len(due_for(cast_once.staff, TODAY, within=14)) == 1


def test_without_a_role_that_day_nothing_falls_due(cast_once: Cast, plan: Any) -> None:
    progress.mine(plan, cast_once.outsider, TODAY)
    progress.mine(cast_once.other_plan, cast_once.staff, TODAY)
    progress.mine(plan, cast_once.admin, TODAY)
    for name in ("outsider", "staff", "admin"):
        assert due_for(getattr(cast_once, name), TODAY, within=14) == [], name
    factories.member(plan, cast_once.outsider, Role.OBSERVER, ends_on=TODAY - A_DAY)
    assert due_for(cast_once.outsider, TODAY, within=14) == []
    factories.member(plan, cast_once.outsider, Role.OBSERVER, starts_on=TODAY)
    assert len(due_for(cast_once.outsider, TODAY, within=14)) == 1


def test_a_plan_that_was_entered_after_its_end_reminds_nobody(cast_once: Cast, plan: Any) -> None:
    progress.mine(plan, cast_once.staff, date(2025, 2, 1))
    progress.mine(plan, cast_once.staff, date(2025, 2, 1), state="under_way", reported_on=date(2025, 1, 1))
    day = date(2025, 3, 13)
    plan.entered_on = plan.ends_on
    factories.saved(plan)
    assert len(due_for(cast_once.staff, day, within=14)) == 2
    plan.entered_on = plan.ends_on + A_DAY
    factories.saved(plan)
    assert due_for(cast_once.staff, day, within=14) == []


def test_what_is_late_is_listed_first_and_then_by_date(cast_once: Cast, plan: Any) -> None:
    for days in (3, -1, 1, -5):
        progress.mine(plan, cast_once.staff, TODAY + days * A_DAY, f"{days}")
    assert keys(due_for(cast_once.staff, TODAY, within=14)) == ["-5", "-1", "1", "3"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_on": TODAY}, "Frist: 13. marts 2024"),
        ({"due_on": date(2024, 3, 31), "due_on_precision": "month"}, "Frist: marts 2024"),
        ({"due_quarter": 13}, "Frist: 4. planår, 1. kvartal (marts–maj 2024)"),
    ],
    ids=str,
)
def test_a_date_is_reported_as_exactly_as_it_is_known(
    cast_once: Cast, plan: Any, fields: dict[str, Any], words: str
) -> None:
    progress.milestone(plan, person=progress.person_of(cast_once.staff), **fields)
    (due,) = due_for(cast_once.staff, TODAY, within=100)
    assert due.due_words == words


def test_a_kind_that_names_a_thing_twice_tells_it_once(cast_once: Cast, plan: Any, monkeypatch: Any) -> None:
    progress.mine(plan, cast_once.staff, TODAY)
    twice = ReminderKind("twice", "To gange", lambda user, day: 2 * notifications.soon(user, day), str)
    monkeypatch.setattr(kinds, "_kinds", {"twice": twice})
    assert len(outbox.news_for(cast_once.staff, TODAY)) == 1


def test_each_says_where_it_belongs(cast_once: Cast, plan: Any) -> None:
    activity = factories.activity(cast_once.sub, "Jobcafé")
    area = cast_once.sub.plan_focus_area
    for place in ({"activity": activity}, {"sub_agreement": cast_once.sub}, {"plan_focus_area": area}, {}):
        progress.mine(plan, cast_once.staff, TODAY, **place)
    places = {due.where for due in due_for(cast_once.staff, TODAY, within=14)}
    assert places == {"Beskæftigelse · Jobcafé", "Beskæftigelse", str(area), ""}


def test_the_made_up_example_says_so(cast_once: Cast, plan: Any) -> None:
    plan.is_example = True
    factories.saved(plan)
    progress.mine(plan, cast_once.staff, TODAY)
    (due,) = due_for(cast_once.staff, TODAY, within=14)
    assert due.group == "Plan A (opdigtet eksempel)"


@pytest.mark.parametrize("times", [1, 20])
def test_however_many_it_is_one_question(
    cast_once: Cast, plan: Any, django_assert_num_queries: Any, times: int
) -> None:
    activity, post = factories.activity(cast_once.sub), progress.position(plan)
    progress.position_holder(post, person=progress.person_of(cast_once.staff))
    for _number in range(times):
        progress.milestone(plan, post=post, due_on=TODAY, activity=activity)
        progress.milestone(plan, post=post, due_on=TODAY, plan_focus_area=cast_once.sub.plan_focus_area)
    user = cast_once.staff
    with django_assert_num_queries(1):
        assert len(due_for(user, TODAY, within=14)) == 2 * times
