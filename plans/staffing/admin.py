"""The administration of sub-goals, positions, activities, stories and what surrounds a plan."""

from typing import ClassVar

from django.contrib import admin

from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.staffing.models import Position, PositionOrganisation


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
