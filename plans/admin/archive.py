"""The administration of the archive and of the agreements beside the plan."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from plans.admin.base import PlanInline, PlanScopedAdmin
from plans.models import CooperationAgreement, CooperationParty, PlanFile, PlanFileVersion


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


class CooperationPartyInline(PlanInline):
    model = CooperationParty
    autocomplete_fields = ("organisation",)


@admin.register(CooperationAgreement)
class CooperationAgreementAdmin(PlanScopedAdmin):
    list_display = ("title", "plan", "kind")
    list_filter = ("kind",)
    list_select_related = ("plan",)
    search_fields = ("title", "parties__name", "plan__name")
    inlines: ClassVar = [CooperationPartyInline]
