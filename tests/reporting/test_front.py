"""The front page: who has one plan comes straight to it, who has several chooses, who has none is told what to do."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from abc_portal.reporting.demo import CASES
from plans.shared.enums import Role
from tests import factories, progress, readers
from tests.people import Cast, demo_client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("person", Cast.ROLES)
def test_each_role_with_one_plan_comes_straight_to_its_status(cast: Cast, person: str) -> None:
    answer = cast.client(person).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/planer/plan-a/")


def test_who_has_no_role_is_shown_who_gives_one(cast: Cast) -> None:
    answer = cast.client("outsider").get("/")
    assert answer.status_code == 200
    assert "Sekretariatslederen for en plan kan give dig en." in readers.words(answer)
    assert answer.context["cards"] == []


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(cast: Cast) -> None:
    assert cast.client("anonymous").get("/").headers["Location"] == "/konto/log-ind/?next=/"


@pytest.mark.parametrize("person", ["leder", "medarbejder", "revisor", "admin"])
def test_who_has_every_demo_plan_chooses_the_latest_first(demo_once: None, person: str) -> None:
    answer = demo_client(person).get("/")
    shown = [facts.slug for facts, _role in answer.context["cards"] if facts.slug in CASES]
    assert shown == [
        "eksempel-2024-2028",
        "abc-2021-2025",
        "abc-2017-2020",
        "alboa-2014-2015",
        "rum-for-liv-2013-2016",
    ]
    assert "din rolle: " in readers.words(answer)


@pytest.mark.parametrize("person", ["bestyrelse", "foelgegruppe", "afdeling"])
def test_the_other_demo_people_choose_between_the_real_plan_and_the_example(demo_once: None, person: str) -> None:
    cards: list[Any] = demo_client(person).get("/").context["cards"]
    assert [(facts.slug, facts.is_example) for facts, _role in cards] == [
        ("eksempel-2024-2028", True),
        ("abc-2021-2025", False),
    ]


def test_an_ended_or_coming_role_is_no_role(cast: Cast) -> None:
    today = timezone.localdate()
    for plan, days in (
        (cast.other_plan, {"ends_on": today - timedelta(days=1)}),
        (cast.plan, {"starts_on": today + timedelta(days=1)}),
    ):
        factories.member(plan, cast.outsider, Role.BOARD, **days)
    assert cast.client("outsider").get("/").context["cards"] == []


def test_each_card_tells_one_s_own_role_there(cast: Cast) -> None:
    factories.member(cast.other_plan, cast.board, Role.AUDITOR)
    cards: list[Any] = cast.client("board").get("/").context["cards"]
    assert {facts.slug: role for facts, role in cards} == {"plan-a": "bestyrelsesmedlem", "plan-b": "revisor"}


def test_many_plans_are_paged_those_that_ended_last_and_the_whole_list_is_a_link(cast: Cast) -> None:
    for number in range(20):
        factories.member(factories.plan(f"p-{number}"), cast.leader, Role.LEADER)
    running = factories.plan("runs", starts_on=date(2019, 1, 1), ends_on=timezone.localdate() + timedelta(days=1))
    factories.member(running, cast.leader, Role.LEADER)
    pages = [cast.client("leader").get("/", {"side": number}) for number in (1, 2, 3)]
    shown = [[facts.slug for facts, _role in answer.context["cards"]] for answer in pages]
    assert ([len(slugs) for slugs in shown], shown[0][0]) == ([8, 8, 6], "runs")
    assert len({slug for slugs in shown for slug in slugs}) == 22
    assert 'href="/planer/"' in pages[0].content.decode().split("</ul>")[-1]


def test_only_reading(cast: Cast) -> None:
    assert cast.client("leader").post("/").status_code == 405


# --- what falls due ---------------------------------------------------------------------------------


@pytest.fixture
def followed(cast: Cast) -> Any:
    """The cast's plan while it runs, followed from its first day."""
    plan = cast.plan
    plan.ends_on, plan.entered_on = timezone.localdate() + timedelta(days=400), plan.starts_on
    return factories.saved(plan)


def waits(cast: Cast, plan: Any, *days: int) -> None:
    for number in days:
        progress.mine(plan, cast.board, timezone.localdate() + timedelta(days=number), f"Om {number} dage")


@pytest.mark.parametrize(("days", "shown"), [(-1, True), (0, True), (14, True), (15, False)])
def test_who_has_something_due_within_two_weeks_sees_it_before_the_plan(
    cast: Cast, followed: Any, days: int, shown: bool
) -> None:
    waits(cast, followed, days)
    answer = cast.client("board").get("/")
    assert answer.status_code == (200 if shown else 302)
    if shown:
        words = readers.words(answer)
        assert "Dine frister" in words
        assert words.index(f"Om {days} dage") < words.index("din rolle: bestyrelsesmedlem")
        assert ("Forsinket" in words) == (days < 0)
    assert cast.client("leader").get("/").status_code == 302, "it is nobody else's"


def test_each_leads_to_its_milestone(cast: Cast, followed: Any) -> None:
    waits(cast, followed, 3)
    (due,) = cast.client("board").get("/").context["waiting"].first
    assert due.link.startswith("/planer/plan-a/")
    assert cast.client("board").get(due.link).status_code == 200


def test_ten_are_shown_what_is_late_first_and_the_rest_are_a_link(cast: Cast, followed: Any) -> None:
    waits(cast, followed, *range(1, 12), -2)
    answer = cast.client("board").get("/")
    waiting = answer.context["waiting"]
    assert [due.what for due in waiting.first] == ["Om -2 dage", *(f"Om {number} dage" for number in range(1, 10))]
    (more,) = waiting.more
    assert (more.plan, more.count) == ("Plan A", 2)
    assert cast.client("board").get(more.address).status_code == 200
    assert "2 frister mere i Plan A" in readers.words(answer)


def test_of_a_plan_whose_days_and_money_are_unknown_no_share_is_told(cast: Cast, followed: Any) -> None:
    factories.contribution(factories.source(followed), 2_500_000_000)
    waits(cast, followed, 3)
    assert "% af perioden er gået" in readers.words(cast.client("board").get("/"))
    followed.end = None
    factories.saved(followed)
    words = readers.words(cast.client("board").get("/"))
    assert "Om 3 dage" in words
    assert "%" not in words
    assert "hvor meget af den der er gået" in words
