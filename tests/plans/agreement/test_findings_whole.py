"""What is said of a plan as a whole: empty, not begun, without what its round demands, or out of step with its time."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from abc_portal.core.dates import PartialDate
from abc_portal.review.presenters import remark_lines
from plans.models import FocusArea, FundingRound, Plan, PlanArea, PlanFocusArea, PlanRelation
from tests import factories
from tests.findings import findings, remarks
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return replace(cast_once, plan=Plan.objects.get(pk=cast_once.plan.pk))


def _codes(plan: Plan) -> set[str]:
    return {finding.code for finding in findings(Plan.objects.get(pk=plan.pk))}


def _messages(plan: Plan, code: str) -> list[str]:
    return [finding.message for finding in findings(Plan.objects.get(pk=plan.pk)) if finding.code == code]


def _choose(plan: Plan, count: int) -> None:
    for area in FocusArea.objects.filter(round=plan.round)[:count]:
        factories.saved(PlanFocusArea(plan=plan, focus_area=area), plan)


# --- empty, and not begun ---------------------------------------------------------------------------------


def test_a_nearly_empty_plan_says_so_in_one_line(cast: Cast) -> None:
    bare = factories.plan("bar", round=cast.plan.round)
    _choose(bare, 4)
    [line] = remark_lines(remarks(bare).all)
    assert line.finding.code == "plan-nearly-empty"
    assert line.message == "Planen er næsten tom. Den har ingen aftale, parter, delaftaler, aktiviteter eller milepæle."
    factories.agreement(bare)
    assert "plan-nearly-empty" not in _codes(bare)
    assert {"focus-area-without-sub-agreement", "section-missing", "board-missing"} <= _codes(bare)


@pytest.mark.parametrize("state", ["idea", "applied", "prequalified", "declined"])
def test_of_a_plan_that_is_no_more_than_prequalified_nothing_is_missed(cast: Cast, state: str) -> None:
    plan = factories.plan("tidlig", starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    factories.party(plan)
    factories.activity(factories.sub_agreement(plan))
    factories.agreement(plan)
    missing = {"signatory-missing", "section-missing", "board-missing", "activity-without-purpose", "goal-unserved"}
    assert missing <= _codes(plan)
    factories.step(plan, state, is_entered_as_it_stands=True)
    assert _codes(plan) == set()


@pytest.mark.parametrize("state", ["prequalified", "submitted", "granted", "running"])
def test_a_plan_that_is_over_has_come_further_than_its_last_step(cast: Cast, state: str) -> None:
    factories.step(cast.plan, state, is_entered_as_it_stands=True)
    assert "plan-past-its-end" in _codes(cast.plan)
    factories.step(cast.plan, "closed", is_entered_as_it_stands=True)
    assert "plan-past-its-end" not in _codes(cast.plan)


def test_what_is_missing_in_a_plan_entered_after_its_end_is_advice_in_one_line(cast: Cast) -> None:
    plan = factories.plan("forbi", entered_on=date(2026, 1, 1))
    _choose(plan, 3)
    factories.agreement(plan)
    [line] = [
        line for line in remark_lines(remarks(plan).all) if line.finding.code == "focus-area-without-sub-agreement"
    ]
    assert line.severity == "info"
    assert line.message == "3 valgte indsatsområder har ingen delaftale."
    assert {finding.severity for finding in findings(plan)} == {"info"}


# --- what the round demands -------------------------------------------------------------------------------


def test_what_the_round_demands_is_missed(cast: Cast) -> None:
    plan = factories.plan("uden", round=FundingRound.objects.get(code="2019-26"))
    factories.party(plan)
    factories.focus_area(plan, is_chosen=False)
    code = "plan-parts-missing"
    said = "strategisk samarbejdsaftale, valgte indsatsområder og delaftaler."
    assert _messages(plan, code) == [f"2019-26-midlerne kræver noget, som planen mangler: {said}"]
    factories.agreement(plan)
    _choose(plan, 1)
    assert _messages(plan, code) == [], "an area without a sub-agreement is named by itself"
    older = factories.plan("aeldre", round=FundingRound.objects.get(code="2011-14"))
    factories.party(older)
    factories.agreement(older)
    assert _messages(older, code) == ["2011-14-midlerne kræver noget, som planen mangler: valgte indsatsområder."]


# --- in step with its time --------------------------------------------------------------------------------


def test_an_agreement_that_ends_on_another_day_than_the_plan(cast: Cast) -> None:
    agreement = factories.agreement(cast.plan)
    code = "agreement-differs-from-period"
    assert _messages(cast.plan, code) == [], "it says no day of its own"
    agreement.valid_to_on = date(2025, 12, 31)
    agreement.valid_to_on_precision = "year"
    factories.saved(agreement, cast.plan)
    assert _messages(cast.plan, code) == [], "some day of that year"
    agreement.valid_to_on_precision = "day"
    factories.saved(agreement, cast.plan)
    assert _messages(cast.plan, code) == ["Aftalen slutter 31. december 2025, men planen slutter 28. februar 2025."]


def test_the_months_between_a_plan_and_the_one_before_it(cast: Cast) -> None:
    former = factories.plan("foer", name="Før", starts_on=date(2017, 1, 1), ends_on=date(2020, 12, 31))
    former.ends_on_precision = "month"
    factories.saved(former, former)
    factories.saved(PlanRelation(plan=cast.plan, other=former), cast.plan)
    [message] = _messages(cast.plan, "gap-after-predecessor")
    assert message == (
        "Mellem »Før«, som slutter december 2020, og denne plan, som begynder 1. marts 2021, "
        "er der 2 måneder uden plan."
    )
    former.ends_on_precision = "year"
    former.ends_on = date(2021, 12, 31)
    factories.saved(former, former)
    assert _messages(cast.plan, "gap-after-predecessor") == []


@pytest.mark.parametrize(
    ("end", "gap"),
    [
        (PartialDate(date(2021, 2, 28)), None), (PartialDate(date(2021, 2, 1)), None),
        (PartialDate(date(2021, 5, 1)), None), (PartialDate(date(2021, 1, 31)), "1 måned"),
        (PartialDate(date(2020, 1, 1), "year"), "mellem 2 og 14 måneder"),
        (PartialDate(date(2020, 9, 1), "year_end"), "2 måneder"), (PartialDate(date(2021, 1, 1), "year"), None),
    ],
)  # fmt: skip
def test_a_gap_of_a_whole_month_is_told_as_exactly_as_it_is_known(
    cast: Cast, end: PartialDate, gap: str | None
) -> None:
    former = factories.plan("foer", name="Planen før", starts_on=date(2017, 1, 1), end=end)
    factories.saved(PlanRelation(plan=cast.plan, other=former, kind="continues"), cast.plan)
    found = _messages(cast.plan, "gap-after-predecessor")
    assert [f"er der {gap} uden plan" in message for message in found] == ([] if gap is None else [True])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"left_on": date(2021, 2, 28)}, "Ude gik ud 28. februar 2021, før planen begyndte 1. marts 2021."),
        ({"left_on": date(2021, 12, 31), "left_on_precision": "year"}, None),
        ({"joined_on": date(2025, 3, 1)}, "Ude kom med 1. marts 2025, efter at planen sluttede 28. februar 2025."),
        ({"joined_on": date(2021, 3, 1), "left_on": date(2025, 2, 28)}, None),
    ],
)
def test_a_department_that_was_never_in_the_plan_s_time(
    cast: Cast, fields: dict[str, Any], message: str | None
) -> None:
    factories.takes_part(cast.plan, factories.department("Ude"), **fields)
    found = _messages(cast.plan, "takes-part-outside-period")
    assert [words.replace(" (Boligorganisation", "") for words in found] == ([message] if message else [])


def test_an_area_and_a_party_are_held_to_the_plan_s_time_too(cast: Cast) -> None:
    days = {"left_on": date(2020, 12, 31)}
    factories.saved(PlanArea(plan=cast.plan, area=factories.area("Parken"), **days), cast.plan)
    factories.party(cast.plan, printed_name="AKB", **days)
    assert len(_messages(cast.plan, "takes-part-outside-period")) == 2
