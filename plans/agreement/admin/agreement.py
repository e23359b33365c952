"""The administration of rounds, plans, agreements, activities and roles."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy

from abc_portal.pages.admin import PlanInline
from plans.agreement.admin.texts import AgreementTextAdmin
from plans.agreement.models.agreement import AgreementSection, Party, Signatory, StrategicAgreement, SubAgreementParty
from plans.agreement.models.sub_agreements import (
    FocusAreaDepartment,
    PlanFocusArea,
    Responsibility,
    SubAgreement,
    SubAgreementDepartment,
)


class AgreementSectionInline(PlanInline):
    model = AgreementSection
    fields = ("position", "round_section", "heading", "made_from")


@admin.register(StrategicAgreement)
class StrategicAgreementAdmin(AgreementTextAdmin):
    list_display = ("plan", "kind", "first_day", "last_day")
    list_select_related = ("plan",)
    search_fields = ("plan__name", "printed_area")
    inlines: ClassVar = [AgreementSectionInline]

    @admin.display(description=gettext_lazy("valid from"), ordering="valid_from_on")
    def first_day(self, agreement: StrategicAgreement) -> Any:
        return agreement.valid_from

    @admin.display(description=gettext_lazy("valid to"), ordering="valid_to_on")
    def last_day(self, agreement: StrategicAgreement) -> Any:
        return agreement.valid_to


@admin.register(AgreementSection)
class AgreementSectionAdmin(AgreementTextAdmin):
    list_display = ("heading", "position", "agreement")
    list_select_related = ("agreement__plan",)
    search_fields = ("heading", "text", "agreement__plan__name")


class SignatoryInline(PlanInline):
    model = Signatory
    autocomplete_fields = ("person",)


class SubAgreementPartyInline(PlanInline):
    model = SubAgreementParty


@admin.register(Party)
class PartyAdmin(AgreementTextAdmin):
    list_display = ("organisation", "plan", "role")
    list_filter = ("role",)
    list_select_related = ("organisation", "plan")
    search_fields = ("organisation__name", "printed_name", "plan__name")
    autocomplete_fields = ("organisation",)
    inlines: ClassVar = [SignatoryInline, SubAgreementPartyInline]


class FocusAreaDepartmentInline(PlanInline):
    model = FocusAreaDepartment
    autocomplete_fields = ("department",)


@admin.register(PlanFocusArea)
class PlanFocusAreaAdmin(AgreementTextAdmin):
    inlines: ClassVar = [FocusAreaDepartmentInline]
    list_display = ("focus_area", "plan", "is_chosen")
    list_filter = ("is_chosen",)
    list_select_related = ("focus_area", "plan")
    search_fields = ("focus_area__name", "local_name", "plan__name")


class SubAgreementDepartmentInline(PlanInline):
    model = SubAgreementDepartment
    autocomplete_fields = ("department",)


class ResponsibilityInline(PlanInline):
    model = Responsibility
    fields = ("phase", "organisation", "who", "contributes", "position", "made_from")


@admin.register(SubAgreement)
class SubAgreementAdmin(AgreementTextAdmin):
    inlines: ClassVar = [SubAgreementDepartmentInline, ResponsibilityInline]
    list_display = ("name", "plan", "position")
    list_select_related = ("plan",)
    search_fields = ("name", "plan__name")
    prepopulated_fields: ClassVar = {"slug": ("name",)}
