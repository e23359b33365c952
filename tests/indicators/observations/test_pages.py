"""The indicators page and its workbook: what is shown, what is not used, and what is withheld."""

import pytest
from django.urls import reverse

from tests import factories, readers
from tests.people import Cast, demo_client

pytestmark = pytest.mark.django_db
HEAD = ["Mål", "Indikator", "Del", "For hvem", "Værdi", "Som vist", "År", "Kilde", "Noter", "Bruges"]


@pytest.mark.usefixtures("demo_once")
def test_the_demo_case_read_back_from_its_workbook() -> None:
    answer = demo_client("bestyrelse").get("/planer/abc-2021-2025/indikatorer/?format=xlsx")
    assert "abc-2021-2025.xlsx" in answer["Content-Disposition"]
    rows = readers.sheet(answer)
    assert len(rows) == 1 + 37
    assert len(rows[0]) == 10
    by_value = {(row[1], row[2], row[3], row[6]): row for row in rows[1:]}
    grades = by_value["Karaktergennemsnit i dansk og matematik for 9.-klasseselever", None, "planens område", "2019"]
    assert (grades[4], grades[5], grades[9]) == (5.2, "5,2", "ja")
    rest = [row for row in rows if row[4] == 24.1]
    assert len(rest) == 1
    assert rest[0][9].startswith("Aftalens tabel bruges")
    volunteers = [row[4] for row in rows if row[2] and "i boligområdet" in row[2]]
    assert volunteers == [17, 12]


@pytest.mark.usefixtures("demo_once")
def test_the_demo_case_on_the_page() -> None:
    page = demo_client("bestyrelse").get("/planer/abc-2021-2025/indikatorer/")
    text = readers.words(page)
    for words in ("88,9 %", "92,5 %", "29,02 %", "24,1 %", "alle 66 helhedsplaner", "inkl. Kanalens Kvarter", "6,7"):
        assert words in text, words
    assert "8" in text
    assert page.content.decode().count("<svg") >= 10
    assert "Rediger" not in text


def _page(cast: Cast, person: str = "leader", query: str = "") -> str:
    return readers.words(cast.client(person).get(reverse("indicators:overview", args=[cast.plan.slug]) + query))


def test_a_round_without_figures_is_not_stated_rather_than_zero(cast: Cast) -> None:
    text = _page(cast)
    assert "ikke oplyst" in text
    assert "0 %" not in text


def test_a_plan_without_indicators_says_so(cast: Cast) -> None:
    plan = factories.plan("uden-midler", round=None)
    factories.member(plan, cast.leader, "leader")
    page = cast.client("leader").get(reverse("indicators:overview", args=[plan.slug]))
    assert "Planen har ingen indikatorer" in readers.words(page)
    assert readers.tables(page) == []


def test_suppressed_and_missing_are_distinguished_on_page_and_in_workbook(cast: Cast) -> None:
    of = factories.indicator(cast.plan)
    factories.observation(cast.plan, of, None, year=2019, state="suppressed")
    factories.observation(cast.plan, of, None, "municipality", year=2019, state="missing")
    assert "diskretioneret" in _page(cast)
    rows = readers.sheet(cast.client("board").get(f"/planer/{cast.plan.slug}/indikatorer/?format=xlsx"))
    assert [row[4:6] for row in rows[1:]] == [[None, "diskretioneret"], [None, "ikke oplyst"]]


def test_who_may_edit_finds_the_links_and_others_do_not(cast: Cast) -> None:
    row = factories.observation(cast.plan, factories.indicator(cast.plan), 5, year=2019)
    edit = reverse("indicators:observation_edit", args=[cast.plan.slug, row.pk])
    address = reverse("indicators:overview", args=[cast.plan.slug])
    for person in ("leader", "staff"):
        assert edit in cast.client(person).get(address).content.decode()
    for person in ("board", "group", "department", "auditor", "observer"):
        assert edit not in cast.client(person).get(address).content.decode()


def test_names_with_markup_are_shown_as_text(cast: Cast) -> None:
    of = factories.indicator(cast.plan, name="<script>alert(1)</script>")
    factories.observation(cast.plan, of, 5, year=2019, source="<b>kilde</b>", area_note="<i>nabo</i>", as_printed="<u>")
    page = cast.client("leader").get(reverse("indicators:overview", args=[cast.plan.slug])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>kilde" not in page
