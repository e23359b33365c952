"""Remarks on criteria and results: each fired, each silent where it should be, and none with a figure of people."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from abc_portal.review.findings import Finding
from abc_portal.review.presenters import remark_lines
from plans.models import Plan
from plans.results.findings.results import POINTS, far_outside
from tests import factories, progress
from tests.findings import findings, remarks

pytestmark = pytest.mark.django_db
OURS = {
    "activity-without-criterion", "criterion-without-results", "results-never-reported", "result-far-outside",
    "share-over-hundred",
}  # fmt: skip


def found(plan: Plan) -> list[Finding]:
    return [finding for finding in findings(Plan.objects.with_places().get(pk=plan.pk)) if finding.code in OURS]


def codes(plan: Plan) -> list[str]:
    return [item.code for item in found(plan)]


def running(**fields: Any) -> tuple[Plan, Any]:
    """A plan in the middle of its time, and an activity in it."""
    today = timezone.localdate()
    days = {"starts_on": today.replace(day=1) - timedelta(days=900), "ends_on": today + timedelta(days=500)}
    plan = factories.plan(**{**days, **fields})
    return plan, factories.activity(factories.sub_agreement(plan), "Café")


@pytest.fixture
def ended() -> tuple[Plan, Any]:
    """A plan that was over when it was entered."""
    plan = factories.plan(starts_on=date(2013, 1, 1), ends_on=date(2016, 12, 31))
    return plan, factories.activity(factories.sub_agreement(plan), "Café")


def test_an_activity_without_a_criterion(reference: None) -> None:
    plan, activity = running()
    assert codes(plan) == ["activity-without-criterion"]
    factories.activity(activity.sub_agreement, "Del", parent=activity)
    factories.activity(activity.sub_agreement, "Opgivet", state="dropped")
    progress.quarter(progress.criterion(activity), 1, 30)
    assert codes(plan) == []


def test_a_criterion_has_a_target_and_the_start_it_is_reckoned_from(reference: None) -> None:
    plan, activity = running()
    progress.criterion(activity, 10, text="med mål")
    progress.criterion(activity, 10, text="med start", basis="percent_more", baseline=50)
    progress.criterion(activity, None, text="med ord", target_kind="text", target_text="Et netværk")
    progress.criterion(activity, None, text="med retning", target_kind="direction", direction="up")
    without = {
        progress.criterion(activity, None, text="uden tal").code,
        progress.criterion(activity, None, text="uden ord", target_kind="text").code,
        progress.criterion(activity, 10, text="uden start", basis="percent_more").code,
    }
    reported = [item for item in findings(plan) if item.code == "criterion-without-target"]
    assert {item.about[0] for item in reported} == without


def test_a_criterion_of_a_part_counts_for_the_whole(reference: None) -> None:
    plan, activity = running()
    part = factories.activity(activity.sub_agreement, "Del", parent=activity)
    progress.quarter(progress.criterion(part), 1, 30)
    assert codes(plan) == []


def test_of_an_ended_plan_it_is_said_once(ended: Any) -> None:
    plan, activity = ended
    factories.activity(activity.sub_agreement)
    [line] = [line for line in remark_lines(remarks(plan).all) if line.finding.code in OURS]
    assert (line.finding.code, line.severity) == ("activity-without-criterion", "info")
    assert line.message == "2 aktiviteter har intet succeskriterium."


def test_what_was_set_aside_of_all_of_them_at_once_stays_so(ended: Any) -> None:
    plan, activity = ended
    factories.activity(activity.sub_agreement)
    one = next(remark for remark in remarks(plan).all if remark.finding.code == "activity-without-criterion")
    at_once = replace(one, finding=replace(one.finding, about=(), facts=(2,), message="2 aktiviteter …"))
    factories.set_aside(plan, at_once)
    assert {remark.finding.code for remark in remarks(plan).set_aside} == {"activity-without-criterion"}
    assert not any(remark.finding.code == "activity-without-criterion" for remark in remarks(plan).open)
    factories.activity(activity.sub_agreement)
    assert remarks(plan).set_aside == [], "there are three of them now"


def test_a_criterion_without_results_when_half_its_time_has_gone(reference: None) -> None:
    plan, activity = running()
    criterion = progress.criterion(activity)
    assert codes(plan) == ["criterion-without-results"]
    progress.quarter(criterion, 1, state="not_stated")
    assert codes(plan) == []
    tomorrow = timezone.localdate() + timedelta(days=1)
    progress.criterion(activity, starts_on=tomorrow - timedelta(days=10), ends_on=tomorrow + timedelta(days=90))
    assert codes(plan) == []


def test_results_are_not_made_up_in_a_plan_entered_after_its_end(ended: Any) -> None:
    plan, activity = ended
    first = progress.criterion(activity)
    progress.criterion(activity)
    [finding] = found(plan)
    assert (finding.code, finding.severity) == ("results-never-reported", "info")
    progress.quarter(first, 1, 30)
    assert codes(plan) == ["criterion-without-results"]


def test_a_result_far_outside_the_earlier_ones(reference: None) -> None:
    plan, activity = running()
    criterion = progress.criterion(activity)
    for number, value in enumerate((10, 12, 11, 40), start=1):
        progress.quarter(criterion, number, value)
    [finding] = found(plan)
    assert finding.code == "result-far-outside"
    assert "4. kvartal" in finding.message
    assert not any(str(value) in f"{finding.message}{finding.fix}" for value in (10, 12, 11, 40))


def row(value: int | None = None, **fields: Any) -> Any:
    """A result's columns."""
    figure = None if value is None else Decimal(value)
    empty = {"state": "counted", "grain": "quarter", "department_id": None, "numerator": None, "denominator": None}
    return SimpleNamespace(**{**empty, "value": figure, **fields})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([10, 12, 11, 40], [40]),
        ([10, 12, 11, 33], []),  # not over three times the median
        ([10, 12, 11, 3], [3]),
        ([10, 12, 40], []),  # too few earlier ones
        ([1, 1, 1, 4], []),  # the difference is a small count
        ([10, 12, 11, 0], [0]),
        ([10, 12, 11, 40, 11], [40]),  # one slip does not make the next ones odd
    ],
)
def test_the_rule_of_what_is_far_outside(values: list[int], expected: list[int]) -> None:
    rows = [row(value) for value in values]
    assert [item.value for item in far_outside(rows, 5)] == expected


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(24, 40), (62, 100), (25, 40), (6, 100)], [(6, 100)]),
        ([(24, 40), (62, 100), (25, 40), (30, 100)], []),  # not under a third
        ([(2, 100), (3, 100), (2, 100), (11, 100)], []),  # under ten percentage points
        ([(2, 100), (3, 100), (2, 100), (12, 100)], [(12, 100)]),
        ([(2, 10), (20, 100), (200, 1000), (400, 2000)], []),  # more people are not a larger share
        ([(24, 40), (62, 100), (25, 40), (0, 0)], []),
    ],
)
def test_shares_are_compared_in_per_cent(pairs: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    rows = [row(numerator=part, denominator=whole) for part, whole in pairs]
    assert [(item.numerator, item.denominator) for item in far_outside(rows, POINTS)] == expected


def test_a_share_far_outside_the_earlier_ones_is_reported(reference: None) -> None:
    plan, activity = running()
    criterion = progress.criterion(activity, 60, target_kind="share", unit="", counting="latest")
    for number, counts in enumerate(((24, 40), (62, 100), (25, 40), (6, 100)), start=1):
        progress.quarter(criterion, number, numerator=counts[0], denominator=counts[1])
    assert codes(plan) == ["result-far-outside"]


@pytest.mark.parametrize(("state", "asked"), [("dropped", False), ("paused", False), ("running", True)])
def test_no_results_are_asked_of_an_activity_that_is_stopped(reference: None, state: str, asked: bool) -> None:
    plan, activity = running()
    progress.criterion(activity)
    activity.state = state
    factories.saved(activity, plan)
    assert ("criterion-without-results" in codes(plan)) is asked


def test_what_is_for_another_length_of_time_is_not_compared() -> None:
    rows = [row(10) for _number in range(3)]
    rows += [row(400, grain="year"), row(None, state="suppressed")]
    assert list(far_outside(rows, 5)) == []


def test_shares_above_a_hundred(reference: None) -> None:
    plan, activity = running()
    criterion = progress.criterion(activity, 120, target_kind="share", unit="", counting="latest")
    progress.quarter(criterion, 1, numerator=41, denominator=40)
    progress.quarter(criterion, 2, 101)
    progress.quarter(criterion, 3, numerator=40, denominator=40)
    assert codes(plan) == ["share-over-hundred"] * 3


def test_a_remark_on_a_sub_goals_criterion_says_so(reference: None) -> None:
    plan, activity = running()
    progress.quarter(progress.criterion(activity), 1, 30)
    progress.goal_criterion(factories.sub_goal(activity.sub_agreement, "Flere kommer i arbejde"))
    [finding] = found(plan)
    assert (finding.code, finding.where) == ("criterion-without-results", "Delmål · Flere kommer i arbejde")
