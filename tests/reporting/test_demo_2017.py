"""The first demo case, sentence by sentence: what the essence of the plan 2017-2020 says, and nothing else."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import Count
from budgets.financing.enums import FinancingSight
from budgets.financing.presenters import financing_facts
from budgets.models import FinancingSource, StatedAmount
from indicators.observations.querysets import indicators_of
from plans.agreement.presenters.work import activity_tree
from plans.models import Plan, SubAgreement
from tests.reviewing import findings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

#: Payer as printed, paid in, kroner in all, kroner a year: the ten lines of the table, in its order.
LINES = [
    ("VA afd. 7 Blokland", "cash", 575_940, 143_985),
    ("AB Nord", "cash", 378_468, 94_617),
    ("VA afd. 8 Bæk/Fosgården", "cash", 304_948, 76_237),
    ("AKB Hedemarken", "cash", 1_200_496, 300_124),
    ("AB Etagehusene", "cash", 373_800, 93_450),
    ("VA afd. 5 Kanalens Kvarter", "cash", 322_944, 80_736),
    ("VA's dispositionsfond", "cash", 524_064, 131_016),
    ("AB's dispositionsfond", "cash", 319_416, 79_854),
    ("Albertslund Kommune", "cash", 3_192_000, 798_000),
    ("Albertslund Kommune", "hours", 808_000, 202_000),
]
NEIGHBOURS = [
    "Velkomstinitiativer til nye beboere",
    ("Inkluderende fællesskaber", ["Sundhedsaktiviteter", "Affald og genbrug"]),
    "Netværk ifm. byggesagerne",
    ("Robuste boligområder", ["Frivilligpleje", "Blokart", "Områdevandringer"]),
    ("Fritidsaktiviteter i boligområderne", ["Madlavningsaktiviteter", "Sportsevent", "Juniorjournalistblogs"]),
]


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.with_places().get(slug="abc-2017-2020")


@pytest.fixture
def financing(plan: Plan) -> Any:
    sources = FinancingSource.objects.filter(plan=plan).with_contributions()
    return financing_facts(sources, least_share=None, sight=FinancingSight.ALL)


def _contributions(plan: Plan) -> list[Any]:
    return [each for source in plan.financing_sources.with_contributions() for each in source.contributions.all()]


def _finding(plan: Plan, code: str, printed: str) -> Any:
    found = [each for each in findings(plan) if each.code == code and printed in each.message]
    assert len(found) == 1, (code, printed, [each.message for each in findings(plan)])
    return found[0]


# --- who and where ---------------------------------------------------------------------------------


def test_six_departments_take_part(plan: Plan) -> None:
    taking_part = [(each.department.name, each.department.number, each.part) for each in plan.departments.all()]
    assert taking_part == [
        ("AB Etagehusene", "", ""),
        ("AB Nord", "", ""),
        ("AKB Hedemarken", "", ""),
        ("VA Kanalens Kvarter", "5", ""),
        ("VA Blokland", "7", ""),
        ("VA Bæk- og Fosgården", "8", ""),
    ]
    assert {each.status for each in plan.departments.all()} == {"in_plan"}


def test_each_department_belongs_to_its_housing_organisation(plan: Plan) -> None:
    owners = {each.department.name: each.department.organisation.name for each in plan.departments.all()}
    assert owners == {
        "AB Etagehusene": "Albertslund Boligselskab",
        "AB Nord": "Albertslund Boligselskab",
        "AKB Hedemarken": "AKB Albertslund",
        "VA Kanalens Kvarter": "Vridsløselille Andelsboligforening",
        "VA Blokland": "Vridsløselille Andelsboligforening",
        "VA Bæk- og Fosgården": "Vridsløselille Andelsboligforening",
    }


def test_the_departments_lie_in_four_areas_and_one_is_unknown(plan: Plan) -> None:
    assert [each.area.name for each in plan.areas.all()] == [
        "Hedemarken", "Kanalens Kvarter", "Blokland", "Albertslund Nord",
    ]  # fmt: skip
    lies_in = {
        each.department.name: [held.area.name for held in each.department.area_memberships.all()]
        for each in plan.departments.all()
    }
    assert lies_in == {
        "AB Etagehusene": [],
        "AB Nord": ["Albertslund Nord"],
        "AKB Hedemarken": ["Hedemarken"],
        "VA Kanalens Kvarter": ["Kanalens Kvarter"],
        "VA Blokland": ["Blokland"],
        "VA Bæk- og Fosgården": ["Albertslund Nord"],
    }


def test_departments_are_found_by_the_names_of_either_document(plan: Plan) -> None:
    for name in ("VA afd. 8 Bæk/Fosgården", "VA Bæk-Fosgården", "VA afd. 8 Bæk- og Fosgården", "afd. 7"):
        assert plan in Plan.objects.search(name), name


def test_the_period_is_known_to_the_month(plan: Plan) -> None:
    assert plan.start == PartialDate(date(2017, 1, 1), Precision.MONTH)
    assert plan.end == PartialDate(date(2020, 12, 1), Precision.MONTH)
    assert (plan.starts_on, plan.ends_on) == (date(2017, 1, 1), date(2020, 12, 31))
    assert f"{plan.start} – {plan.end}" == "januar 2017 – december 2020"


def test_what_the_document_does_not_say_stays_unknown(plan: Plan) -> None:
    assert plan.round is None
    assert plan.case_number == ""
    assert list(indicators_of(plan)) == []
    assert not plan.observations.exists()
    assert not plan.relations.exists()
    assert not Count.objects.filter(places__department__name="AB Etagehusene").exists()
    agreement = plan.agreement
    assert (agreement.valid_from, agreement.valid_to) == (None, None)
    assert [section.heading for section in agreement.sections.all()] == [
        "Hvad bidrager helhedsplanen med",
        "Hvad består helhedsplanen af",
    ], "the essence's own headings; the agreement itself is not loaded"
    assert not any(party.signatories.exists() for party in plan.parties.all())
    assert {party.role for party in plan.parties.all()} == {"cooperates"}


def test_those_who_take_part_are_named_as_printed(plan: Plan) -> None:
    assert [str(party) for party in plan.parties.all()] == [
        "Albertslund Kommune",
        "KAB",
        "BO-VEST",
        "Albertslund Boligselskab",
        "Boligselskabet AKB Albertslund",
        "Vridsløselille Andelsboligforening",
    ]
    assert plan.municipality.name == "Albertslund Kommune"


# --- the work ---------------------------------------------------------------------------------------


def _tree(facts: Any) -> list[Any]:
    return [(each.name, _names(each.parts)) if each.parts else each.name for each in facts]


def _names(facts: Any) -> list[str]:
    return [each.name for each in facts]


def _activities(plan: Plan, slug: str) -> list[Any]:
    sub = SubAgreement.objects.get(plan=plan, slug=slug)
    return _tree(activity_tree(sub.activities.all()))


def test_three_efforts_with_a_sub_agreement_each(plan: Plan) -> None:
    assert [(str(area), area.is_chosen) for area in plan.focus_areas.all()] == [
        ("Familier og Forebyggelse", True),
        ("Uddannelse og Beskæftigelse", True),
        ("Naboskab og Trivsel", True),
    ]
    assert {(sub.name, str(sub.plan_focus_area)) for sub in plan.sub_agreements.all()} == {
        ("Uddannelse/beskæftigelse", "Uddannelse og Beskæftigelse"),
        ("Familier/forebyggelse", "Familier og Forebyggelse"),
        ("Naboskab/trivsel", "Naboskab og Trivsel"),
    }


def test_the_activities_stand_under_their_efforts(plan: Plan) -> None:
    assert _activities(plan, "familier-forebyggelse") == [
        "Mødrenetværk/babygruppe",
        "Temaarrangementer i samarbejde med skolerne/legegrupper",
        "Familiekurser",
        "Fædrenetværk - BABA",
        "Bydelsmødre",
    ]
    assert _activities(plan, "uddannelse-beskaeftigelse") == [
        "Fritidsjobs",
        "Lommepengeprojekter",
        "Uddannelsesvejledning for unge",
        "Praktikpladser i byggesagerne",
        "Netværk for ledige",
        "Socialøkonomiske virksomhedsmuligheder",
    ]
    assert _activities(plan, "naboskab-trivsel") == NEIGHBOURS


def test_a_misprinted_name_is_corrected_and_kept_as_printed(plan: Plan) -> None:
    told = {row.name: row.content for row in plan.activities.exclude(content="")}
    for name, printed in (
        ("Fædrenetværk - BABA", "Fædretnetværk - BABA"),
        ("Lommepengeprojekter", "Lommepegeprojekter"),
        ("Affald og genbrug", "Affalds/genbrug"),
    ):
        assert f"»{printed}«" in told.pop(name)
    assert not told


def test_seven_work_on_the_plan_and_a_secretary(plan: Plan) -> None:
    titles = Counter(position.title for position in plan.positions.all())
    assert titles.pop("Sekretær") == 1
    assert sorted(titles.values()) == [1, 2, 2, 2]
    assert titles["Medarbejder, naboskab og trivsel"] == 1
    assert {(position.share, position.vacancy) for position in plan.positions.all()} == {(None, "filled")}


def test_the_agreements_beside_the_plan(plan: Plan) -> None:
    assert [(each.kind, each.title, each.file) for each in plan.cooperation_agreements.all()] == [
        ("cofinancing", "Kommunale medfinansieringsaftaler for fem forvaltninger", None),
        ("cooperation", "Kommunal samarbejdsaftale med UUV", None),
        ("cooperation", "Kommunal samarbejdsaftale med DKE", None),
    ]
    documents = plan.agreement.sections.get(heading="Hvad består helhedsplanen af").text
    assert documents.count("<li>") == 7


def test_the_bodies_and_how_often_they_meet(plan: Plan) -> None:
    kinds = [body.kind for body in plan.bodies.all()]
    assert (kinds.count("board"), kinds.count("steering_group"), kinds.count("resource_network")) == (1, 5, 3)
    board = plan.bodies.get(kind="board")
    assert (board.meetings_least, board.meetings_most, board.meetings_about) == (2, 2, False)
    for network in plan.bodies.filter(kind="resource_network"):
        assert (network.meetings_least, network.meetings_about) == (2, True)
    local = plan.bodies.filter(kind="steering_group", area__isnull=False)
    assert {body.area.name for body in local} == {each.area.name for each in plan.areas.all()}
    themed = plan.bodies.get(kind="steering_group", area=None)
    assert themed.sub_agreement.slug == "uddannelse-beskaeftigelse"


def test_who_sits_in_the_board(plan: Plan) -> None:
    seats = plan.bodies.get(kind="board").seats.all()
    assert [(seat.title, str(seat.organisation or "")) for seat in seats] == [
        ("Borgmester", "Albertslund Kommune"),
        ("Formand for organisationsbestyrelsen", "Albertslund Boligselskab"),
        ("Formand for organisationsbestyrelsen", "AKB Albertslund"),
        ("Formand for organisationsbestyrelsen", "Vridsløselille Andelsboligforening"),
        ("Kommunaldirektør", "Albertslund Kommune"),
        ("Repræsentanter for den øverste administrative ledelse", "KAB"),
        ("Repræsentanter for den øverste administrative ledelse", "BO-VEST"),
        ("Sekretariatsleder for ABC", ""),
    ]
    assert [(seat.least, seat.most) for seat in seats if "Repræsentanter" in seat.title] == [(None, None)] * 2


# --- the money ----------------------------------------------------------------------------------------


def test_the_grant(plan: Plan) -> None:
    [grant] = [each for each in _contributions(plan) if each.source.kind == "lbf"]
    assert grant.amount_oere == 15_200_000_00
    assert not grant.periods.exists(), "the essence gives the grant for all four years only"


def test_the_ten_lines_with_a_quarter_a_year(plan: Plan) -> None:
    local = [each for each in _contributions(plan) if each.source.kind != "lbf"]
    assert [(str(each.source), each.kind, each.amount_oere) for each in local] == [
        (payer, kind, kroner * 100) for payer, kind, kroner, _year in LINES
    ]
    for each, (_payer, _kind, kroner, a_year) in zip(local, LINES, strict=True):
        periods = [(row.starts_on, row.ends_on, row.amount_oere) for row in each.periods.all()]
        years = range(2017, 2021)
        assert periods == [(date(year, 1, 1), date(year, 12, 31), a_year * 100) for year in years], str(each)
        assert a_year * 4 == kroner
        assert not each.is_beside_plan


def test_who_pays_is_a_department_a_fund_or_the_municipality(plan: Plan) -> None:
    kinds = [source.kind for source in plan.financing_sources.all()]
    assert kinds == ["lbf", *["department"] * 6, "own_fund", "own_fund", "municipality"]
    paying = {source.department_id for source in plan.financing_sources.filter(kind="department")}
    assert paying == {each.department_id for each in plan.departments.all()}


def test_the_sums_and_the_local_share(financing: Any) -> None:
    assert financing.local.exact == 8_000_076_00
    assert financing.total.exact == 23_200_076_00
    assert financing.share.percent == Decimal("34.48")
    assert financing.meets is None, "the round is not stated, so neither is what it demands"
    by_funder = {each.code: each.oere for each in financing.funders}
    assert by_funder["departments"] == 3_156_596_00
    assert by_funder["funds"] == (524_064 + 319_416) * 100
    assert by_funder["municipality"] == 3_192_000_00
    assert by_funder["hours"] == 808_000_00
    assert sum(each.tenths for each in financing.funders) == 1000
    assert sum(each.tenths for each in financing.rows) == 1000


def test_the_document_s_own_statements_are_kept_as_printed(plan: Plan) -> None:
    printed = [(row.subject, row.as_printed) for row in plan.stated_amounts.filter(contribution=None)]
    assert printed == [
        ("total", "23.200 mio. kr."),
        ("lbf", "15.200 mio. kr."),
        ("municipality", "4. mio. kr."),
        ("departments", "4. mio. kr."),
    ]
    a_year = StatedAmount.objects.get(plan=plan, subject="per_year")
    assert (a_year.as_printed, str(a_year.contribution.source)) == ("93.45", "AB Etagehusene")


# --- what is wrong with it ------------------------------------------------------------------------------


def test_the_unit_is_a_thousand_times_off(plan: Plan) -> None:
    whole = _finding(plan, "stated-unit-unclear", "23.200 mio. kr.")
    for figure in ("23.200.000.000", "23.200.076", "23.200.000"):
        assert figure in whole.message
    grant = _finding(plan, "stated-unit-unclear", "15.200 mio. kr.")
    assert "15.200.000.000" in grant.message
    assert "15.200.000\u00a0kr." in grant.message


def test_the_total_lacks_76_kroner(plan: Plan) -> None:
    found = _finding(plan, "stated-total-differs", "23.200 mio. kr.")
    assert "23.200.000\u00a0kr." in found.message
    assert "23.200.076\u00a0kr." in found.message
    assert "Forskel: 76\u00a0kr." in found.message


def test_four_million_from_the_departments_holds_only_with_the_funds(plan: Plan) -> None:
    found = _finding(plan, "stated-total-differs", "4. mio. kr.")
    assert "boligafdelingernes bidrag" in found.message
    assert "3.156.596\u00a0kr." in found.message
    assert "dispositionsfond" in found.message
    assert "4.000.076\u00a0kr." in found.message


def test_the_figure_a_year_of_ab_etagehusene(plan: Plan) -> None:
    found = _finding(plan, "stated-total-differs", "93.45")
    assert "93.450\u00a0kr." in found.message
    assert "AB Etagehusene" in found.where


def test_the_municipality_s_four_million_fits_and_is_not_remarked(plan: Plan) -> None:
    assert not [each for each in findings(plan) if "kommunens bidrag" in each.where]


def test_there_are_these_remarks_and_no_others(plan: Plan) -> None:
    told = Counter((each.code, str(each.severity.value)) for each in findings(plan))
    assert told == {
        ("activity-without-criterion", "info"): 1,
        ("activity-without-purpose", "info"): 24,
        ("cooperation-agreement-without-file", "info"): 3,
        ("department-without-area", "info"): 1,
        ("plan-past-its-end", "warning"): 1,
        ("stated-total-differs", "warning"): 3,
        ("stated-unit-unclear", "warning"): 2,
    }
    [area] = [each for each in findings(plan) if each.code == "department-without-area"]
    assert "AB Etagehusene" in area.message
