"""The administration of rounds, plans, agreements, activities and roles."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from abc_portal.audit.admin import GuardedAdminForm, TrackedInline
from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.lifecycle.actions.moving import move_with
from plans.lifecycle.actions.moving_round import follow_round
from plans.lifecycle.forms.quarters import KeepsQuarters, MovesElsewhere
from plans.lifecycle.models.plan import Plan, PlanArea, PlanDepartment
from plans.lifecycle.models.steps import FormerPlanName, PlanRelation
from plans.rounds.admin import FocusAreaInline, OverallGoalInline


class PlanAreaInline(TrackedInline):
    model = PlanArea
    autocomplete_fields = ("area",)


class PlanDepartmentInline(PlanInline):
    model = PlanDepartment
    autocomplete_fields = ("department",)


class FormerPlanNameInline(PlanInline):
    model = FormerPlanName


class PlanRelationInline(PlanInline):
    model = PlanRelation
    fk_name = "plan"


class PlanAdminForm(MovesElsewhere, KeepsQuarters, GuardedAdminForm):
    pass


@admin.register(Plan)
class PlanAdmin(PlanScopedAdmin):
    form = PlanAdminForm
    list_display = ("name", "area_name", "municipality", "round", "first_day", "last_day")
    list_filter = ("round",)
    list_select_related = ("municipality", "round")
    search_fields = ("name", "area_name", "case_number")
    autocomplete_fields = ("municipality",)
    inlines: ClassVar = [
        PlanAreaInline,
        PlanDepartmentInline,
        FormerPlanNameInline,
        PlanRelationInline,
        FocusAreaInline,
        OverallGoalInline,
    ]

    @admin.display(description=gettext_lazy("first day"), ordering="starts_on")
    def first_day(self, plan: Plan) -> Any:
        return plan.start

    @admin.display(description=gettext_lazy("last day"), ordering="ends_on")
    def last_day(self, plan: Plan) -> Any:
        return plan.end

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Rows that depend on a plan's quarters or round follow when these change."""
        super().save_model(request, obj, form, change)
        changed = set(form.changed_data) if change else set()
        if {"start", "end", "starts_on", "ends_on"} & changed:
            move_with(obj, self.change_set_for(request, obj))
        if "round" in changed:
            follow_round(obj, self.change_set_for(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser
