"""The administration of remarks that were set aside."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from abc_portal.pages.admin import PlanScopedAdmin
from abc_portal.review.models import SetAside


@admin.register(SetAside)
class SetAsideAdmin(PlanScopedAdmin):
    list_display = ("where", "code", "plan", "because")
    list_filter = ("code",)
    list_select_related = ("plan",)
    search_fields = ("where", "message", "because", "plan__name")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A remark is known again by its words: another one is set aside by itself."""
        shown = tuple(super().get_readonly_fields(request, obj))
        return shown if obj is None else (*shown, "code", "where", "message")
