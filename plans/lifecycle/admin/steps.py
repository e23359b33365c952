"""The administration of sub-goals, positions, activities, stories and what surrounds a plan."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.lifecycle.models.approvals import ExtensionApproval, StepApproval
from plans.lifecycle.models.efforts import EffortParty
from plans.lifecycle.models.steps import ParallelEffort, PlanExtension, PlanStep
from plans.lifecycle.models.values import StatedPlanValue


class StepApprovalInline(PlanInline):
    model = StepApproval
    autocomplete_fields = ("organisation",)


class ExtensionApprovalInline(PlanInline):
    model = ExtensionApproval
    autocomplete_fields = ("organisation",)


@admin.register(PlanStep)
class PlanStepAdmin(PlanScopedAdmin):
    """Steps one by one, so that each is checked against the others; only the last can be deleted."""

    list_display = ("state", "plan", "when", "position")
    list_filter = ("state",)
    list_select_related = ("plan",)
    search_fields = ("plan__name", "by_whom", "case_number", "lbf_wording", "note")
    ordering = ("plan__name", "position")
    inlines: ClassVar = [StepApprovalInline]

    @admin.display(description=gettext_lazy("when"), ordering="happened_on")
    def when(self, step: PlanStep) -> Any:
        return step.happened

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_last = obj is not None and not PlanStep.objects.filter(plan=obj.plan, position__gt=obj.position).exists()
        return is_last and super().has_delete_permission(request, obj)


@admin.register(PlanExtension)
class PlanExtensionAdmin(PlanScopedAdmin):
    """Extensions that were made elsewhere; the page of the plan's course is where a plan is extended."""

    list_display = ("__str__", "plan", "position")
    list_select_related = ("plan",)
    search_fields = ("plan__name", "former_name", "note")
    inlines: ClassVar = [ExtensionApprovalInline]


@admin.register(StatedPlanValue)
class StatedPlanValueAdmin(PlanScopedAdmin):
    list_display = ("subject", "as_printed", "place", "is_used", "plan")
    list_filter = ("subject",)
    list_select_related = ("plan",)
    search_fields = ("plan__name", "as_printed", "place", "note")


class EffortPartyInline(PlanInline):
    model = EffortParty
    autocomplete_fields = ("organisation",)


@admin.register(ParallelEffort)
class ParallelEffortAdmin(PlanScopedAdmin):
    list_display = ("name", "kind", "plan", "organisation")
    list_filter = ("kind",)
    list_select_related = ("plan", "organisation")
    search_fields = ("name", "plan__name")
    autocomplete_fields = ("organisation",)
    inlines: ClassVar = [EffortPartyInline]
