"""Lists: every cell is text, whatever was typed in it; order is Danish; heads follow each cell to a narrow screen."""

from collections.abc import Iterable, Sequence
from typing import Any

import django_tables2 as tables
import pytest
from django.test import RequestFactory
from django_tables2 import RequestConfig

from abc_portal.pages.tables import PortalTable, TableCell
from tests import factories
from tests.people import Cast
from tests.readers import sheet
from tests.readers import tables as tables_of

HOSTILE = '"><script>alert("x")</script>&amp;'


class Names(PortalTable):
    name = tables.Column(verbose_name="Navn <b>")
    amount = tables.Column(verbose_name='Beløb "kr."', orderable=False, empty_values=())
    numeric = ("amount",)

    def cells(self, records: Sequence[Any]) -> Iterable[Sequence[TableCell]]:
        return ((TableCell(record["name"], record.get("href", "")), TableCell("5")) for record in records)


def drawn(*names: str, href: str = "") -> str:
    return "".join(Names([{"name": name, "href": href} for name in names]).drawn_rows())


def test_hostile_text_in_a_cell_is_shown_as_text() -> None:
    html = drawn(HOSTILE)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;" in html


def test_hostile_text_in_an_address_stays_inside_it() -> None:
    html = drawn("Plan", href='/planer/" onmouseover="alert(1)/')
    assert '<a href="/planer/&quot; onmouseover=&quot;alert(1)/">Plan</a>' in html


def test_heads_are_shown_as_text_in_every_cell() -> None:
    html = drawn("Plan")
    assert 'data-title="Navn &lt;b&gt;"' in html
    assert 'data-title="Beløb &quot;kr.&quot;" class="abc-num"' in html


def test_a_cell_without_an_address_is_no_link() -> None:
    assert "<a" not in drawn("Plan")
    assert drawn("Plan").count("<td") == 2


def test_a_row_must_have_a_cell_for_each_column() -> None:
    class Short(Names):
        def cells(self, records: Sequence[Any]) -> Iterable[Sequence[TableCell]]:
            return ([TableCell("kun en")] for _record in records)

    with pytest.raises(ValueError, match="zip"):
        Short([{"name": "x"}]).drawn_rows()


def test_a_list_must_say_what_its_cells_are() -> None:
    with pytest.raises(NotImplementedError):
        PortalTable([{"name": "x"}]).drawn_rows()


def test_a_workbook_has_the_same_text_unescaped() -> None:
    table = Names([])
    assert list(table.values([{"name": HOSTILE}])) == [[HOSTILE, "5"]]


def test_only_the_pages_own_rows_are_drawn(rf: RequestFactory) -> None:
    table = Names([{"name": f"Plan {number:03d}"} for number in range(120)])
    RequestConfig(rf.get("/?page=3&per_page=7"), paginate={"per_page": 9}).configure(table)
    assert len(table.drawn_rows()) == 20
    assert "Plan 100" in "".join(table.drawn_rows())
    assert len(Names([{"name": "x"}] * 120).drawn_rows()) == 120


def test_no_rows_are_drawn_for_no_records() -> None:
    assert Names([]).drawn_rows() == []


# --- the list of plans --------------------------------------------------------------------------------

PLANS = ["Zebra", "Åparken", "Ørbæk", "Ærø", "aalborg Øst", "Beta", "VA Bæk- og Fosgården"]
IN_ORDER = ["Beta", "VA Bæk- og Fosgården", "Zebra", "Ærø", "Ørbæk", "aalborg Øst", "Åparken"]


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    """Assembled once: no test here changes the cast's own objects."""
    return cast_once


@pytest.fixture
def plans(cast: Cast) -> Cast:
    town = {"Beta": "Ærø Kommune", "Zebra": "Aarhus Kommune"}
    for name in PLANS:
        place = factories.organisation(town[name], kind="municipality") if name in town else None
        factories.member(factories.plan(name=name, municipality=place), cast.leader, "leader")
    return cast


def column(cast: Cast, query: str, place: int = 0) -> list[str]:
    answer = cast.client("leader").get(f"/planer/{query}")
    assert answer.status_code == 200
    return [row[place] for row in tables_of(answer)[0][1:] if row[0] != "Plan A"]


@pytest.mark.django_db
def test_the_list_is_in_danish_order_and_turns_round(plans: Cast) -> None:
    assert column(plans, "") == IN_ORDER
    assert column(plans, "?sort=name") == IN_ORDER
    assert column(plans, "?sort=-name") == IN_ORDER[::-1]


@pytest.mark.django_db
def test_the_list_sorts_by_another_columns_danish_names(plans: Cast) -> None:
    listed = [name for name in column(plans, "?sort=municipality", 2) if name.endswith("Kommune")]
    assert listed == ["Ærø Kommune", "Aarhus Kommune"]


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["bæk", "Bæk", "BÆK"])
def test_the_list_finds_a_word_however_it_is_typed(plans: Cast, word: str) -> None:
    assert column(plans, f"?q={word}") == ["VA Bæk- og Fosgården", "Ørbæk"]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?sort=nej", "?sort=--name", "?page=99", "?page=x", "?round=x", "?phase=x"])
def test_a_wrong_question_still_gets_a_list(plans: Cast, query: str) -> None:
    assert plans.client("leader").get(f"/planer/{query}").status_code == 200


@pytest.mark.django_db
def test_a_question_with_a_sign_that_no_database_holds_is_refused_with_a_sentence(plans: Cast) -> None:
    answer = plans.client("leader").get("/planer/?q=%00")
    assert answer.status_code == 400
    assert "Teksten indeholder et tegn, der ikke kan gemmes." in answer.content.decode()


@pytest.mark.django_db
def test_the_workbook_is_the_list_as_shown(plans: Cast) -> None:
    rows = sheet(plans.client("leader").get("/planer/?q=bæk&sort=-name&format=xlsx"))
    assert [row[0] for row in rows[1:]] == ["Ørbæk", "VA Bæk- og Fosgården"]
    heads = tables_of(plans.client("leader").get("/planer/"))[0][0]
    period = heads.index("Periode")
    assert rows[0] == [*heads[:period], "Periode: fra", "Periode: til", *heads[period + 1 :]]


@pytest.mark.django_db
def test_a_plans_hostile_name_is_text_in_the_list_and_the_workbook(cast: Cast) -> None:
    name = "=1+1<script>alert(1)</script>"
    factories.member(factories.plan("ond", name=name), cast.leader, "leader")
    answer = cast.client("leader").get("/planer/")
    assert "<script>alert" not in answer.content.decode()
    assert name in [row[0] for row in tables_of(answer)[0]]
    assert name in [row[0] for row in sheet(cast.client("leader").get("/planer/?format=xlsx"))]
