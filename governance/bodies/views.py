"""The page of a plan's bodies, and the forms behind it."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.pages.base import PlanPage
from abc_portal.pages.rows import AddRow, DeleteRow, EditRow
from governance.bodies import presenters
from governance.bodies.forms import BodyForm, SeatForm, SeatHolderForm
from governance.bodies.models import Body, Seat, SeatHolder
from governance.bodies.querysets import with_orders, with_seats
from governance.contacts.access import may_see_contacts
from governance.contacts.models import ContactDetails


class Bodies(PlanPage):
    """The board, the follow-up groups and the others: composition and rhythm."""

    template_name = "governance/bodies/bodies.html"
    nav = "bodies"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        bodies = Body.objects.visible_to(user).filter(plan=self.plan).select_related("plan", "sub_agreement", "area")
        seen, own = self.contacts()
        facts = presenters.body_facts(
            with_orders(with_seats(bodies)),
            day=self.day,
            contacts=lambda body: seen if may_see_contacts(user, body) else own,
        )
        return {"bodies": facts}

    def contacts(self) -> tuple[dict[int, ContactDetails], dict[int, ContactDetails]]:
        """What the plan has written of how people are reached, as far as the user sees it; and what is the user's own."""
        rows = ContactDetails.objects.visible_to(self.request.user).filter(plan=self.plan).select_related("person")  # type: ignore[attr-defined]
        seen = {row.person_id: row for row in rows}
        return seen, {pk: row for pk, row in seen.items() if row.person.user_id == self.request.user.pk}


class BodyRow:
    """Rows that stand on the bodies' page."""

    nav = "bodies"
    plan: Any

    def back(self, row: Any) -> str:
        return reverse("governance:bodies", args=[self.plan.slug])

    def delete_link(self, name: str, row: Any) -> dict[str, Any]:
        return {"delete": reverse(f"governance:{name}", args=[self.plan.slug, row.pk])}


class EditBody(BodyRow, EditRow):
    model, form_class = Body, BodyForm

    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("body_delete", row)


class AddBody(BodyRow, AddRow):
    model, form_class = Body, BodyForm

    def new_row(self) -> Body:
        return Body(plan=self.plan, position=self.plan.bodies.count())


class DeleteBody(BodyRow, DeleteRow):
    model = Body


class EditSeat(BodyRow, EditRow):
    model, form_class = Seat, SeatForm

    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("seat_delete", row)


class AddSeat(BodyRow, AddRow):
    model, form_class = Seat, SeatForm

    def new_row(self) -> Seat:
        bodies = Body.objects.editable_by(self.request.user).filter(plan=self.plan)  # type: ignore[attr-defined]
        body = get_object_or_404(bodies, pk=self.kwargs["pk"])
        body.plan = self.plan
        return Seat(body=body, position=body.seats.count())

    def lead(self, row: Any) -> str:
        return _("In %s.") % row.body


class DeleteSeat(BodyRow, DeleteRow):
    model = Seat


class EditHolder(BodyRow, EditRow):
    model, form_class = SeatHolder, SeatHolderForm

    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("holder_delete", row)


class AddHolder(BodyRow, AddRow):
    model, form_class = SeatHolder, SeatHolderForm

    def new_row(self) -> SeatHolder:
        seats = Seat.objects.editable_by(self.request.user).filter(body__plan=self.plan)  # type: ignore[attr-defined]
        return SeatHolder(seat=get_object_or_404(seats.select_related("body__plan"), pk=self.kwargs["pk"]))

    def lead(self, row: Any) -> str:
        return _("%(seat)s in %(body)s.") % {"seat": row.seat, "body": row.seat.body}


class DeleteHolder(BodyRow, DeleteRow):
    model = SeatHolder
