"""A plan that its own organisations have decided: no grant, no funding round, and other ways through its life."""

from typing import Any

import pytest
from django.urls import reverse

from abc_portal.audit import change_sets
from abc_portal.reporting.interchange import export_plan, import_plan
from plans.models import FundingRound, Plan
from plans.shared.enums import Role
from tests import factories
from tests.html import posted
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(cast_once: Cast) -> Plan:
    plan = factories.plan("egen", name="Egen plan", round=None, is_own=True)
    factories.member(plan, cast_once.leader, Role.LEADER)
    return plan


def sent(cast: Cast, address: str, **typed: Any) -> Any:
    client = cast.client("leader")
    filled = {name: value for name, value in (posted(client.get(address)) | typed).items() if value is not None}
    return client.post(address, filled)


def faults(answer: Any) -> Any:
    return answer.context["form"].errors.get_json_data()


def test_it_says_that_there_is_no_round_instead_of_that_it_is_not_stated(cast_once: Cast, own: Plan) -> None:
    client = cast_once.client("leader")
    assert "Den har intet tilskud fra Landsbyggefonden" in words(client.get(f"/planer/{own.slug}/indikatorer/"))
    status = words(client.get(f"/planer/{own.slug}/"))
    assert "uden tilskud fra Landsbyggefonden" in status
    assert "LBF-sag" not in status
    listed = words(client.get("/planer/"))
    assert "ingen: uden tilskud fra Landsbyggefonden" in listed


def test_it_starts_without_being_applied_for(cast_once: Cast, own: Plan) -> None:
    factories.step(own, "idea")
    assert sent(cast_once, f"/planer/{own.slug}/forloeb/trin/", state="running").status_code == 302
    assert own.steps.last().state == "running"  # type: ignore[union-attr]


def test_a_plan_whose_round_is_only_not_known_is_applied_for(cast_once: Cast, own: Plan) -> None:
    own.is_own = False
    factories.saved(own, own)
    factories.step(own, "idea")
    assert "state" in faults(sent(cast_once, f"/planer/{own.slug}/forloeb/trin/", state="running"))


def test_it_has_a_grant_after_all_only_when_its_steps_fit(cast_once: Cast, own: Plan) -> None:
    for state in ("idea", "running"):
        factories.step(own, state)
    address = reverse("plans:edit", args=[own.slug])
    [fault] = faults(sent(cast_once, address, is_own=None))["is_own"]
    assert fault["message"].startswith("Så passer planens trin ikke. Fra »idé« kan planen gå til »")
    assert Plan.objects.get(pk=own.pk).is_own
    change_sets.delete(own.steps.last(), change_set=change_sets.begin(by=None, program="tests"))
    assert sent(cast_once, address, is_own=None).status_code == 302
    assert not Plan.objects.get(pk=own.pk).is_own


def test_round_and_no_grant_exclude_each_other_wherever_they_are_typed(cast_once: Cast, own: Plan) -> None:
    sentence = "En plan uden tilskud fra Landsbyggefonden hører ikke til nogen midler."
    prescribed = FundingRound.objects.get(code="2019-26")
    moved = sent(cast_once, reverse("plans:round_edit", args=[own.slug]), round=str(prescribed.pk))
    assert [fault["message"] for fault in faults(moved)["round"]] == [sentence]
    edited = sent(cast_once, reverse("plans:edit", args=[cast_once.plan.slug]), is_own="on")
    assert [fault["message"] for fault in faults(edited)["is_own"]] == [sentence]
    begun = sent(
        cast_once, "/planer/ny/?fra=intet", name="Ny", start="2025", end="2026", round=str(prescribed.pk), is_own="on"
    )
    assert [fault["message"] for fault in faults(begun)["is_own"]] == [sentence]
    assert Plan.objects.get(pk=own.pk).round is None
    assert not Plan.objects.get(pk=cast_once.plan.pk).is_own


def test_a_new_plan_of_ones_own(cast_once: Cast) -> None:
    answer = sent(cast_once, "/planer/ny/?fra=intet", name="Vores egen", start="2025", end="2026", is_own="on")
    assert answer.status_code == 302
    assert Plan.objects.get(slug="vores-egen").is_own


def test_it_travels(own: Plan) -> None:
    document = export_plan(own).replace('"egen"', '"rejst"')
    assert '"is_own": true' in document
    plan = import_plan(document)
    assert plan is not None
    assert plan.is_own
