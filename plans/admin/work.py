"""The administration of sub-goals, positions, activities, stories and what surrounds a plan."""

from typing import ClassVar

from django.contrib import admin

from plans.admin.base import PlanInline, PlanScopedAdmin
from plans.models import (
    Activity,
    ActivityHours,
    Anchoring,
    GoalServed,
    ParallelEffort,
    Position,
    PositionOrganisation,
    Story,
    SubGoal,
    Support,
)


class GoalServedInline(PlanInline):
    model = GoalServed


@admin.register(SubGoal)
class SubGoalAdmin(PlanScopedAdmin):
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
