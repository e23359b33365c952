"""Forms for what is done to several milestones at once; each asks only for what its change needs."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.choose_fields import choose
from abc_portal.core.choosing import ChoiceScope
from abc_portal.core.dates import PartialDate
from abc_portal.core.forms import PartialDateField
from abc_portal.directory.models import Person
from plans.lifecycle.models.plan import Plan
from plans.milestones.actions import steps
from plans.milestones.actions.bulk import BulkAction, BulkChange
from plans.milestones.forms.milestone import RESPONSIBLE
from plans.staffing.models import Position

FURTHEST = 8


class ChangeForm(forms.Form):
    """A change that asks for nothing more."""

    once = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, plan: Plan, user: Any, change: BulkAction, today: date) -> None:
        super().__init__(data, initial={"once": uuid4})
        self.plan, self.user, self.change, self.today = plan, user, change, today
        self.limit()

    def limit(self) -> None:
        """Narrow the choices to the plan's own rows."""

    def bulk_change(self) -> BulkChange:
        """After ``is_valid``: what is to be done."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        return BulkChange(change=self.change, today=self.today, **fields)


class ReachedForm(ChangeForm):
    on = PartialDateField(label=gettext_lazy("When were they reached?"), required=False)

    def limit(self) -> None:
        self.fields["on"].initial = PartialDate(self.today)

    def clean_on(self) -> PartialDate | None:
        steps.check_not_ahead(self.cleaned_data["on"], self.today)
        return self.cleaned_data["on"]


class ReasonForm(ChangeForm):
    """A change that says why."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500})
    )


class MoveMilestonesForm(ReasonForm):
    quarters = forms.IntegerField(
        label=gettext_lazy("By how many quarters?"),
        initial=1,
        validators=[MinValueValidator(1), MaxValueValidator(FURTHEST)],
    )
    field_order = ("quarters", "reason")


class ResponsibleForm(ChangeForm):
    person = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Person"), required=False)
    post = forms.ModelChoiceField(Position.objects.none(), label=gettext_lazy("Position"), required=False)

    def limit(self) -> None:
        choose(self, ChoiceScope(self.user, self.plan), {"person": RESPONSIBLE}, adds=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("person") and not cleaned.get("post"):
            raise ValidationError(_("Choose a person, a position, or both."))
        return cleaned


FORMS: dict[BulkAction, type[ChangeForm]] = {
    BulkAction.UNDER_WAY: ChangeForm,
    BulkAction.REACHED: ReachedForm,
    BulkAction.MOVE: MoveMilestonesForm,
    BulkAction.RESPONSIBLE: ResponsibleForm,
    BulkAction.DROP: ReasonForm,
    BulkAction.APPROVE: ChangeForm,
    BulkAction.DELETE: ChangeForm,
}
