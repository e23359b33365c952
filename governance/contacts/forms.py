"""Forms for bodies, their seats and who holds them."""

from abc_portal.pages.forms.base import PlanRowForm
from governance.contacts.models import ContactDetails


class ContactDetailsForm(PlanRowForm):
    """How the plan reaches a person."""

    class Meta:
        model = ContactDetails
        fields = ("email", "phone")
