"""Remarks on evaluations that the agreement promises and no milestone is for."""

from datetime import date

import pytest

from plans.models import Plan
from tests import factories, progress
from tests.findings import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(reference: None) -> Plan:
    return factories.plan(starts_on=date(2013, 1, 1), ends_on=date(2014, 12, 31), entered_on=date(2013, 1, 1))


def _write(plan: Plan, text: str) -> None:
    section = factories.agreement(plan, sections=1).sections.get()
    section.text = f"<p>{text}</p>"
    factories.saved(section, plan)


def found(plan: Plan, code: str = "evaluation-without-milestone") -> list[str]:
    return [finding.message for finding in findings(Plan.objects.get(pk=plan.pk)) if finding.code == code]


def test_an_evaluation_that_the_agreement_promises_is_a_milestone(plan: Plan) -> None:
    _write(plan, "Midtvejs og til slut evalueres der større. Der evalueres løbende.")
    assert found(plan) == [], "no milestones are entered at all"
    progress.milestone(plan, date(2013, 12, 31), text="Kurset er evalueret")
    [message] = found(plan, "evaluation-without-milestone")
    assert message.startswith("»Midtvejs og til slut evalueres der større.« lover")
    assert message.endswith("en evaluering midtvejs, en evaluering til slut.")
    progress.milestone(plan, date(2013, 12, 31), text="Midtvejsevalueringen er færdig")
    assert found(plan)[0].endswith(": en evaluering til slut.")
    progress.milestone(plan, date(2014, 12, 31), text="Slutevalueringen er færdig")
    assert found(plan) == []


def test_a_yearly_evaluation_is_a_milestone_in_each_plan_year(plan: Plan) -> None:
    _write(plan, "Styregruppen evaluerer indsatsen hvert år.")
    progress.milestone(plan, date(2013, 12, 31), text="Indsatsen er evalueret")
    assert len(found(plan)) == 1
    progress.milestone(plan, date(2014, 12, 31), text="Indsatsen er evalueret igen")
    assert found(plan) == []


@pytest.mark.parametrize(
    "text", ["Der afsættes ikke midler til en årlig evaluering.", "Parterne mødes hvert år.", "Der evalueres løbende."]
)
def test_what_promises_no_evaluation_at_a_time_is_silent(plan: Plan, text: str) -> None:
    _write(plan, text)
    progress.milestone(plan, date(2013, 12, 31))
    assert found(plan) == []
