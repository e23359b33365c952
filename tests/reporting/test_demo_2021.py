"""The second demo case: parties, places, focus areas, bodies and money of the agreement 2021-2025."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import Count
from budgets.financing.enums import FinancingSight
from budgets.financing.presenters import financing_facts
from budgets.models import FinancingSource
from plans.models import Plan
from tests.reviewing import findings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

SECTIONS = [
    "Kort om boligområdet",
    "Vision for boligområdet",
    "Organisering",
    "Samspil med centrale tiltag og indsatser i boligområdet",
    "Overordnede mål og indikatorer for den boligsociale indsats",
    "Indsatsområder",
    "Lokal evaluering",
    "Revision af samarbejdsaftalen",
]
TOWN = "Albertslund Kommune"
RESIDENTS = ("Repræsentanter fra afdelingsbestyrelserne", "", 1, 2, "boligområde", False)
STAFF = ("Helhedsplanens medarbejdere", "", None, None, "", False)
OTHERS = ("Andre samarbejdspartnere", "", None, None, "", True)
INTEGRATION = ("Integrationskonsulent, Borger & Arbejdsmarked, Analyse- & Udviklingscentret", TOWN, 1, 1, "", False)
GROUPS = {
    "beskaeftigelse": [
        RESIDENTS,
        ("Beskæftigelses- og integrationskonsulent, Jobcenterets Team Arbejdsmarkedsparate", TOWN, 1, 1, "", False),
        ("Leder af Jobhuset", TOWN, 1, 1, "", False),
        ("Leder af Jobcenterets Team Afklaring", TOWN, 1, 1, "", False),
        INTEGRATION,
        STAFF,
        OTHERS,
    ],
    "uddannelse-og-livschancer": [
        RESIDENTS,
        ("Uddannelsesvejleder, Uddannelse & Job", TOWN, 1, 1, "", False),
        ("Stabsleder, Den Kriminalpræventive Enhed", TOWN, 1, 1, "", False),
        ("Klubsocialrådgiver", TOWN, 1, 1, "", False),
        ("Skolesocialrådgiver", TOWN, 1, 1, "", False),
        ("Konsulent, Afdeling for Skoler og Uddannelse", TOWN, 1, 1, "", False),
        ("Skoleleder, Herstedlund Skole", "", 1, 1, "", False),
        ("Skoleleder, Albertslund Ungecenter", "", 1, 1, "", False),
        INTEGRATION,
        STAFF,
        OTHERS,
    ],
}


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.with_places().get(slug="abc-2021-2025")


@pytest.fixture
def financing(plan: Plan) -> Any:
    sources = FinancingSource.objects.filter(plan=plan).with_contributions()
    return financing_facts(sources, least_share=250, sight=FinancingSight.ALL)


def test_the_period_is_known_to_the_day(plan: Plan) -> None:
    assert plan.start == PartialDate(date(2021, 3, 1), Precision.DAY)
    assert plan.end == PartialDate(date(2025, 2, 28), Precision.DAY)
    agreement = plan.agreement
    assert (agreement.valid_from, agreement.valid_to) == (plan.start, plan.end)
    assert agreement.printed_area == "Albertslund (Hedemarken, Blokland, Albertslund Nord)"


def test_the_parties_and_who_signs_for_them_when(plan: Plan) -> None:
    signed = {
        party.organisation.name: [(each.person.name, each.title, each.signed_on) for each in party.signatories.all()]
        for party in plan.parties.all()
    }
    assert signed == {
        "Albertslund Kommune": [("Steen Christiansen", "Borgmester", date(2020, 12, 17))],
        "Albertslund Boligselskab": [("Kirsten Mogensen", "Formand", None)],
        "AKB Albertslund": [("René Løfqvist", "Formand", date(2021, 1, 22))],
        "Vridsløselille Andelsboligforening": [("Vinie Hansen", "Formand", date(2021, 2, 3))],
    }
    assert {party.role for party in plan.parties.all()} == {"bound"}
    [missing] = [each for each in findings(plan) if each.code == "signature-date-missing"]
    assert "Albertslund Boligselskab" in missing.message


def test_four_departments_in_three_areas(plan: Plan) -> None:
    assert [each.department.name for each in plan.departments.all()] == [
        "AKB Hedemarken", "VA Blokland", "VA Bæk- og Fosgården", "AB Nord",
    ]  # fmt: skip
    assert [each.area.name for each in plan.areas.all()] == ["Hedemarken", "Blokland", "Albertslund Nord"]
    north = plan.areas.get(area__name="Albertslund Nord").area
    assert {each.department.name for each in north.memberships.all()} == {"AB Nord", "VA Bæk- og Fosgården"}


def test_households_and_residents_are_totals_without_a_date(plan: Plan) -> None:
    counts = Count.objects.filter(places__department__plans__plan=plan).distinct()
    assert {(each.kind, each.value, each.qualifier, each.counted_on) for each in counts} == {
        ("households", 1654, "exact", None),
        ("residents", 3633, "exact", None),
    }
    departments = {each.department_id for each in plan.departments.all()}
    for count in counts:
        assert {place.department_id for place in count.places.all()} == departments
        assert count.source == "Strategisk samarbejdsaftale 2021-2025, afsnit 1"


def test_four_focus_areas_of_the_round_two_with_a_sub_agreement(plan: Plan) -> None:
    assert plan.round.code == "2019-26"
    rows = plan.focus_areas.select_related("focus_area__round")
    assert {row.focus_area.round.code for row in rows} == {"2019-26"}
    assert [(str(row), row.is_chosen, row.sub_agreements.count()) for row in rows] == [
        ("Uddannelse og livschancer", True, 1),
        ("Beskæftigelse", True, 1),
        ("Kriminalitetsforebyggelse", False, 0),
        ("Sammenhængskraft og medborgerskab", False, 0),
    ]
    assert all(row.problem for row in rows)
    assert all(row.handled_where for row in rows if not row.is_chosen)


@pytest.mark.parametrize(
    ("sub", "activities"),
    [
        ("uddannelse-og-livschancer", ["Faglig støtte", "Uddannelsesvejledning"]),
        ("beskaeftigelse", ["Aktivt liv for ledige", "Fremskudt rådgivning"]),
    ],
)
def test_the_activities_that_the_agreement_names(plan: Plan, sub: str, activities: list[str]) -> None:
    assert [each.name for each in plan.sub_agreements.get(slug=sub).activities.all()] == activities


def test_a_purpose_that_the_agreement_does_not_give_is_not_made_up(plan: Plan) -> None:
    said = {each.code: bool(each.purpose) for each in plan.activities.all()}
    assert said == {
        "faglig-stoette": False, "uddannelsesvejledning": False,
        "aktivt-liv-for-ledige": True, "fremskudt-raadgivning": True,
    }  # fmt: skip


def test_the_distance_in_marks_is_told_with_what_does_not_fit(plan: Plan) -> None:
    told = plan.focus_areas.get(focus_area__code="uddannelse-og-livschancer").problem
    for figure in ("4,5", "5,9", "6,7", "0,9 point", "1,4"):
        assert figure in told


def test_the_official_sections_with_their_headings(plan: Plan) -> None:
    sections = plan.agreement.sections.select_related("round_section__round")
    assert [(each.position, each.heading) for each in sections] == list(enumerate(SECTIONS, 1))
    assert [each.round_section.heading for each in sections] == SECTIONS
    assert all(each.text for each in sections)


# --- bodies -----------------------------------------------------------------------------------------


def test_the_board_and_its_rhythm(plan: Plan) -> None:
    board = plan.bodies.get(kind="board")
    assert (board.meetings_least, board.meetings_most, board.meetings_about) == (2, 2, False)
    assert [str(seat.organisation) for seat in board.seats.all()] == [
        "Albertslund Kommune",
        "AKB Albertslund",
        "Vridsløselille Andelsboligforening",
        "Albertslund Boligselskab",
        "KAB",
        "BO-VEST",
    ]
    assert {(seat.title, seat.least, seat.most) for seat in board.seats.all()} == {
        ("Repræsentanter for den øverste politiske og administrative ledelse", None, None)
    }


@pytest.mark.parametrize("sub", GROUPS)
def test_a_follow_up_group_and_its_composition(plan: Plan, sub: str) -> None:
    group = plan.bodies.get(kind="follow_up_group", sub_agreement__slug=sub)
    seats = [
        (seat.title, str(seat.organisation or ""), seat.least, seat.most, seat.per, seat.is_ad_hoc)
        for seat in group.seats.all()
    ]
    assert seats == GROUPS[sub]


def test_the_groups_meet_before_the_board(plan: Plan) -> None:
    groups = plan.bodies.filter(kind="follow_up_group")
    assert groups.count() == 2
    for group in groups:
        assert [order.later.kind for order in group.meets_before.all()] == ["board"]
        assert (group.meetings_least, group.meetings_most) == (None, None), "no number is stated"
        assert group.rhythm == "Mødes forud for bestyrelsens møder"


def test_who_sits_there_is_named_by_role_alone(plan: Plan) -> None:
    held = {
        holder.person.name for body in plan.bodies.all() for seat in body.seats.all() for holder in seat.holders.all()
    }
    assert held == {
        "Bestyrelsesmedlem, AKB Albertslund",
        "Afdelingsbestyrelsen, AKB Hedemarken",
        "Medlem af følgegruppen for Beskæftigelse",
        "Sekretariatsleder, ABC",
        "Sekretariatsmedarbejder, ABC",
    }


# --- money ----------------------------------------------------------------------------------------------


def test_the_plan_s_own_financing_is_not_stated(financing: Any) -> None:
    assert financing.is_empty
    assert financing.total.exact is None
    assert financing.share.percent is None
    assert financing.meets is None


def test_the_municipality_s_resources_stand_beside_the_plan(plan: Plan, financing: Any) -> None:
    [municipality] = plan.financing_sources.filter(kind="municipality")
    amounts = [
        [(row.starts_on, row.ends_on, row.amount_oere) for row in each.periods.all()]
        for each in municipality.contributions.all()
    ]
    year = lambda number: (date(number, 1, 1), date(number, 12, 31))  # noqa: E731
    assert amounts == [
        [(*year(number), 569_000_00) for number in (2021, 2022, 2023, 2024)],
        [(*year(number), 600_000_00) for number in (2021, 2022, 2023)],
    ]
    assert all(each.is_beside_plan for each in municipality.contributions.all())
    paid = [row.oere for row in financing.beside if row.payer == "Albertslund Kommune"]
    assert paid == [2_276_000_00, 1_800_000_00]
    assert sum(paid) == 4_076_000_00
    assert financing.rows == ()
    assert financing.funders == ()


def test_the_housing_organisations_add_an_amount_that_is_not_stated(financing: Any) -> None:
    [other] = [row for row in financing.beside if row.payer == "Boligorganisationerne"]
    assert other.oere is None
    assert financing.beside_total.oere == 4_076_000_00
    assert financing.beside_total.unknown == 1
    assert financing.beside_total.exact is None


def test_what_the_agreement_states_of_them_fits(plan: Plan) -> None:
    stated = [(row.subject, row.as_printed, row.qualifier) for row in plan.stated_amounts.all()]
    assert stated == [("beside_municipal", "4.076.000 kr.", "exact"), ("beside", "8 mio. kr.", "over")]
    assert not [each for each in findings(plan) if each.code in ("stated-total-differs", "stated-unit-unclear")]


def test_a_stated_sum_that_no_longer_fits_is_remarked(plan: Plan) -> None:
    """So that the silence above is an answer, not a check that sleeps."""
    row = plan.stated_amounts.get(subject="beside_municipal")
    type(row).objects.filter(pk=row.pk).update(as_printed="4.077.000 kr.")
    [found] = [each for each in findings(plan) if each.code == "stated-total-differs"]
    assert "4.076.000\u00a0kr." in found.message
    assert "1.000\u00a0kr." in found.message


def test_they_pay_for_an_effort_beside_the_plan(plan: Plan) -> None:
    paid = [each for source in plan.financing_sources.all() for each in source.contributions.select_related("effort")]
    assert {str(each.effort) for each in paid} == {"Forankret fælles boligsocial indsats"}
    assert len(paid) == 3
    kinds = Counter(effort.kind for effort in plan.efforts.all())
    assert kinds == {"municipal": 2, "renovation": 3, "other_funds": 2, "other": 2}
    assert [str(each) for each in plan.cooperation_agreements.all()] == [
        "Partnerskabsaftale om boligstrategisk udvikling (Visionsforum)"
    ]


# --- people, and what the plan supports ---------------------------------------------------------------------


def test_two_full_time_posts_without_hours_by_activity(plan: Plan) -> None:
    assert [(each.title, each.share) for each in plan.positions.all()] == [
        ("Projektleder/sekretariatsleder", 1000),
        ("Uddannelses- og beskæftigelsesmedarbejder", 1000),
    ]
    assert not any(activity.hours.exists() for activity in plan.activities.all())


def test_un_goals_and_policies_that_the_plan_supports(plan: Plan) -> None:
    rows = list(plan.supports.select_related("organisation"))
    assert [row.number for row in rows if row.kind == "un_goal"] == [4, 8, 10, 11, 17]
    assert [str(row.organisation) for row in rows if row.kind == "housing"] == ["KAB", "BO-VEST"]
    assert {str(row.organisation) for row in rows if row.kind == "municipal"} == {"Albertslund Kommune"}
    assert len(rows) == 12


def test_how_far_the_plan_has_come_as_the_agreement_lets_know(plan: Plan) -> None:
    steps = [(step.state, str(step.happened or ""), step.is_entered_as_it_stands) for step in plan.steps.all()]
    assert steps == [("prequalified", "", True), ("running", "1. marts 2021", True)]
    assert plan.agreement.cited_round.code == "2019-26"


def test_the_neighbourhood_survey_is_a_series_of_its_own(plan: Plan) -> None:
    rows = plan.observations.filter(instrument__code="naboskab-albertslund").select_related("indicator", "department")
    told = {(row.indicator.code, str(row.department or row.part), row.year, row.as_printed) for row in rows}
    assert told == {
        ("naboskab-trygge", "VA Blokland", 2020, "52%"),
        ("naboskab-trygge", "Albertslund Nord", 2020, "79%"),
        ("naboskab-trygge", "Albertslund Nord", 2016, "84%"),
        ("naboskab-trygt-for-boern", "VA Blokland", 2020, "43%"),
        ("naboskab-trygt-for-boern", "Albertslund Nord", 2020, "60%"),
        ("naboskab-blive-boende", "VA Blokland", 2020, "60%"),
        ("naboskab-kriminalitet", "Albertslund Nord", 2020, "40%"),
        ("naboskab-tillid", "Albertslund Nord", 2020, "71%"),
        ("naboskab-mistillid", "Albertslund Nord", 2020, "10,5%"),
    }


def test_a_figure_that_the_text_states_otherwise_is_remarked_where_it_is_marked(plan: Plan) -> None:
    [found] = [each for each in findings(plan) if each.code == "stated-figure-differs"]
    assert "24,1" in found.message
    assert "21,1" in found.message


def test_there_are_these_remarks_and_no_others(plan: Plan) -> None:
    assert Counter(each.code for each in findings(plan)) == {
        "activity-without-criterion": 1,
        "area-differs": 4,
        "goal-unserved": 4,
        "sub-agreement-without-parties": 2,
        "comparator-not-municipality": 9,
        "cooperation-agreement-without-file": 1,
        "definitions-differ": 2,
        "activity-without-purpose": 2,
        "plan-past-its-end": 1,
        "signature-date-missing": 1,
        "stated-figure-differs": 1,
        "unit-differs": 2,
        "values-disagree": 3,
    }


# --- what came before -------------------------------------------------------------------------------------


def test_the_second_plan_continues_the_first(plan: Plan) -> None:
    assert [each.other.slug for each in plan.relations.all()] == ["abc-2017-2020"]
    assert [each.plan.slug for each in Plan.objects.get(slug="abc-2017-2020").related_from.all()] == ["abc-2021-2025"]


def test_both_plans_share_their_places_and_organisations(plan: Plan) -> None:
    earlier = Plan.objects.get(slug="abc-2017-2020")
    here = {each.department_id for each in plan.departments.all()}
    there = {each.department_id for each in earlier.departments.all()}
    assert here < there
    assert plan.municipality == earlier.municipality
