"""Every page, as a leader and as the administrator see it: no English on a Danish page, no Danish on an English one."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests import english, factories, readers
from tests.house import addresses
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished"), pytest.mark.one_database]

PARTS = ("", "aftaler/", "oekonomi/", "indikatorer/", "moeder/", "dokumenter/", "gennemgang/", "historik/")
#: Danish words of the portal's own, that neither English sentences nor the funding rounds' goals hold.
DANISH = frozenset(
    """
    aftaler delaftaler økonomi dokumenter gennemgang historik rediger slet gem fortryd tilføj oplyst registreret
    bemærkninger adgangskode underskriver bidrag afdelinger midler betaler hent handling oprettet ændret
    """.split()  # noqa: SIM905 - easier to read
)
#: Django's own Danish names the "Single Sign-On" of others.
MEANT = {"sign"}


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def portal(cast: Cast, arguments: Any, client: Client) -> Iterable[tuple[str, Any]]:
    """Each page of the portal that opens, with its answer."""
    for name in addresses.names():
        answer = client.get(addresses.address(name, arguments, cast))
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            yield name, answer


def administration() -> Iterable[str]:
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        row = model._base_manager.first()
        if row is not None:
            yield from (reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete"))


@pytest.mark.parametrize("person", ["leader", "admin", "anonymous"])
def test_no_english_on_the_pages(cast: Cast, furnished: Any, person: str) -> None:
    found = {name: english.left_overs(answer) for name, answer in portal(cast, furnished, cast.client(person))}
    assert len(found) > (6 if person == "anonymous" else 40)
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("person", ["leader", "admin"])
def test_no_english_in_the_administration(cast: Cast, person: str) -> None:
    client, found = cast.client(person), {}
    for address in administration():
        answer = client.get(address)
        if answer.status_code == 200:
            found[address] = english.left_overs(answer) - MEANT
    assert len(found) > 40
    assert {name: words for name, words in found.items() if words} == {}


def test_no_english_when_a_form_is_refused(cast: Cast, furnished: Any) -> None:
    client, found = cast.client("leader"), {}
    for name, answer in portal(cast, furnished, client):
        if name.endswith(("_add", "_edit")) and "form" in answer.context:
            address = answer.wsgi_request.path
            names = [field.html_name for field in answer.context["form"]]
            refused = client.post(address, {**dict.fromkeys(names, "½" * 700), "made_from": "1"})
            assert refused.status_code == 422, name
            found[name] = english.left_overs(refused)
    assert len(found) > 15
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


def test_no_message_id_was_left_untranslated_on_the_page(cast: Cast, furnished: Any) -> None:
    """Whole sentences of the catalogue's English side that stand on a Danish page."""
    catalogue = (settings.BASE_DIR / "abc_portal/locale/da/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "([^"%\n]{12,})"\nmsgstr "([^"\n]+)"', catalogue, re.MULTILINE)
    foreign = {english_text for english_text, danish_text in pairs if english_text.lower() != danish_text.lower()}
    assert len(foreign) > 200
    for name, answer in portal(cast, furnished, cast.client("leader")):
        told = readers.words(answer)
        assert [sentence for sentence in foreign if sentence in told] == [], name


# --- in English ------------------------------------------------------------------------------------------


@pytest.fixture
def in_english(cast: Cast) -> Client:
    """The leader, who has chosen English in the menu."""
    client = cast.client("leader")
    assert client.post("/sprog/", {"language": "en"}).status_code == 302
    return client


def danish(answer: Any) -> set[str]:
    """Danish words in what the portal itself says; the names and texts of rows are left out."""
    text = re.sub(
        r'<(?:form|div)[^>]*class="[^"]*abc-language.*?</(?:form|div)>', " ", answer.content.decode(), flags=re.DOTALL
    )
    text = re.sub(r"<code>.*?</code>", " ", text, flags=re.DOTALL)  # marks are written alike in every language
    return set(re.findall(r"[a-zæøå]+", readers.words(text).lower())) & DANISH


def test_no_danish_on_the_pages_of_who_chose_english(cast: Cast, furnished: Any, in_english: Client) -> None:
    found = {name: danish(answer) for name, answer in portal(cast, furnished, in_english)}
    assert len(found) > 40
    assert {name: words for name, words in found.items() if words} == {}


def test_the_language_is_told_to_browsers_and_stays(cast: Cast, in_english: Client) -> None:
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
