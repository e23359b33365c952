"""How people are reached: what a plan has written of a member, and what the plans have written of oneself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views import View

from abc_portal.pages.row_pages import RowPages
from governance.bodies.models import SeatHolder
from governance.contacts.forms import ContactDetailsForm
from governance.contacts.models import ContactDetails


class ContactPages(RowPages):
    """The plan's own e-mail and telephone of who holds a seat; written for the first time, or changed."""

    nav, home = "bodies", "governance:bodies"
    model, form = ContactDetails, ContactDetailsForm

    def row(self) -> ContactDetails:
        holders = SeatHolder.objects.filter(seat__body__plan=self.plan).select_related("person")
        person = get_object_or_404(holders, pk=self.kwargs["pk"]).person
        found = self.rows().select_related("person").filter(person=person).first()
        return found or ContactDetails(plan=self.plan, person=person)

    def title(self, row: Any) -> str:
        return _("Contact details of %s") % row

    def lead(self, row: Any) -> str:
        return _("Only this plan's secretariat, those who share a body with the person, and the person see them.")


class OwnContacts(View):
    """What the plans have written of how the user is reached."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = ContactDetails.objects.filter(person__user=request.user.pk).select_related("plan").order_by("plan__name")
        return render(request, "governance/contacts/own_contacts.html", {"contacts": rows})
