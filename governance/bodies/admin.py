"""The administration of bodies and seats."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from governance.models import Body, BodyOrder, ContactDetails, Seat, SeatHolder
from plans.shared.admin import PlanInline, PlanScopedAdmin


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


@admin.register(ContactDetails)
class ContactDetailsAdmin(PlanScopedAdmin):
    """How each plan reaches people; another plan's details of the same person are its own."""

    list_display = ("person", "plan", "email", "phone")
    list_filter = ("plan",)
    list_select_related = ("person", "plan")
    search_fields = ("person__name", "email")
    autocomplete_fields = ("person",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whose they are stays: written of one person, they are not another's."""
        shown = super().get_readonly_fields(request, obj)
        return shown if obj is None else (*shown, "person")
