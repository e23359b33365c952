"""The search finds what one may see, tells it by kind and place, and knows nothing of the rest."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, Value, functions
from django.test.utils import CaptureQueriesContext

from abc_portal.core import searching
from abc_portal.core.searching import SearchKind
from abc_portal.directory.models import User
from plans.models import Activity
from tests import factories, progress, scale
from tests.people import Cast
from tests.readers import text_of, words

pytestmark = pytest.mark.django_db
WORD = "Hemmelighed"
SHARED = {"personer", "organisationer", "afdelinger", "omraader"}
OF_SECRETARIAT = SHARED | {"stillinger"}


def codes(user: Any, text: str = WORD) -> set[str]:
    return {kind.code for kind in searching.found(user, text)}


def name_everything(word: str) -> set[str]:
    """Let every row of every kind hold the word in its first own column; the kinds that have rows."""
    named, called = set(), functions.Concat(Value(f"{word} "), functions.Cast("pk", CharField()))
    for kind in searching.kinds():
        if not isinstance(kind, SearchKind):
            continue
        rows, column = kind.model._base_manager.all(), kind.columns[0]
        own, _sign, other = column.partition("__")
        if other:
            model = kind.model._meta.get_field(own).related_model
            model._base_manager.filter(pk__in=rows.values(own)).update(**{other: called})
        else:
            rows.update(**{column: called})
        if rows.exists():
            named.add(kind.code)
    return named


def test_search_each_role_finds_the_kinds_that_it_may_see(cast: Cast, furnished: Any) -> None:
    named = name_everything(WORD)
    assert len(named) > 17
    assert codes(cast.admin) == named
    assert codes(cast.leader) == codes(cast.staff) == named
    assert codes(cast.board) == codes(cast.observer) == named - OF_SECRETARIAT
    assert codes(cast.auditor) == named - SHARED
    for person in ("group", "department"):
        assert codes(getattr(cast, person)) == named - OF_SECRETARIAT - {"finansieringskilder"}


def test_search_who_has_no_role_finds_nothing_and_no_count(cast: Cast, furnished: Any) -> None:
    name_everything(WORD)
    assert codes(cast.outsider) == set()
    answer = cast.client("outsider").get("/soeg/", {"q": WORD})
    assert "Der blev ikke fundet noget, du må se" in words(answer)
    assert "data-abc-hit" not in text_of(answer)


def test_search_finds_nothing_of_a_plan_that_one_is_not_in(cast: Cast) -> None:
    hidden = factories.activity(cast.sub, name=WORD)
    assert codes(cast.other_leader) == set()
    assert codes(cast.leader) == {"aktiviteter"}
    kind = searching.kind_of("aktiviteter")
    assert kind is not None
    assert [hit.label for hit in kind.hits(cast.leader, WORD, 5)] == [hidden.name]


def test_search_draft_and_file_are_found_by_those_they_are_for_only(cast: Cast) -> None:
    progress.milestone(cast.plan, text=WORD, is_draft=True)
    factories.plan_file(cast.plan, WORD, content=None, sight="secretariat")
    assert codes(cast.leader) == {"milepaele", "filer"}
    assert codes(cast.board) == {"milepaele"}
    assert codes(cast.auditor) == codes(cast.observer) == set()


def test_search_every_hit_leads_to_a_page_that_answers(cast: Cast, furnished: Any) -> None:
    name_everything(WORD)
    for person in ("leader", "board", "group", "auditor"):
        client = cast.client(person)
        hits = [hit for kind in searching.found(getattr(cast, person), WORD) for hit in kind.hits]
        assert len(hits) > 10
        addresses = {hit.address.partition("#")[0] for hit in hits}
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize("typed", ["ØRBÆK", "ørbæk", "bæk ør", "Ørbæ"])
def test_search_danish_letters_are_one_in_capitals_and_small(cast: Cast, typed: str) -> None:
    factories.activity(cast.sub, name="Lektiecafé i Ørbæk")
    assert codes(cast.leader, typed) == {"aktiviteter"}


def test_search_markup_is_no_text(cast: Cast) -> None:
    activity = factories.activity(cast.sub, name="Café")
    Activity.objects.filter(pk=activity.pk).update(purpose="<p><strong>Til gavn</strong> for alle</p>")
    assert codes(cast.leader, "strong") == set()
    assert codes(cast.leader, "gavn") == {"aktiviteter"}
    Activity.objects.filter(pk=activity.pk).update(purpose="<p><em>Armstrong</em></p>")
    assert codes(cast.leader, "strong") == {"aktiviteter"}


def test_search_what_is_called_so_comes_first(cast: Cast) -> None:
    factories.sub_goal(cast.sub, text="Flere i fritidsjob")
    factories.activity(cast.sub, name="Fritidsjob")
    found = searching.found(cast.leader, "fritidsjob")
    assert [kind.code for kind in found] == ["aktiviteter", "delmaal"]
    assert found[0].hits[0].place == "Beskæftigelse · Plan A"


def test_search_more_of_a_kind_has_a_page_of_its_own(cast: Cast) -> None:
    for number in range(searching.SHOWN + 2):
        factories.activity(cast.sub, name=f"Fritidsjob {number}")
    client = cast.client("leader")
    page = text_of(client.get("/soeg/", {"q": "fritidsjob"}))
    assert page.count("data-abc-hit") == searching.SHOWN + 1
    assert "/soeg/?q=fritidsjob&amp;slags=aktiviteter" in page
    alone = text_of(client.get("/soeg/", {"q": "fritidsjob", "slags": "aktiviteter"}))
    assert alone.count("data-abc-hit") == searching.SHOWN + 2


def test_search_all_plans_are_in_the_list_of_plans_narrowed(cast: Cast) -> None:
    scale.other_plans(cast.leader, 8)
    found = {kind.code: kind for kind in searching.found(cast.leader, "plan")}
    assert found["planer"].has_more
    assert found["planer"].more == "/planer/?q=plan"


def test_search_help_and_words_are_found(cast: Cast) -> None:
    page = text_of(cast.client("observer").get("/soeg/", {"q": "diskretioneret"}))
    assert "/hjaelp/ord/#diskretioneret" in page


def test_search_asks_once_a_kind_however_many_rows(cast: Cast, furnished: Any) -> None:
    name_everything(WORD)
    counted = []
    for _again in range(2):
        user = User.objects.get(pk=cast.leader.pk)
        with CaptureQueriesContext(connection) as queries:
            searching.found(user, WORD)
        counted.append(len(queries))
        for _row in range(4):
            factories.activity(cast.sub, name=WORD)
            factories.sub_goal(cast.sub, text=WORD)
            factories.plan_file(cast.plan, WORD, content=None)
    assert counted[0] == counted[1]
    assert counted[0] <= 2 * len(list(searching.kinds()))


@pytest.mark.parametrize(("query", "said"), [({}, ""), ({"q": "a"}, "Skriv mindst to bogstaver")])
def test_search_short_text_asks_for_more(cast: Cast, query: dict[str, str], said: str) -> None:
    assert said in words(cast.client("leader").get("/soeg/", query))


def test_search_kind_that_is_none_is_not_found(cast: Cast) -> None:
    assert cast.client("leader").get("/soeg/", {"q": "plan", "slags": "noget"}).status_code == 404


def test_search_answer_alone_is_no_whole_page(cast: Cast) -> None:
    answer = text_of(cast.client("leader").get("/soeg/", {"q": "Plan A", "del": "1"}))
    assert "<html" not in answer
    assert 'href="/planer/plan-a/"' in answer
