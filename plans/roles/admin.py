"""The administration of rounds, plans, agreements, activities and roles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.audit.admin import GuardedAdminForm
from abc_portal.directory.models import User
from abc_portal.pages.admin import PlanScopedAdmin
from plans.roles.models import Membership


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
        """Validate the user too, since the address gives it: the rule against duplicate roles needs it."""
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
