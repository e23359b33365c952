"""What is remarked about milestones: each remark fired, and each case in which it is silent."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from abc_portal.review.enums import Topic
from abc_portal.review.findings import Finding, findings
from abc_portal.review.presenters import remark_lines
from plans.models import Plan
from tests import factories, progress
from tests.findings import remarks
from tests.people import A_DAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def plan(followed: Plan) -> Plan:
    return followed


def found(plan: Plan, code: str = "", day: str = "2022-05-17") -> list[Finding]:
    with time_machine.travel(f"{day} 12:00", tick=False):
        today = timezone.localdate()
        listed = findings(Plan.objects.with_places().get(pk=plan.pk), today=today, exact=True)
    return [finding for topic, finding in listed if topic == Topic.MILESTONES and code in ("", finding.code)]


def opens(cast: Cast, finding: Finding) -> bool:
    return bool(cast.client("leader").get(finding.link).status_code == 200)


def test_a_milestone_without_responsible(cast: Cast, plan: Plan) -> None:
    row = progress.milestone(plan, text="Mødet", due_quarter=5)
    for fields in ({"responsible": "Jobcentret"}, {"person": factories.person()}, {"post": progress.position(plan)},
                   {"state": "reached"}, {"is_draft": True}, {"state": "dropped", "dropped_because": "Solgt"}):  # fmt: skip
        progress.milestone(plan, due_quarter=5, **fields)
    [finding] = found(plan, "milestone-without-responsible")
    assert finding.message == "Ingen er nævnt som ansvarlig for »Mødet«."
    assert finding.where == "Milepæl · Mødet"
    assert finding.severity == "warning"
    assert str(row.pk) in finding.link
    assert opens(cast, finding)


def test_a_milestone_past_due_without_a_word(cast: Cast, plan: Plan) -> None:
    silent: dict[str, dict[str, Any]] = {
        "Aldrig meldt": {"due_on": date(2022, 5, 16)},
        "Meldt før fristen": {"due_on": date(2022, 5, 1), "state": "under_way", "reported_on": date(2022, 4, 1)},
    }
    quiet: dict[str, dict[str, Any]] = {
        "Meldt siden": {"due_on": date(2022, 5, 1), "state": "under_way", "reported_on": date(2022, 5, 2)},
        "I dag": {"due_on": A_DAY},
        "Nået": {"due_on": date(2022, 5, 1), "state": "reached"},
        "Kladde": {"due_on": date(2022, 5, 1), "is_draft": True},
        "Uden dato": {},
    }
    for text, fields in {**silent, **quiet}.items():
        progress.milestone(plan, text=text, responsible="Jobcentret", **fields)
    findings = found(plan, "milestone-past-due-silent")
    assert {finding.where.removeprefix("Milepæl · ") for finding in findings} == set(silent)
    assert "»Aldrig meldt« havde frist 16. maj 2022, og der er ikke meldt noget siden." in {
        finding.message for finding in findings
    }
    assert all(opens(cast, finding) for finding in findings)


def test_a_milestone_put_off_more_than_twice(cast: Cast, plan: Plan) -> None:
    for text, times in (("To", 2), ("Tre", 3)):
        row = progress.milestone(plan, text=text, due_quarter=9, state="postponed", responsible="Jobcentret")
        for _time in range(times):
            progress.postponement(row)
    [finding] = found(plan, "milestone-postponed-often")
    assert (finding.severity, finding.message) == ("info", "»Tre« er udskudt mere end 2 gange.")
    assert opens(cast, finding)


def test_a_quarter_with_nothing_planned_in_this_plan_year_and_the_next(cast: Cast, plan: Plan) -> None:
    progress.milestone(plan, due_quarter=6, responsible="A")
    progress.milestone(plan, date(2023, 3, 15), responsible="A")
    progress.milestone(plan, due_quarter=7, responsible="A", is_draft=True)
    messages = [item.message for item in found(plan, "quarter-without-milestone")]
    assert messages == [
        f"Der er ingen milepæl i {words}."
        for words in (
            "2. planår, 1. kvartal (marts–maj 2022)",
            "2. planår, 3. kvartal (september–november 2022)",
            "2. planår, 4. kvartal (december 2022–februar 2023)",
            "3. planår, 2. kvartal (juni–august 2023)",
            "3. planår, 3. kvartal (september–november 2023)",
            "3. planår, 4. kvartal (december 2023–februar 2024)",
        )
    ]
    later = [item.message for item in found(plan, "quarter-without-milestone", "2022-12-24")]
    assert len(later) == 4, "quarters that have gone are not told of"
    finding = found(plan, "quarter-without-milestone")[0]
    assert finding.link.endswith("?kvartal=5")
    assert opens(cast, finding)


def test_a_plan_without_any_milestone_is_not_reported_for_each_quarter(plan: Plan) -> None:
    assert found(plan, "quarter-without-milestone") == []


def test_the_present_plan_year_without_milestones_is_reported_once(cast: Cast, plan: Plan) -> None:
    progress.milestone(plan, due_quarter=2, responsible="A")
    progress.milestone(plan, due_quarter=6, responsible="A", is_draft=True)
    [finding] = found(plan, "year-without-milestones")
    assert finding.message == "Der er ingen milepæl i det nuværende planår, 2. planår (2022/23)."
    assert opens(cast, finding)
    assert found(plan, "quarter-without-milestone") == []
    assert found(plan, "year-without-milestones", "2021-02-01") == []
    assert found(plan, "year-without-milestones", "2025-03-01") == []
    progress.milestone(plan, due_quarter=6, responsible="A")
    assert found(plan, "year-without-milestones") == []


@pytest.mark.parametrize(
    ("day", "is_found"), [("2022-12-31", False), ("2023-01-01", True), ("2023-02-28", True), ("2023-03-01", False)]
)
def test_next_years_milestones_are_missing_two_months_before(cast: Cast, plan: Plan, day: str, is_found: bool) -> None:
    progress.milestone(plan, due_quarter=6, responsible="A")
    progress.milestone(plan, due_quarter=9, responsible="A", is_draft=True)
    findings = found(plan, "next-year-without-milestones", day)
    assert bool(findings) == is_found
    for finding in findings:
        assert finding.message == "3. planår (2023/24) begynder 1. marts 2023, og der er ikke sat milepæle for det."
        assert opens(cast, finding)
    progress.milestone(plan, due_quarter=9, responsible="A")
    assert found(plan, "next-year-without-milestones", day) == []


def test_a_coming_plan_is_reminded_of_its_first_year_and_a_plan_in_its_last_of_none(cast: Cast, plan: Plan) -> None:
    [finding] = found(plan, "next-year-without-milestones", "2021-01-15")
    assert finding.message.startswith("1. planår (2021/22) begynder 1. marts 2021")
    assert finding.fix == "Tilføj årets milepæle."
    assert opens(cast, finding)
    assert found(plan, "next-year-without-milestones", "2025-01-15") == []


def test_of_a_plan_that_is_over_nothing_is_said(plan: Plan) -> None:
    row = progress.milestone(plan, due_quarter=5, state="postponed")
    for _time in range(3):
        progress.postponement(row)
    assert {item.code for item in found(plan)} > {"milestone-without-responsible", "milestone-postponed-often"}
    assert found(plan, day="2025-03-01") == []


def test_another_plans_milestones_are_not_reported(cast: Cast, plan: Plan) -> None:
    progress.milestone(cast.other_plan, due_quarter=1)
    assert [item.code for item in found(plan)] == ["year-without-milestones"]


def test_a_milestone_without_a_date_is_missed_also_when_the_plan_is_over(cast: Cast, plan: Plan) -> None:
    progress.milestone(plan, text="Uden dato")
    progress.milestone(plan, text="Opgivet", state="dropped", dropped_because="Solgt")
    progress.milestone(plan, A_DAY)
    for day in ("2022-05-17", "2026-05-17"):
        [finding] = found(plan, "milestone-without-date", day)
        assert finding.message == "»Uden dato« har ingen dato."
        assert opens(cast, finding)
    progress.milestone(plan, text="Også uden")
    [line] = remark_lines(remark for remark in remarks(plan).all if remark.finding.code == "milestone-without-date")
    assert line.message == "2 af planens 3 milepæle har ingen dato."
