"""The administration of bodies and seats."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from abc_portal.directory.models import HousingArea
from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from governance.bodies.models import Body, BodyOrder, Seat, SeatHolder


class SeatInline(PlanInline):
    model = Seat
    autocomplete_fields = ("organisation",)


class BodyOrderInline(PlanInline):
    model = BodyOrder
    fk_name = "earlier"


@admin.register(Body)
class BodyAdmin(PlanScopedAdmin):
    list_display = ("name", "kind", "plan", "sub_agreement", "meetings_least", "meetings_most")
    list_filter = ("kind", "plan")
    list_select_related = ("plan", "sub_agreement")
    search_fields = ("name", "plan__name")
    inlines: ClassVar = [SeatInline, BodyOrderInline]

    def fitting(self, request: HttpRequest, rows: Any) -> Any:
        """An area is one of those that the plan works in."""
        plan = getattr(request, "portal_plan", None)
        if rows.model is HousingArea and plan is not None:
            return rows.filter(plans__plan=plan).distinct()
        return super().fitting(request, rows)


class SeatHolderInline(PlanInline):
    model = SeatHolder
    autocomplete_fields = ("person",)


@admin.register(Seat)
class SeatAdmin(PlanScopedAdmin):
    list_display = ("title", "body", "organisation", "least", "most")
    list_select_related = ("body", "organisation")
    search_fields = ("title", "body__name", "organisation__name")
    autocomplete_fields = ("organisation",)
    inlines: ClassVar = [SeatHolderInline]
