"""The history as people read it: who, when, why, from what to what, in the portal's own Danish words."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from plans.models import Activity
from plans.shared.actions import scope_of
from tests import english, factories, readers
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db

PAGE = "/planer/plan-a/historik/"
A_MOMENT = datetime(2027, 7, 1, 14, 5, tzinfo=UTC)


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def activity(cast: Cast) -> Activity:
    return factories.activity(cast.sub, "Lektiecafé")


def rename(cast: Cast, activity: Activity, name: str, **data: str) -> ChangeSet:
    """In the browser, as staff do it."""
    client = cast.client("staff")
    address = f"/planer/plan-a/aktiviteter/{activity.pk}/rediger/"
    answer = client.post(address, {**posted(client.get(address)), "name": name, **data})
    assert answer.status_code == 302
    return ChangeSet.objects.latest("pk")


def of(cast: Cast, activity: Activity, person: str = "leader") -> Any:
    return cast.client(person).get(f"{PAGE}plans.activity/{activity.pk}/")


def test_an_object_s_page_tells_each_change_in_words(cast: Cast, activity: Activity) -> None:
    with time_machine.travel(A_MOMENT, tick=False):
        change_set = rename(
            cast, activity, "Lektiehjælp", purpose="<p>Bedre karakterer</p>", reason="Nyt navn fra skolen"
        )
    answer = of(cast, activity)
    text = readers.words(answer)
    assert f"1. juli 2027 kl. 16.05 · staff · ændret · handling nr. {change_set.pk}" in text
    assert "Nyt navn fra skolen" in text
    [table] = readers.tables(answer)
    assert table[0] == ["Felt", "Fra", "Til"]
    assert ["Navn", "Lektiecafé", "Lektiehjælp"] in table
    assert ["Formål", "tomt", "Bedre karakterer"] in table
    assert len(table) == 3, "only what was changed"
    assert english.left_overs(answer) == set()


def test_the_latest_change_is_listed_first_and_the_making_last(cast: Cast, activity: Activity) -> None:
    rename(cast, activity, "Andet navn")
    rename(cast, activity, "Tredje navn")
    text = readers.words(of(cast, activity))
    assert text.index("Tredje navn") < text.index("Lektiecafé") < text.index("oprettet")


def test_the_words_are_labels_never_the_names_of_columns(cast: Cast, activity: Activity) -> None:
    other = factories.activity(cast.sub, "Overaktivitet")
    rename(cast, activity, "Lektiehjælp", parent=str(other.pk))
    text = readers.words(of(cast, activity))
    assert "Overaktivitet" in text, "a relation by its name, not its number"
    for column in ("parent_id", "sub_agreement", "purpose", "position", "history_", "plans.activity"):
        assert column not in text


def test_what_is_deleted_is_still_reported(cast: Cast, activity: Activity) -> None:
    rename(cast, activity, "Lektiehjælp")
    client = cast.client("leader")
    address = f"/planer/plan-a/aktiviteter/{activity.pk}/slet/"
    assert client.post(address, {"seen": client.get(address).context["seen"], "reason": "Lukket"}).status_code == 302
    text = readers.words(of(cast, activity))
    assert "slettet" in text
    assert "Lukket" in text
    assert "Lektiehjælp" in text
    assert "Lektiehjælp" in readers.words(client.get(PAGE))


@pytest.mark.parametrize(
    "rest",
    [
        "plans.activity/999999/", "plans.activity/" + "9" * 40 + "/", "plans.nothing/1/", "nothing/1/", "a.b.c/1/",
        "directory.user/1/", "plans.activity%00/1/", "audit.changeset/1/", "reporting.documentrequest/1/", "plans.activity/0/",
        "plans.historicalactivity/1/", "admin.logentry/1/", "../1/",
    ],
)  # fmt: skip
def test_what_has_no_history_here_is_a_404(cast: Cast, rest: str) -> None:
    client = cast.client("admin")
    client.raise_request_exception = False
    assert client.get(PAGE + rest).status_code == 404


def test_another_plan_s_object_is_not_reported_here(cast: Cast) -> None:
    theirs = factories.activity(factories.sub_agreement(cast.other_plan))
    assert of(cast, theirs).status_code == 404
    assert of(cast, theirs, "admin").status_code == 404, "nor to who sees both plans"


def test_the_plan_s_page_gathers_what_was_done_in_one_go(cast: Cast, activity: Activity) -> None:
    change_set = rename(cast, activity, "Lektiehjælp", reason="Nyt navn")
    answer = cast.client("auditor").get(PAGE)
    first = answer.content.decode().split('<li class="abc-panel"')[1]
    text = readers.words(first)
    assert f"staff · handling nr. {change_set.pk}" in text
    assert "Nyt navn" in text
    assert "Aktivitet Lektiehjælp : ændret" in text
    [link] = re.findall(r'href="([^"]+)"', first)
    assert cast.client("auditor").get(link).status_code == 200
    assert english.left_overs(answer) == set()


@pytest.fixture
def long(cast: Cast) -> int:
    """More change sets than stand on one page; how many there are in all."""
    for number in range(60):
        row = Activity(plan=cast.plan, sub_agreement=cast.sub, name=f"Nr. {number}", code=f"nr-{number}")
        change_sets.save(row, change_set=change_sets.begin(by=cast.staff, scope=scope_of(cast.plan)))
    return ChangeSet.objects.filter(scope=scope_of(cast.plan)).count()


def test_a_long_history_comes_in_pages_with_every_change_set_once(cast: Cast, long: int) -> None:
    client = cast.client("leader")
    pages = [client.get(f"{PAGE}?side={number}") for number in (1, 2)]
    numbers = [item.number for page in pages for item in page.context["change_sets"]]
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) == long
    assert [len(page.context["change_sets"]) for page in pages] == [50, long - 50]
    assert "?side=2" in pages[0].content.decode()


@pytest.mark.parametrize(
    ("side", "shown"), [("0", 2), ("-3", 2), ("99", 2), ("9" * 40, 2), ("x", 1), ("", 1), ("1.5", 1)]
)
def test_a_page_that_is_not_there_is_the_nearest(cast: Cast, long: int, side: str, shown: int) -> None:
    assert cast.client("leader").get(f"{PAGE}?side={side}").context["page"].number == shown


def test_a_long_history_costs_no_more_than_a_short_one(cast: Cast, activity: Activity) -> None:
    def asked(address: str) -> int:
        client = cast.client("leader")
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    address = f"{PAGE}plans.activity/{activity.pk}/"
    rename(cast, activity, "Nr. 0")
    few = asked(PAGE), asked(address)
    for number in range(1, 9):
        rename(cast, activity, f"Nr. {number}", reason="Igen")
    assert (asked(PAGE), asked(address)) == few
