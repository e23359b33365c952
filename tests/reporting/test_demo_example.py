"""The fifth demo case: a made-up plan in full use, with one of every kind that the portal knows."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from abc_portal.directory.models import Organisation, Person
from abc_portal.reporting.demo import EXAMPLE, FOLDER
from abc_portal.reporting.interchange import export_plan
from plans.lifecycle.access import in_force
from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.milestones.presenters.standing import standing_of
from plans.models import Activity, Criterion, Milestone, Plan, Postponement, Result, SubAgreement
from plans.progress.enums import WorkStatus
from plans.progress.querysets.rows import work_of
from plans.results.calculations.progress import meets
from plans.results.calculations.small_counts import EVERYTHING
from plans.results.enums import (
    Comparison,
    Counting,
    Direction,
    Judgement,
    LadderStep,
    Progress,
    ResultState,
    TargetKind,
)
from plans.results.presenters.readings import reading_of
from plans.shared import enums
from plans.shared.periods import Period
from tests.people import demo_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once")]

#: The day that the example was made up for; its pages keep telling something sensible later too.
DAY = date(2026, 11, 26)
PAGES = (
    "", "forloeb/", "aftaler/", "aktiviteter/", "bemanding/", "oekonomi/", "indikatorer/", "moeder/", "fortaellinger/",
    "maalkaede/", "milepaele/", "aktiviteter/fritidsjob/", "aftaler/beskaeftigelse/",
)  # fmt: skip


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.with_places().get(slug=EXAMPLE)


def _used(plan: Plan, model: Any, field: str) -> set[str]:
    path = {Result: "criterion__plan", Postponement: "milestone__plan"}.get(model, "plan")
    return set(model.objects.filter(**{path: plan}).values_list(field, flat=True))


def test_it_is_the_document_that_comes_out_again(plan: Plan) -> None:
    assert export_plan(plan) == (FOLDER / f"{EXAMPLE}.json").read_text(encoding="utf-8")


# --- that it is made up ----------------------------------------------------------------------------------------


def test_it_says_that_it_is_made_up(plan: Plan) -> None:
    assert plan.is_example
    assert plan.name == "Eksempel 2024-2028"
    assert "opdigtet" in plan.vision
    assert not plan.was_entered_after_its_end


def test_no_organisation_or_person_of_it_is_real(plan: Plan) -> None:
    """Landsbyggefonden alone is: it pays every plan; people are roles, and two of them the demo's own users."""
    own = Organisation.objects.exclude(name="Landsbyggefonden")
    named = own.filter(parties__plan=plan) | own.filter(departments__plans__plan=plan)
    assert named.exists()
    assert {each.cvr for each in named} == {""}
    assert all("ksempel" in each.name for each in named)
    people = Person.objects.filter(positions__post__plan=plan) | Person.objects.filter(seats__seat__body__plan=plan)
    assert all("," in each.name for each in people.distinct()), "a role, and of what"


# --- in full use -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "field", "kinds"),
    [
        (Criterion, "step", LadderStep),
        (Criterion, "target_kind", TargetKind),
        (Criterion, "comparison", Comparison),
        (Criterion, "counting", Counting),
        (Criterion, "rhythm", enums.Granularity),
        (Result, "grain", enums.Granularity),
        (Result, "state", ResultState),
        (Milestone, "state", MilestoneState),
    ],
)
def test_there_is_one_of_every_kind(plan: Plan, model: Any, field: str, kinds: Any) -> None:
    assert set(kinds.values) - _used(plan, model, field) == set()


@pytest.mark.parametrize(
    ("model", "field", "kinds"),
    [(Criterion, "direction", Direction), (Result, "judgement", Judgement)],
)
def test_and_of_what_only_some_of_them_have(plan: Plan, model: Any, field: str, kinds: Any) -> None:
    assert {"", *kinds.values} == _used(plan, model, field)


def test_criteria_stand_in_every_way_on_activities_and_sub_goals(plan: Plan) -> None:
    rows = list(plan.criteria.prefetch_related("results"))
    assert {bool(row.activity_id) for row in rows} == {True, False}
    assert {row.counts_people for row in rows} == {True, False}
    assert {bool(row.starts_on) for row in rows} == {True, False}, "for a year, and for the whole plan"
    told = {reading_of(row, plan, DAY, rule=EVERYTHING).progress for row in rows}
    assert set(Progress) - told == {Progress.UNKNOWN}, "something is known of every one"
    first = {reading_of(row, plan, date(2024, 5, 20), rule=EVERYTHING).progress for row in rows}
    assert Progress.UNKNOWN in first


def test_every_activity_has_a_criterion_and_a_goal(plan: Plan) -> None:
    rows = Activity.objects.filter(plan=plan).prefetch_related("criteria", "sub_goals__sub_goal__goals", "hours")
    assert rows.count() == 8
    for row in rows:
        assert row.criteria.all(), row.name
        assert row.hours.all(), row.name
        assert any(each.sub_goal.goals.all() for each in row.sub_goals.all()), "the chain reaches a goal"


def test_two_years_and_two_quarters_of_results(plan: Plan) -> None:
    rows = Result.objects.filter(criterion__plan=plan)
    assert min(row.starts_on for row in rows) == date(2024, 5, 1)
    assert max(row.ends_on for row in rows) == date(2026, 10, 31)
    assert rows.filter(is_approximate=True).exists()
    small = rows.filter(criterion__counts_people=True, value__gt=0, value__lt=plan.small_count)
    assert small.count() >= 10
    assert rows.filter(value=0).exists()
    events = rows.filter(grain="event")
    assert {row.label for row in events if row.starts_on == date(2026, 4, 18)} == {
        "Jobkursus, forår 2026, Eksempelparken", "Jobkursus, forår 2026, Prøvevænget",
    }  # fmt: skip


def test_results_are_for_the_plan_s_own_stretches_which_are_not_the_calendar_s(plan: Plan) -> None:
    quarters = {(each.first, each.last) for each in Period(plan.starts_on, plan.ends_on).quarters()}
    rows = Result.objects.filter(criterion__plan=plan, grain="quarter")
    assert {(row.starts_on, row.ends_on) for row in rows} <= quarters
    assert (date(2024, 5, 1), date(2024, 7, 31)) in quarters
    missing = rows.filter(criterion__code="sprogcafe-forloeb")
    assert date(2026, 10, 31) not in {row.ends_on for row in missing}, "one quarter is missing"


def test_the_ladder_never_widens_on_its_way_up(plan: Plan) -> None:
    """Fewer complete than took part: the figures are believable together."""
    sums = {
        row.code: sum(each.value or 0 for each in row.results.all())
        for row in plan.criteria.prefetch_related("results")
    }
    guided = Result.objects.filter(criterion__plan=plan, criterion__code="vejledning-plan", state="counted")
    assert all(row.numerator <= row.denominator for row in guided)
    for year in (2, 3):
        ends = Result.objects.filter(criterion__code=f"vejledning-unge-{year}", criterion__plan=plan)
        asked = {row.ends_on: row.value for row in ends}
        assert {row.ends_on: row.denominator for row in guided if row.ends_on in asked} == asked
    assert sums["fritidsjob-job"] < sums["fritidsjob-kursus"]
    assert sums["jobvejledning-job-3"] < sums["jobvejledning-henvendelser"]


def test_the_first_two_years_are_closed_with_a_reason(plan: Plan) -> None:
    rows = list(plan.closed_periods.all())
    quarters = Period(plan.starts_on, plan.ends_on).quarters()
    assert [(row.starts_on, row.ends_on) for row in rows] == [(each.first, each.last) for each in quarters[:8]]
    assert all(row.reason and row.closed_by and row.closed_on for row in rows)


# --- milestones ------------------------------------------------------------------------------------------------


def test_milestones_stand_in_every_way(plan: Plan) -> None:
    rows = list(plan.milestones.all())
    assert len(rows) == 49
    told = Counter(standing_of(row, plan, DAY) for row in rows)
    assert set(MilestoneStanding) - set(told) == {MilestoneStanding.UNKNOWN}, "that is for plans of the past"
    assert told[MilestoneStanding.LATE] == 3
    assert told[MilestoneStanding.DRAFT] == 5


def test_they_belong_to_the_plan_a_focus_area_a_sub_agreement_or_an_activity(plan: Plan) -> None:
    places = {type(row.place).__name__ for row in plan.milestones.all()}
    assert places == {"NoneType", "PlanFocusArea", "SubAgreement", "Activity"}


def test_due_in_plan_quarters_on_days_in_months_or_unknown(plan: Plan) -> None:
    rows = list(plan.milestones.all())
    assert {row.due.precision for row in rows if row.due and not row.due_quarter} == {"day", "month"}
    quarters = Period(plan.starts_on, plan.ends_on).quarters()
    assert all(row.due_on == quarters[row.due_quarter - 1].last for row in rows if row.due_quarter)
    assert [row.code for row in rows if row.due is None] == ["kontaktperson", "sundhedsplejen"]


def test_somebody_a_post_a_word_or_nobody_is_responsible(plan: Plan) -> None:
    rows = list(plan.milestones.all())
    told = Counter((bool(row.person_id), bool(row.post_id), bool(row.responsible)) for row in rows)
    assert set(told) == {(True, False, False), (False, True, False), (False, False, True), (False, False, False)}


def test_put_off_once_and_three_times_with_the_old_dates_and_the_reasons(plan: Plan) -> None:
    rows = Postponement.objects.filter(milestone__plan=plan).select_related("milestone")
    told = Counter(row.milestone.code for row in rows)
    assert told == {"skoleaftale": 1, "klausuler": 3, "ny-fritidsvejleder": 1, "sundhedsplejen": 1}
    assert all(row.reason and row.former and row.decided for row in rows)
    three = [row for row in rows if row.milestone.code == "klausuler"]
    assert [row.former_quarter for row in three] == [4, 6, 8]
    assert three[0].milestone.due_quarter == 12


def test_given_up_with_a_reason_reached_with_a_day_and_evidence(plan: Plan) -> None:
    rows = plan.milestones.prefetch_related("evidence")
    assert all(row.dropped_because for row in rows if row.state == "dropped")
    assert all(row.reached_on and row.reached_on <= DAY for row in rows if row.state == "reached")
    evidence = [each for row in rows for each in row.evidence.all()]
    assert any(each.note for each in evidence)
    assert any(each.link for each in evidence)


def test_next_year_s_drafts_are_copied_forward(plan: Plan) -> None:
    drafts = plan.milestones.filter(is_draft=True).select_related("follows")
    first = plan.starts_on.replace(year=2027)
    assert all(row.follows and row.follows.due_on < first <= row.due_on for row in drafts)


# --- what its pages tell ---------------------------------------------------------------------------------------


def test_a_status_set_by_hand_says_who_when_and_why(plan: Plan) -> None:
    [row] = plan.overrules.select_related("activity")
    assert (row.activity.code, row.status, row.by_name, row.decided_on) == (
        "fritidsjob", "on_track", "Sekretariatsleder, ABC", date(2026, 11, 12),
    )  # fmt: skip
    activities = Activity.objects.filter(plan=plan).select_related("overrule")
    subs = SubAgreement.objects.filter(plan=plan).select_related("overrule")
    work = work_of(plan, day=DAY, activities=activities, subs=subs, exact=True)
    assert {WorkStatus.LATE, WorkStatus.ON_TRACK, WorkStatus.STOPPED} <= {
        each.status for each in work.activities.values()
    }


def test_the_agreement_is_in_force_and_signed_by_roles(plan: Plan) -> None:
    assert in_force(plan, today=DAY)
    signed = [each for party in plan.parties.all() for each in party.signatories.all()]
    assert len(signed) == 4
    assert {each.state for each in signed} == {"signed"}


def test_a_quarter_of_the_money_is_local(plan: Plan) -> None:
    amounts = {
        source.kind: sum(each.amount_oere for each in source.contributions.all())
        for source in plan.financing_sources.exclude(kind="department")
    }
    assert amounts["lbf"] == 900_000_000
    everything = sum(each.amount_oere for source in plan.financing_sources.all() for each in source.contributions.all())
    assert everything == 1_200_000_000


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_something_to_show(page: str) -> None:
    answer = demo_client("leder").get(f"/planer/{EXAMPLE}/{page}")
    assert answer.status_code == 200
    assert "Opdigtet eksempel" in answer.content.decode()


def test_something_falls_due_for_the_demo_s_leader_and_staff(plan: Plan) -> None:
    soon = plan.milestones.filter(state="planned", due_on__range=(DAY, DAY + timedelta(days=30)))
    for name in ("leder", "medarbejder"):
        person = Person.objects.get(user__email=f"{name}@abc.example")
        held = person.positions.filter(post__plan=plan).values("post")
        assert soon.filter(person=person).exists() or soon.filter(post__in=held).exists(), name


def test_the_comparison_that_is_exact_is_met(plan: Plan) -> None:
    row = plan.criteria.get(code="fritidspas-foreninger")
    told = reading_of(row, plan, DAY, rule=EVERYTHING)
    assert told.total is not None
    assert row.target is not None
    assert meets(Comparison(row.comparison), told.total, row.target)
