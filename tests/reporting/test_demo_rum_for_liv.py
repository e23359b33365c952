"""The third demo case: what the plan Rum for Liv 2013-2016 says of places, work, hours and people out of work."""

from collections import Counter
from datetime import date

import pytest

from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import AreaListing, Count
from abc_portal.reporting.demo import FOLDER
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.documents.status.content import build
from abc_portal.reporting.interchange import export_plan
from budgets.financing.enums import FinancingSight
from plans.lifecycle.presenters.plan import plan_facts
from plans.lifecycle.presenters.steps import department_facts
from plans.models import Activity, ActivityHours, Plan
from tests.people import demo_client
from tests.reviewing import findings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

SLUG = "rum-for-liv-2013-2016"
CHILDREN, WORK, NETWORKS, IMAGE = (
    "Børn, unge og familier",
    "Uddannelse, beskæftigelse og erhverv",
    "Beboernetværk, inddragelse og demokrati",
    "Image og kommunikation",
)
FAMILY, YOUTH, CLUBS, LEADER, STAFF = (
    "Familiekoordinator",
    "Ungekoordinator",
    "Foreningsguidekoordinator",
    "Sekretariatsleder",
    "Boligsocial medarbejder",
)
#: Focus area, activity, hours a week by position (least, most) as the eighteen descriptions state them.
ACTIVITIES = [
    (CHILDREN, "Forældre og læring", {FAMILY: (10, None)}),
    (CHILDREN, "Aktiviteter og Brobygning", {YOUTH: (32, None)}),
    (CHILDREN, "Foreningsguider", {CLUBS: (12, None), FAMILY: (2, None), YOUTH: (5, None)}),
    (CHILDREN, "Vejledningstilbud", {FAMILY: (23, None), LEADER: (5, None)}),
    (WORK, "Fremskudt beskæftigelse", {FAMILY: (2, None), LEADER: (2, None)}),
    (WORK, "Lommepengeprojekt", {STAFF: (10, None), LEADER: (2, None)}),
    (WORK, "Fritidsjobvejledning", {STAFF: (5, None)}),
    (WORK, "Lektiecafé", {STAFF: (2, None)}),
    (NETWORKS, "Arrangementer", {STAFF: (1, 2)}),
    (NETWORKS, "Sesam", {STAFF: (2, None), LEADER: (2, None)}),
    (NETWORKS, "Demokratiambassadører", {LEADER: (3, None)}),
    (NETWORKS, "Opgangsmøder og Homeparties", {STAFF: (10, None)}),
    (NETWORKS, "Servicebesøg", {STAFF: (2, None), LEADER: (3, None)}),
    (NETWORKS, "Kompetenceløft", {LEADER: (2, None)}),
    (IMAGE, "Hjemmeside", {STAFF: (5, None), LEADER: (2, None)}),
    (IMAGE, "Sociale medier", {}),
    (IMAGE, "Nyhedsbreve", {}),
    (IMAGE, "Kommunikation via personlige netværk", {}),
]
AVERAGED = {
    "Forældre og læring", "Arrangementer", "Sesam", "Demokratiambassadører",
    "Opgangsmøder og Homeparties", "Servicebesøg", "Kompetenceløft",
}  # fmt: skip


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.with_places().get(slug=SLUG)


def test_it_is_the_document_that_comes_out_again(plan: Plan) -> None:
    assert export_plan(plan) == (FOLDER / f"{SLUG}.json").read_text(encoding="utf-8")


# --- places -------------------------------------------------------------------------------------------


def test_two_departments_take_part_and_a_third_was_only_prequalified(plan: Plan) -> None:
    assert [(each.department.number, each.department.name, each.status) for each in plan.departments.all()] == [
        ("463-0", "Akacieparken", "in_plan"),
        ("240-0", "Lukretiavej", "in_plan"),
        ("072-0", "Kamhusene", "prequalified"),
    ]
    assert [each.area.name for each in plan.areas.all()] == ["Akacieparken", "Lukretiavej"]


def test_the_third_department_is_told_of_as_one_that_was_not_in(plan: Plan) -> None:
    facts = {
        each.name: each.period
        for each in department_facts(plan.departments.select_related("department__organisation"), [])
    }
    assert facts["Kamhusene"] == "var ikke med"
    assert facts["Akacieparken"] == "hele perioden"


def test_both_totals_of_dwellings_are_kept_and_residents_are_meant_as_said(plan: Plan) -> None:
    counts = Count.objects.filter(places__department__plans__plan=plan).distinct()
    told = {
        (each.kind, each.value, each.qualifier, frozenset(place.department.name for place in each.places.all()))
        for each in counts
    }
    first, second, third = "Akacieparken", "Lukretiavej", "Kamhusene"
    assert told == {
        ("dwellings", 394, "exact", frozenset({first})),
        ("dwellings", 72, "exact", frozenset({second})),
        ("dwellings", 156, "exact", frozenset({third})),
        ("dwellings", 466, "exact", frozenset({first, second})),
        ("dwellings", 622, "exact", frozenset({first, second, third})),
        ("residents", 1200, "under", frozenset({first})),
        ("residents", 256, "exact", frozenset({second})),
        ("residents", 1400, "over", frozenset({first, second})),
    }


def test_the_plan_is_told_with_the_two_that_are_in_it(plan: Plan) -> None:
    report = build(plan, reader=DocumentReader(FinancingSight.ALL), as_of=date(2013, 6, 1))
    assert report.plan.counts == ("466 boliger", "over 1.400 beboere")
    assert report.plan.departments == ("Akacieparken", "Lukretiavej")
    assert plan_facts(plan, today=date(2013, 6, 1)).departments_words == "2 afdelinger"


def test_the_lists_that_akacieparken_stood_on_are_named_as_they_were_called(plan: Plan) -> None:
    listed = AreaListing.objects.filter(area__plans__plan=plan)
    assert {(each.area.name, each.kind, each.start) for each in listed} == {
        ("Akacieparken", "exposed", PartialDate(date(2010, 10, 5), Precision.DAY)),
        ("Akacieparken", "exposed", None),
    }
    assert any("Ghettolisten" in each.printed_name for each in listed)
    assert any("§ 51 b" in each.printed_name and "29. september" in each.source for each in listed)


# --- the plan's life ------------------------------------------------------------------------------------


def test_the_period_is_known_to_the_year_and_the_prequalification_to_the_end_of_a_month(plan: Plan) -> None:
    assert (plan.start.precision, plan.end.precision) == (Precision.YEAR, Precision.YEAR)
    assert (plan.starts_on, plan.ends_on) == (date(2013, 1, 1), date(2016, 12, 31))
    steps = [(step.state, str(step.happened or ""), step.is_entered_as_it_stands) for step in plan.steps.all()]
    assert steps == [("applied", "", True), ("prequalified", "ultimo august 2011", False), ("dialogue", "", True)]
    assert plan.round.code == plan.agreement.cited_round.code == "2011-14"


def test_the_plans_before_it_and_beside_it(plan: Plan) -> None:
    related = [(each.kind, each.other_name) for each in plan.relations.all()]
    assert related == [
        ("continues", "Akacieparken - På Vej"),
        ("continues", "Fra Hærværk til Netværk"),
        ("beside", "Hothers Plads"),
    ]
    assert "august 2008" in plan.relations.first().note


def test_what_the_document_does_not_say_stays_unknown(plan: Plan) -> None:
    assert plan.case_number == ""
    assert [position.share for position in plan.positions.all()] == [None] * 5
    [source] = plan.financing_sources.all()
    assert [each.amount_oere for each in source.contributions.all()] == [None]
    assert not any(party.signatories.exists() for party in plan.parties.all())


# --- the work -------------------------------------------------------------------------------------------


def test_four_of_the_seven_focus_areas_and_where_the_others_are_handled(plan: Plan) -> None:
    rows = list(plan.focus_areas.select_related("focus_area__round"))
    assert {row.focus_area.round.code for row in rows} == {"2011-14"}
    assert [str(row) for row in rows if row.is_chosen] == [CHILDREN, WORK, NETWORKS, IMAGE]
    others = [row for row in rows if not row.is_chosen]
    assert [str(row) for row in others] == ["Sundhed", "Udsatte grupper", "Kultur og fritid"]
    assert all("Boligsocialt Forum" in row.handled_where for row in others)
    assert all(row.problem and "Formål" in row.problem for row in rows if row.is_chosen)


def test_eighteen_activities_with_their_hours(plan: Plan) -> None:
    rows = Activity.objects.filter(plan=plan).select_related("plan_focus_area__focus_area")
    told = [
        (str(row.plan_focus_area), row.name, {str(each.post): (each.least, each.most) for each in row.hours.all()})
        for row in rows.prefetch_related("hours__post")
    ]
    assert told == ACTIVITIES
    averaged = ActivityHours.objects.filter(activity__plan=plan, basis="gennemsnit over året")
    assert {each.activity.name for each in averaged.select_related("activity")} == AVERAGED


def test_the_staffing_page_sums_the_hours_of_each_position() -> None:
    facts = demo_client("leder").get(f"/planer/{SLUG}/bemanding/").context["staffing"]
    assert {each.title: (each.given.least, each.given.most, each.given_words) for each in facts.positions} == {
        FAMILY: (37, 37, "37"),
        YOUTH: (37, 37, "37"),
        CLUBS: (12, 12, "12"),
        LEADER: (21, 21, "21"),
        STAFF: (37, 38, "37–38"),
    }


def test_fourteen_have_a_description_of_their_own_and_the_last_four_share_one(plan: Plan) -> None:
    rows = list(Activity.objects.filter(plan=plan).select_related("described_with"))
    assert [row.name for row in rows if row.described_with is None] == [name for _area, name, hours in ACTIVITIES[:15]]
    assert {row.described_with.name for row in rows[15:]} == {"Hjemmeside"}
    assert all(row.purpose and row.partners and row.local_evaluation and row.anchoring.who for row in rows[:15])
    shared = rows[14].local_evaluation
    assert "2013-16" in shared
    assert "alene på nyhedsbrevene" in shared


def test_who_carries_the_work_on(plan: Plan) -> None:
    rows = Activity.objects.filter(plan=plan, anchoring__organisation__isnull=False)
    assert {row.name: str(row.anchoring.organisation) for row in rows.select_related("anchoring__organisation")} == {
        "Forældre og læring": "Red Barnet",
        "Foreningsguider": "Københavns Kommune",
        "Fremskudt beskæftigelse": "Københavns Kommune",
        "Fritidsjobvejledning": "Københavns Kommune",
        "Lektiecafé": "Dansk Flygtningehjælp",
        "Kompetenceløft": "Lejerbo København",
    }
    newsletters = Activity.objects.get(plan=plan, name="Nyhedsbreve").anchoring
    assert str(newsletters.due) == "ultimo 2015"


def test_nine_sections_under_the_plan_s_own_headings(plan: Plan) -> None:
    sections = list(plan.agreement.sections.all())
    assert [section.heading for section in sections] == [
        "Resumé", "Forord", "Baggrund", "Vision", "Indsatsområder", "Overordnet milepælsplan",
        "Evaluering", "Organisering", "Ansvarsområder",
    ]  # fmt: skip
    assert {section.round_section for section in sections} == {None}
    for figure in ("394", "72", "156", "622"):
        assert figure in sections[1].text


def test_the_agreements_beside_the_plan(plan: Plan) -> None:
    assert [(each.kind, each.title, str(each.start or "")) for each in plan.cooperation_agreements.all()] == [
        ("cooperation", "Samarbejdsaftale på bydelsniveau, Valby", ""),
        ("contract", "Projektkontrakt: Børn, unge & familier", ""),
        ("contract", "Projektkontrakt: Uddannelse, beskæftigelse og erhverv", ""),
        ("cooperation", "Samarbejdsaftale om fritidsjob", ""),
        ("cooperation", "Partnerskab mellem Red Barnet og Lejerbo", "maj 2012"),
    ]


def test_the_four_bodies(plan: Plan) -> None:
    bodies = {body.name: body for body in plan.bodies.all()}
    assert [(body.kind, body.meetings_least, body.meetings_most) for body in bodies.values()] == [
        ("steering_group", 4, 4),
        ("follow_up_group", 4, 4),
        ("working_group", None, None),
        ("forum", None, None),
    ]
    assert sum(seat.most for seat in bodies["Styregruppen"].seats.all()) == 3
    assert [(seat.title, seat.least, seat.per) for seat in bodies["Følgegruppen"].seats.all()] == [
        ("Formand, repræsentant for Lejerbo, Kbh.", 1, ""),
        ("Repræsentant for afdelingsbestyrelsen", 1, "bestyrelse i planen"),
        ("Lokalinspektør, observatør", 1, ""),
    ]
    assert {each.who.split(",")[0] for each in plan.responsibilities.all()} == {
        "Projektadministrator", "Sekretariatslederen", "De boligsociale medarbejdere",
        "Den boligsociale koordinator", "Sekretariatslederen og lokalinspektøren",
    }  # fmt: skip


# --- figures, and what is wrong with them -------------------------------------------------------------------


def test_the_figures_as_printed(plan: Plan) -> None:
    rows = plan.observations.select_related("indicator", "department")
    told = [
        (row.indicator.code, str(row.department or row.population_name), row.as_printed, row.qualifier, row.is_used)
        for row in rows
    ]
    city = "byen som helhed"
    assert told == [
        ("uden-for-arbejdsmarkedet", "Akacieparken", "39 %", "exact", True),
        ("uden-for-arbejdsmarkedet", "Lukretiavej", "46 %", "exact", True),
        ("uden-for-arbejdsmarkedet", city, "14 %", "exact", True),
        ("uden-for-arbejdsmarkedet", city, "14,6%", "exact", False),
        ("liste-uden-tilknytning", "Akacieparken", "44,3%", "exact", True),
        ("liste-doemte", "Akacieparken", "342 dømte pr. 10.000 beboere", "exact", True),
        ("liste-ikke-vestlige", "Akacieparken", "70,1%", "exact", True),
        ("under-18", "", "godt 40 %", "over", True),
        ("under-18", "Akacieparken", "godt 40%", "over", True),
        ("under-18", "Lukretiavej", "næsten 50 %", "under", True),
    ]


def test_there_are_these_remarks_and_no_others(plan: Plan) -> None:
    found = {each.code: each for each in findings(plan)}
    assert Counter(each.code for each in findings(plan)) == {
        "comparator-not-municipality": 1,
        "cooperation-agreement-without-file": 5,
        "results-never-reported": 1,
        "signatory-missing": 1,
        "values-disagree": 1,
    }
    message = found["values-disagree"].message.replace("\u00a0", " ")
    assert "14 %" in message
    assert "14,6 %" in message
