"""What is told of a plan's bodies, and each rule that the database holds about them, broken once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse

from abc_portal.audit import change_sets
from abc_portal.review.findings import Finding
from governance.bodies.forms import BodyForm
from governance.models import Body, BodyOrder, ContactDetails, Seat, SeatHolder
from plans.models import Plan, PlanArea
from tests import broken_rules, factories, html, readers
from tests.findings import findings
from tests.people import Cast

pytestmark = pytest.mark.django_db
EARLY, LATE = date(2021, 1, 1), date(2021, 12, 31)


def _order_twice(cast: Cast) -> BodyOrder:
    one, other = factories.body(cast.plan), factories.body(cast.plan)
    factories.saved(BodyOrder(earlier=one, later=other), cast.plan)
    return BodyOrder(earlier=one, later=other)


def _before_itself(cast: Cast) -> BodyOrder:
    body = factories.body(cast.plan)
    return BodyOrder(earlier=body, later=body)


def _held(cast: Cast, **fields: Any) -> SeatHolder:
    return SeatHolder(seat=factories.seat(factories.body(cast.plan)), person=factories.person(), **fields)


def _held_twice(cast: Cast, **fields: Any) -> SeatHolder:
    first = factories.saved(_held(cast, **fields), cast.plan)
    return SeatHolder(seat=first.seat, person=first.person, **fields)


def _named_twice(cast: Cast) -> Body:
    factories.body(cast.plan, name="Bestyrelsen")
    return Body(plan=cast.plan, kind="board", name="Bestyrelsen")


def _contacts_twice(cast: Cast) -> ContactDetails:
    first = factories.contacts(cast.plan, factories.person(), "en@privat.example")
    factories.contacts(cast.other_plan, first.person, "en@privat.example")
    return ContactDetails(plan=cast.plan, person=first.person, email="to@privat.example")


#: A rule's name, and rows that break it.
BROKEN: list[tuple[str, Callable[[Cast], Any]]] = [
    ("body_once", _named_twice),
    (
        "body_meetings_range",
        lambda cast: Body(plan=cast.plan, kind="board", name="A", meetings_least=3, meetings_most=2),
    ),
    ("body_order_once", _order_twice),
    ("body_not_before_itself", _before_itself),
    ("seat_range", lambda cast: Seat(body=factories.body(cast.plan), title="A", least=2, most=1)),
    ("seat_holder_period", lambda cast: _held(cast, starts_on=LATE, ends_on=EARLY)),
    ("seat_holder_once", _held_twice),
    ("contact_details_once", _contacts_twice),
    ("seat_holder_once", lambda cast: _held_twice(cast, starts_on=EARLY)),
]


@pytest.mark.parametrize(("name", "broken"), BROKEN)
def test_a_rule_fires(cast: Cast, name: str, broken: Callable[[Cast], Any]) -> None:
    broken_rules.fires(broken(cast), name)


def test_every_rule_is_broken_here() -> None:
    assert {name for name, _broken in BROKEN} == broken_rules.names("governance")


def test_somebody_may_come_back_to_a_seat(cast: Cast) -> None:
    first = factories.saved(_held(cast, starts_on=EARLY, ends_on=LATE), cast.plan)
    factories.saved(SeatHolder(seat=first.seat, person=first.person, starts_on=date(2022, 1, 1)), cast.plan)


def test_what_belongs_together_belongs_to_the_same_plan(cast: Cast) -> None:
    foreign = factories.body(cast.other_plan)
    order = BodyOrder(earlier=factories.body(cast.plan), later=foreign)
    body = Body(
        plan=cast.plan, kind="follow_up_group", name="A", sub_agreement=factories.sub_agreement(cast.other_plan)
    )
    for row, name in ((order, "later"), (body, "sub_agreement")):
        with pytest.raises(ValidationError) as caught:
            row.full_clean()
        assert list(caught.value.message_dict) == [name]


def test_whom_a_seat_is_held_by_cannot_be_deleted(cast: Cast) -> None:
    held = factories.saved(_held(cast), cast.plan)
    with pytest.raises(ProtectedError):
        change_sets.delete(held.person, change_set=change_sets.begin(by=None, program="tests"))


# --- findings -----------------------------------------------------------------------------------------------


def _findings(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in findings(plan) if finding.code == code]


@pytest.mark.parametrize("kind", ["board", "steering_group"])
def test_a_plan_without_a_body_that_leads_it(cast: Cast, kind: str) -> None:
    factories.body(cast.plan, "resource_network")
    [found] = _findings(cast.plan, "board-missing")
    assert found.severity.value == "warning"
    assert found.link == f"/planer/{cast.plan.slug}/moeder/"
    factories.body(cast.plan, kind)
    assert _findings(cast.plan, "board-missing") == []


def test_a_sub_agreement_without_a_group_where_others_have_one(cast: Cast) -> None:
    assert _findings(cast.plan, "follow-up-group-missing") == [], "the plan has no such groups at all"
    factories.body(cast.plan, "follow_up_group", sub_agreement=cast.sub)
    [found] = _findings(cast.plan, "follow-up-group-missing")
    assert found.severity.value == "info"
    assert "Sundhed" in found.message
    factories.body(cast.plan, "resource_network", sub_agreement=cast.other_sub)
    assert len(_findings(cast.plan, "follow-up-group-missing")) == 1, "a network is no follow-up group"
    factories.body(cast.plan, "follow_up_group", sub_agreement=cast.other_sub)
    assert _findings(cast.plan, "follow-up-group-missing") == []


# --- forms and page -------------------------------------------------------------------------------------------


def test_a_body_offers_the_plan_s_own_sub_agreements_and_areas(cast: Cast) -> None:
    own, foreign = factories.area(), factories.area()
    factories.saved(PlanArea(plan=cast.plan, area=own), cast.plan)
    factories.saved(PlanArea(plan=cast.other_plan, area=foreign), cast.other_plan)
    form = BodyForm(instance=Body(plan=cast.plan), plan=cast.plan, user=cast.staff)
    assert list(form.fields["area"].queryset) == [own]
    assert set(form.fields["sub_agreement"].queryset) == {cast.sub, cast.other_sub}


def _post(cast: Cast, address: str, **typed: Any) -> Any:
    client = cast.client("staff")
    return client.post(address, html.posted(client.get(address)) | typed)


def test_what_the_database_refuses_is_a_sentence_on_the_page(cast: Cast) -> None:
    body = factories.body(cast.plan, name="Bestyrelsen")
    held = factories.holder(factories.seat(body))
    add = reverse("governance:body_add", args=[cast.plan.slug])
    answer = _post(cast, add, name="Bestyrelsen", kind="board", meetings_least="3", meetings_most="2")
    assert answer.status_code == 422
    assert len(answer.context["form"].non_field_errors()) == 2
    again = reverse("governance:holder_add", args=[cast.plan.slug, held.seat_id])
    assert _post(cast, again, person=held.person_id).status_code == 422
    assert (Body.objects.count(), SeatHolder.objects.count()) == (1, 1)


def test_a_body_with_its_seats_on_the_page(cast: Cast) -> None:
    body = factories.body(
        cast.plan, name="Bestyrelsen", meetings_least=2, meetings_most=2, purpose="<p>Leder planen</p>"
    )
    factories.seat(body, "Borgmester", least=1, most=1, organisation=factories.organisation("Eksempelby Kommune"))
    page = cast.client("board").get(reverse("governance:bodies", args=[cast.plan.slug]))
    text = readers.words(page)
    for words in ("Bestyrelsen", "2 møder om året", "Leder planen", "Borgmester", "Eksempelby Kommune", "ikke oplyst"):
        assert words in text, words
    [table] = readers.tables(page)
    assert table[1] == ["Borgmester", "Eksempelby Kommune", "1", "ikke oplyst"]


def test_a_plan_without_bodies_says_what_belongs_there(cast: Cast) -> None:
    page = cast.client("board").get(reverse("governance:bodies", args=[cast.plan.slug]))
    assert "bestyrelse" in readers.words(page)
    assert readers.tables(page) == []
