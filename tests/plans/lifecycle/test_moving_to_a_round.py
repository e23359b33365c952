"""The plan's funding round: what it prescribes, and what follows when the plan is moved to another one."""

from typing import Any

import pytest
from django.urls import reverse

from abc_portal.audit.models import ChangeSet
from abc_portal.reporting.interchange import export_plan, import_plan
from indicators.models import Indicator
from plans.lifecycle.enums import State
from plans.models import (
    AgreementSection,
    FocusArea,
    FundingRound,
    GoalServed,
    OverallGoal,
    Plan,
    PlanFocusArea,
    RoundSection,
)
from tests import factories
from tests.html import posted
from tests.people import Cast, demo_client
from tests.readers import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming() -> FundingRound:
    """A round to come that calls one focus area, one goal, one indicator and one section as that of 2019-26 does."""
    row = factories.saved(FundingRound(code="2027-30", name="2027-30-midlerne", first_year=2027, last_year=2030))
    factories.saved(FocusArea(round=row, code="job", name="Beskæftigelse"))
    goal = factories.saved(OverallGoal(round=row, code="m", text="Flere bliver tilknyttet arbejdsmarkedet"))
    known = Indicator.objects.get(round__code="2019-26", code="restgruppen")
    factories.saved(Indicator(round=row, code="i", name=known.name, goal=goal, unit=known.unit, better=known.better))
    heading = RoundSection.objects.get(round__code="2019-26", document=None, position=2).heading
    factories.saved(RoundSection(round=row, position=9, heading=heading))
    return row


def prescribed(plan: Plan) -> dict[str, Any]:
    """Rows of the plan on two of each kind that its round prescribes: one that the coming round knows, one not."""
    first = plan.round
    areas = [FocusArea.objects.get(round=first, code=code) for code in ("beskaeftigelse", "uddannelse-og-livschancer")]
    goals = [OverallGoal.objects.get(round=first, code=code) for code in ("arbejdsmarked", "faellesskab")]
    asked = [Indicator.objects.get(round=first, code=code) for code in ("restgruppen", "frivillige")]
    agreement, sub_goal = factories.agreement(plan), factories.sub_goal(plan.sub_agreements.first())
    sections = [RoundSection.objects.get(round=first, document=None, position=place) for place in (2, 3)]
    return {
        "areas": [factories.saved(PlanFocusArea(plan=plan, focus_area=area, problem="<p>P</p>")) for area in areas],
        "goals": [factories.saved(GoalServed(sub_goal=sub_goal, goal=goal)) for goal in goals],
        "observations": [factories.observation(plan, item, 7, year=2020, source="LBF") for item in asked],
        "sections": [
            factories.saved(AgreementSection(agreement=agreement, round_section=row, position=row.position,
                                             heading=row.heading, text="<p>T</p>"))
            for row in sections
        ],
    }  # fmt: skip


def move(cast: Cast, code: str, **data: str) -> Any:
    client, address = cast.client("staff"), reverse("plans:round_edit", args=[cast.plan.slug])
    key = FundingRound.objects.get(code=code).pk if code else ""
    return client.post(address, {**posted(client.get(address)), "round": key, **data}, follow=True)


def test_what_both_rounds_call_the_same_follows_and_the_rest_becomes_the_plans_own(
    cast: Cast, coming: FundingRound
) -> None:
    rows = prescribed(cast.plan)
    before = ChangeSet.objects.count()
    answer = move(cast, "2027-30")
    assert "Disse blev planens egne:" in words(answer)
    assert ChangeSet.objects.count() == before + 1, "one change set"
    for kind, name in (("areas", "focus_area"), ("goals", "goal"), ("observations", "indicator")):
        same, own = rows[kind]
        same.refresh_from_db()
        own.refresh_from_db()
        assert getattr(same, name).round == coming, kind
        words_before = str(getattr(own, name))
        assert (getattr(own, name).round, getattr(own, name).plan) == (None, cast.plan), kind
        assert words_before in words(answer), kind
    assert rows["areas"][1].problem == "<p>P</p>"
    own_indicator = rows["observations"][1].indicator
    assert own_indicator.goal == rows["goals"][1].goal, "an indicator's own goal is the copy that the sub-goal serves"
    sections = [AgreementSection.objects.get(pk=row.pk) for row in rows["sections"]]
    assert [row.round_section and row.round_section.round for row in sections] == [coming, None]
    assert [row.text for row in sections] == ["<p>T</p>", "<p>T</p>"]


def test_a_plan_without_a_round_has_all_as_its_own_and_comes_back(cast: Cast) -> None:
    rows, code = prescribed(cast.plan), cast.plan.round.code
    move(cast, "")
    area = rows["areas"][0]
    area.refresh_from_db()
    assert area.focus_area.plan == cast.plan
    assert Plan.objects.get(pk=cast.plan.pk).round is None
    move(cast, code)
    area.refresh_from_db()
    assert area.focus_area.plan == cast.plan, "what is the plan's own stays so"


def test_a_moved_plan_can_be_read_in_again(demo: None) -> None:
    plan = Plan.objects.get(slug="abc-2021-2025")
    client, address = demo_client("leder"), reverse("plans:round_edit", args=[plan.slug])
    key = FundingRound.objects.get(code="2015-18").pk
    data = {**posted(client.get(address)), "round": key, "reason": "Sagen hører under de tidligere midler"}
    assert client.post(address, data).status_code == 302
    document = export_plan(Plan.objects.get(pk=plan.pk))
    assert import_plan(document, update=True)
    assert export_plan(Plan.objects.get(pk=plan.pk)) == document


def test_the_administration_lets_it_follow_too(cast: Cast, coming: FundingRound) -> None:
    area = prescribed(cast.plan)["areas"][1]
    client, address = cast.client("admin"), reverse("admin:plans_plan_change", args=[cast.plan.pk])
    answer = client.post(address, {**posted(client.get(address)), "round": coming.pk})
    assert answer.status_code == 302
    area.refresh_from_db()
    assert area.focus_area.plan == cast.plan


def test_an_agreement_in_force_asks_why(cast: Cast, coming: FundingRound) -> None:
    factories.step(cast.plan, State.RUNNING, is_entered_as_it_stands=True)
    assert "Aftalen gælder" in words(move(cast, "2027-30"))
    assert Plan.objects.get(pk=cast.plan.pk).round != coming
    move(cast, "2027-30", reason="Sagen er flyttet af Landsbyggefonden")
    assert Plan.objects.get(pk=cast.plan.pk).round == coming


def test_the_same_round_again_changes_nothing(cast: Cast) -> None:
    prescribed(cast.plan)
    before = ChangeSet.objects.count()
    move(cast, cast.plan.round.code)
    assert ChangeSet.objects.count() == before


def test_the_page_tells_what_the_round_prescribes_to_those_who_see_the_shared_lists(cast: Cast) -> None:
    address = reverse("plans:round", args=[cast.plan.slug])
    page = words(cast.client("staff").get(address))
    for text in (
        "25 %",
        "Milepælsplan",
        "Skal vedlægges",
        "Sammenhængskraft og medborgerskab",
        "vides ikke",
        "Andel 1-5-årige i dagtilbud",
    ):
        assert text in page, text
    assert cast.client("board").get(address).status_code == 403
    assert address in cast.client("leader").get(reverse("plans:life", args=[cast.plan.slug])).content.decode()
    move(cast, "")
    assert "Planen hører ikke under midler" in words(cast.client("staff").get(address))


def test_the_vision_of_an_agreement_in_force_asks_why_and_the_case_number_does_not(cast: Cast) -> None:
    factories.step(cast.plan, State.RUNNING, is_entered_as_it_stands=True)
    client, address = cast.client("staff"), reverse("plans:edit", args=[cast.plan.slug])
    data = posted(client.get(address))
    assert client.post(address, {**data, "case_number": "123456"}).status_code == 302
    data = posted(client.get(address))
    assert client.post(address, {**data, "vision": "<p>Et godt sted</p>"}).status_code == 422
    assert client.post(address, {**data, "vision": "<p>Et godt sted</p>", "reason": "Aftalt"}).status_code == 302


def test_the_plans_town_and_accounting_year_are_edited_on_its_own_page(cast: Cast) -> None:
    town = factories.organisation("Nykommune", kind="municipality")
    client, address = cast.client("staff"), reverse("plans:edit", args=[cast.plan.slug])
    data = {**posted(client.get(address)), "municipality": town.pk, "accounting_month": "10"}
    assert client.post(address, data).status_code == 302
    plan = Plan.objects.get(pk=cast.plan.pk)
    assert (plan.municipality, plan.accounting_month) == (town, 10)
    assert client.post(address, {**data, "made_from": plan.version, "accounting_month": "13"}).status_code == 422


def test_the_document_of_a_moved_plan_names_no_other_round(cast: Cast, coming: FundingRound) -> None:
    prescribed(cast.plan)
    move(cast, "2027-30")
    assert '"2019-26"' not in export_plan(Plan.objects.get(pk=cast.plan.pk))
