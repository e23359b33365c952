"""Rules of what a plan holds in depth that span two rows."""

import pytest

from plans.models import (
    Activity,
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    FundingRound,
    GoalServed,
    OverallGoal,
    PlanRelation,
    Position,
    Responsibility,
    RoundSection,
    Signatory,
    Story,
    SubAgreementDepartment,
    SubAgreementParty,
    SubGoal,
)
from tests import factories
from tests.people import Cast
from tests.plans.rows import (
    EARLY,
    activity,
    document,
    later,
    refused_fields,
    sub_goal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    """One cast for the whole file; what a test adds is undone after it."""
    return cast_once


def test_a_description_is_shared_one_step_deep(cast: Cast) -> None:
    first, second = factories.activity(cast.sub), factories.activity(cast.sub)
    factories.saved(activity(cast, described_with=first))
    assert refused_fields(
        activity(cast, described_with=factories.activity(factories.sub_agreement(cast.other_plan)))
    ) == ["described_with"]
    first.described_with = second
    assert refused_fields(first) == ["described_with"]
    third = Activity.objects.get(described_with=first)
    assert refused_fields(activity(cast, described_with=third)) == ["described_with"]


def test_short_names_are_made_once_and_then_stay(cast: Cast) -> None:
    first, second = factories.activity(cast.sub, "Lektiecafé"), factories.activity(cast.sub, "Lektiecafé")
    assert (first.code, second.code) == ("lektiecafe", "lektiecafe-2")
    first.name = "Lektiehjælp"
    factories.saved(first)
    assert Activity.objects.get(pk=first.pk).code == "lektiecafe"


def test_only_departments_of_the_plan_are_served(cast: Cast) -> None:
    stranger = factories.department()
    assert refused_fields(SubAgreementDepartment(sub_agreement=cast.sub, department=stranger)) == ["department"]
    assert refused_fields(ActivityDepartment(activity=factories.activity(cast.sub), department=stranger)) == [
        "department"
    ]


def test_rows_of_another_plan_are_refused_in_depth(cast: Cast) -> None:
    foreign = factories.sub_agreement(cast.other_plan)
    activity, party = factories.activity(cast.sub), factories.party(cast.plan)
    post = factories.saved(Position(plan=cast.other_plan, title="En anden"))
    goal = factories.saved(SubGoal(plan=cast.other_plan, sub_agreement=foreign, text="Et andet"))
    own = factories.saved(OverallGoal(plan=cast.other_plan, code="andet", text="Et andet"))
    assert refused_fields(ActivityHours(activity=activity, post=post, least=5)) == ["post"]
    assert refused_fields(ActivityGoal(activity=activity, sub_goal=goal)) == ["sub_goal"]
    assert refused_fields(GoalServed(sub_goal=factories.saved(sub_goal(cast)), goal=own)) == ["goal"]
    assert refused_fields(SubAgreementParty(party=party, sub_agreement=foreign)) == ["sub_agreement"]
    assert refused_fields(Signatory(party=party, person=factories.person(), sub_agreement=foreign)) == ["sub_agreement"]
    assert refused_fields(Responsibility(plan=cast.plan, sub_agreement=foreign, who="A", contributes="B")) == [
        "sub_agreement"
    ]
    assert refused_fields(Story(plan=cast.plan, sub_agreement=foreign, title="A", text="<p>B</p>")) == ["sub_agreement"]


def test_two_plans_do_not_continue_each_other(cast: Cast) -> None:
    factories.saved(PlanRelation(plan=cast.other_plan, other=cast.plan))
    assert refused_fields(later(cast, other=cast.other_plan)) == ["other"]


def test_a_section_belongs_to_a_document_of_its_own_round() -> None:
    budget = factories.saved(document())
    other = FundingRound.objects.get(code="2015-18")
    assert refused_fields(RoundSection(round=other, document=budget, position=99, heading="Afsnit")) == ["document"]


def test_a_date_says_that_it_is_signed(cast: Cast) -> None:
    row = factories.signatory(factories.party(cast.plan), signed_on=EARLY)
    assert row.state == "signed"
