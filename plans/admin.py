"""The administration of rounds, plans, agreements, activities and roles."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.admin import GuardedAdminForm, ScopedAdmin, TrackedAdmin, TrackedInline
from abc_portal.directory.admin import ReferenceAdmin
from abc_portal.directory.models import HousingArea, User
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
from plans.models.rounds import Prescribed
from plans.querysets import PlanScopedQuerySet


class InOnePlan(ScopedAdmin):
    """What is offered belongs to the plan of the page's row; where that is not known yet, the plan's name is told."""

    def fitting(self, request: HttpRequest, rows: Any) -> Any:
        plan = getattr(request, "portal_plan", None)
        return rows if plan is None else rows_for(plan, rows)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        path = path_to_plan(db_field.related_model)
        if path and getattr(request, "portal_plan", None) is None:
            also = ("round",) if issubclass(db_field.related_model, Prescribed) else ()
            field.queryset = field.queryset.select_related(path, *also)
            field.label_from_instance = with_plan
        return field


def path_to_plan(model: Any) -> str:
    """The relation from a model to its plan; empty for a plan itself and for what belongs to none."""
    if issubclass(model, Prescribed):
        return "plan"
    if not isinstance(model._default_manager.all(), PlanScopedQuerySet):
        return ""
    return str(getattr(model, "plan_path", "plan"))


def rows_for(plan: Plan, rows: Any) -> Any:
    """Of the rows, those of the plan or its round."""
    model = rows.model
    if issubclass(model, Prescribed):
        return rows.filter(Q(plan=plan) | Q(round=plan.round_id, round__isnull=False))
    if model is RoundSection:
        return rows.filter(round=plan.round_id)
    if model is HousingArea:
        return rows.filter(plans__plan=plan).distinct()
    path = path_to_plan(model)
    return rows.filter(**{path: plan}) if path else rows


def with_plan(row: Any) -> str:
    """A row as a list over several plans names it."""
    return f"{row} ({row.plan or row.round})" if isinstance(row, Prescribed) else f"{row} ({plan_of(row)})"


class PlanInline(InOnePlan, TrackedInline):
    """Rows under a row of a plan."""


class PlanScopedAdmin(InOnePlan, TrackedAdmin):
    """Rows of plans: those of the plans whose things of that kind the user edits."""

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        request.portal_plan = None if obj is None else plan_of(obj)  # type: ignore[attr-defined]
        return super().get_form(request, obj, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a row hangs under stays: all that hangs under the row, and its history, belong to that plan."""
        shown = tuple(super().get_readonly_fields(request, obj))
        path = path_to_plan(self.model)
        return shown if obj is None or not path else (*shown, path.split("__")[0])

    def scope_of(self, obj: Any) -> str:
        return scope_of(plan_of(obj))

    def may_add_any(self, request: HttpRequest) -> bool:
        return access.edits_any(request.user, self.model.thing)

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


class PlanDepartmentInline(PlanInline):
    model = PlanDepartment
    autocomplete_fields = ("department",)


class PlanSuccessionInline(PlanInline):
    model = PlanSuccession
    fk_name = "plan"


@admin.register(Plan)
class PlanAdmin(PlanScopedAdmin):
    list_display = ("name", "area_name", "municipality", "round", "first_day", "last_day")
    list_filter = ("round",)
    list_select_related = ("municipality", "round")
    search_fields = ("name", "area_name", "case_number")
    autocomplete_fields = ("municipality",)
    inlines: ClassVar = [PlanAreaInline, PlanDepartmentInline, PlanSuccessionInline, FocusAreaInline, OverallGoalInline]

    @admin.display(description=gettext_lazy("first day"), ordering="starts_on")
    def first_day(self, plan: Plan) -> Any:
        return plan.start

    @admin.display(description=gettext_lazy("last day"), ordering="ends_on")
    def last_day(self, plan: Plan) -> Any:
        return plan.end

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


class AgreementSectionInline(PlanInline):
    model = AgreementSection
    fields = ("position", "round_section", "heading", "made_from")


@admin.register(StrategicAgreement)
class StrategicAgreementAdmin(PlanScopedAdmin):
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
class AgreementSectionAdmin(PlanScopedAdmin):
    list_display = ("heading", "position", "agreement")
    list_select_related = ("agreement__plan",)
    search_fields = ("heading", "text", "agreement__plan__name")


class SignatoryInline(PlanInline):
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
