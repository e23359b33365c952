"""The administration of rounds, plans, agreements, activities and roles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.admin import GuardedAdminForm
from abc_portal.core.access import Refused
from abc_portal.directory.models import User
from abc_portal.pages.admin import PlanScopedAdmin
from plans.roles.access import check_not_for_oneself
from plans.roles.models import Membership


class MembershipForm(GuardedAdminForm):
    """A role is given to an account by its e-mail address: nobody is shown a list of all accounts."""

    email = forms.EmailField(label=gettext_lazy("The user's e-mail"))
    #: Who fills the form in.
    by: Any = None

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

    def fill_and_validate(self) -> None:
        super().fill_and_validate()
        if not self.errors:
            stored = Membership._base_manager.filter(pk=self.instance.pk).first()
            try:
                check_not_for_oneself(self.by, self.instance, stored)
            except Refused as refused:
                self.add_error(None, str(refused))

    def not_validated(self) -> set[str]:
        """The address stands for the user: the rule against the same role twice is checked with it."""
        found = super().not_validated()
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

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        made = super().get_form(request, obj, *args, **kwargs)
        made.by = request.user
        return made
