"""What was typed is not lost when the row, the role or the session goes meanwhile; and a form sent twice acts once."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from budgets.models import Contribution, FinancingSource
from governance.models import Body, Seat
from plans.models import Party
from tests import factories, state
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db


def delete(row: Any) -> None:
    change_sets.delete(row, change_set=change_sets.begin(by=None, program="Den anden"))


@pytest.fixture
def body(cast: Cast) -> Body:
    return factories.body(cast.plan, name="Bestyrelsen")


def seat_page(cast: Cast, seat: Seat) -> str:
    return reverse("governance:seat_edit", args=[cast.plan.slug, seat.pk])


def test_a_row_that_was_deleted_shows_what_was_typed(cast: Cast, body: Body) -> None:
    seat = factories.seat(body)
    client, address = cast.client("leader"), seat_page(cast, seat)
    data = posted(client.get(address))
    delete(seat)
    answer = client.post(address, {**data, "title": "Skrevet <b>længe</b>"})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Skrevet &lt;b&gt;længe&lt;/b&gt;</textarea>" in page
    assert "er slettet, eller din rolle i planen er ophørt" in page
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(None, 404), ("board", 403)])
def test_a_role_that_ended_shows_what_was_typed_and_nothing_else(
    cast: Cast, body: Body, role: str | None, status: int
) -> None:
    organisation = factories.organisation("En organisation som andre ser")
    seat = factories.seat(body, organisation=organisation)
    client, address = cast.client("staff"), seat_page(cast, seat)
    data = posted(client.get(address))
    delete(cast.staff.memberships.get())
    if role:
        factories.member(cast.plan, cast.staff, role)
    answer = client.post(address, {**data, "title": "Skrevet længe", "organisation": organisation.pk})
    assert answer.status_code == status
    page = answer.content.decode()
    assert "Skrevet længe</textarea>" in page
    assert organisation.name not in page
    assert "no-store" in answer["Cache-Control"]


def test_who_was_signed_out_sees_what_was_typed_and_saves_it_after_signing_in(cast: Cast) -> None:
    source = factories.source(cast.plan, label="Landsbyggefonden")
    row = factories.contribution(source, 100)
    address = reverse("budgets:contribution_edit", args=[cast.plan.slug, row.pk])
    client = cast.client("leader")
    data = posted(client.get(address))
    client.logout()
    before = state.snapshot()
    answer = client.post(address, {**data, "note": "En lang note", "periods-0-amount_oere": "999.999"})
    assert answer.status_code == 403
    page = answer.content.decode()
    for text in ("En lang note</textarea>", "Beløb i kroner: 999.999", "Du er blevet logget ud", "/konto/igen/"):
        assert text in page
    assert source.label not in page
    assert {label for label, _text in answer.context["typed"]} >= {"Note", "Beløb pr. periode 1"}
    assert state.changed(before, state.snapshot()) == []
    again = dict(answer.context["again"])
    assert again == {name: str(value) for name, value in {**data, "note": "En lang note"}.items()} | {
        "periods-0-amount_oere": "999.999"
    }
    client.force_login(cast.leader)
    assert client.post(address, again).status_code == 422  # as if it had been sent at once: an amount without its dates


def test_a_form_without_its_token_is_not_echoed(cast: Cast, body: Body) -> None:
    address = seat_page(cast, factories.seat(body))
    answer = Client(enforce_csrf_checks=True).post(address, {"title": "Smuglet"})
    assert answer.status_code == 403
    assert "Smuglet" not in answer.content.decode()


def test_nothing_typed_anywhere_else_is_echoed(cast: Cast) -> None:
    for address in (reverse("reporting:documents", args=[cast.plan.slug]), "/admin/plans/plan/add/"):
        assert Client().post(address, {"kind": "status", "name": "x"}).status_code == 302


def test_the_administration_keeps_it_too(cast: Cast, body: Body) -> None:
    client, address = cast.client("leader"), reverse("admin:governance_body_change", args=[body.pk])
    data = posted(client.get(address))
    delete(body)
    answer = client.post(address, {**data, "rhythm": "Hver anden måned"})
    assert answer.status_code == 404
    assert "Hver anden måned</textarea>" in answer.content.decode()
    assert client.get(address).status_code == 302


# --- sent twice ---------------------------------------------------------------------------------------


def test_a_seat_sent_twice_is_one_seat(cast: Cast, body: Body) -> None:
    client = cast.client("leader")
    address = reverse("governance:seat_add", args=[cast.plan.slug, body.pk])
    data = {**posted(client.get(address)), "title": "Formand"}
    first, second = client.post(address, data), client.post(address, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Seat.objects.count() == 1
    again = {**posted(client.get(address)), "title": "Formand"}
    assert client.post(address, again).status_code == 302
    assert Seat.objects.count() == 2
    # Back in the browser, something else written in the same page, and saved: that is meant.
    assert client.post(address, {**data, "title": "Næstformand"}).status_code == 302
    assert Seat.objects.filter(title="Næstformand").exists()


def test_a_contribution_and_a_party_sent_twice_are_one(cast: Cast) -> None:
    client, source = cast.client("leader"), factories.source(cast.plan)
    address = reverse("budgets:contribution_add", args=[cast.plan.slug, source.pk])
    data = {**posted(client.get(address)), "amount_oere": "100", "kind": "cash"}
    assert [client.post(address, data).status_code for _number in range(2)] == [302, 302]
    assert Contribution.objects.count() == 1
    address = reverse("plans:party_add", args=[cast.plan.slug])
    data = {**posted(client.get(address)), "organisation": factories.organisation().pk}
    assert [client.post(address, data).status_code for _number in range(2)] == [302, 302]
    assert Party.objects.count() == 1


def test_the_database_refuses_the_second_when_both_come_at_once(cast: Cast) -> None:
    """Neither of two requests at once sees the other's token: the second meets it when it writes."""
    from uuid import uuid4

    from plans.shared.actions import begin

    token, leader = uuid4(), cast.leader
    first = begin(plan=cast.plan, by=leader, form=token)
    with pytest.raises(change_sets.SentTwice) as again:
        begin(plan=cast.plan, by=leader, form=token)
    assert again.value.change_set == first


def test_a_body_sent_twice_in_the_administration_is_one(cast: Cast) -> None:
    client = cast.client("leader")
    address = reverse("admin:budgets_financingsource_add")
    data = {**posted(client.get(address)), "plan": cast.plan.pk, "kind": "lbf", "label": "Landsbyggefonden"}
    first, second = client.post(address, data), client.post(address, data)
    source = FinancingSource.objects.get()
    assert first.status_code == 302
    assert second["Location"] == reverse("admin:budgets_financingsource_change", args=[source.pk])


def test_a_token_of_somebody_else_s_form_leads_nowhere(cast: Cast, body: Body) -> None:
    address = reverse("governance:seat_add", args=[cast.plan.slug, body.pk])
    client = cast.client("leader")
    client.post(address, {**posted(client.get(address)), "title": "Formand"})
    form = ChangeSet.objects.get(form__isnull=False).form
    with pytest.raises(change_sets.SentTwice):
        change_sets.check_not_sent(form, by=cast.leader)
    change_sets.check_not_sent(form, by=cast.staff)
    request = SimpleNamespace(POST=QueryDict("once=no-token&title=Formand"))
    assert change_sets.sending(request) is None


# --- deleting what has grown ---------------------------------------------------------------------------


def test_what_came_to_hang_under_it_concurrently_is_reported_before_it_is_deleted(cast: Cast) -> None:
    source = factories.source(cast.plan)
    factories.contribution(source, 100)
    client, address = cast.client("leader"), reverse("budgets:source_delete", args=[cast.plan.slug, source.pk])
    seen = client.get(address).context["seen"]
    factories.contribution(source, 200, purpose="Kommet til imens")
    answer = client.post(address, {"seen": seen, "reason": "Dobbelt"})
    assert answer.status_code == 422
    assert len(answer.context["cascaded"]) == 2
    assert 'value="Dobbelt"' in answer.content.decode()
    assert Contribution.objects.count() == 2
    assert client.post(address, {"seen": answer.context["seen"]}).status_code == 302
    assert Contribution.objects.count() == 0


def test_the_administration_asks_again_too(cast: Cast) -> None:
    source = factories.source(cast.plan)
    client = cast.client("leader")
    address = reverse("admin:budgets_financingsource_delete", args=[source.pk])
    seen = client.get(address).context["seen"]
    factories.contribution(source, 200)
    answer = client.post(address, {"post": "yes", "seen": seen}, follow=True)
    assert "En anden har ændret indholdet" in answer.content.decode()
    assert f'name="seen" value="{answer.context["seen"]}"' in answer.content.decode()
    assert FinancingSource.objects.exists()
    assert client.post(address, {"post": "yes", "seen": answer.context["seen"]}).status_code == 302
    assert not FinancingSource.objects.exists()


def test_deleting_the_chosen_ones_asks_again_too(cast: Cast) -> None:
    sources = [factories.source(cast.plan), factories.source(cast.plan)]
    client, address = cast.client("leader"), reverse("admin:budgets_financingsource_changelist")
    data = {"action": "delete_selected", "_selected_action": [row.pk for row in sources]}
    seen = client.post(address, data).context["seen"]
    factories.contribution(sources[1], 200)
    answer = client.post(address, {**data, "post": "yes", "seen": seen})
    assert answer.status_code == 200
    assert "En anden har ændret indholdet" in answer.content.decode()
    assert f'name="seen" value="{answer.context["seen"]}"' in answer.content.decode()
    assert FinancingSource.objects.count() == 2
    assert client.post(address, {**data, "post": "yes", "seen": answer.context["seen"]}).status_code == 302
    assert not FinancingSource.objects.exists()
