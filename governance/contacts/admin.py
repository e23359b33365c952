"""The administration of bodies and seats."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from abc_portal.pages.admin import PlanScopedAdmin
from governance.contacts.models import ContactDetails


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
