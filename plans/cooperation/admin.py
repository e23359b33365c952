"""The administration of the archive and of the agreements beside the plan."""

from typing import ClassVar

from django.contrib import admin

from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.cooperation.models import CooperationAgreement, CooperationParty


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
