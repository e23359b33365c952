"""The plan's life: which step may follow which, in any order of entering; extensions; and what is told of them."""

from datetime import date
from itertools import pairwise, product

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.core.date_reading import parse_partial
from abc_portal.core.dates import PartialDate, Precision
from plans.lifecycle.actions import steps as actions_life
from plans.lifecycle.calculations import steps as life
from plans.lifecycle.enums import State
from plans.lifecycle.presenters.plan import ended
from plans.lifecycle.presenters.steps import distance_words, state_facts
from plans.lifecycle.presenters.years import year_facts
from plans.models import FormerPlanName, FundingRound, Plan, PlanStep
from plans.shared.period_words import span_words
from tests import factories
from tests.findings import findings
from tests.html import posted
from tests.people import A_DAY, Cast
from tests.readers import words

pytestmark = pytest.mark.django_db

#: Every allowed pair of a plan with a round, and what a plan without one may do beside.
PAIRS = """
idea applied; applied prequalified; applied declined; prequalified dialogue; prequalified declined; declined idea;
declined applied; dialogue submitted; dialogue declined; submitted dialogue; submitted granted; submitted declined; granted running;
running change_pending; running closed; change_pending running; change_pending closed; closed running; closed settled
"""
EVERY = list(product(State, repeat=2))
OWN_PAIRS = "idea submitted; idea running; submitted idea; declined submitted"


def pairs(text: str) -> set[tuple[State, State]]:
    return {(State(first), State(second)) for first, second in (pair.split() for pair in text.split(";"))}


def test_the_table_is_this_and_no_other() -> None:
    assert {pair for pair in EVERY if life.allowed(*pair, has_grant=True)} == pairs(PAIRS)
    assert {pair for pair in EVERY if life.allowed(*pair, has_grant=False)} == pairs(PAIRS) | pairs(OWN_PAIRS)
    assert set(State) - set(life.NEXT) == set()


@given(st.lists(st.sampled_from(list(State)), min_size=2, max_size=6), st.booleans())
def test_a_refusal_tells_ways_that_are_open(path: list[State], has_grant: bool) -> None:
    for before, after in pairwise(path):
        why = life.why_not(before, after, has_grant=has_grant)
        assert (why is None) is life.allowed(before, after, has_grant=has_grant)
        if why:
            assert all(life.allowed(before, item, has_grant=has_grant) for item in why.can_go)
            assert why.comes_after
            assert all(life.allowed(item, after, has_grant=has_grant) for item in why.comes_after)


@pytest.mark.parametrize("has_grant", [True, False])
def test_each_pair_is_taken_or_refused_with_a_sentence(cast_once: Cast, has_grant: bool) -> None:
    plan = cast_once.plan if has_grant else factories.plan(round=None, is_own=True)
    for first in State:
        factories.step(plan, first, position=0)
        for second in State:
            step = PlanStep(plan=plan, state=second, position=1)
            if life.allowed(first, second, has_grant=has_grant):
                step.full_clean()
                continue
            with pytest.raises(ValidationError) as states:
                step.full_clean()
            assert f"»{second.label}« kommer efter" in states.value.message_dict["state"][0]
            step.is_entered_as_it_stands = True
            if life.leads_to(first, second, has_grant=has_grant):
                step.full_clean()
                continue
            with pytest.raises(ValidationError, match=f"Ingen trin fører fra »{first.label}« til »{second.label}«"):
                step.full_clean()
        _gone(plan)


def test_where_steps_lead_in_the_end() -> None:
    found = {pair for pair in EVERY if life.leads_to(*pair, has_grant=True)}
    begun = {State.GRANTED, State.RUNNING, State.CHANGE_PENDING, State.CLOSED, State.SETTLED}
    assert found == {(first, second) for first in set(State) - begun for second in State} | {
        (first, second) for first in begun - {State.SETTLED} for second in begun - {State.GRANTED}
    }


def _gone(plan: Plan) -> None:
    for step in PlanStep.objects.filter(plan=plan):
        change_sets.delete(step, change_set=change_sets.begin(by=None, program="tests"))


def test_the_sentence_says_where_the_plan_can_go(cast_once: Cast) -> None:
    factories.step(cast_once.plan, "prequalified")
    with pytest.raises(ValidationError) as states:
        PlanStep(plan=cast_once.plan, state="running", position=1).full_clean()
    assert states.value.message_dict == {
        "state": [
            "Fra »prækvalificeret« kan planen gå til »afvist« eller »i dialog med Landsbyggefonden«. "
            "»i gang« kommer efter »tilsagn givet«, »ændring til godkendelse« eller »afsluttet«."
        ]
    }
    _gone(cast_once.plan)
    factories.step(cast_once.plan, "settled")
    with pytest.raises(ValidationError, match="Intet kommer efter »slutregnskab aflagt«"):
        PlanStep(plan=cast_once.plan, state="running", position=1).full_clean()


def test_a_step_in_the_middle_fits_both_neighbours(cast_once: Cast) -> None:
    plan = cast_once.plan
    middle = [factories.step(plan, state) for state in ("granted", "running", "closed")][1]
    middle.state = State.SETTLED
    with pytest.raises(ValidationError) as states:
        middle.full_clean()
    assert len(states.value.message_dict["state"]) == 2
    assert "Det næste trin passer ikke" in states.value.message_dict["state"][1]


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("2011", "august 2011", ""), ("august 2011", "2011", ""), ("31-08-2011", "1-9-2011", ""),
        ("1-9-2011", "31-08-2011", "happened"), ("2012", "ultimo 2011", "happened"), ("", "2011", ""),
    ],
)  # fmt: skip
def test_known_dates_do_not_go_backwards(cast_once: Cast, first: str, second: str, field: str) -> None:
    plan = cast_once.plan
    one = factories.step(plan, "granted", happened=parse_partial(first) if first else None)
    step = PlanStep(plan=plan, state="running", position=1, happened=parse_partial(second))
    if not field:
        step.full_clean()
        return
    with pytest.raises(ValidationError) as states:
        step.full_clean()
    assert list(states.value.message_dict) == [field]
    one.happened = None
    factories.saved(one, plan)
    factories.saved(step, plan)
    one.happened = parse_partial(first)
    with pytest.raises(ValidationError, match="ikke være senere end trinnet efter"):
        one.full_clean()


def test_a_closed_plan_is_in_progress_again_only_when_it_was_extended(cast_once: Cast) -> None:
    factories.step(cast_once.plan, "closed")
    late = PlanStep(plan=cast_once.plan, state="running", position=1, happened_on=date(2025, 3, 1))
    with pytest.raises(ValidationError, match="Forlæng planen først"):
        late.full_clean()
    late.is_entered_as_it_stands = True
    with pytest.raises(ValidationError, match="Forlæng planen først"):
        late.full_clean()
    late.happened_on = cast_once.plan.ends_on
    late.full_clean()


# --- actions ------------------------------------------------------------------------------------------


def test_steps_are_taken_and_undone_by_who_leads_the_plan(cast_once: Cast) -> None:
    plan, leader = cast_once.plan, cast_once.leader
    for state in ("granted", "running"):
        actions_life.take_step(step=PlanStep(plan=plan, state=state), by=leader)
    first, last = plan.steps.all()
    assert (first.position, last.position) == (0, 1)
    with pytest.raises(Refused):
        actions_life.take_step(step=PlanStep(plan=plan, state="closed"), by=cast_once.staff)
    with pytest.raises(Refused, match="Fortryd trinnet »i gang« først"):
        actions_life.undo_step(step=first, by=leader)
    with pytest.raises(ValidationError):
        actions_life.take_step(step=PlanStep(plan=plan, state="idea"), by=leader)
    before = ChangeSet.objects.count()
    actions_life.undo_step(step=last, by=leader, reason="Taget for tidligt")
    assert [step.state for step in plan.steps.all()] == ["granted"]
    assert ChangeSet.objects.count() == before + 1


def test_the_page_refuses_a_step_that_came_too_late(cast_once: Cast) -> None:
    plan, client = cast_once.plan, cast_once.client("leader")
    factories.step(plan, "running")
    address = f"/planer/{plan.slug}/forloeb/trin/"
    blank = posted(client.get(address))
    answer = client.post(address, {**blank, "state": "settled"})
    assert answer.status_code == 422
    assert "kan planen gå til" in answer.context["form"].errors["state"][0]
    assert client.post(address, {**blank, "state": "closed", "happened": "februar 2025"}).status_code == 302
    assert plan.steps.last().happened == PartialDate(date(2025, 2, 1), Precision.MONTH)


def test_who_has_approved_a_step_is_entered_with_it_and_corrected_later(cast_once: Cast) -> None:
    plan, client = cast_once.plan, cast_once.client("leader")
    address = f"/planer/{plan.slug}/forloeb/trin/"
    rows = {"approvals-0-by_whom": "Bestyrelsen", "approvals-0-state": "awaited"}
    assert client.post(address, {**posted(client.get(address)), "state": "running", **rows}).status_code == 302
    step = plan.steps.last()
    assert [(row.by_whom, row.state) for row in step.approvals.all()] == [("Bestyrelsen", "awaited")]
    edit = f"{address}{step.pk}/rediger/"
    said = {"approvals-0-state": "approved", "approvals-0-decided": "3. maj 2021"}
    assert client.post(edit, {**posted(client.get(edit)), **said}).status_code == 302
    assert str(step.approvals.get().decided) == "3. maj 2021"
    assert "Bestyrelsen: godkendt 3. maj 2021" in words(client.get(f"/planer/{plan.slug}/forloeb/"))
    board = words(cast_once.client("board").get(f"/planer/{plan.slug}/forloeb/"))
    assert "Bestyrelsen" not in board, "who took a step is its leader's, and so is who approved it"


# --- words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (date(2021, 3, 1), date(2021, 3, 13), "12 dage"), (date(2021, 1, 1), date(2021, 3, 1), "2 måneder"),
        (date(2021, 1, 1), date(2021, 2, 2), "1 måned og 1 dag"), (date(2020, 1, 31), date(2020, 2, 29), "1 måned"),
    ],
)  # fmt: skip
def test_spans_in_words(first: date, second: date, words: str) -> None:
    assert span_words(first, second) == words


@pytest.mark.parametrize(
    ("starts", "ends", "side", "words"),
    [
        (date(2017, 1, 1), date(2020, 12, 31), "before", "denne plan begynder 2 måneder efter"),
        (date(2017, 1, 1), date(2021, 2, 28), "before", "uden ophold imellem"),
        (date(2017, 1, 1), date(2021, 5, 31), "before", "overlapper 3 måneder"),
        (date(2025, 3, 13), date(2029, 1, 1), "after", "begynder 12 dage efter"),
        (date(2019, 1, 1), date(2020, 12, 31), "beside", "sluttede 2 måneder før"),
    ],
)
def test_gap_and_overlap_in_words(starts: date, ends: date, side: str, words: str) -> None:
    plan = Plan(starts_on=date(2021, 3, 1), ends_on=date(2025, 2, 28))
    assert distance_words(plan, Plan(starts_on=starts, ends_on=ends), side) == words


@pytest.mark.parametrize(
    ("ends", "begins", "words"),
    [
        ("2020", "marts 2021", "denne plan begynder mellem 2 og 14 måneder efter"),
        ("2. kvartal 2020", "2021", "denne plan begynder mellem 6 og 21 måneder efter"),
        ("2020", "2021", "denne plan begynder højst 24 måneder efter"),
        ("2021", "marts 2021", "kan overlappe"),
        ("2022", "marts 2021", "overlapper"),
        ("ultimo 2020", "primo 2021", "uden ophold imellem"),
        ("ultimo 2020", "november 2020", "overlapper 2 måneder"),
        ("november 2020", "ultimo 2020", "denne plan begynder 30 dage efter"),
        ("primo 2021", "1. marts 2021", "denne plan begynder 1 måned og 27 dage efter"),
        ("februar 2021", "marts 2021", "uden ophold imellem"),
    ],
)
def test_between_days_known_less_exactly_lies_a_range_and_never_a_fact(ends: str, begins: str, words: str) -> None:
    plan, other = Plan(ends_on=date(2025, 2, 28)), Plan(starts_on=date(2017, 1, 1))
    plan.start, other.end = parse_partial(begins), parse_partial(ends)
    assert distance_words(plan, other, "before") == words


def test_the_state_on_a_day_is_what_is_known_to_have_happened() -> None:
    steps = [
        PlanStep(state="granted", happened_on=date(2021, 1, 1)), PlanStep(state="running"),
        PlanStep(state="change_pending", happened_on=date(2023, 1, 1)), PlanStep(state="running"),
    ]  # fmt: skip
    days = (date(2020, 1, 1), date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1))
    states = [state_facts(steps, day=day).code for day in days]
    assert states == ["", "granted", "change_pending", "change_pending"]
    assert state_facts(steps).code == "running"
    assert state_facts([]).words == "ikke oplyst"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 12, 31), "tilsagn givet siden 2020"),
        (date(2020, 6, 1), "måske tilsagn givet (2020)"),
        (date(2021, 6, 1), "tilsagn givet siden 2020, måske i gang (2021)"),
        (date(2021, 12, 31), "i gang siden 2021"),
        (date(2019, 12, 31), "ikke oplyst"),
    ],
)
def test_a_step_whose_day_is_not_known_exactly_is_perhaps_taken_until_it_surely_is(day: date, words: str) -> None:
    steps = [PlanStep(state="granted"), PlanStep(state="running")]
    steps[0].happened, steps[1].happened = parse_partial("2020"), parse_partial("2021")
    assert state_facts(steps, day=day).words == words


@pytest.mark.parametrize(
    ("state", "since", "words"),
    [
        ("running", date(2021, 3, 1), "sidst oplyst: i gang fra 1. marts 2021 (perioden sluttede 28. februar 2025)"),
        ("dialogue", None, "sidst oplyst: i dialog med Landsbyggefonden (perioden sluttede 28. februar 2025)"),
        ("closed", date(2025, 3, 1), "afsluttet siden 1. marts 2025"),
        ("settled", None, "slutregnskab aflagt"),
        ("declined", None, "afvist"),
    ],
)
def test_after_the_period_a_state_before_its_end_is_only_what_was_reported_last(
    state: str, since: date | None, words: str
) -> None:
    plan = Plan(starts_on=date(2021, 3, 1), ends_on=date(2025, 2, 28))
    steps = [PlanStep(state=state, happened_on=since)]
    after, before = (state_facts(steps, ended=ended(plan, day)).words for day in (date(2025, 3, 1), plan.ends_on))
    assert after == words
    assert "sidst oplyst" not in before


def test_plan_years_stand_beside_calendar_and_accounting_years() -> None:
    plan = Plan(starts_on=date(2021, 3, 1), ends_on=date(2025, 2, 28), accounting_month=7)
    years = year_facts(plan, day=A_DAY)
    assert [len(year.quarters) for year in years] == [4, 4, 4, 4]
    assert (years[0].calendar, years[0].accounting) == ("2021 og 2022", "2020/21 og 2021/22")
    assert [(year.label, quarter.label) for year in years for quarter in year.quarters if quarter.is_now] == [
        ("2. planår", "1. kvartal")
    ]
    plan.accounting_month = None
    assert {year.accounting for year in year_facts(plan, day=A_DAY)} == {"ikke oplyst"}


# --- findings -----------------------------------------------------------------------------------------------


def codes(plan: Plan) -> set[str]:
    return {finding.code for finding in findings(Plan.objects.get(pk=plan.pk))}


def test_findings_about_the_plans_life(cast_once: Cast) -> None:
    plan = cast_once.plan
    with time_machine.travel("2022-05-17 12:00", tick=False):
        assert "plan-step-missing" in codes(plan)
        factories.step(plan, "running")
        assert {"plan-step-missing", "plan-past-its-end"} & codes(plan) == set()
    with time_machine.travel("2025-03-01 12:00", tick=False):
        assert "plan-past-its-end" in codes(plan)
        factories.step(plan, "closed")
        assert "plan-past-its-end" not in codes(plan)
    extension = factories.extension(plan, date(2024, 12, 31))
    assert "extension-differs-from-period" not in codes(plan)
    extension.new_end_on = date(2025, 1, 31)
    factories.saved(extension, plan)
    assert "extension-differs-from-period" in codes(plan)


@pytest.mark.parametrize("what", ["agreement", "sub-agreement", "mandate"])
def test_the_legal_basis_of_another_round_is_reported(cast_once: Cast, what: str) -> None:
    plan = cast_once.plan
    row = {
        "agreement": factories.agreement, "sub-agreement": lambda _plan: cast_once.sub, "mandate": factories.body,
    }[what](plan)  # fmt: skip
    for code, is_found in (("2019-26", False), ("2015-18", True)):
        row.cited_round = FundingRound.objects.get(code=code)
        factories.saved(row, plan)
        assert ("legal-basis-of-another-round" in codes(plan)) is is_found


@pytest.mark.django_db
def test_of_a_period_with_inexact_days_the_share_that_is_gone_is_a_range(cast: Cast) -> None:
    cast.plan.start, cast.plan.end = parse_partial("2021"), parse_partial("2024")
    factories.saved(cast.plan)
    page = cast.client("leader").get(reverse("reporting:status", args=[cast.plan.slug]), {"pr": "2022-07-02"})
    assert "mellem 16 og 50 % af perioden er gået" in page.content.decode()


def test_empty_panels_are_shown_only_to_who_may_fill_them(cast: Cast) -> None:
    address, parts = reverse("plans:life", args=["plan-a"]), ('id="navne"', 'id="oplyst"', 'id="indsatser"')
    for person, shows in (("leader", True), ("board", False), ("auditor", False)):
        page = cast.client(person).get(address).content.decode()
        assert [part in page for part in parts] == [shows] * 3
    factories.saved(FormerPlanName(plan=cast.plan, name="Planen i parken"), cast.plan)
    page = cast.client("board").get(address).content.decode()
    assert [part in page for part in parts] == [True, False, False]


@pytest.mark.parametrize(
    ("day", "folded", "shown"),
    [
        ("2022-05-17", "1. planår", 3),
        ("2024-05-17", "1.–3. planår", 1),
        ("2021-03-01", "", 4),
        ("2026-01-01", "1.–4. planår", 0),
    ],
)
def test_plan_years_that_are_over_are_folded(cast: Cast, day: str, folded: str, shown: int) -> None:
    answer = cast.client("board").get(reverse("plans:life", args=["plan-a"]), {"pr": day})
    years, page = answer.context["years"], " ".join(answer.content.decode().split())
    assert (len(years.later), len(years.all)) == (shown, 4)
    assert (f"<summary>{folded}</summary>" in page) == bool(folded)
    assert page.count('<tr class="abc-group">') == 4
