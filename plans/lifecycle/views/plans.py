"""The list of plans, and the plan's own name and period."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from abc_portal.core import xlsx
from abc_portal.pages.row_pages import RowPages
from plans.lifecycle.actions import moving
from plans.lifecycle.filters import PlanFilter
from plans.lifecycle.forms.plan import PlanForm
from plans.lifecycle.models.plan import Plan
from plans.lifecycle.tables import PlanTable
from plans.shared import access


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


class PlanRowPages(RowPages):
    """The plan's name, title, municipality, case number, period, accounting year and vision."""

    model, form = Plan, PlanForm
    nav = "status"
    found_by: ClassVar = {}
    moved = 0

    @classmethod
    def page_name(cls, verb: str) -> str:
        return f"plans:{verb}"

    def write(self, form: Any) -> bool:
        given = {name: form.cleaned_data[name] for name in ("reason", "made_from")}
        changed, self.moved = moving.save_plan(plan=form.instance, by=self.user, seen=form.seen_moves, **given)
        return changed

    def done(self, row: Any, changed: bool) -> str:
        message = super().done(row, changed)
        if not self.moved:
            return message
        moved = ngettext(
            "%s milestone moved with the plan's quarters.", "%s milestones moved with the plan's quarters.", self.moved
        )
        return f"{message} {moved % self.moved}"
