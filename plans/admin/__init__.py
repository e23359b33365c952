"""The administration of rounds, plans, agreements, activities and roles."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.admin import GuardedAdminForm, TrackedInline
from abc_portal.directory.admin import ReferenceAdmin
from abc_portal.directory.models import User
from plans.actions_round import follow_round
from plans.admin import archive, following, review, work
from plans.admin.base import AgreementTextAdmin, InOnePlan, PlanInline, PlanScopedAdmin
from plans.forms import KeepsQuarters
from plans.milestones.moving import move_with
from plans.models import (
    AgreementSection,
    FocusArea,
    FundingRound,
    Membership,
    OverallGoal,
    Party,
    Plan,
    PlanArea,
    PlanDepartment,
    PlanFocusArea,
    PlanRelation,
    Responsibility,
    RoundDocument,
    RoundSection,
    Signatory,
    StrategicAgreement,
    SubAgreement,
    SubAgreementDepartment,
    SubAgreementParty,
)

__all__ = ["InOnePlan", "PlanInline", "PlanScopedAdmin", "archive", "following", "review", "work"]


class FocusAreaInline(TrackedInline):
    model = FocusArea
    fields = ("code", "name", "position", "made_from")


class OverallGoalInline(TrackedInline):
    model = OverallGoal
    fields = ("code", "text", "position", "made_from")


class RoundDocumentInline(TrackedInline):
    model = RoundDocument


class RoundSectionInline(TrackedInline):
    model = RoundSection
    fields = ("document", "position", "heading", "made_from")


@admin.register(FundingRound)
class FundingRoundAdmin(ReferenceAdmin):
    list_display = ("name", "code", "first_year", "last_year", "least_local_share", "hours_count")
    search_fields = ("name", "code")
    inlines: ClassVar = [RoundDocumentInline, RoundSectionInline, FocusAreaInline, OverallGoalInline]


@admin.register(RoundSection)
class RoundSectionAdmin(ReferenceAdmin):
    """A prescribed section with its fixed text, which each installation fills in."""

    list_display = ("heading", "round", "document", "position")
    list_filter = ("round",)
    list_select_related = ("round", "document")
    search_fields = ("heading", "round__name")


class PlanAreaInline(TrackedInline):
    model = PlanArea
    autocomplete_fields = ("area",)


class PlanDepartmentInline(PlanInline):
    model = PlanDepartment
    autocomplete_fields = ("department",)


class PlanRelationInline(PlanInline):
    model = PlanRelation
    fk_name = "plan"


class PlanAdminForm(KeepsQuarters, GuardedAdminForm):
    pass


@admin.register(Plan)
class PlanAdmin(PlanScopedAdmin):
    form = PlanAdminForm
    list_display = ("name", "area_name", "municipality", "round", "first_day", "last_day")
    list_filter = ("round",)
    list_select_related = ("municipality", "round")
    search_fields = ("name", "area_name", "case_number")
    autocomplete_fields = ("municipality",)
    inlines: ClassVar = [PlanAreaInline, PlanDepartmentInline, PlanRelationInline, FocusAreaInline, OverallGoalInline]

    @admin.display(description=gettext_lazy("first day"), ordering="starts_on")
    def first_day(self, plan: Plan) -> Any:
        return plan.start

    @admin.display(description=gettext_lazy("last day"), ordering="ends_on")
    def last_day(self, plan: Plan) -> Any:
        return plan.end

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What hangs on a plan's quarters or on its round follows when these change."""
        super().save_model(request, obj, form, change)
        changed = set(form.changed_data) if change else set()
        if {"start", "end", "starts_on", "ends_on"} & changed:
            move_with(obj, self.act_for(request, obj))
        if "round" in changed:
            follow_round(obj, self.act_for(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


class AgreementSectionInline(PlanInline):
    model = AgreementSection
    fields = ("position", "round_section", "heading", "made_from")


@admin.register(StrategicAgreement)
class StrategicAgreementAdmin(AgreementTextAdmin):
    list_display = ("plan", "first_day", "last_day")
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


@admin.register(PlanFocusArea)
class PlanFocusAreaAdmin(AgreementTextAdmin):
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


class MembershipForm(GuardedAdminForm):
    """A role is given to an account by its e-mail address: nobody is shown a list of all accounts."""

    email = forms.EmailField(label=gettext_lazy("The user's e-mail"))

    class Meta:
        model = Membership
        fields = ("plan", "role", "sub_agreement", "department", "starts_on", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["email"].initial = self.instance.user.email

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise ValidationError(_("No account has that address. Ask the system administrator to make one."))
        self.instance.user = user
        return email

    def _get_validation_exclusions(self) -> set[str]:
        """The address stands for the user: the rule against the same role twice is checked with it."""
        found = super()._get_validation_exclusions()
        return found if "email" in self.errors else found - {"user"}


@admin.register(Membership)
class MembershipAdmin(PlanScopedAdmin):
    """Roles in plans: given by the plan's leader."""

    form = MembershipForm
    fields = (
        "plan",
        "email",
        "role",
        "sub_agreement",
        "department",
        "starts_on",
        "ends_on",
        "reason",
        "made_from",
        "once",
    )

    list_display = ("user", "role", "plan", "sub_agreement", "department", "starts_on", "ends_on")
    list_filter = ("role", "plan")
    list_select_related = ("user", "plan", "sub_agreement", "department")
    search_fields = ("user__email", "user__name", "plan__name")
    autocomplete_fields = ("department",)
