"""The form of an effort beside the plan, with who takes part in it and where it is done."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from abc_portal.core.forms import PartialDateField
from abc_portal.directory.models import HousingArea, HousingDepartment
from abc_portal.pages.forms.rows import Link, RowTable, RowUnder, TickField, WholeForm
from plans.lifecycle.forms.steps import NEAR
from plans.lifecycle.models.efforts import EffortArea, EffortDepartment, EffortParty
from plans.lifecycle.models.plan import Plan
from plans.lifecycle.models.steps import ParallelEffort


class EffortPartyForm(RowUnder):
    """One who goes together with others on the effort."""

    class Meta:
        model = EffortParty
        fields = ("organisation", "name", "aim")
        help_texts: ClassVar = {"name": "", "aim": ""}  # said once, above the rows
        widgets: ClassVar = {"aim": forms.Textarea(attrs={"rows": 2})}


class EffortForm(WholeForm):
    """Work that runs beside the plan."""

    link = forms.URLField(label=gettext_lazy("Address of its own page"), required=False, assume_scheme="https")
    start = PartialDateField(label=gettext_lazy("From"), required=False)
    end = PartialDateField(label=gettext_lazy("To"), required=False)
    its_areas = TickField(
        model=HousingArea, label=gettext_lazy("Areas"), help_text=gettext_lazy("Where it is done; none is not stated.")
    )
    its_departments = TickField(model=HousingDepartment, label=gettext_lazy("Departments"))
    tables = (
        RowTable(
            "parties",
            EffortPartyForm,
            gettext_lazy("Those who go together on it"),
            gettext_lazy("One row a party: an organisation of the list, a name, or both, and what it is to be for."),
        ),
    )
    lists: ClassVar = {"its_departments": NEAR}
    links: ClassVar = {
        "its_areas": Link(EffortArea, "effort", "area"),
        "its_departments": Link(EffortDepartment, "effort", "department"),
    }

    class Meta:
        model = ParallelEffort
        fields = ("name", "kind", "organisation", "start", "end", "description", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.Meta.fields, "its_areas", "its_departments", "reason"])

    def limit(self, plan: Plan) -> None:
        self.fields["its_areas"].queryset = HousingArea.objects.filter(plans__plan=plan).distinct()
