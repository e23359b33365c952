"""Every finding there is: fired by a plan in which everything is wrong, complete, and leading to a page that opens."""

import ast
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from plans.review.findings import told
from plans.shared.enums import Topic
from tests import wrong
from tests.people import Cast

pytestmark = pytest.mark.django_db
HERE = Path(__file__).resolve().parents[3]
APPS = ("plans", "budgets", "indicators", "governance")
KEBAB = re.compile(r"[a-z]+(-[a-z]+)+")
#: Findings that the wrong plan cannot have together with the others: where each is fired.
ELSEWHERE: dict[str, str] = {
    "anchoring-empty": "tests/plans/activities/test_findings_work.py::test_an_activity_that_nobody_carries_on_in_the_last_year",
    # The wrong plan is over, and of a plan that is over nothing is said about milestones.
    **{
        code: f"tests/plans/milestones/test_findings_milestones.py::{test}"
        for code, test in {
            "milestone-without-responsible": "test_a_milestone_without_responsible",
            "milestone-past-due-silent": "test_a_milestone_past_due_without_a_word",
            "milestone-postponed-often": "test_a_milestone_put_off_more_than_twice",
            "quarter-without-milestone": "test_a_quarter_with_nothing_planned_in_this_plan_year_and_the_next",
            "year-without-milestones": "test_the_present_plan_year_without_milestones_is_told_of_once",
            "next-year-without-milestones": "test_next_years_milestones_are_missing_two_months_before",
        }.items()
    },
    "results-never-reported": "tests/plans/results/test_findings_results.py::test_results_are_not_made_up_in_a_plan_entered_after_its_end",
    "plan-step-missing": "tests/plans/lifecycle/test_life.py::test_findings_about_the_plans_life",
}

#: Topics of which nothing need be said of the wrong plan, which is over.
QUIET = {Topic.MILESTONES, Topic.RESULTS}


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
    fired = {each.finding.code for each in told(wrong.everything(cast), exact=True)}
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
    found, client = told(wrong.everything(cast), exact=True), cast.client("leader")
    for each in (each.finding for each in found):
        assert each.where, each
        assert each.message, each
        assert each.why.endswith("."), each
        assert each.fix.endswith("."), each
    assert set(Topic) - {each.topic for each in found} <= QUIET
    links = {each.finding.link for each in found if each.finding.link}
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_another_language_is_the_same_findings_in_other_words_and_asks_no_more(cast: Cast) -> None:
    plan = wrong.everything(cast)
    with CaptureQueriesContext(connection) as danish:
        own = told(plan, exact=True)
    plan = type(plan).objects.with_places().get(pk=plan.pk)
    with translation.override("en"), CaptureQueriesContext(connection) as english:
        read = told(plan, exact=True)
    assert len(english) == len(danish)
    key = lambda each: (each.own.code, each.own.where, each.own.message)  # noqa: E731
    assert sorted(map(key, read)) == sorted(map(key, own))
    for each in read:
        assert (each.finding.code, each.finding.link) == (each.own.code, each.own.link)
        assert each.finding.why != each.own.why, "the sentence is not translated"
        assert each.finding.fix != each.own.fix, "the sentence is not translated"
