"""The administration of users, people, organisations, departments, areas and counts."""

from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit import change_sets
from abc_portal.audit.admin import TrackedAdmin, TrackedInline
from abc_portal.audit.enums import ChangeKind
from abc_portal.core.admin import SteadyAdmin
from abc_portal.core.digests import digest_of
from abc_portal.directory import access
from abc_portal.directory.merging_admin import MergingAdmin
from abc_portal.directory.models import (
    AreaAlias,
    AreaDepartment,
    AreaListing,
    Count,
    CountedPlace,
    DepartmentAlias,
    DepartmentListing,
    FormerOwner,
    HousingArea,
    HousingDepartment,
    Organisation,
    OrganisationAlias,
    Person,
    ReferenceProposal,
    User,
)
from abc_portal.directory.reference_admin import ReferenceAdmin, SharedListAdmin


class AccountFields:
    """An account's address is stored in lower case; histories call its owner by name."""

    cleaned_data: dict[str, Any]
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class NewUserForm(AccountFields, AdminUserCreationForm):
    """An account to make."""


class GuardedUserForm(AccountFields, UserChangeForm):
    """An account's form; it carries a fingerprint of what it was made from, since accounts have no versions."""

    made_from = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = User
        fields = ("email", "name", "is_active", "is_superuser", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = fingerprint(self.instance)
        self.fields["made_from"].initial = self.stored

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("made_from") != self.stored:
            self.data = self.data.copy()
            self.data["made_from"] = self.stored
            raise ValidationError(
                _("Somebody else changed this account while you were writing. What you typed stands in the form."),
                code="lost-update",
            )
        return cleaned


def fingerprint(user: User) -> str:
    """A checksum of what the account's form shows."""
    shown = (user.email, user.name, user.is_active, user.is_superuser, user.password)
    return digest_of(shown)


@admin.register(User)
class PortalUserAdmin(SteadyAdmin, UserAdmin):
    """Accounts: made and closed by the system administrator; what an account may do is its roles in plans."""

    form = GuardedUserForm
    add_form = NewUserForm
    ordering = ("email",)
    list_display = ("email", "name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("email", "name")
    readonly_fields = ("last_login", "date_joined")
    actions = ("forget_second_factor",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "made_from")}),
        (gettext_lazy("Access"), {"fields": ("is_active", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)

    @admin.action(description=gettext_lazy("Turn the second factor off (the phone is lost)"), permissions=["change"])
    def forget_second_factor(self, request: HttpRequest, queryset: Any) -> None:
        """Turn off the second factor for a user who lost both phone and recovery codes."""
        lost = [user for user in queryset if Authenticator.objects.filter(user=user).exists()]
        for user in lost:
            Authenticator.objects.filter(user=user).delete()
            self._note(request, user, ChangeKind.CHANGED)
        names = ", ".join(str(user) for user in lost) or _("nobody")
        self.message_user(request, _("The second factor is turned off for: %s.") % names)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        self._note(request, obj, ChangeKind.CREATED)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """A new password comes here too; a form saved untouched has no message."""
        if message:
            self._note(request, obj, ChangeKind.CHANGED)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self._note(request, obj, ChangeKind.DELETED)

    def _note(self, request: HttpRequest, obj: Any, change: ChangeKind) -> None:
        change_sets.begin(by=request.user).touched.create(
            model="directory.user", object_id=obj.pk, name=str(obj), change=change.value
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser


class AliasInline(TrackedInline):
    fields = ("name", "made_from")


class OrganisationAliasInline(AliasInline):
    model = OrganisationAlias


class DepartmentAliasInline(AliasInline):
    model = DepartmentAlias


class AreaAliasInline(AliasInline):
    model = AreaAlias


class AreaListingInline(TrackedInline):
    model = AreaListing


class DepartmentListingInline(TrackedInline):
    model = DepartmentListing


class FormerOwnerInline(TrackedInline):
    model = FormerOwner
    autocomplete_fields = ("organisation",)


class AreaDepartmentInline(TrackedInline):
    model = AreaDepartment
    autocomplete_fields = ("department",)


class CountedPlaceInline(TrackedInline):
    model = CountedPlace
    autocomplete_fields = ("department", "area")


@admin.register(Organisation)
class OrganisationAdmin(MergingAdmin, SharedListAdmin):
    list_display = ("name", "short_name", "kind", "municipality", "cvr")
    list_filter = ("kind",)
    list_select_related = ("municipality",)
    search_fields = ("name", "short_name", "cvr", "aliases__name")
    inlines: ClassVar = [OrganisationAliasInline]


@admin.register(HousingDepartment)
class HousingDepartmentAdmin(MergingAdmin, SharedListAdmin):
    list_display = ("name", "number", "organisation", "municipality")
    list_filter = ("organisation",)
    list_select_related = ("organisation", "municipality")
    search_fields = ("name", "number", "aliases__name", "organisation__name")
    autocomplete_fields = ("organisation", "municipality")
    inlines: ClassVar = [DepartmentAliasInline, DepartmentListingInline, FormerOwnerInline]


@admin.register(HousingArea)
class HousingAreaAdmin(MergingAdmin, SharedListAdmin):
    list_display = ("name", "municipality")
    list_select_related = ("municipality",)
    search_fields = ("name", "aliases__name", "municipality__name")
    autocomplete_fields = ("municipality",)
    inlines: ClassVar = [AreaAliasInline, AreaDepartmentInline, AreaListingInline]


@admin.register(Count)
class CountAdmin(ReferenceAdmin):
    list_display = ("kind", "value", "qualifier", "counted_on", "source")
    list_filter = ("kind",)
    search_fields = ("source", "places__department__name", "places__area__name")
    inlines: ClassVar = [CountedPlaceInline]


@admin.register(Person)
class PersonAdmin(MergingAdmin):
    """Persons whom a secretariat works with: seated or signing in its plans, or just added by it.

    Persons known to other plans too can be seen and chosen, not renamed.
    """

    list_display = ("name", "title", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("name", "title", "organisation__name")
    autocomplete_fields = ("organisation",)

    def may_add_any(self, request: HttpRequest) -> bool:
        return access.may_see_reference(request.user)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Which account a person has is the system administrator's matter."""
        return () if request.user.is_superuser else ("user",)


@admin.register(ReferenceProposal)
class ReferenceProposalAdmin(TrackedAdmin):
    """What secretariats wish changed in the shared lists. A leader proposes; the system administrator answers."""

    list_display = ("subject", "state", "proposed_by")
    list_filter = ("state",)
    list_select_related = ("proposed_by",)
    search_fields = ("subject", "text")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return access.may_propose_reference(request.user)
        return super().has_view_permission(request, obj)

    def may_add_any(self, request: HttpRequest) -> bool:
        return access.may_propose_reference(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if request.user.is_superuser else ("state", "answer")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.proposed_by = request.user
        super().save_model(request, obj, form, change)
