"""The fourth demo case: ALBOA's own strategy and action plan, without a funding round."""

from collections import Counter
from datetime import date

import pytest

from abc_portal.core.dates import Precision, period_of
from abc_portal.reporting.demo import FOLDER
from abc_portal.reporting.interchange import export_plan
from plans.models import Activity, Plan
from plans.shared.periods import Period
from tests import readers
from tests.people import demo_client
from tests.reviewing import findings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

SLUG = "alboa-2014-2015"
PHASES = [
    "1. Initiativ",
    "2. Projektplanlægning",
    "3. Godkendelse",
    "4. Gennemførelse",
    "5. Erfaringsopsamling",
    "6. Monitorering",
]


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.with_places().get(slug=SLUG)


def test_it_is_the_document_that_comes_out_again(plan: Plan) -> None:
    assert export_plan(plan) == (FOLDER / f"{SLUG}.json").read_text(encoding="utf-8")


def test_a_housing_organisation_s_own_plan_without_a_round(plan: Plan) -> None:
    assert plan.round is None
    assert plan.agreement.cited_round is None
    assert plan.case_number == ""
    assert [(str(party), party.role) for party in plan.parties.all()] == [
        ("ALBOA", "bound"),
        ("Aarhus Kommune", "cooperates"),
        ("Århus Omegn", "cooperates"),
        ("Det Boligsociale Fællessekretariat", "cooperates"),
    ]


def test_six_quarters_that_are_inferred_and_said_to_be(plan: Plan) -> None:
    assert (plan.start.precision, plan.end.precision) == (Precision.QUARTER, Precision.QUARTER)
    assert (plan.starts_on, plan.ends_on) == (date(2014, 7, 1), date(2015, 12, 31))
    assert len(Period(plan.starts_on, plan.ends_on).quarters()) == 6
    [step] = plan.steps.all()
    assert (step.state, step.happened_on, step.is_entered_as_it_stands) == ("running", None, True)
    assert "udledt" in step.note
    assert "3. kvartal 2014 til 4. kvartal 2015" in plan.agreement.sections.get(position=10).text


def test_purposes_are_its_goals_and_six_principles_its_guide(plan: Plan) -> None:
    assert plan.own_overallgoals.count() == 4
    principles = plan.agreement.sections.get(heading="Principper for den boligsociale indsats i ALBOA").text
    names = [
        "Beboerinvolvering og -samarbejde",
        "Områdefokus",
        "Forankring",
        "Kobling til driften",
        "Metodefrihed og innovation",
        "Videns- og erfaringsopsamling",
    ]
    assert [name for name in names if f"<h3>{name}</h3>" in principles] == names
    assert principles.count("<h3>") == 6


def test_the_cycle_has_six_phases_with_who_does_what(plan: Plan) -> None:
    rows = list(plan.responsibilities.all())
    assert list(dict.fromkeys(row.phase for row in rows if row.phase[0].isdigit())) == PHASES
    assert {row.phase: row.who for row in rows}["5. Erfaringsopsamling"] == (
        "Boligsocial koordinator med de udførende parter som informanter"
    )
    approving = [row.who for row in rows if row.phase == "3. Godkendelse"]
    assert approving == ["Boligsocial koordinator", "Personale- og administrationschef", "Organisationsbestyrelsen"]
    assert [row.who for row in rows if row.phase == "Rapportering"] == [
        "Boligsocial koordinator",
        "Personale- og administrationschef",
        "Direktør",
    ]


def test_when_the_organisation_s_board_may_act_without_the_department_s(plan: Plan) -> None:
    [rule] = plan.responsibilities.filter(phase="Uden samtykke")
    assert rule.who == "Organisationsbestyrelsen"
    for words in ("ekstraordinære tilfælde", "uden afdelingsbestyrelsens samtykke", "forpligtelser"):
        assert words in rule.contributes
    principles = plan.agreement.sections.get(position=4).text
    assert f"[[note:{rule.contributes}]]" in principles


def test_four_measures_and_four_in_areas_and_no_quarter_is_guessed(plan: Plan) -> None:
    rows = Activity.objects.filter(plan=plan).select_related("plan_focus_area__focus_area")
    told = [(str(row.plan_focus_area), row.name) for row in rows]
    new, old = "Nye overordnede tiltag", "Tiltag i de eksisterende boligsociale områder"
    assert told == [
        (new, "Sociale vedligeholdelsesplaner"),
        (new, "Beboerdemokratiudvikling"),
        (new, "Lokale jobs og praktikpladser i bygge- og renoveringssager"),
        (new, "Konfliktmæglingsindsats"),
        (old, "Viby Syd: Ny boligsocial helhedsplan"),
        (old, "Håndværkerparken: Implementering af ny organisering i Beboerhuset P4"),
        (old, "Rundhøj: Fortsat fokus på ungegruppen og torveproblematikken"),
        (old, "Vejlby Vest"),
    ]
    assert {(row.starts_on, row.ends_on, row.is_period_unknown) for row in rows} == {(None, None, True)}
    page = readers.words(demo_client("leder").get(f"/planer/{SLUG}/aktiviteter/"))
    assert "planens periode" not in page
    [vejlby] = [row for row in rows if row.code == "vejlby-vest"]
    assert period_of(vejlby) == "ikke oplyst"
    assert all(row.plan_focus_area.focus_area.plan_id == plan.pk for row in rows)


def test_the_places_that_are_named(plan: Plan) -> None:
    assert [each.area.name for each in plan.areas.all()] == ["Viby Syd", "Håndværkerparken", "Rundhøj", "Vejlby Vest"]
    assert [(each.department.name, each.department.number) for each in plan.departments.all()] == [
        ("Søndervangen", "24")
    ]
    [served] = Activity.objects.get(plan=plan, code="lokale-jobs-og-praktikpladser").departments.all()
    assert served.department.name == "Søndervangen"


def test_four_ways_of_financing_and_no_amount(plan: Plan) -> None:
    sources = plan.financing_sources.with_contributions()
    told = [
        (source.kind, each.purpose[:2], each.amount_oere) for source in sources for each in source.contributions.all()
    ]
    assert told == [("housing", "1.", None), ("own_fund", "2.", None), ("lbf", "3.", None), ("other", "4.", None)]
    rules = plan.agreement.sections.get(heading="Økonomi").text
    assert "op til fire år" in rules
    assert rules.count("<li>") == 7


def test_the_coordinator_and_the_bodies(plan: Plan) -> None:
    [position] = plan.positions.all()
    assert (position.title, position.share) == ("Boligsocial koordinator", None)
    assert [(body.kind, body.name, str(body.area or "")) for body in plan.bodies.all()] == [
        ("board", "Organisationsbestyrelsen", ""),
        ("resource_network", "Netværksgruppen", ""),
        ("working_group", "Aktivitetsudvalget for Beboerhuset P4", "Håndværkerparken"),
        ("working_group", "Arbejdsgrupperne om Rundhøj", "Rundhøj"),
        ("other", "Baggrundsgruppen i Vejlby Vest", "Vejlby Vest"),
    ]
    assert plan.bodies.get(name="Netværksgruppen").rhythm == "Mødes efter behov til faglige temamøder"


def test_there_are_these_remarks_and_no_others(plan: Plan) -> None:
    assert Counter(each.code for each in findings(plan)) == {
        "activity-without-criterion": 1,
        "activity-without-purpose": 4,
        "department-without-area": 1,
        "plan-past-its-end": 1,
        "signatory-missing": 1,
    }
