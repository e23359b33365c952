"""The table of who contributes what, edited as rows in one form: a sub-agreement's, or the plan's own."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from abc_portal.pages.forms.rows import RowTable, RowUnder, WholeForm
from plans.agreement.models.sub_agreements import Responsibility, SubAgreement
from plans.lifecycle.forms.reasons import AgreementTextForm
from plans.lifecycle.models.plan import Plan


class ResponsibilityForm(RowUnder):
    """One line: who contributes with what. A new one comes last."""

    class Meta:
        model = Responsibility
        fields = ("phase", "organisation", "who", "contributes", "position")
        widgets: ClassVar = {"contributes": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {"phase": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.plan = self.plan
        if not self.instance.pk:
            del self.fields["position"]

    def offer(self, name: str, field: Any) -> None:
        field.empty_label = gettext_lazy("none")

    def clean(self) -> dict[str, Any]:
        if not self.instance.pk:
            rows = Responsibility.objects.filter(plan=self.plan, sub_agreement=self.instance.sub_agreement_id)
            self.instance.position = max(rows.values_list("position", flat=True), default=-1) + 1
        return super().clean()


@dataclass(frozen=True)
class RoleTable(RowTable):
    """The lines of one table; the plan's own leaves out those of its sub-agreements."""

    def of(self, form: WholeForm, data: Any) -> Any:
        rows = super().of(form, data)
        lines = Responsibility.objects.filter(plan=form.plan).select_related("organisation")
        rows.queryset = lines.filter(sub_agreement=form.instance if isinstance(form.instance, SubAgreement) else None)
        return rows


TABLE = RoleTable(
    "rows",
    ResponsibilityForm,
    gettext_lazy("Who contributes with what"),
    gettext_lazy(
        "One line each: choose an organisation, or write who it is, or both. Empty lines are not saved; save to get "
        "more of them."
    ),
    3,
)


class SubRolesForm(WholeForm, AgreementTextForm):
    """The form above a sub-agreement's table of roles: the guard and the reason."""

    tables = (TABLE,)

    class Meta:
        model = SubAgreement
        fields = ()


class PlanRolesForm(WholeForm, AgreementTextForm):
    """The form above the plan's table of roles: the guard and the reason."""

    tables = (TABLE,)

    class Meta:
        model = Plan
        fields = ()
