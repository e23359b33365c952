"""Every page, as a leader and as the administrator see it: no English on a Danish page, no Danish on an English one."""

from collections.abc import Iterable

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from abc_portal.audit.models import Tracked
from tests import english, factories, readers
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("administered"), pytest.mark.one_database]

PARTS = ("", "aftaler/", "oekonomi/", "indikatorer/", "moeder/", "dokumenter/", "gennemgang/", "historik/")


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def administration(person: str) -> Iterable[str]:
    """Its pages; what the administrator opens of the portal's own rows is read in ``house/test_every_edit_page.py``."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        is_read = person == "admin" and issubclass(model, Tracked)
        yield reverse(f"{name}_changelist")
        if not is_read:
            yield reverse(f"{name}_add")
        row = model._base_manager.first()
        if row is not None:
            pages = ("delete",) if is_read else ("change", "history", "delete")
            yield from (reverse(f"{name}_{page}", args=[row.pk]) for page in pages)


@pytest.mark.parametrize("person", ["leader", "admin"])
def test_no_english_in_the_administration(cast: Cast, person: str) -> None:
    client, found = cast.client(person), {}
    for address in administration(person):
        answer = client.get(address)
        if answer.status_code == 200:
            found[address] = english.left_overs(answer) - english.MEANT_IN_THE_ADMINISTRATION
    assert len(found) > 40
    assert {name: words for name, words in found.items() if words} == {}


def test_no_english_on_a_plan_with_nothing_in_it(cast: Cast) -> None:
    client = cast.client("other_leader")
    found = {part: english.left_overs(client.get(f"/planer/plan-b/{part}")) for part in PARTS}
    assert {part: words for part, words in found.items() if words} == {}


def test_no_english_where_one_is_turned_away(cast: Cast) -> None:
    answers = {
        "a page that one may not see": cast.client("board").get("/planer/plan-a/rediger/"),
        "a plan that one may not see": cast.client("outsider").get("/planer/plan-a/"),
        "the administration": cast.client("board").get("/admin/", follow=True),
        "no such page": cast.client("leader").get("/findes/ikke/"),
    }
    assert {name: answer.status_code for name, answer in answers.items()} == dict(
        zip(answers, (403, 404, 403, 404), strict=True)
    )
    assert {name: english.left_overs(answer) for name, answer in answers.items()} == {name: set() for name in answers}


# --- in English ------------------------------------------------------------------------------------------


@pytest.fixture
def in_english(cast: Cast) -> Client:
    """The leader, who has chosen English in the menu."""
    client = cast.client("leader")
    assert client.post("/sprog/", {"language": "en"}).status_code == 302
    return client


def test_the_language_is_declared_to_browsers_and_stays(cast: Cast, in_english: Client) -> None:
    answer = in_english.get("/planer/plan-a/")
    assert answer.headers["Content-Language"] == "en"
    assert '<html lang="en"' in answer.content.decode()
    assert "Documents" in readers.words(answer)
    danish_again = cast.client("leader").get("/planer/plan-a/", headers={"Accept-Language": "en"})
    assert danish_again.headers["Content-Language"] == "da", "a browser's wish alone changes nothing"


def test_a_language_that_there_is_not_is_danish(cast: Cast) -> None:
    client = cast.client("leader")
    client.post("/sprog/", {"language": "de"})
    assert client.get("/planer/plan-a/").headers["Content-Language"] == "da"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../en"
    assert client.get("/planer/plan-a/").headers["Content-Language"] == "da"


def test_what_somebody_wrote_is_shown_as_they_wrote_it(cast: Cast, in_english: Client) -> None:
    factories.activity(cast.sub, "Aktivt liv for ledige")
    assert "Aktivt liv for ledige" in readers.words(in_english.get("/planer/plan-a/"))
