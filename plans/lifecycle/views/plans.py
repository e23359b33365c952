"""The list of plans, and the plan's own name and period."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from abc_portal.core import xlsx
from plans.lifecycle.filters import PlanFilter
from plans.lifecycle.forms.plan import PlanForm
from plans.lifecycle.models.plan import Plan
from plans.lifecycle.tables import PlanTable
from plans.milestones.actions import moving
from plans.shared import access
from plans.shared.views.base import EditRow


class PlanList(SingleTableMixin, FilterView):
    """The plans that the user has a role in; search, filters and order live in the address."""

    table_class = PlanTable
    filterset_class = PlanFilter
    template_name = "plans/lifecycle/plan_list.html"

    def get_queryset(self) -> Any:
        return Plan.objects.visible_to(self.request.user).with_places().with_state()

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, may_start=access.may_start_plan(self.request.user))

    def get_strict(self) -> bool:
        return False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("format") == "xlsx":
            return self.workbook()
        return super().get(request, *args, **kwargs)

    def workbook(self) -> HttpResponse:
        """What is shown, all pages of it, as a workbook."""
        filterset = self.get_filterset(self.get_filterset_class())
        table = PlanTable(filterset.qs if filterset.is_valid() else self.get_queryset(), today=timezone.localdate())
        order = self.request.GET.get("sort")
        if order:
            table.order_by = order.split(",")
        return xlsx.response(_("plans"), table.workbook(_("Plans")))


class EditPlan(EditRow):
    """The plan's name, title, municipality, case number, period, accounting year and vision."""

    model, form_class = Plan, PlanForm
    nav = "status"
    moved = 0

    def row(self) -> Any:
        return get_object_or_404(Plan.objects.editable_by(self.request.user), pk=self.plan.pk)

    def back(self, row: Any) -> str:
        return reverse("reporting:status", args=[self.plan.slug])

    def write(self, form: Any) -> bool:
        changed, self.moved = moving.save_plan(
            plan=form.instance,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            made_from=form.cleaned_data["made_from"],
        )
        return changed

    def done(self, row: Any, changed: bool) -> str:
        told = super().done(row, changed)
        if not self.moved:
            return told
        moved = ngettext(
            "%s milestone moved with the plan's quarters.", "%s milestones moved with the plan's quarters.", self.moved
        )
        return f"{told} {moved % self.moved}"
