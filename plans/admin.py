"""The administration of rounds, plans, agreements, activities and roles."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.admin import GuardedAdminForm, TrackedAdmin, TrackedInline
from abc_portal.directory.admin import ReferenceAdmin
from abc_portal.directory.models import User
from plans import access
from plans.actions import plan_of, scope_of
from plans.models import (
    Activity,
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
    PlanSuccession,
    RoundSection,
    Signatory,
    StrategicAgreement,
    SubAgreement,
)


class PlanScopedAdmin(TrackedAdmin):
    """Rows of plans: those of the plans whose things of that kind the user edits."""

    def scope_of(self, obj: Any) -> str:
        return scope_of(plan_of(obj))

    def may_add_any(self, request: HttpRequest) -> bool:
        return any(
            access.RIGHTS[self.model.thing, grant.role] == access.Right.EDIT for grant in access.grants(request.user)
        )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request) & self.model._default_manager.editable_by(request.user)


class FocusAreaInline(TrackedInline):
    model = FocusArea
    fields = ("code", "name", "position", "made_from")


class OverallGoalInline(TrackedInline):
    model = OverallGoal
    fields = ("code", "text", "position", "made_from")


class RoundSectionInline(TrackedInline):
    model = RoundSection


@admin.register(FundingRound)
class FundingRoundAdmin(ReferenceAdmin):
    list_display = ("name", "code", "first_year", "last_year", "least_local_share", "hours_count")
    search_fields = ("name", "code")
    inlines: ClassVar = [FocusAreaInline, OverallGoalInline, RoundSectionInline]


class PlanAreaInline(TrackedInline):
    model = PlanArea
    autocomplete_fields = ("area",)


class PlanDepartmentInline(TrackedInline):
    model = PlanDepartment
    autocomplete_fields = ("department",)


class PlanSuccessionInline(TrackedInline):
    model = PlanSuccession
    fk_name = "plan"


@admin.register(Plan)
class PlanAdmin(PlanScopedAdmin):
    list_display = ("name", "area_name", "municipality", "round", "starts_on", "ends_on")
    list_filter = ("round",)
    list_select_related = ("municipality", "round")
    search_fields = ("name", "area_name", "case_number")
    autocomplete_fields = ("municipality",)
    inlines: ClassVar = [PlanAreaInline, PlanDepartmentInline, PlanSuccessionInline, FocusAreaInline, OverallGoalInline]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


class AgreementSectionInline(TrackedInline):
    model = AgreementSection
    fields = ("position", "round_section", "heading", "made_from")


@admin.register(StrategicAgreement)
class StrategicAgreementAdmin(PlanScopedAdmin):
    list_display = ("plan", "valid_from_on", "valid_to_on")
    list_select_related = ("plan",)
    search_fields = ("plan__name", "printed_area")
    inlines: ClassVar = [AgreementSectionInline]


@admin.register(AgreementSection)
class AgreementSectionAdmin(PlanScopedAdmin):
    list_display = ("heading", "position", "agreement")
    list_select_related = ("agreement__plan",)
    search_fields = ("heading", "text", "agreement__plan__name")


class SignatoryInline(TrackedInline):
    model = Signatory
    autocomplete_fields = ("person",)


@admin.register(Party)
class PartyAdmin(PlanScopedAdmin):
    list_display = ("organisation", "plan", "role")
    list_filter = ("role",)
    list_select_related = ("organisation", "plan")
    search_fields = ("organisation__name", "printed_name", "plan__name")
    autocomplete_fields = ("organisation",)
    inlines: ClassVar = [SignatoryInline]


@admin.register(PlanFocusArea)
class PlanFocusAreaAdmin(PlanScopedAdmin):
    list_display = ("focus_area", "plan", "is_chosen")
    list_filter = ("is_chosen",)
    list_select_related = ("focus_area", "plan")
    search_fields = ("focus_area__name", "local_name", "plan__name")


@admin.register(SubAgreement)
class SubAgreementAdmin(PlanScopedAdmin):
    list_display = ("name", "plan", "position")
    list_select_related = ("plan",)
    search_fields = ("name", "plan__name")
    prepopulated_fields: ClassVar = {"slug": ("name",)}


@admin.register(Activity)
class ActivityAdmin(PlanScopedAdmin):
    list_display = ("name", "plan", "sub_agreement", "parent")
    list_select_related = ("plan", "sub_agreement", "parent")
    search_fields = ("name", "plan__name", "sub_agreement__name")
    autocomplete_fields = ("parent",)


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

    def _guarded(self) -> list[str]:
        return [name for name in super()._guarded() if name != "email"]

    def _get_validation_exclusions(self) -> set[str]:
        """The address stands for the user: the rule against the same role twice is checked with it."""
        return super()._get_validation_exclusions() - {"user"}


@admin.register(Membership)
class MembershipAdmin(PlanScopedAdmin):
    """Roles in plans: given by the plan's leader."""

    form = MembershipForm
    fields = ("plan", "email", "role", "sub_agreement", "department", "starts_on", "ends_on", "reason", "made_from")

    list_display = ("user", "role", "plan", "sub_agreement", "department", "starts_on", "ends_on")
    list_filter = ("role", "plan")
    list_select_related = ("user", "plan", "sub_agreement", "department")
    search_fields = ("user__email", "user__name", "plan__name")
    autocomplete_fields = ("department",)
