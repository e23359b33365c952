"""The goals and indicators of the second demo case: every figure as printed, and what contradicts what."""

from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Observation
from indicators.observations.presenters.facts import goal_facts
from indicators.observations.presenters.summary import summary
from indicators.observations.querysets import indicators_of, observations_of
from plans.models import Plan
from tests.reviewing import findings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

SCHOOL = "Der skal ske et fagligt løft af børn og unge, så flere bliver skoleparate, og flere tager en uddannelse"
WORK = "Flere bliver tilknyttet arbejdsmarkedet"
SAFETY = "Børn og unge skal støttes i et liv uden kriminalitet, og områderne skal opleves trygge"
TOGETHER = "Flere er en del af fællesskabet og deltager aktivt i samfundet"
LBF, RESIDENTS, VIVE, BOTH = "LBF boligsociale data", "LBF beboerdata", "VIVE", "VIVE / Albertslund Kommune"
MUNICIPALITY, PLANS = "kommunen", "alle 66 helhedsplaner"
HERE, ELSEWHERE = "tit/meget tit i boligområdet", "tit/meget tit uden for boligområdet"

#: Goal, indicator, part, area, comparator and its name, year, source: the table of section 5, line by line.
TABLE = [
    (SCHOOL, "dagtilbud", "", "88,9 %", "92,5 %", MUNICIPALITY, "2019", LBF),
    (SCHOOL, "karakterer", "", "5,2", "6,1", MUNICIPALITY, "2019", LBF),
    (SCHOOL, "grundskole-18-29", "", "29,02 %", "18,61 %", MUNICIPALITY, "2019", RESIDENTS),
    (WORK, "restgruppen", "", "21,1 %", "15,6 %", MUNICIPALITY, "2019", LBF),
    (WORK, "uden-tilknytning", "", "29,0 %", "15,9 %", MUNICIPALITY, "2019", LBF),
    (SAFETY, "sigtede", "", "5,5 %", "3,6 %", MUNICIPALITY, "2019", LBF),
    (SAFETY, "tryghed", "", "74 %", "73 %", PLANS, "2018", VIVE),
    (TOGETHER, "frivillige", HERE, "17 %", "12 %", PLANS, "2018", VIVE),
    (TOGETHER, "frivillige", ELSEWHERE, "13 %", "14 %", PLANS, "2018", VIVE),
    (TOGETHER, "stemmedeltagelse", "", "65 %", "66 %", MUNICIPALITY, "2017", BOTH),
]
NAMES = {
    "dagtilbud": "Andel 1-5-årige i dagtilbud",
    "karakterer": "Karaktergennemsnit i dansk og matematik for 9.-klasseselever",
    "grundskole-18-29": (
        "Andel 18-29-årige med grundskole som højest fuldførte uddannelse, som ikke er i gang med en uddannelse"
    ),
    "restgruppen": "Andel 15-29-årige, der hverken er i gang med en uddannelse eller er i beskæftigelse (restgruppen)",
    "uden-tilknytning": "Andel 18-64-årige, der er uden tilknytning til arbejdsmarked og uddannelse",
    "sigtede": "Andel 15-29-årige, som er sigtet mindst én gang",
    "tryghed": "Andel beboere over 18 år, der føler sig grundlæggende trygge i boligområdet",
    "frivillige": "Andel beboere over 18 år, der laver frivilligt arbejde",
    "stemmedeltagelse": "Andel stemmeberettigede, der har stemt ved seneste kommunalvalg/folketingsvalg",
}
WITH_THE_NEIGHBOUR = {"tryghed", "frivillige", "stemmedeltagelse"}


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.with_places().get(slug="abc-2021-2025")


@pytest.fixture
def goals(plan: Plan) -> list[Any]:
    return goal_facts(indicators_of(plan).exclude(round=None), observations_of(plan))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_four_goals_and_nine_indicators_in_the_words_of_the_round(plan: Plan, goals: list[Any]) -> None:
    assert [goal.text for goal in goals] == [SCHOOL, WORK, SAFETY, TOGETHER]
    listed = list(indicators_of(plan).exclude(round=None))
    assert {each.code: each.name for each in listed} == NAMES
    assert len(listed) == 9
    assert {each.code for each in listed if each.better == "higher"} == {
        "dagtilbud", "karakterer", "tryghed", "frivillige", "stemmedeltagelse",
    }  # fmt: skip
    assert {each.code: each.unit for each in listed if each.unit != "percent"} == {"karakterer": "grade"}


def test_every_line_of_the_table_with_its_comparator_year_and_source(goals: list[Any]) -> None:
    codes = {name: code for code, name in NAMES.items()}
    told = [
        (
            goal.text, codes[indicator.name], line.part, _plain(line.area.text), _plain(line.comparator.text),
            line.comparator.population, line.area.year, line.area.source,
        )
        for goal in goals for indicator in goal.indicators for line in indicator.lines
    ]  # fmt: skip
    assert told == TABLE


def test_the_comparators_are_of_the_area_s_own_year(goals: list[Any]) -> None:
    lines = [line for goal in goals for indicator in goal.indicators for line in indicator.lines]
    assert all(line.area.year == line.comparator.year for line in lines)
    assert all(line.area.source == line.comparator.source for line in lines)


def test_every_figure_of_the_table_is_a_baseline(plan: Plan) -> None:
    table = Observation.objects.filter(plan=plan, place="tabellen i afsnit 5")
    assert table.count() == 21, "ten lines of two figures, and the municipality beside all plans at the election"
    assert not table.filter(is_baseline=False).exists()
    assert not table.filter(is_used=False).exists()
    assert not Observation.objects.filter(plan=plan, is_baseline=True).exclude(place="tabellen i afsnit 5").exists()


def test_the_volunteers_are_one_indicator_in_two_parts(goals: list[Any]) -> None:
    [volunteers] = [each for each in goals[3].indicators if each.name == NAMES["frivillige"]]
    assert [(line.part, line.area.value, line.comparator.value) for line in volunteers.lines] == [
        (HERE, Decimal(17), Decimal(12)),
        (ELSEWHERE, Decimal(13), Decimal(14)),
    ]


def test_the_grade_is_no_per_cent_though_printed_so(plan: Plan, goals: list[Any]) -> None:
    [line] = goals[0].indicators[1].lines
    assert (line.area.text, line.comparator.text) == ("5,2", "6,1")
    assert _plain(line.area.notes[-1]).endswith("»5,2 %«")
    assert line.standing_words == "0,9 under kommunen"
    found = [each for each in findings(plan) if each.code == "unit-differs"]
    assert sorted(_plain(each.message) for each in found) == [
        "I dokumentet står der »5,2 %«, men enheden er: karakter.",
        "I dokumentet står der »6,1 %«, men enheden er: karakter.",
    ]


def test_which_figures_include_the_neighbouring_area(plan: Plan) -> None:
    noted = Observation.objects.filter(plan=plan).exclude(area_note="").select_related("indicator")
    assert {each.indicator.code for each in noted} == WITH_THE_NEIGHBOUR
    assert {(each.area_note, each.population) for each in noted} == {("inkl. Kanalens Kvarter", "area")}
    assert noted.count() == 4
    told = [each for each in findings(plan) if each.code == "area-differs"]
    assert len(told) == 4
    assert all("inkl. Kanalens Kvarter" in each.message for each in told)


def test_which_figures_stand_against_all_plans(plan: Plan) -> None:
    rows = Observation.objects.filter(plan=plan, population="all_plans").select_related("indicator")
    assert {each.indicator.code for each in rows} == WITH_THE_NEIGHBOUR
    assert {each.population_name for each in rows} == {PLANS}
    alone = [each for each in findings(plan) if each.code == "comparator-not-municipality" and PLANS in each.message]
    assert len(alone) == 3, "at the election the municipality's figure stands beside that of all plans"


def test_the_election_has_two_comparators_and_the_municipality_s_comes_first(goals: list[Any]) -> None:
    [line] = goals[3].indicators[1].lines
    assert line.comparator.population == MUNICIPALITY
    assert [(each.population, _plain(each.text)) for each in line.others] == [(PLANS, "66 %")]


# --- what contradicts what ------------------------------------------------------------------------------


def _disagreeing(plan: Plan) -> list[str]:
    return [_plain(each.message) for each in findings(plan) if each.code == "values-disagree"]


def test_the_rest_group_is_21_1_in_the_table_and_24_1_in_the_text(plan: Plan, goals: list[Any]) -> None:
    [line] = goals[1].indicators[0].lines
    [text] = [each for each in line.others if not each.is_used]
    assert (_plain(line.area.text), _plain(text.text)) == ("21,1 %", "24,1 %")
    assert text.why_not
    [told] = [message for message in _disagreeing(plan) if "24,1 %" in message]
    assert "21,1 % (2019, tabellen i afsnit 5)" in told
    assert "afsnit 6, Uddannelse og livschancer" in told


@pytest.mark.parametrize(("table", "text"), [("5,2", "4,5"), ("6,1", "5,9")])
def test_the_grades_of_the_text_are_over_five_years(plan: Plan, goals: list[Any], table: str, text: str) -> None:
    [line] = goals[0].indicators[1].lines
    other = {each.text: each for each in line.others}[text]
    assert (other.year, other.is_used) == ("de sidste fem år", False)
    told = [message for message in _disagreeing(plan) if f"{text} (de sidste fem år" in message]
    assert len(told) == 1
    assert f"{table} (2019" in told[0]


def test_there_are_no_other_disagreements(plan: Plan) -> None:
    assert len(_disagreeing(plan)) == 3


def test_two_definitions_stand_behind_29_per_cent(plan: Plan, goals: list[Any]) -> None:
    [line] = goals[0].indicators[2].lines
    [other] = [each for each in line.others if each.population == "planens område"]
    assert (_plain(line.area.text), _plain(other.text), other.is_used) == ("29,02 %", "29 %", False)
    told = [each for each in findings(plan) if each.code == "definitions-differ"]
    assert len(told) == 2, "the area's and the municipality's"
    for each in told:
        assert "grundskole som højeste fuldførte eller igangværende uddannelse" in each.message
    assert any("29,02 %" in _plain(each.message) and "29 %" in _plain(each.message) for each in told)


def test_the_country_s_figures_are_kept_too(goals: list[Any]) -> None:
    lines = {indicator.name: indicator.lines[0] for goal in goals for indicator in goal.indicators}
    country = {
        name: _plain(each.text)
        for name, line in lines.items() for each in line.others if each.population == "landet"
    }  # fmt: skip
    assert country == {NAMES["karakterer"]: "6,7", NAMES["grundskole-18-29"]: "14,29 %"}


def test_nothing_has_moved_yet(goals: list[Any]) -> None:
    summed = summary(goals)
    assert (summed.lines, summed.awaiting, summed.narrowed, summed.widened) == (10, 10, 0, 0)
    assert (summed.worse, summed.better, summed.unknown) == (8, 2, 0)
