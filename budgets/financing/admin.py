"""The administration of a plan's financing."""

from typing import ClassVar

from django.contrib import admin

from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from budgets.financing.models.contributions import Contribution, ContributionPeriod, FinancingSource
from budgets.financing.models.stated import StatedAmount


class ContributionInline(PlanInline):
    model = Contribution
    fields = ("kind", "is_beside_plan", "effort", "purpose", "counts_as_local", "amount_oere", "position", "made_from")


@admin.register(FinancingSource)
class FinancingSourceAdmin(PlanScopedAdmin):
    list_display = ("__str__", "kind", "plan")
    list_filter = ("kind", "plan")
    list_select_related = ("plan", "organisation", "department")
    search_fields = ("label", "organisation__name", "department__name", "plan__name")
    autocomplete_fields = ("organisation", "department")
    inlines: ClassVar = [ContributionInline]


class ContributionPeriodInline(PlanInline):
    model = ContributionPeriod


@admin.register(Contribution)
class ContributionAdmin(PlanScopedAdmin):
    list_display = ("source", "kind", "is_beside_plan", "amount_oere")
    list_filter = ("kind", "is_beside_plan")
    search_fields = ("source__label", "source__organisation__name", "source__department__name", "purpose")
    inlines: ClassVar = [ContributionPeriodInline]


@admin.register(StatedAmount)
class StatedAmountAdmin(PlanScopedAdmin):
    list_display = ("subject", "as_printed", "place", "plan")
    list_filter = ("subject",)
    list_select_related = ("plan",)
    search_fields = ("as_printed", "place", "plan__name")
