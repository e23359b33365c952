"""The administration of sub-goals, positions, activities, stories and what surrounds a plan."""

from typing import ClassVar

from django.contrib import admin

from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.staffing.models import Office, Position, PositionHolder, PositionOrganisation


class PositionOrganisationInline(PlanInline):
    model = PositionOrganisation
    autocomplete_fields = ("organisation",)


class PositionHolderInline(PlanInline):
    model = PositionHolder
    autocomplete_fields = ("person",)


@admin.register(Position)
class PositionAdmin(PlanScopedAdmin):
    list_display = ("title", "plan", "share", "headcount", "vacancy")
    list_filter = ("vacancy",)
    list_select_related = ("plan",)
    search_fields = ("title", "plan__name")
    inlines: ClassVar = [PositionOrganisationInline, PositionHolderInline]


@admin.register(Office)
class OfficeAdmin(PlanScopedAdmin):
    list_display = ("__str__", "kind", "plan", "address")
    list_filter = ("kind",)
    list_select_related = ("plan",)
    search_fields = ("name", "address", "plan__name")
