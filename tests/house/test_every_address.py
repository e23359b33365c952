"""Every address as everybody: one table says who gets what, nobody writes without the right, and each page's words.

Each person's answers are fetched once, and each test below reads in them what it is about.
"""

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from abc_portal.audit.models import ChangeSet
from plans.models import Plan
from tests import english, readers
from tests.house import addresses
from tests.house.visits import Visits
from tests.people import Cast

pytestmark = pytest.mark.django_db
#: What the page of a made-up plan begins with, and the names of its files end with.
BAND = '<aside class="abc-example"'
IN_FILES, IN_FILES_IN_ENGLISH = "plan-a-opdigtet-eksempel", "plan-a-made-up-example"
#: Danish words of the portal's own, that neither English sentences nor the funding rounds' goals hold.
DANISH = frozenset(
    """
    aftaler delaftaler økonomi dokumenter gennemgang historik rediger slet gem fortryd tilføj oplyst registreret
    bemærkninger adgangskode underskriver bidrag afdelinger midler betaler hent handling oprettet ændret
    """.split()  # noqa: SIM905 - easier to read
)


@pytest.fixture(scope="module")
def visits(cast_once: Cast, furnished: Any) -> Visits:
    return Visits(cast_once, furnished)


def _on_both(person: str) -> Any:
    """Those who open every page ask each database; whom the others may not see is asked of both in ``visible_to``."""
    return person if person in ("leader", "admin") else pytest.param(person, marks=pytest.mark.one_database)


def test_the_table_names_every_address() -> None:
    assert sorted(addresses.expected()) == addresses.names()


@pytest.mark.parametrize("person", [_on_both(person) for person in addresses.PEOPLE])
def test_each_person_gets_what_the_table_says(visits: Visits, person: str) -> None:
    """And how somebody of the board is reached stands on the page of the bodies alone, for secretariat and board."""
    found, wrong = visits.of(person), []
    for name, answers in addresses.expected().items():
        location = found[name].headers.get("Location", "")
        sent_to_login = found[name].status == 302 and location.startswith("/konto/log-ind/?next=")
        given = "login" if sent_to_login else str(found[name].status)
        if given != answers[person]:
            wrong.append(f"{name}: {given}, not {answers[person]}")
    assert wrong == []
    reached = {name for name, visit in found.items() if any(item in visit.content for item in addresses.PRIVATE)}
    secretariat = {"governance:bodies", "governance:contacts_edit"}
    wanted = dict.fromkeys(("leader", "staff", "admin"), secretariat) | {"board": {"governance:bodies"}}
    assert reached == wanted.get(person, set())


@pytest.mark.one_database
@pytest.mark.parametrize("person", ["observer", "department", "outsider"])
def test_each_refusal_is_one_line_in_the_log(visits: Visits, person: str) -> None:
    refused = {name: visit for name, visit in visits.of(person).items() if visit.status >= 400}
    assert len(refused) > 50
    assert {name: visit.log for name, visit in refused.items() if visit.log} == {}


# --- what stands on the pages ----------------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize("person", ["leader", "admin", "anonymous"])
def test_no_english_on_the_pages(visits: Visits, person: str) -> None:
    found = {name: english.left_overs(page) for name, page in visits.pages(person).items()}
    assert len(found) > (6 if person == "anonymous" else 40)
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.one_database
def test_no_message_id_was_left_untranslated_on_the_page(visits: Visits) -> None:
    """Whole sentences of the catalogue's English side that stand on a Danish page."""
    catalogue = (settings.BASE_DIR / "abc_portal/locale/da/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "([^"%\n]{12,})"\nmsgstr "([^"\n]+)"', catalogue, re.MULTILINE)
    foreign = {english_text for english_text, danish_text in pairs if english_text.lower() != danish_text.lower()}
    assert len(foreign) > 200
    seen = {name: readers.words(page) for name, page in visits.pages("leader").items()}
    standing = [(name, sentence) for name, words in seen.items() for sentence in foreign if sentence in words]
    # “Organisations” is no word of “Organisationsdiagram”.
    whole = [
        (name, sentence) for name, sentence in standing if re.search(rf"\b{re.escape(sentence)}(?!\w)", seen[name])
    ]
    assert whole == []


@pytest.mark.one_database
def test_no_english_when_a_form_is_refused(cast: Cast, visits: Visits) -> None:
    client, found = cast.client("leader"), {}
    for name, page in visits.pages("leader").items():
        if name.endswith(("_add", "_edit")) and page.fields:
            refused = client.post(page.address, {**dict.fromkeys(page.fields, "½" * 700), "made_from": "1"})
            assert refused.status_code == 422, name
            found[name] = english.left_overs(refused)
    assert len(found) > 15
    assert {name: words for name, words in found.items() if words} == {}


def danish(content: str) -> set[str]:
    """Danish words in what the portal itself says; the names and texts of rows are left out."""
    text = re.sub(r'<(?:form|div)[^>]*class="[^"]*abc-language.*?</(?:form|div)>', " ", content, flags=re.DOTALL)
    # The manual is in Danish, and says so.
    text = re.sub(r'<(article|ul|dl|h2)[^>]* lang="da".*?</\1>', " ", text, flags=re.DOTALL)
    text = re.sub(r"<code>.*?</code>", " ", text, flags=re.DOTALL)  # marks are written alike in every language
    return set(re.findall(r"[a-zæøå]+", readers.words(text).lower())) & DANISH


@pytest.mark.one_database
def test_no_danish_on_the_pages_of_who_chose_english(visits: Visits) -> None:
    pages = {name: visit for name, visit in visits.of_an_example_in_english().items() if visit.is_page}
    assert len(pages) > 40
    found = {name: danish(page.content) for name, page in pages.items()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.one_database
def test_every_page_of_a_made_up_plan_has_the_band_and_no_page_of_another(cast: Cast, visits: Visits) -> None:
    begin = f"/planer/{cast.plan.slug}/"
    made_up, others = (
        {
            name: BAND in visit.content for name, visit in found.items()
            if visit.is_page and "<html" in visit.content and visit.address.startswith(begin)
        }
        for found in (visits.of_an_example_in_english(), visits.of("leader"))
    )  # fmt: skip
    assert len(made_up) > 40
    assert [name for name, has_band in made_up.items() if not has_band] == []
    assert others.keys() == made_up.keys()
    assert [name for name, has_band in others.items() if has_band] == []


@pytest.mark.one_database
def test_every_file_of_a_made_up_plan_says_so_in_its_name(cast: Cast, visits: Visits) -> None:
    in_english = visits.of_an_example_in_english()
    files = {visit.address: visit.file for visit in in_english.values() if "plan-a" in visit.file}
    assert len(files) >= 7
    assert [address for address, file in files.items() if IN_FILES_IN_ENGLISH not in file] == []
    Plan.objects.filter(pk=cast.plan.pk).update(is_example=True)
    client = cast.client("leader")
    in_danish = {address: client.get(address).headers["Content-Disposition"] for address in files}
    assert [address for address, file in in_danish.items() if IN_FILES not in file] == []


# --- writing ---------------------------------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize(
    "person", [person for person in addresses.PEOPLE if person not in ("leader", "staff", "admin")]
)
def test_who_may_not_edit_changes_nothing_by_posting(cast: Cast, furnished: Any, person: str) -> None:
    client, wrong = cast.client(person), []
    client.raise_request_exception = False
    change_sets, rows = ChangeSet.objects.count(), _rows()
    for name in _writing_addresses():
        response = client.post(addresses.address(name, furnished, cast), {"made_from": "1", "name": "Taken over"})
        refused = response.status_code in (403, 404) or "/konto/log-ind/" in response.headers.get("Location", "")
        if not refused:
            wrong.append(f"{name}: {response.status_code}")
    assert wrong == []
    assert ChangeSet.objects.count() == change_sets
    assert _rows() == rows


def _writing_addresses() -> list[str]:
    verbs = ("edit", "add", "delete", "act", "change", "forward", "save_row", "save_page", "copy")
    return [name for name in addresses.names() if ":" in name and name.endswith(verbs)]


def _rows() -> dict[str, int]:
    """How many rows each table has; sessions come and go."""
    counted = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_session":
                cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
                counted[table] = cursor.fetchone()[0]
    return counted


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(cast: Cast, furnished: Any, method: str) -> None:
    client = cast.client("leader")
    for name in addresses.names():
        if ":" in name:
            response = getattr(client, method)(addresses.address(name, furnished, cast))
            assert response.status_code == 405, name


def test_an_ended_role_sees_nothing(cast: Cast) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from abc_portal.audit import change_sets

    held = cast.board.memberships.get()
    held.ends_on = timezone.localdate() - timedelta(days=1)
    change_sets.save(held, change_set=change_sets.begin(by=None, program="tests"))
    assert cast.client("board").get(f"/planer/{cast.plan.slug}/").status_code == 404
    assert cast.client("board").get("/planer/").context["table"].paginator.count == 0


def test_a_role_that_has_not_begun_sees_nothing(cast: Cast) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from abc_portal.audit import change_sets

    held = cast.observer.memberships.get()
    held.starts_on = timezone.localdate() + timedelta(days=1)
    change_sets.save(held, change_set=change_sets.begin(by=None, program="tests"))
    assert cast.client("observer").get(f"/planer/{cast.plan.slug}/").status_code == 404
