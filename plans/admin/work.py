"""The administration of sub-goals, positions, activities, stories and what surrounds a plan."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from plans.admin.base import AgreementTextAdmin, PlanInline, PlanScopedAdmin
from plans.models import (
    Activity,
    ActivityHours,
    Anchoring,
    GoalServed,
    ParallelEffort,
    PlanExtension,
    PlanStep,
    Position,
    PositionOrganisation,
    Story,
    SubGoal,
    Support,
)


class GoalServedInline(PlanInline):
    model = GoalServed


@admin.register(SubGoal)
class SubGoalAdmin(AgreementTextAdmin):
    list_display = ("text", "plan", "sub_agreement")
    list_select_related = ("plan", "sub_agreement")
    search_fields = ("text", "plan__name")
    inlines: ClassVar = [GoalServedInline]


class PositionOrganisationInline(PlanInline):
    model = PositionOrganisation
    autocomplete_fields = ("organisation",)


@admin.register(Position)
class PositionAdmin(PlanScopedAdmin):
    list_display = ("title", "plan", "share", "vacancy")
    list_filter = ("vacancy",)
    list_select_related = ("plan",)
    search_fields = ("title", "plan__name")
    inlines: ClassVar = [PositionOrganisationInline]


class ActivityHoursInline(PlanInline):
    model = ActivityHours


class AnchoringInline(PlanInline):
    model = Anchoring
    autocomplete_fields = ("organisation",)


@admin.register(Activity)
class ActivityAdmin(PlanScopedAdmin):
    """Its departments and sub-goals are ticked on the activity's own page."""

    list_display = ("name", "plan", "sub_agreement", "parent", "state")
    list_filter = ("state",)
    list_select_related = ("plan", "sub_agreement", "parent")
    search_fields = ("name", "plan__name", "sub_agreement__name")
    inlines: ClassVar = [ActivityHoursInline, AnchoringInline]


@admin.register(Story)
class StoryAdmin(PlanScopedAdmin):
    list_display = ("title", "kind", "plan", "activity")
    list_filter = ("kind",)
    list_select_related = ("plan", "activity")
    search_fields = ("title", "plan__name")


@admin.register(PlanStep)
class PlanStepAdmin(PlanScopedAdmin):
    """Steps one by one, so that each is checked against those that stand; only the last can be deleted."""

    list_display = ("state", "plan", "when", "position")
    list_filter = ("state",)
    list_select_related = ("plan",)
    search_fields = ("plan__name", "by_whom", "case_number", "lbf_wording", "note")
    ordering = ("plan__name", "position")

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


@admin.register(ParallelEffort)
class ParallelEffortAdmin(PlanScopedAdmin):
    list_display = ("name", "kind", "plan", "organisation")
    list_filter = ("kind",)
    list_select_related = ("plan", "organisation")
    search_fields = ("name", "plan__name")
    autocomplete_fields = ("organisation",)


@admin.register(Support)
class SupportAdmin(PlanScopedAdmin):
    list_display = ("name", "kind", "number", "plan")
    list_filter = ("kind",)
    list_select_related = ("plan",)
    search_fields = ("name", "plan__name")
    autocomplete_fields = ("organisation",)
