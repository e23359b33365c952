"""The administration of sub-goals, positions, activities, stories and what surrounds a plan."""

from typing import ClassVar

from django.contrib import admin

from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.activities.models import Activity, ActivityCapacity, ActivityCount, ActivityHours, Anchoring, Story


class ActivityHoursInline(PlanInline):
    model = ActivityHours


class ActivityCapacityInline(PlanInline):
    model = ActivityCapacity


class ActivityCountInline(PlanInline):
    model = ActivityCount


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
    inlines: ClassVar = [ActivityCapacityInline, ActivityCountInline, ActivityHoursInline, AnchoringInline]


@admin.register(Story)
class StoryAdmin(PlanScopedAdmin):
    list_display = ("title", "kind", "plan", "activity")
    list_filter = ("kind",)
    list_select_related = ("plan", "activity")
    search_fields = ("title", "plan__name")
