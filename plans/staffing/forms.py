"""Forms for activities, their anchoring and stories, and for positions."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core import numbers
from abc_portal.core.forms import NumberField, PartialDateField
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.pages.forms.rows import RowTable, RowUnder, WholeForm
from plans.staffing.models import Office, Position, PositionHolder, PositionOrganisation


class ShareField(NumberField):
    """A share in per cent with a decimal at most; tenths of a per cent inside."""

    def read(self, text: str) -> int:
        tenths = numbers.parse_number(text.removesuffix("%").strip()) * 10
        if tenths != tenths.to_integral_value():
            raise ValidationError(_("Write one decimal at most, for example 32,4."))
        return int(tenths)

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(Decimal(value) / 10 if isinstance(value, int) else value)


class EmployerForm(RowUnder):
    """An organisation that employs the position or pays for it."""

    share = ShareField(label=gettext_lazy("Share in per cent"), required=False, help_text="")

    class Meta:
        model = PositionOrganisation
        fields = ("organisation", "role", "share")


class HolderForm(RowUnder):
    """One who holds the position, by name or not, with a share of full time."""

    share = ShareField(label=gettext_lazy("Share in per cent"), required=False, help_text="")
    start = PartialDateField(label=gettext_lazy("From"), required=False, help_text="")
    end = PartialDateField(label=gettext_lazy("To"), required=False, help_text="")

    class Meta:
        model = PositionHolder
        fields = ("person", "share", "start", "end")
        help_texts: ClassVar = {"person": ""}  # said once, above the rows

    def offer(self, name: str, field: Any) -> None:
        if name == "person":
            field.empty_label = _("not named")


class PositionForm(WholeForm):
    """A position with who employs it, who pays, and who holds it."""

    share = ShareField(
        label=gettext_lazy("Share of full time in per cent"),
        required=False,
        help_text=gettext_lazy(
            "100 is full time, 37 hours a week; of a position that several hold, what they have together. Empty is not"
            " stated, or the sum of those who hold it."
        ),
    )
    start = PartialDateField(label=gettext_lazy("From"), required=False)
    end = PartialDateField(label=gettext_lazy("To"), required=False)
    tables = (
        RowTable(
            "organisations",
            EmployerForm,
            gettext_lazy("Employers and payers"),
            gettext_lazy("One row an organisation and what it is. The share only when several go together on it."),
        ),
        RowTable(
            "holders",
            HolderForm,
            gettext_lazy("Who holds it"),
            gettext_lazy("One row a person, with a name or without, and the person's own share of full time."),
        ),
    )

    class Meta:
        model = Position
        fields = ("title", "share", "headcount", "vacancy", "start", "end", "appointment", "note", "position")
        widgets = {
            "position": forms.NumberInput(attrs={"min": 0}),
            "appointment": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])


class OfficeForm(PlanRowForm):
    """Where the plan's staff is found."""

    start = PartialDateField(label=gettext_lazy("From"), required=False)
    end = PartialDateField(label=gettext_lazy("To"), required=False)

    class Meta:
        model = Office
        fields = ("kind", "name", "address", "start", "end", "note", "position")
        labels: ClassVar = {"kind": gettext_lazy("Kind")}
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "reason"])
