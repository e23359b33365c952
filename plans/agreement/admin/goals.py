"""The administration of sub-goals, positions, activities, stories and what surrounds a plan."""

from typing import ClassVar

from django.contrib import admin

from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.agreement.admin.texts import AgreementTextAdmin
from plans.agreement.models.agreement import Support
from plans.agreement.models.sub_agreements import GoalServed, SubGoal


class GoalServedInline(PlanInline):
    model = GoalServed


@admin.register(SubGoal)
class SubGoalAdmin(AgreementTextAdmin):
    list_display = ("text", "plan", "sub_agreement")
    list_select_related = ("plan", "sub_agreement")
    search_fields = ("text", "plan__name")
    inlines: ClassVar = [GoalServedInline]


@admin.register(Support)
class SupportAdmin(PlanScopedAdmin):
    list_display = ("name", "kind", "number", "plan")
    list_filter = ("kind",)
    list_select_related = ("plan",)
    search_fields = ("name", "plan__name")
    autocomplete_fields = ("organisation",)
