"""Forms for bodies, their seats and who holds them."""

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.forms import DanishDateField
from abc_portal.pages.forms.base import PlanRowForm
from governance.bodies.models import Body, Seat, SeatHolder
from plans.models import Plan, SubAgreement
from plans.shared.choices import PLAN_AREAS


class BodyForm(PlanRowForm):
    """A body: what it is for, and how often it meets."""

    lists: ClassVar = {"area": PLAN_AREAS}

    class Meta:
        model = Body
        fields = (
            "name", "kind", "sub_agreement", "area", "purpose", "meetings_least", "meetings_most", "meetings_about",
            "rhythm", "position",
        )  # fmt: skip

    def limit(self, plan: Plan) -> None:
        self.fields["sub_agreement"].queryset = SubAgreement.objects.filter(plan=plan)
        self.fields["sub_agreement"].help_text = _("For a follow-up group: the sub-agreement that it follows.")


class SeatForm(PlanRowForm):
    """A seat: the role that is wanted, and for how many."""

    class Meta:
        model = Seat
        fields = ("title", "organisation", "least", "most", "per", "is_ad_hoc", "position")


class SeatHolderForm(PlanRowForm):
    """Who holds a seat, from and to when."""

    starts_on = DanishDateField(label=gettext_lazy("From"), required=False)
    ends_on = DanishDateField(label=gettext_lazy("To"), required=False)

    class Meta:
        model = SeatHolder
        fields = ("person", "starts_on", "ends_on")
