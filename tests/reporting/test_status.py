"""The status of a plan: one object for page and paper, as much of it as the reader may see, nothing made up."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import FULL_READER, DocumentReader
from abc_portal.reporting.documents.status import content as status
from abc_portal.reporting.enums import DocumentFormat
from budgets.financing.enums import FinancingSight
from plans.models import Plan
from tests import factories, readers
from tests.people import A_DAY, Cast, demo_client

pytestmark = pytest.mark.django_db

SLUGS = ("abc-2017-2020", "abc-2021-2025")


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def _plan(slug: str) -> Plan:
    return Plan.objects.with_places().get(slug=slug)


def _paper(plan: Plan, reader: DocumentReader, day: Any = A_DAY) -> str:
    """The words of the report on paper, before it is set in pages."""
    made = render.make(plan, all_kinds()["status"], reader=reader, as_of=day, form=DocumentFormat.HTML)
    return readers.words(made.content)


# --- one object ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_page_and_paper_show_the_same_object(demo_once: None, slug: str) -> None:
    """But for the parties, which only the paper lists."""
    page = demo_client("leder").get(f"/planer/{slug}/")
    shown = page.context["report"]
    printed = status.build(_plan(slug), reader=FULL_READER, as_of=shown.as_of)
    assert shown == replace(printed, parties=())


@pytest.mark.parametrize("slug", SLUGS)
def test_every_figure_of_the_page_is_on_the_paper(demo_once: None, slug: str) -> None:
    page = demo_client("leder").get(f"/planer/{slug}/")
    report, page_text = page.context["report"], readers.words(page)
    paper = _paper(_plan(slug), FULL_READER, report.as_of)
    lines = [line for goal in report.goals for indicator in goal.indicators for line in indicator.lines]
    figures = [
        report.plan.period, report.plan.title, *report.plan.counts,
        *(part for figure in report.key_figures for part in (figure.label, figure.figure, figure.verdict)),
        *(text for line in lines for text in (line.area.text, line.standing_words, line.area.year)),
        *(line.comparator.text for line in lines if line.comparator),
        *([report.financing.total_text] if not report.financing.is_empty else []),
        *(name for sub in report.sub_agreements for name in (sub.name, *(activity.name for activity in sub.activities))),
    ]  # fmt: skip
    assert len(figures) > 15
    for figure in figures:
        assert readers.squeezed(figure) in page_text, figure
        assert readers.squeezed(figure) in paper, figure


# --- nothing made up ---------------------------------------------------------------------------------------


def test_a_plan_with_nothing_in_it_has_four_figures_that_are_not_stated(cast: Cast) -> None:
    report = status.build(_plan("plan-b"), reader=FULL_READER, as_of=A_DAY)
    assert [
        (key_figure.code, key_figure.figure, key_figure.is_known, key_figure.shape) for key_figure in report.key_figures
    ] == [(code, "ikke oplyst", False, "idle") for code in ("milestones", "spending", "indicators", "local_share")]
    assert len({key_figure.verdict for key_figure in report.key_figures}) == 4, "each says why"


def test_a_plan_with_nothing_in_it_says_what_belongs_where(cast: Cast) -> None:
    text = readers.words(cast.client("other_leader").get("/planer/plan-b/"))
    paper = _paper(_plan("plan-b"), FULL_READER)
    for words in ("Planens finansiering er ikke oplyst.", "Planen har ingen delaftaler og ingen aktiviteter."):
        assert words in text
        assert words in paper
    assert "der er ikke indtastet milepæle" in text
    assert not re.search(r"(?<![\d.,])0(?:,0+)? (?:kr\.|%)", text + paper)


def test_activities_without_a_sub_agreement_stand_under_their_focus_area(cast: Cast, db: None) -> None:
    area = factories.focus_area(cast.other_plan, "Sundhed")
    whole = factories.activity_under(area, "Gåture")
    factories.activity_under(area, "Aftenture", parent=whole)
    text = readers.words(cast.client("other_leader").get("/planer/plan-b/"))
    paper = _paper(_plan("plan-b"), FULL_READER)
    for words in (text, paper):
        assert "Sundhed" in words
        assert "Gåture" in words
        assert "ingen aktiviteter" not in words


def test_looking_back_only_what_was_done_then_is_shown(cast: Cast, db: None) -> None:
    factories.activity(cast.sub, "Jobcafé", ends_on=date(2022, 1, 31))
    factories.activity(cast.sub, "Lektiecafé", starts_on=date(2022, 2, 1))
    text = readers.words(cast.client("leader").get("/planer/plan-a/?pr=2022-01-15"))
    assert "Jobcafé" in text
    assert "Lektiecafé" not in text


def test_an_amount_that_is_not_stated_is_neither_zero_nor_left_out(cast: Cast) -> None:
    lbf = factories.source(cast.plan)
    factories.contribution(lbf, None)
    factories.contribution(factories.source(cast.plan, "municipality"), 1_000_00)
    report = status.build(_plan("plan-a"), reader=FULL_READER, as_of=A_DAY)
    assert readers.squeezed(report.financing.total_text) == "mindst 1.000 kr. (1 beløb er ikke oplyst)"
    share = report.key_figures[3]
    assert (share.figure, share.is_known) == ("ikke oplyst", False)


def test_a_known_zero_is_shown_as_one(cast: Cast) -> None:
    factories.contribution(factories.source(cast.plan), 1_000_00)
    factories.contribution(factories.source(cast.plan, "municipality"), 0)
    report = status.build(_plan("plan-a"), reader=FULL_READER, as_of=A_DAY)
    share = report.key_figures[3]
    assert (share.figure, share.is_known, share.shape) == ("ikke oplyst", False, "idle"), "more may be entered"
    cast.plan.is_financing_complete = True
    factories.saved(cast.plan)
    report = status.build(_plan("plan-a"), reader=FULL_READER, as_of=A_DAY)
    share = report.key_figures[3]
    assert (readers.squeezed(share.figure), share.is_known, share.shape) == ("0,00 %", True, "late")


def test_a_lower_bound_of_the_share_is_told_as_one(cast: Cast) -> None:
    factories.contribution(factories.source(cast.plan), 880_00)
    factories.contribution(factories.source(cast.plan, "municipality"), 120_00)
    report = status.build(_plan("plan-a"), reader=FULL_READER, as_of=A_DAY)
    share = report.key_figures[3]
    assert (readers.squeezed(share.figure), share.is_known, share.shape) == ("mindst 12 %", True, "idle")
    paper = readers.squeezed(_paper(_plan("plan-a"), FULL_READER))
    assert "mindst 1.000 kr." in paper
    assert "Finansieringen er ikke markeret som fuldt oplyst" in paper


def test_indicators_without_a_figure_are_not_counted_as_good_or_bad(cast: Cast) -> None:
    indicator = factories.indicator(cast.plan)
    report = status.build(_plan("plan-a"), reader=FULL_READER, as_of=A_DAY)
    assert report.key_figures[2].figure == "ikke oplyst"
    factories.observation(cast.plan, indicator, None, state="suppressed", year=2019)
    factories.observation(cast.plan, indicator, 5, "municipality", year=2019)
    report = status.build(_plan("plan-a"), reader=FULL_READER, as_of=A_DAY)
    assert (report.key_figures[2].figure, report.indicators.unknown) == ("ikke oplyst", report.indicators.lines)
    assert "diskretioneret" in _paper(_plan("plan-a"), FULL_READER)


def test_an_ended_plan_waits_for_no_figures_and_is_not_called_running(demo_once: None) -> None:
    """The same on the page, on its course and on paper."""
    client = demo_client("leder")
    for page, words in (
        ("/planer/abc-2021-2025/", "kun målt ved begyndelsen; senere tal er ikke indtastet"),
        (
            "/planer/abc-2021-2025/indikatorer/",
            "8 af 10 tal ligger dårligere end sammenligningstallet; kun målt ved begyndelsen;",
        ),
    ):
        assert words in readers.words(client.get(page))
        assert "afventer nye tal" not in readers.words(client.get(page))
    sentence = "sidst oplyst: i gang fra 1. marts 2021 (perioden sluttede 28. februar 2025)"
    for page in ("/planer/abc-2021-2025/", "/planer/abc-2021-2025/forloeb/"):
        assert sentence in readers.words(client.get(page)), page
    assert sentence in _paper(_plan("abc-2021-2025"), FULL_READER, A_DAY.replace(year=2026))


def test_the_card_and_the_page_of_indicators_say_the_same(demo_once: None) -> None:
    client = demo_client("leder")
    page = client.get("/planer/eksempel-2024-2028/")
    card = page.context["report"].key_figures[2]
    sentence = f"{card.figure} {card.unit}; {card.verdict}."
    assert sentence.startswith("5 af 9 nærmer sig kommunen; ingen går den forkerte vej; 4 har ingen senere måling;")
    assert readers.squeezed(sentence) in readers.words(client.get("/planer/eksempel-2024-2028/indikatorer/"))


def test_milestones_that_nobody_reported_are_never_counted_as_zero(demo_once: None) -> None:
    paper = _paper(_plan("rum-for-liv-2013-2016"), FULL_READER, A_DAY.replace(year=2026))
    assert "39 milepæle; ikke oplyst" in paper
    assert not re.search(r"\b0 (?:af|forsinket|nået)", paper)


def test_the_day_it_is_made_for_decides_how_much_of_the_period_is_gone(cast: Cast) -> None:
    words = {}
    for year in (2020, 2023, 2026):
        report = status.build(_plan("plan-a"), reader=FULL_READER, as_of=A_DAY.replace(year=year))
        words[year] = readers.squeezed(report.plan.gone_words)
    assert words == {2020: "Perioden er ikke begyndt", 2023: "55 % af perioden er gået", 2026: "Perioden er afsluttet"}


def test_the_same_data_and_day_give_the_same_bytes(cast: Cast) -> None:
    factories.contribution(factories.source(cast.plan), 1_000_00)
    first, second = (
        render.make(_plan("plan-a"), all_kinds()["status"], reader=FULL_READER, as_of=A_DAY) for _number in range(2)
    )
    assert first.sha256 == second.sha256
    assert first.name == "statusrapport-plan-a-2022-05-17.pdf"


# --- as much as the reader may see ---------------------------------------------------------------------------


@pytest.fixture
def financed(cast: Cast) -> Cast:
    """A grant, a municipality, and two departments of which the representative's is one."""
    for source, kroner in (
        (factories.source(cast.plan, label="Fonden"), 600_100),
        (factories.source(cast.plan, "municipality", label="Kommunen Eksempel"), 200_200),
        (factories.source(cast.plan, "department", department=cast.housing), 111_300),
        (factories.source(cast.plan, "department", label="En anden afdeling"), 88_400),
    ):
        factories.contribution(source, kroner * 100)
    beside = factories.source(cast.plan, "other", label="Ved siden af")
    factories.contribution(beside, 77_700_00, is_beside_plan=True)
    return cast


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("leader", FinancingSight.ALL), ("staff", FinancingSight.ALL), ("board", FinancingSight.ALL), ("auditor", FinancingSight.ALL),
        ("observer", FinancingSight.ALL), ("admin", FinancingSight.ALL), ("group", FinancingSight.TOTALS), ("department", FinancingSight.OWN),
    ],
)  # fmt: skip
def test_each_role_sees_its_part_of_the_financing_on_page_and_paper(
    financed: Cast, person: str, seen: FinancingSight
) -> None:
    user, plan = getattr(financed, person), _plan("plan-a")
    page = readers.words(financed.client(person).get("/planer/plan-a/"))
    paper = _paper(plan, DocumentReader.of(user, plan))
    for text in (page, paper):
        assert "1.000.000 kr." in text, "the total is everybody's"
        assert "77.700 kr." in text, "and the total beside the plan"
    assert "600.100" in page
    assert ("200.200" in page) == (seen == FinancingSight.ALL)
    rows = {
        "111.300": seen in (FinancingSight.ALL, FinancingSight.OWN),
        "88.400": seen == FinancingSight.ALL,
        "En anden afdeling": seen == FinancingSight.ALL,
    }
    for words, shown in rows.items():
        assert (words in paper) == shown, words
    assert ("Sideløbende indsatser, i kroner" in paper) == (seen == FinancingSight.ALL)


def test_the_totals_are_the_same_for_all_readers(financed: Cast) -> None:
    plan = _plan("plan-a")
    totals = set()
    for person in (*Cast.ROLES, "admin"):
        report = status.build(plan, reader=DocumentReader.of(getattr(financed, person), plan), as_of=A_DAY)
        totals.add((report.financing.total, report.financing.local, report.financing.beside_total, report.key_figures))
    assert len(totals) == 1


def test_a_representative_of_another_plan_sees_no_rows_here(financed: Cast) -> None:
    user = factories.user("elsewhere")
    factories.member(financed.other_plan, user, "department", department=financed.housing)
    factories.member(financed.plan, user, "group", sub_agreement=financed.sub)
    plan = _plan("plan-a")
    reader = DocumentReader.of(user, plan)
    assert reader == DocumentReader(FinancingSight.TOTALS, own_subs=frozenset({financed.sub.pk}))
    assert "111.300" not in _paper(plan, reader)


def test_the_paper_is_danish_also_for_who_reads_the_pages_in_english(cast: Cast, english: None) -> None:
    paper = _paper(_plan("plan-a"), FULL_READER)
    assert "Statusrapport" in paper
    assert "Status report" not in paper


def test_only_who_may_edit_is_offered_to(cast: Cast) -> None:
    for person in (*Cast.ROLES, "admin"):
        page = readers.words(cast.client(person).get("/planer/plan-a/"))
        assert ("Rediger planen" in page) == (person in ("leader", "staff", "admin")), person
        assert "Lav statusrapport (PDF)" in page
