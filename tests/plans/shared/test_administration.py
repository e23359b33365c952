"""The administration keeps plans apart: what is offered, what can be moved, whose indicators are whose; and
its dates.
"""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from abc_portal.core.dates import Precision
from governance.models import Body
from indicators.models import Indicator
from plans.models import FundingRound, Plan, PlanDepartment
from plans.shared.enums import Role
from tests import factories
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_plans(cast: Cast) -> Cast:
    """The leader leads another plan beside: what the lists offer could be of either."""
    plan = factories.plan("plan-c", name="Plan C")
    factories.member(plan, cast.leader, Role.LEADER)
    return cast


def change(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


# --- a row stays in its plan ---------------------------------------------------------------------------


def test_a_row_cannot_be_moved_to_another_plan(two_plans: Cast) -> None:
    other = Plan.objects.get(slug="plan-c")
    rows = [
        factories.body(two_plans.plan), factories.source(two_plans.plan), factories.activity(two_plans.sub),
        two_plans.board.memberships.get(), two_plans.sub,
    ]  # fmt: skip
    client = two_plans.client("leader")
    for row in rows:
        data = posted(client.get(change(row)))
        assert "plan" not in data, row
        answer = client.post(change(row), {**data, "plan": other.pk})
        assert answer.status_code == 302, answer.context["errors"]
        assert type(row)._base_manager.get(pk=row.pk).plan == two_plans.plan


def test_a_seat_cannot_be_moved_to_another_body(two_plans: Cast) -> None:
    seat = factories.seat(factories.body(two_plans.plan))
    other = factories.body(Plan.objects.get(slug="plan-c"))
    client = two_plans.client("leader")
    assert client.post(change(seat), {**posted(client.get(change(seat))), "body": other.pk}).status_code == 302
    seat.refresh_from_db()
    assert seat.body != other


def test_a_page_offers_what_belongs_to_its_own_plan(two_plans: Cast) -> None:
    here, there = two_plans.plan, Plan.objects.get(slug="plan-c")
    body = factories.body(here, name="Bestyrelsen")
    factories.body(there, name="Bestyrelsen")
    factories.sub_agreement(there, "Fremmed")
    factories.area("Fremmed område")
    answer = two_plans.client("leader").get(change(body))
    fields = answer.context["adminform"].form.fields
    assert set(fields["sub_agreement"].queryset) == {two_plans.sub, two_plans.other_sub}
    assert list(fields["area"].queryset) == []
    orders = answer.context["inline_admin_formsets"][1].formset
    assert list(orders.empty_form.fields["later"].queryset) == [body]


def test_where_the_plan_is_not_known_yet_its_name_is_reported(two_plans: Cast) -> None:
    for plan in (two_plans.plan, Plan.objects.get(slug="plan-c")):
        factories.body(plan, name="Bestyrelsen")
    page = two_plans.client("leader").get(reverse("admin:governance_seat_add")).content.decode()
    assert "Bestyrelsen (Plan A)" in page
    assert "Bestyrelsen (Plan C)" in page


@pytest.mark.parametrize(
    "model", ["plans_membership", "budgets_financingsource", "indicators_observation", "governance_body"]
)
def test_filters_offer_one_s_own_plans_only(two_plans: Cast, model: str) -> None:
    page = two_plans.client("leader").get(reverse(f"admin:{model}_changelist")).content.decode()
    assert "Plan A" in page
    assert "Plan C" in page
    assert "Plan B" not in page


# --- dates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2025", date(2025, 12, 31), Precision.YEAR), ("forår 2025", date(2025, 5, 31), Precision.SEASON),
        ("5. maj 2025", date(2025, 5, 5), Precision.DAY), ("maj 2025", date(2025, 5, 31), Precision.MONTH),
    ],
)  # fmt: skip
def test_a_date_is_written_as_on_the_portal_s_own_pages(
    cast: Cast, typed: str, day: date, precision: Precision
) -> None:
    client = cast.client("leader")
    data = posted(client.get(change(cast.plan)))
    assert not {"ends_on", "ends_on_precision"} & data.keys()
    answer = client.post(change(cast.plan), {**data, "end": typed})
    assert answer.status_code == 302, answer.context["errors"]
    stored = Plan.objects.get(pk=cast.plan.pk)
    assert (stored.ends_on, stored.ends_on_precision) == (day, precision)


def test_a_date_in_a_table_of_rows_is_written_so_too(cast: Cast) -> None:
    client = cast.client("leader")
    data = posted(client.get(change(cast.plan)))
    prefix = next(name for name in data if name.endswith("-0-joined")).removesuffix("joined")
    assert client.post(change(cast.plan), {**data, f"{prefix}joined": "forår 2014"}).status_code == 302
    row = PlanDepartment.objects.get()
    assert (row.joined_on, row.joined_on_precision) == (date(2014, 3, 1), Precision.SEASON)


def test_a_plan_with_what_is_no_day_gets_a_message(cast: Cast) -> None:
    client, address = cast.client("admin"), reverse("admin:plans_plan_add")
    answer = client.post(address, {**posted(client.get(address)), "name": "Ny", "slug": "ny", "start": "x y"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() >= {"start"}


# --- a plan's own indicators ----------------------------------------------------------------------------


def test_a_plan_s_own_indicators_are_seen_by_who_sees_the_plan(two_plans: Cast) -> None:
    factories.indicator(two_plans.other_plan, name="Den anden plans")
    mine = factories.indicator(two_plans.plan, name="Planens egen")
    leader, page = two_plans.client("leader"), reverse("admin:indicators_indicator_changelist")
    listed = leader.get(page).content.decode()
    assert "Planens egen" in listed
    assert "Den anden plans" not in listed
    offered = leader.get(reverse("admin:indicators_observation_add")).context["adminform"].form.fields["indicator"]
    assert list(offered.queryset.filter(round=None)) == [mine]
    assert list(Indicator.objects.visible_to(two_plans.board).filter(round=None)) == [mine]
    assert not Indicator.objects.visible_to(two_plans.outsider).exists()
    assert set(Indicator.objects.visible_to(two_plans.admin)) == set(Indicator.objects.all())


def test_a_plan_s_own_focus_areas_and_goals_are_seen_likewise(cast: Cast) -> None:
    from plans.models import FocusArea, OverallGoal

    for model, name in ((FocusArea, "name"), (OverallGoal, "text")):
        mine = factories.saved(model(plan=cast.plan, code="vores", **{name: "Vores"}))
        factories.saved(model(plan=cast.other_plan, code="deres", **{name: "Deres"}))
        own = set(model.objects.visible_to(cast.leader).filter(round=None))
        assert mine in own
        assert {row.plan for row in own} == {cast.plan}
        assert not model.objects.editable_by(cast.board).exists()


@pytest.mark.parametrize("person", ["leader", "staff"])
def test_a_secretariat_adds_and_edits_indicators_of_its_own_plan(cast: Cast, person: str) -> None:
    client, address = cast.client(person), reverse("admin:indicators_indicator_add")
    opened = client.get(address, {"plan": cast.plan.pk})
    form = opened.context["adminform"].form
    assert list(form.fields["plan"].queryset) == [cast.plan]
    assert "round" not in form.fields
    typed = {"name": "Fritidsjob", "code": "fritidsjob", "unit": "number", "better": "higher"}
    data = {**posted(opened), **typed}
    assert client.post(address, {**data, "plan": ""}).status_code == 200
    assert client.post(address, {**data, "plan": cast.other_plan.pk}).status_code == 200
    answer = client.post(address, {**data, "plan": cast.plan.pk})
    assert answer.status_code == 302, answer.context["errors"]
    row = Indicator.objects.get(code="fritidsjob")
    assert row.history.get().history_change_set.scope == f"plan:{cast.plan.pk}"
    again = client.post(change(row), {**posted(client.get(change(row))), "name": "Fritidsjob for unge"})
    assert again.status_code == 302
    assert Indicator.objects.get(pk=row.pk).name == "Fritidsjob for unge"


def test_what_a_round_prescribes_stays_the_system_administrator_s(cast: Cast) -> None:
    round_ = factories.saved(FundingRound(code="2030-33", name="Runden", first_year=2030, last_year=2033))
    row = factories.saved(Indicator(round=round_, code="a", name="Rundens", unit="percent", better="higher"))
    client = cast.client("leader")
    assert client.get(change(row)).status_code == 200
    assert client.post(change(row), {"name": "Taget", "made_from": 1}).status_code == 403
    assert client.post(reverse("admin:indicators_indicator_delete", args=[row.pk])).status_code == 403


def test_without_indicators_the_page_says_where_to_add_one(cast: Cast) -> None:
    Plan.objects.filter(pk=cast.plan.pk).update(round=None)
    client = cast.client("leader")
    add = f"{reverse('admin:indicators_indicator_add')}?plan={cast.plan.pk}"
    for name in ("observation_add", "overview"):
        page = client.get(reverse(f"indicators:{name}", args=[cast.plan.slug])).content.decode()
        assert add in page
        assert 'name="indicator"' not in page
    assert add not in cast.client("board").get(reverse("indicators:overview", args=[cast.plan.slug])).content.decode()
    factories.indicator(cast.plan)
    page = client.get(reverse("indicators:observation_add", args=[cast.plan.slug])).content.decode()
    assert 'name="indicator"' in page


def test_a_body_s_history_stays_with_it(two_plans: Cast) -> None:
    """Nothing in the administration's form of an existing row names the plan any more."""
    body = factories.body(two_plans.plan)
    page = two_plans.client("leader").get(change(body)).content.decode()
    assert 'name="plan"' not in page
    assert "Plan A" in page
    assert Body.objects.get(pk=body.pk).plan == two_plans.plan


# --- what the form cannot tell -------------------------------------------------------------------------


def test_a_rule_that_no_field_shows_is_reported_and_nothing_typed_is_lost(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a row that is closed for good: the form finds no fault, and the write does, each time."""
    body = factories.body(cast.plan, name="Bestyrelsen")
    client = cast.client("leader")
    data = {**posted(client.get(change(body))), "name": "Et nyt navn"}

    def refuse(row: Any, stored: Any = None) -> None:
        raise ValidationError("Organet er lukket.")

    monkeypatch.setattr(Body, "check_can_write", refuse)
    answer = client.post(change(body), data)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Organet er lukket." in shown
    assert "Et nyt navn" in shown
    body.refresh_from_db()
    assert body.name == "Bestyrelsen"
