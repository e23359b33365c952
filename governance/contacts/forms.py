"""Forms for bodies, their seats and who holds them."""

from governance.contacts.models import ContactDetails
from plans.shared.forms.base import PlanRowForm


class ContactDetailsForm(PlanRowForm):
    """How the plan reaches a person."""

    class Meta:
        model = ContactDetails
        fields = ("email", "phone")
