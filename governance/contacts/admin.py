"""The administration of bodies and seats."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from abc_portal.pages.admin import PlanScopedAdmin
from governance.contacts.models import ContactDetails


@admin.register(ContactDetails)
class ContactDetailsAdmin(PlanScopedAdmin):
    """Contact details of each plan, separate from other plans' details of the same person."""

    list_display = ("person", "plan", "email", "phone")
    list_filter = ("plan",)
    list_select_related = ("person", "plan")
    search_fields = ("person__name", "email")
    autocomplete_fields = ("person",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The person of saved details cannot be changed."""
        shown = super().get_readonly_fields(request, obj)
        return shown if obj is None else (*shown, "person")
