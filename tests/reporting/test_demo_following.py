"""What the demo cases' documents state of success criteria and milestones, and that no results are made up."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from abc_portal.core.dates import PartialDate, Precision
from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.standing import standing_of
from plans.models import Criterion, Evidence, Milestone, Plan, Postponement, Result, StatusOverrule
from plans.results.calculations.small_counts import EVERYTHING
from plans.results.enums import Progress
from plans.results.presenters.readings import reading_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

RUM_FOR_LIV = "rum-for-liv-2013-2016"
WITH_DOCUMENTS = ("abc-2017-2020", "abc-2021-2025", "alboa-2014-2015", RUM_FOR_LIV)
TODAY = date(2026, 11, 26)
#: Block by block as the fifteen descriptions state them: figure, unit, step; "%" is a share, "∅" the latest figure.
BLOCKS = {
    "Forældre og læring": ["100 familier reach", "50 forældre completion", "25 forældre change"],
    "Aktiviteter og Brobygning": ["100 børn og unge reach", "20 deltagere completion", "20 deltagere change"],
    "Foreningsguider": ["40 deltagere reach", "35 deltagere completion", "30 deltagere change"],
    "Vejledningstilbud": ["75 beboere reach", "50 beboere completion", "50 handleplaner change"],
    "Fremskudt beskæftigelse": ["100 henvendelser reach", "100 handleplaner completion", "100 handleplaner change"],
    "Lommepengeprojekt": ["20 børn og unge reach", "15 børn og unge completion", "10 børn og unge change"],
    "Fritidsjobvejledning": ["20 vejledninger reach", "15 børn og unge completion", "10 børn og unge change"],
    "Lektiecafé": ["40 brugere reach", "40 brugere completion", "40 brugere change"],
    "Arrangementer": ["200 beboere reach", "10 beboere change", "2 aktiviteter unknown"],
    "Sesam": ["50 beboere reach", "5 beboere change", "50 % beboere change"],
    "Demokratiambassadører": ["10 beboere reach", "4 aktiviteter unknown", "30 ∅ beboere pr. møde change"],
    "Opgangsmøder og Homeparties": ["100 beboere reach", "100 deltagere completion", "50 % deltagere change"],
    "Servicebesøg": ["100 beboere reach", "20 beboere completion", "10 handleplaner change"],
    "Kompetenceløft": [
        "5 ejendomsfunktionærer completion", "5 ejendomsfunktionærer change", "5 ejendomsfunktionærer change",
    ],
    "Hjemmeside": ["10 informationsmaterialer unknown", "50 % beboere reach", "5 historier unknown"],
}  # fmt: skip
#: What each quarter's milestones of 2013 are about, in the document's order; "" is the plan itself.
CHILDREN = "Børn, unge og familier"
QUARTERS = [
    [
        "Forældre og læring", CHILDREN, "Foreningsguider", "Vejledningstilbud", "Fremskudt beskæftigelse",
        "Arrangementer", "Sesam", "Opgangsmøder og Homeparties", "Servicebesøg", "Nyhedsbreve",
    ],
    [
        "Forældre og læring", "Forældre og læring", CHILDREN, "Vejledningstilbud", "Fremskudt beskæftigelse",
        "Lommepengeprojekt", "Lektiecafé", "Sesam", "Demokratiambassadører", "Aktiviteter og Brobygning",
    ],
    [
        "Forældre og læring", CHILDREN, "Foreningsguider", "Vejledningstilbud", "Fremskudt beskæftigelse",
        "Fritidsjobvejledning", "Aktiviteter og Brobygning", "Demokratiambassadører", "Servicebesøg",
    ],
    [
        "Forældre og læring", "Aktiviteter og Brobygning", "Foreningsguider", "Lommepengeprojekt",
        "Fritidsjobvejledning", "Arrangementer", "Demokratiambassadører", "Servicebesøg", "Nyhedsbreve", "",
    ],
]  # fmt: skip


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.get(slug=RUM_FOR_LIV)


def _told(row: Criterion) -> str:
    sign = "% " if row.target_kind == "share" else "∅ " if row.counting == "latest" else ""
    return f"{row.target:.0f} {sign}{row.unit} {row.step}"


# --- Rum for Liv: the criteria ---------------------------------------------------------------------------------


def test_fifteen_blocks_of_three_criteria(plan: Plan) -> None:
    told = defaultdict(list)
    for row in plan.criteria.select_related("activity"):
        told[row.activity.name].append(_told(row))
    assert dict(told) == BLOCKS
    assert sum(map(len, told.values())) == 45


def test_forty_two_are_for_2013_and_three_for_the_whole_plan(plan: Plan) -> None:
    year = PartialDate(date(2013, 1, 1), Precision.YEAR)
    rows = list(plan.criteria.select_related("activity"))
    for_year = [row for row in rows if (row.start, row.end) == (year, year)]
    whole = [row for row in rows if (row.start, row.end) == (None, None)]
    assert (len(for_year), len(whole)) == (42, 3)
    assert {row.activity.name for row in whole} == {"Hjemmeside"}, "it carries the description that four share"
    assert all("nyhedsbrevene" in row.note and "fælles" in row.note for row in whole)
    assert {(row.starts_on, row.ends_on) for row in for_year} == {(date(2013, 1, 1), date(2013, 12, 31))}


def test_shares_and_averages_count_as_they_stand_last_and_the_rest_is_added_up(plan: Plan) -> None:
    rows = list(plan.criteria.all())
    assert {row.comparison for row in rows} == {"ge"}
    assert Counter(row.target_kind for row in rows) == {"number": 42, "share": 3}
    assert {row.code for row in rows if row.counting == "latest"} == {
        "sesam-3", "demokratiambassadoerer-3", "opgangsmoeder-og-homeparties-3", "hjemmeside-2",
    }  # fmt: skip
    assert {row.rhythm for row in rows} == {"year"}, "the document does not say that anything is counted more often"


def test_what_is_no_count_of_people_is_shown_to_everybody(plan: Plan) -> None:
    assert {row.unit for row in plan.criteria.filter(counts_people=False)} == {
        "aktiviteter", "informationsmaterialer", "historier",
    }  # fmt: skip


def test_the_figure_stands_in_the_target_and_not_in_the_words(plan: Plan) -> None:
    assert not [row.text for row in plan.criteria.all() if any(sign.isdigit() for sign in row.text)]


# --- Rum for Liv: the milestones -------------------------------------------------------------------------------


def test_thirty_nine_milestones_in_the_four_quarters_of_2013(plan: Plan) -> None:
    for number, wanted in enumerate(QUARTERS):
        quarter = PartialDate(date(2013, 3 * number + 1, 1), Precision.QUARTER)
        rows = [row for row in plan.milestones.order_by("position") if row.due == quarter]
        assert [str(row.place or "") for row in rows] == wanted
    assert [len(each) for each in QUARTERS] == [10, 10, 9, 10]
    assert plan.milestones.count() == 39


def test_each_hangs_on_the_activity_that_its_words_name(plan: Plan) -> None:
    def about(word: str) -> set[str]:
        return {str(row.place or "") for row in plan.milestones.filter(text__icontains=word)}

    assert about("Red Barnet") == about("oplevelsesklub") == {"Forældre og læring"}
    assert about("klubberne") == {CHILDREN}, "the clubs are partners of two activities"
    assert about("økonomiske rådgivning") == {"Vejledningstilbud"}
    assert about("Åbent Hus") == {"Arrangementer"}
    assert about("Street Soccer") == {"Aktiviteter og Brobygning"}
    assert about("nyhedsbrev") == {"Nyhedsbreve"}
    assert about("2014 er lavet og godkendt") == {""}


def test_nobody_told_of_them_so_none_is_late(plan: Plan) -> None:
    rows = list(plan.milestones.all())
    assert {(row.state, row.reported_on, row.is_draft, row.responsible) for row in rows} == {
        ("planned", None, False, "")
    }
    assert {(row.person_id, row.post_id) for row in rows} == {(None, None)}
    assert {standing_of(row, plan, TODAY) for row in rows} == {MilestoneStanding.UNKNOWN}


def test_no_criterion_is_judged_without_results(plan: Plan) -> None:
    rows = plan.criteria.prefetch_related("results")
    assert {reading_of(row, plan, TODAY, rule=EVERYTHING).progress for row in rows} == {Progress.UNKNOWN}


# --- the other documents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", WITH_DOCUMENTS)
def test_no_results_are_made_up(slug: str) -> None:
    plan = Plan.objects.get(slug=slug)
    assert plan.was_entered_after_its_end
    assert not plan.is_example
    assert not Result.objects.filter(criterion__plan=plan).exists()
    assert not plan.closed_periods.exists()
    assert not StatusOverrule.objects.filter(plan=plan).exists()
    for model in (Postponement, Evidence):
        assert not model.objects.filter(milestone__plan=plan).exists()


@pytest.mark.parametrize("slug", ["abc-2017-2020", "abc-2021-2025"])
def test_the_two_agreements_keep_criteria_and_milestones_in_papers_of_their_own(slug: str) -> None:
    """The sub-agreements and the milestone plan are named among their annexes and are not in the portal."""
    assert not Criterion.objects.filter(plan__slug=slug).exists()
    assert not Milestone.objects.filter(plan__slug=slug).exists()


def test_alboa_has_the_events_that_its_action_plan_tells_of_and_no_guessed_quarter() -> None:
    rows = Milestone.objects.filter(plan__slug="alboa-2014-2015").select_related("activity").order_by("position")
    dated = {row.code: str(row.due) for row in rows if row.due}
    assert dated == {
        "skabelon": "2015",
        "fokusgrupper": "august 2014",
        "projekt-byg-op": "efteråret 2014",
        "viby-syd-skrevet": "ultimo 2014",
        "viby-syd-begyndt": "foråret 2015",
    }
    undated = [row for row in rows if not row.due]
    assert len(undated) == 7
    assert all(row.note for row in undated), "each says why its date is not known"
    assert {row.activity.code for row in rows}.isdisjoint({"rundhoej", "vejlby-vest"}), "no event is told of there"
    assert [str(row.post) for row in rows if row.post] == ["Boligsocial koordinator"]
    assert not Criterion.objects.filter(plan__slug="alboa-2014-2015").exists()
