"""The administration of the archive and of the agreements beside the plan."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.archive.models import PlanFile, PlanFileVersion


class PlanFileVersionInline(PlanInline):
    """Versions are uploaded on the file's own page; here only what is said of them can be changed."""

    model = PlanFileVersion
    fields = ("number", "name", "size", "note", "made_from")
    readonly_fields = ("number", "name", "size")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(PlanFile)
class PlanFileAdmin(PlanScopedAdmin):
    list_display = ("title", "plan", "kind", "sight", "dated_on")
    list_filter = ("kind", "sight")
    list_select_related = ("plan",)
    search_fields = ("title", "key", "plan__name")
    readonly_fields = ("key",)
    inlines: ClassVar = [PlanFileVersionInline]
