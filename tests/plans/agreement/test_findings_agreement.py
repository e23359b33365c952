"""What is told of goals, sections, parties and whom the sub-agreements are for, each check fired and not fired."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding
from plans.models import (
    Activity,
    ActivityDepartment,
    AgreementSection,
    FocusArea,
    FundingRound,
    GoalServed,
    OverallGoal,
    Plan,
    PlanFocusArea,
    RoundSection,
    SubAgreementDepartment,
    SubAgreementParty,
)
from tests import factories
from tests.findings import findings
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return replace(cast_once, plan=Plan.objects.get(pk=cast_once.plan.pk))


def _findings(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in findings(Plan.objects.get(pk=plan.pk)) if finding.code == code]


def _without_round(cast: Cast) -> None:
    cast.plan.round = None
    factories.saved(cast.plan, cast.plan)


def test_who_has_not_signed_is_distinguished_from_a_date_that_is_not_known(cast: Cast) -> None:
    party = factories.party(cast.plan)
    row = factories.signatory(party, state="unsigned")
    [found] = _findings(cast.plan, "signature-missing")
    assert found.severity == Severity.WARNING
    assert row.person.name in found.message
    assert _findings(cast.plan, "signature-date-missing") == []
    for state in ("signed", "unknown"):
        row.state = state
        factories.saved(row, cast.plan)
        assert _findings(cast.plan, "signature-missing") == []
        assert len(_findings(cast.plan, "signature-date-missing")) == 1


def test_a_signature_on_a_sub_agreement_says_which(cast: Cast) -> None:
    party = factories.party(cast.plan, role="sub_agreement", printed_name="Skolen")
    factories.signatory(party, state="unsigned", sub_agreement=cast.sub)
    [found] = _findings(cast.plan, "signature-missing")
    assert found.where == "Delaftale · Beskæftigelse · Skolen"


def test_a_sub_goal_that_serves_no_goal(cast: Cast) -> None:
    goal = factories.sub_goal(cast.sub)
    [found] = _findings(cast.plan, "sub-goal-without-goal")
    assert found.severity == Severity.WARNING
    assert found.link == f"/planer/{cast.plan.slug}/aftaler/delmaal/{goal.pk}/rediger/"
    factories.saved(GoalServed(sub_goal=goal, goal=OverallGoal.objects.get(code="arbejdsmarked")), cast.plan)
    assert _findings(cast.plan, "sub-goal-without-goal") == []


def test_where_there_are_no_goals_none_is_asked_for(cast: Cast) -> None:
    _without_round(cast)
    factories.sub_goal(cast.sub)
    assert _findings(cast.plan, "sub-goal-without-goal") == []
    factories.own_goal(cast.plan)
    assert len(_findings(cast.plan, "sub-goal-without-goal")) == 1


def test_a_goal_that_nothing_serves(cast: Cast) -> None:
    goals = OverallGoal.objects.filter(round=cast.plan.round)
    assert len(_findings(cast.plan, "goal-unserved")) == goals.count() == 4
    factories.saved(GoalServed(sub_goal=factories.sub_goal(cast.sub), goal=goals[0]), cast.plan)
    left = _findings(cast.plan, "goal-unserved")
    assert len(left) == 3
    assert not any(goals[0].text in item.message for item in left)
    foreign = factories.sub_goal(factories.sub_agreement(cast.other_plan))
    factories.saved(GoalServed(sub_goal=foreign, goal=goals[1]), cast.other_plan)
    assert len(_findings(cast.plan, "goal-unserved")) == 3, "another plan's sub-goal does not count"


def _of_area(cast: Cast, code: str, *, is_chosen: bool) -> None:
    area = FocusArea.objects.get(round=cast.plan.round, code=code)
    row = PlanFocusArea.objects.filter(plan=cast.plan, focus_area=area).first()
    row = row or PlanFocusArea(plan=cast.plan, focus_area=area)
    row.is_chosen = is_chosen
    factories.saved(row, cast.plan)


def test_goals_of_areas_that_the_plan_does_not_work_in_are_not_asked_for(cast: Cast) -> None:
    PlanFocusArea.objects.filter(plan=cast.plan, sub_agreements=None).delete()
    _of_area(cast, "beskaeftigelse", is_chosen=True)
    asked = {item.about for item in _findings(cast.plan, "goal-unserved")}
    assert asked == {("arbejdsmarked",)}
    _of_area(cast, "kriminalitetsforebyggelse", is_chosen=True)
    _of_area(cast, "beskaeftigelse", is_chosen=False)
    asked = {item.about for item in _findings(cast.plan, "goal-unserved")}
    assert asked == {("uden-kriminalitet",)}


def test_a_plan_s_own_goal_is_asked_for_until_its_area_is_not_worked_in(cast: Cast) -> None:
    own = factories.own_goal(cast.plan)
    _of_area(cast, "kriminalitetsforebyggelse", is_chosen=False)
    assert (own.code,) in {item.about for item in _findings(cast.plan, "goal-unserved")}
    own.focus_area = FocusArea.objects.get(round=cast.plan.round, code="kriminalitetsforebyggelse")
    factories.saved(own, cast.plan)
    assert (own.code,) not in {item.about for item in _findings(cast.plan, "goal-unserved")}
    page = words(cast.client("staff").get(f"/planer/{cast.plan.slug}/aftaler/"))
    assert "Kriminalitetsforebyggelse (planen arbejder ikke i det)" in page


def test_a_goal_belongs_to_an_area_of_its_own_round_or_plan(cast: Cast) -> None:
    goal = OverallGoal.objects.filter(round=cast.plan.round).first()
    other = factories.saved(FundingRound(code="anden", name="Anden", first_year=2030, last_year=2033))
    goal.focus_area = factories.saved(FocusArea(round=other, code="x", name="X"))
    with pytest.raises(ValidationError, match="hører til andre midler eller en anden plan"):
        factories.saved(goal)
    own = factories.own_goal(cast.plan)
    own.focus_area = factories.saved(FocusArea(plan=cast.other_plan, code="y", name="Y"), cast.other_plan)
    with pytest.raises(ValidationError, match="hører til andre midler eller en anden plan"):
        factories.saved(own, cast.plan)


def test_a_plan_that_has_not_begun_to_say_what_it_is_to_reach_gets_no_finding(cast: Cast) -> None:
    bare = factories.plan("bar", round=cast.plan.round)
    assert _findings(bare, "goal-unserved") == []
    factories.sub_agreement(bare)
    assert len(_findings(bare, "goal-unserved")) == 4


def _scope(cast: Cast) -> None:
    other = factories.department("VA Andet")
    factories.takes_part(cast.plan, other)
    for sub in (cast.sub, cast.other_sub):
        factories.saved(SubAgreementDepartment(sub_agreement=sub, department=other), cast.plan)


def test_a_department_that_nothing_is_for(cast: Cast) -> None:
    assert _findings(cast.plan, "department-never-served") == [], "without a scope a sub-agreement is for all"
    _scope(cast)
    [found] = _findings(cast.plan, "department-never-served")
    assert found.severity == Severity.WARNING
    assert "AKB Eksempel" in found.message
    activity = factories.activity(cast.sub)
    factories.saved(ActivityDepartment(activity=activity, department=cast.housing), cast.plan)
    assert _findings(cast.plan, "department-never-served") == []


def test_an_activity_for_all_under_a_focus_area_serves_every_department(cast: Cast) -> None:
    _scope(cast)
    area = factories.focus_area(cast.plan)
    factories.saved(Activity(plan=cast.plan, plan_focus_area=area, name="For alle"), cast.plan)
    assert _findings(cast.plan, "department-never-served") == []


def test_a_department_outside_the_plan_need_not_be_served(cast: Cast) -> None:
    _scope(cast)
    factories.takes_part(cast.plan, factories.department("Kun prækvalificeret"), status="prequalified")
    [found] = _findings(cast.plan, "department-never-served")
    assert "AKB Eksempel" in found.message


def test_a_prescribed_section_without_text(cast: Cast) -> None:
    assert _findings(cast.plan, "section-missing") == [], "no agreement is entered"
    agreement = factories.agreement(cast.plan)
    found = _findings(cast.plan, "section-missing")
    assert {item.severity for item in found} == {Severity.INFO}
    assert len(found) == 8
    official = RoundSection.objects.get(round=cast.plan.round, position=2)
    row = AgreementSection(agreement=agreement, round_section=official, position=2, heading=official.heading)
    factories.saved(row, cast.plan)
    assert len(_findings(cast.plan, "section-missing")) == 8, "a heading is no text"
    row.text = "<p>Vision</p>"
    factories.saved(row, cast.plan)
    assert len(_findings(cast.plan, "section-missing")) == 7


def test_a_sub_agreement_that_binds_nobody(cast: Cast) -> None:
    assert {item.severity for item in _findings(cast.plan, "sub-agreement-without-parties")} == {Severity.INFO}
    factories.saved(SubAgreementParty(party=factories.party(cast.plan), sub_agreement=cast.sub), cast.plan)
    [left] = _findings(cast.plan, "sub-agreement-without-parties")
    assert "Sundhed" in left.message
    cast.plan.round = FundingRound.objects.get(code="2011-14")
    factories.saved(cast.plan, cast.plan)
    assert _findings(cast.plan, "sub-agreement-without-parties") == []
