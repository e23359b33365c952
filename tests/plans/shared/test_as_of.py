"""``?pr=2023-08-31``: every page of a plan shows what was valid that day, and is then only looked at."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from abc_portal.audit.models import ChangeSet
from abc_portal.core.dates import PartialDate, Precision
from plans.models import PlanExtension
from tests import factories
from tests.house import addresses
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db
BACK = "Viser, hvad der gjaldt 31. august 2023"
WRITING = (
    "edit",
    "add",
    "delete",
    "undo",
    "extend",
    "role_end",
    "hand_over",
    "invite_again",
    "_act",
    "completeness",
    "milestones_change",
    "milestones_forward",
    "_import",
)
#: What is asked for from within a page: no page of its own, and not to be opened.
PARTS = ("plans:criterion_preview", "plans:results_save_page", "plans:results_save_row")
#: One's own filters, which are no part of the plan.
OWN = ("plans:milestone_filters",)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2024-05-17 12:00", tick=False):
        yield


def plan_pages() -> list[str]:
    found = [name for name in addresses.names() if name.partition(":")[0] in PLAN_APPS]
    left_out = ("plans:list", "plans:new", *PARTS, *OWN)
    return [name for name in found if name not in left_out and "document_" not in name]


PLAN_APPS = ("plans", "budgets", "indicators", "governance", "reporting")


def test_every_page_looks_back_and_none_offers_to_edit(cast_once: Cast, furnished: Any) -> None:
    cast, wrong, client = cast_once, [], cast_once.client("leader")
    for name in plan_pages():
        answer = client.get(addresses.address(name, furnished, cast), {"pr": "2023-08-31"})
        if name.endswith(WRITING):
            expected = answer.status_code == 403 and "Du ser planen pr. 31. august 2023" in words(answer)
        else:
            if "text/html" not in answer["Content-Type"]:
                continue  # a file is what it is
            html = answer.content.decode()
            if name == "reporting:documents":  # one's own documents are no part of the plan
                html = html.replace("/slet/", "")
            said = BACK in words(answer) or "Den viser planen, som den er i dag" in words(answer)
            expected = answer.status_code == 200 and said and "/rediger/" not in html and "/slet/" not in html
        if not expected:
            wrong.append(f"{name}: {answer.status_code}")
    assert wrong == []


def test_every_page_of_today_has_the_way_back(cast_once: Cast, furnished: Any) -> None:
    client = cast_once.client("board")
    for name in ("reporting:status", "plans:agreements", "budgets:overview", "governance:bodies"):
        html = client.get(addresses.address(name, furnished, cast_once)).content.decode()
        assert 'name="pr"' in html
        assert "abc-asof--back" not in html


@pytest.mark.parametrize("written", ["2023-08-31", "31/8-2023", "31-08-2023", "31. august 2023"])
def test_the_day_is_read_as_danes_write_it(cast_once: Cast, written: str) -> None:
    assert BACK in words(cast_once.client("board").get(f"/planer/{cast_once.plan.slug}/", {"pr": written}))


@pytest.mark.parametrize("written", ["31-02-2023", "i går", "2023", "x" * 300, "0000-01-01"])
def test_an_impossible_day_gives_todays_page_and_says_so(cast_once: Cast, written: str) -> None:
    answer = cast_once.client("leader").get(f"/planer/{cast_once.plan.slug}/", {"pr": written})
    assert answer.status_code == 200
    assert "Siden viser planen, som den er i dag." in words(answer)
    assert "pr. 17. maj 2024" in words(answer)
    assert "/rediger/" in answer.content.decode()


def test_a_day_with_a_sign_that_no_database_holds_is_refused_with_a_sentence(cast_once: Cast) -> None:
    answer = cast_once.client("leader").get(f"/planer/{cast_once.plan.slug}/", {"pr": "2023-08-31\x00"})
    assert answer.status_code == 400
    assert "Teksten indeholder et tegn, der ikke kan gemmes." in words(answer)


def test_links_to_the_plan_keep_the_day(cast_once: Cast) -> None:
    plan = cast_once.plan
    html = cast_once.client("leader").get(f"/planer/{plan.slug}/", {"pr": "31-08-2023"}).content.decode()
    assert f'href="/planer/{plan.slug}/aftaler/?pr=2023-08-31"' in html
    assert f'href="/planer/{plan.slug}/aftaler/"' not in html
    assert 'href="?"' in html, "the way back to today"
    other = cast_once.client("leader").get(reverse("budgets:overview", args=[plan.slug]), {"pr": "2023-08-31"})
    assert f'href="/planer/{plan.slug}/?pr=2023-08-31"' in other.content.decode()


def test_nothing_is_written_on_another_day(cast_once: Cast) -> None:
    address, change_sets = (
        reverse("plans:edit", args=[cast_once.plan.slug]) + "?pr=2023-08-31",
        ChangeSet.objects.count(),
    )
    answer = cast_once.client("leader").post(address, {"name": "Skrevet i går"})
    assert answer.status_code == 403
    assert "Du ser planen pr. 31. august 2023" in words(answer)
    assert "Skrevet i går" in words(answer), "what was typed is not lost"
    assert ChangeSet.objects.count() == change_sets
    documents = reverse("reporting:documents", args=[cast_once.plan.slug]) + "?pr=2023-08-31"
    assert cast_once.client("board").post(documents, {"kind": "status"}).status_code == 403


def test_the_plan_has_the_name_and_the_end_it_had(cast_once: Cast) -> None:
    plan = factories.plan("plan-forlaenget", name="Plan C")
    factories.member(plan, cast_once.board, "board")
    extension(plan, decided=PartialDate(date(2024, 2, 1)))
    client = cast_once.client("board")
    before = words(client.get(f"/planer/{plan.slug}/", {"pr": "2023-08-31"}))
    assert "Plan A før" in before
    assert "31. august 2024" in before
    after = words(client.get(f"/planer/{plan.slug}/", {"pr": "2024-02-01"}))
    assert "Plan A før" not in after
    assert "28. februar 2025" in after


def test_without_a_decision_date_the_former_end_holds_until_it_is_reached(cast_once: Cast) -> None:
    plan = factories.plan("plan-forlaenget")
    extension(plan)
    assert plan.as_it_was_on(date(2024, 8, 31)).end == PartialDate(date(2024, 8, 31))
    assert plan.as_it_was_on(date(2024, 9, 1)) is plan


def test_of_two_extensions_each_day_has_its_own(cast_once: Cast) -> None:
    plan = factories.plan("plan-forlaenget")
    extension(plan, decided=PartialDate(date(2022, 1, 1), Precision.YEAR), new_end=PartialDate(date(2024, 12, 31)))
    extension(
        plan,
        decided=PartialDate(date(2024, 2, 1)),
        former_end=PartialDate(date(2024, 12, 31)),
        former_name="",
        position=1,
    )
    ends = {day: plan.as_it_was_on(day).end.last for day in (date(2021, 5, 1), date(2023, 5, 1), date(2024, 5, 1))}
    assert list(ends.values()) == [date(2024, 8, 31), date(2024, 12, 31), date(2025, 2, 28)]


def extension(plan: Any, **fields: Any) -> PlanExtension:
    given = {"former_end": PartialDate(date(2024, 8, 31)), "new_end": plan.end, "former_name": "Plan A før", **fields}
    return factories.saved(PlanExtension(plan=plan, **given), plan)
