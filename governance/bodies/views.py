"""The page of a plan's bodies, and the forms behind it."""

from typing import Any

from django.utils.translation import gettext as _

from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
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
        return {"groups": presenters.grouped(facts)}

    def contacts(self) -> tuple[dict[int, ContactDetails], dict[int, ContactDetails]]:
        """What the plan has written of how people are reached, as far as the user sees it; and what is the user's
        own."""
        rows = ContactDetails.objects.visible_to(self.request.user).filter(plan=self.plan).select_related("person")  # type: ignore[attr-defined]
        seen = {row.person_id: row for row in rows}
        return seen, {pk: row for pk, row in seen.items() if row.person.user_id == self.request.user.pk}


class BodyPages(RowPages):
    """A body of the plan."""

    name, nav, home = "governance:body", "bodies", "governance:bodies"
    model, form = Body, BodyForm


class SeatPages(RowPages):
    """A seat in a body."""

    name, nav, home = "governance:seat", "bodies", "governance:bodies"
    model, form, above = Seat, SeatForm, "body"

    def add_lead(self, row: Any) -> str:
        return _("In %s.") % row.body


class HolderPages(RowPages):
    """Who holds a seat."""

    name, nav, home = "governance:holder", "bodies", "governance:bodies"
    model, form, above = SeatHolder, SeatHolderForm, "seat"

    def add_lead(self, row: Any) -> str:
        return _("%(seat)s in %(body)s.") % {"seat": row.seat, "body": row.seat.body}
