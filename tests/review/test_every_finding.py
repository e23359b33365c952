"""Every finding there is: fired by a plan in which everything is wrong, complete, and leading to a page that opens."""

import ast
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding
from tests import wrong
from tests.findings import findings, remarks
from tests.people import Cast

pytestmark = pytest.mark.django_db
HERE = Path(__file__).resolve().parents[2]
APPS = ("plans", "budgets", "indicators", "governance")
KEBAB = re.compile(r"[a-z]+(-[a-z]+)+")
#: Findings that the wrong plan cannot have together with the others: where each is fired.
ELSEWHERE: dict[str, str] = {
    "anchoring-empty": (
        "tests/plans/activities/test_findings_work.py::test_an_activity_that_nobody_carries_on_in_the_last_year"
    ),
    "activity-without-place": (
        "tests/plans/activities/test_places_and_counts.py"
        "::test_an_activity_without_a_place_is_told_of_more_seriously_after_the_grant"
    ),
    **dict.fromkeys(
        ("position-over-full-time", "position-people-differ", "position-shares-differ"),
        "tests/plans/staffing/test_shared_positions.py::test_what_does_not_agree_is_told",
    ),
    # The wrong plan is over, and of a plan that is over nothing is said about milestones.
    **{
        code: f"tests/plans/milestones/test_findings_milestones.py::{test}"
        for code, test in {
            "milestone-without-responsible": "test_a_milestone_without_responsible",
            "milestone-past-due-silent": "test_a_milestone_past_due_without_a_word",
            "milestone-postponed-often": "test_a_milestone_put_off_more_than_twice",
            "quarter-without-milestone": "test_a_quarter_with_nothing_planned_in_this_plan_year_and_the_next",
            "year-without-milestones": "test_the_present_plan_year_without_milestones_is_reported_once",
            "next-year-without-milestones": "test_next_years_milestones_are_missing_two_months_before",
        }.items()
    },
    # What lies outside the plan's period is refused when it is typed: it comes of moving the plan's days.
    **{
        code: f"tests/plans/progress/test_moving_days.py::{test}"
        for code, test in {
            "milestone-after-the-plan": "test_a_deadline_outside_the_plan_is_a_finding",
            "milestone-before-the-plan": "test_a_deadline_outside_the_plan_is_a_finding",
            "results-outside-the-plan": "test_what_the_new_days_left_behind_is_found_afterwards",
            "results-across-periods": "test_what_the_new_days_left_behind_is_found_afterwards",
            "criteria-outside-the-plan": "test_what_the_new_days_left_behind_is_found_afterwards",
            "closed-across-quarters": "test_what_the_new_days_left_behind_is_found_afterwards",
        }.items()
    },
    "results-never-reported": (
        "tests/plans/results/test_findings_results.py::test_results_are_not_made_up_in_a_plan_entered_after_its_end"
    ),
    # Its days are known, and its documents agree.
    **{
        code: f"tests/exchange/test_other_towns.py::{test}"
        for code, test in {
            "plan-period-unknown": "test_a_plan_without_a_known_last_day_is_held_and_says_so",
            "used-value-differs": "test_values_that_compete_are_told_with_their_sources_and_which_one_is_used",
        }.items()
    },
    "plan-step-missing": "tests/plans/lifecycle/test_life.py::test_findings_about_the_plans_life",
    # The wrong plan is entered.
    "plan-nearly-empty": "tests/plans/agreement/test_findings_whole.py::test_a_nearly_empty_plan_says_so_in_one_line",
    "evaluation-without-milestone": (
        "tests/plans/progress/test_findings_progress.py::test_an_evaluation_that_the_agreement_promises_is_a_milestone"
    ),
    "frequency-above-target": (
        "tests/plans/results/test_findings_targets.py::test_what_is_said_to_happen_more_often_than_its_target"
    ),
    "ladder-not-falling": "tests/plans/results/test_findings_targets.py::test_a_ladder_that_does_not_fall",
    "target-behind-start": (
        "tests/plans/results/test_findings_targets.py::test_a_target_below_what_there_was_at_the_start"
    ),
    "contribution-amount-missing": (
        "tests/budgets/financing/test_findings.py::test_a_contribution_whose_amount_nobody_knows"
    ),
    "financing-not-complete": (
        "tests/budgets/financing/test_findings.py::test_an_unfinished_financing_is_not_below_the_demand"
    ),
    "plan-parts-missing": "tests/plans/agreement/test_findings_whole.py::test_what_the_round_demands_is_missed",
}

#: Topics of which nothing need be said of the wrong plan, which is over.
QUIET = {Topic.RESULTS}


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


def _files() -> list[Path]:
    return sorted(
        path for app in APPS for path in (HERE / app).rglob("*.py") if "findings" in (path.stem, path.parent.name)
    )


def codes() -> set[str]:
    """Every code in the files of checks: what is written between quotation marks and looks like one."""
    constants = (node for path in _files() for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    texts = {node.value for node in constants if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if KEBAB.fullmatch(text)}


def test_every_finding_is_fired_by_something(cast: Cast) -> None:
    fired = {finding.code for finding in findings(wrong.everything(cast))}
    assert len(fired) > 15
    assert all(KEBAB.fullmatch(code) for code in fired)
    assert codes() - fired == set(ELSEWHERE)
    assert fired - codes() == set(), "a code that is put together cannot be searched for"
    for code, test in ELSEWHERE.items():
        name, function = test.split("::")
        tree = ast.parse((HERE / name).read_text(encoding="utf-8"))
        [found] = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function]
        assert code in ast.unparse(found), test


def test_every_finding_says_why_and_what_to_do_and_leads_there(cast: Cast) -> None:
    found, client = remarks(wrong.everything(cast)).all, cast.client("leader")
    for item in (remark.finding for remark in found):
        assert item.where, item
        assert item.message, item
        assert item.why.endswith("."), item
        assert item.fix.endswith("."), item
    assert set(Topic) - {item.topic for item in found} <= QUIET
    links = {item.finding.link for item in found if item.finding.link}
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_another_language_is_the_same_findings_in_other_words_and_asks_no_more(cast: Cast) -> None:
    plan = wrong.everything(cast)
    with CaptureQueriesContext(connection) as danish:
        own = {finding.fingerprint: finding for finding in findings(plan)}
    plan = type(plan).objects.with_places().get(pk=plan.pk)
    with translation.override("en"), CaptureQueriesContext(connection) as english:
        read = {finding.fingerprint: finding for finding in findings(plan)}
    assert len(english) == len(danish)
    assert own.keys() == read.keys()
    for fingerprint, finding in read.items():
        assert (finding.code, finding.link) == (own[fingerprint].code, own[fingerprint].link)
        assert finding.why != own[fingerprint].why, "the sentence is not translated"
        assert finding.fix != own[fingerprint].fix, "the sentence is not translated"


def test_findings_that_say_different_things_have_different_fingerprints(cast: Cast) -> None:
    found = findings(wrong.everything(cast))
    said = {(finding.code, finding.where, finding.message): finding.fingerprint for finding in found}
    assert len(said) == len(set(said.values())) == len({finding.fingerprint for finding in found})


def test_facts_are_written_the_same_on_every_database_and_in_every_release() -> None:
    made = {"severity": Severity.INFO, "where": "A", "message": "B", "fix": "C"}
    finding = Finding(
        "value-out-of-range", **made, about=("1.2", "ø"), facts=(Decimal("13.00"), date(2021, 3, 1), None)
    )
    same = Finding("value-out-of-range", **made, about=("1.2", "ø"), facts=(Decimal(13), date(2021, 3, 1), None))
    assert finding.fingerprint == same.fingerprint == "29ec6cec59573ba8"
    assert replace(finding, where="D", message="E", fix="F", link="G", why="H").fingerprint == finding.fingerprint
    changed = [{"code": "unit-differs"}, {"about": ("1.2", "o")}, {"facts": (Decimal("13.01"), date(2021, 3, 1), None)}]
    assert finding.fingerprint not in {replace(finding, **change).fingerprint for change in changed}
