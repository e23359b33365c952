"""What a secretariat can attach to its plan in the administration: the shared lists, and its own rows alone."""

from typing import Any

import pytest
from django.urls import reverse

from tests import factories
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db


def change(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def test_every_shared_list_is_offered_and_only_people_one_works_with(cast: Cast) -> None:
    organisation, area = factories.organisation(), factories.area()
    own = factories.holder(factories.seat(factories.body(cast.plan))).person
    factories.holder(factories.seat(factories.body(cast.other_plan)))
    seat = own.seats.get().seat
    page = cast.client("leader").get(change(seat)).context
    assert organisation in page["adminform"].form.fields["organisation"].queryset
    (holders,) = [item.formset for item in page["inline_admin_formsets"]]
    assert list(holders.empty_form.fields["person"].queryset) == [own]
    plan = cast.client("leader").get(change(cast.plan)).context
    offered = {item.formset.model.__name__: item.formset.empty_form.fields for item in plan["inline_admin_formsets"]}
    assert area in offered["PlanArea"]["area"].queryset
    assert cast.housing in offered["PlanDepartment"]["department"].queryset
    assert list(offered["PlanRelation"]["other"].queryset) == [cast.plan]


def test_a_leader_attaches_an_organisation_to_a_seat(cast: Cast) -> None:
    seat, organisation = factories.seat(factories.body(cast.plan)), factories.organisation()
    client = cast.client("leader")
    data = {**posted(client.get(change(seat))), "organisation": organisation.pk}
    assert client.post(change(seat), data).status_code == 302
    seat.refresh_from_db()
    assert seat.organisation == organisation


def test_a_row_of_another_plan_is_not_offered_however_it_is_posted(cast: Cast) -> None:
    body = factories.body(cast.plan, "follow_up_group")
    foreign = factories.sub_agreement(cast.other_plan)
    client = cast.client("leader")
    answer = client.post(change(body), {**posted(client.get(change(body))), "sub_agreement": foreign.pk})
    assert "sub_agreement" in answer.context["adminform"].form.errors
    client.post(change(body), {**posted(client.get(change(body))), "plan": cast.other_plan.pk})
    body.refresh_from_db()
    assert (body.plan, body.sub_agreement) == (cast.plan, None)
