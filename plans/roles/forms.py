"""Forms for roles: giving one, changing when it counts, ending it, handing it over, and sending an invitation again."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.access import Refused
from abc_portal.core.choosing import Choosable, register
from abc_portal.core.forms import DanishDateField
from abc_portal.directory.invitations import HOLDS_FOR, is_invited
from abc_portal.directory.models import User
from abc_portal.pages.forms.base import PlanRowForm
from plans.roles.access import check_not_for_oneself
from plans.roles.actions import Invitee
from plans.roles.models import Membership
from plans.shared.enums import Role

#: Accounts that the user sees because of the roles they hold; others are named by their whole address.
ACCOUNTS = register(
    Choosable(
        "konti",
        lambda scope: User.objects.visible_to(scope.user).filter(is_active=True),
        ("name", "email"),
        note=lambda account: account.email,
    ),
    User,
).code


class NewRoleForm(PlanRowForm):
    """A role for somebody who has an account, or who is invited."""

    name = forms.CharField(
        label=gettext_lazy("Name of somebody new"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For who is not in the list above."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail of somebody new"),
        required=False,
        help_text=format_lazy(
            gettext_lazy(
                "Who has no account gets a link by e-mail, by which they choose a password. It holds for {days} days."
            ),
            days=HOLDS_FOR.days,
        ),
    )

    class Meta:
        model = Membership
        fields = ("user", "role", "sub_agreement", "department", "starts_on", "ends_on")
        labels: ClassVar = {"user": gettext_lazy("Person")}
        help_texts: ClassVar = {
            "user": gettext_lazy("Write the name of somebody who has or had a role in a plan that you lead."),
            "sub_agreement": gettext_lazy("Only for a follow-up group member: which sub-agreement they follow."),
            "department": gettext_lazy("Only for a department representative: which department they speak for."),
        }

    field_order = ("user", "name", "email", "role", "sub_agreement", "department", "starts_on", "ends_on")

    def limit(self, plan: Any) -> None:
        self.fields["user"].required = False
        self.fields["sub_agreement"].queryset = plan.sub_agreements.all()
        self.initial["starts_on"] = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.invitee = self._invitee(cleaned)
        self._check_place(cleaned)
        if self.instance.user_id:
            try:
                check_not_for_oneself(self.user, self.instance)
            except Refused as refused:
                raise ValidationError(str(refused)) from None
        return cleaned

    def _invitee(self, cleaned: dict[str, Any]) -> Invitee | None:
        """Who is to be invited; ``None`` for somebody with an account, whom the row then has."""
        chosen, email = cleaned.get("user"), (cleaned.get("email") or "").lower()
        if {"user", "email"} & self.errors.keys():
            return None
        if bool(chosen) == bool(email):
            sentence = _("Choose somebody in the list, or write name and e-mail of somebody new.")
            self.add_error("user", sentence if not chosen else _("Choose one person, or invite one: not both."))
            return None
        account = chosen or User.objects.filter(email=email).select_related("invitation").first()
        if account is None:
            if not cleaned.get("name"):
                self.add_error("name", _("Write the name of who is invited."))
            return Invitee(cleaned.get("name", ""), email)
        if not account.is_active and not is_invited(account):
            self.add_error("email", _("The account with that address is closed. Ask the system administrator."))
            return None
        self.instance.user = cleaned["user"] = account
        return None

    def _check_place(self, cleaned: dict[str, Any]) -> None:
        role = cleaned.get("role")
        for name, of_role, sentence in (
            ("sub_agreement", Role.GROUP, _("Say which sub-agreement the follow-up group member follows.")),
            ("department", Role.DEPARTMENT, _("Say which department the representative speaks for.")),
        ):
            if name in self.errors or not role:
                continue
            if role == of_role and not cleaned.get(name):
                self.add_error(name, sentence)
            elif role != of_role and cleaned.get(name):
                self.add_error(name, _("Leave this empty: it is only for %s.") % of_role.label)

    def not_validated(self) -> set[str]:
        """The account may be chosen, named by its address, or still to be made."""
        found = super().not_validated()
        return found - {"user"} if self.instance.user_id else found | {"user"}


class RolePeriodForm(PlanRowForm):
    """From when to when a role counts."""

    class Meta:
        model = Membership
        fields = ("starts_on", "ends_on")


class EndRoleForm(PlanRowForm):
    """The last day of a role."""

    last_day = DanishDateField(
        label=gettext_lazy("Last day with the role"),
        required=False,
        help_text=gettext_lazy("Empty means that the role ends at once."),
    )

    class Meta:
        model = Membership
        fields = ()


class HandOverForm(PlanRowForm):
    """Who leads the plan from when on."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who takes over"),
        help_text=gettext_lazy("Somebody who has or had a role in a plan that you lead. Invite somebody new first."),
    )
    takes_over_on = DanishDateField(
        label=gettext_lazy("Takes over on"), help_text=gettext_lazy("Today, or a later day.")
    )
    stays_as_staff = forms.BooleanField(
        label=gettext_lazy("Who hands over stays in the secretariat as staff"), required=False
    )

    class Meta:
        model = Membership
        fields = ()

    field_order = ("to", "takes_over_on", "stays_as_staff")

    def limit(self, plan: Any) -> None:
        self.fields["takes_over_on"].initial = timezone.localdate()


class InviteAgainForm(PlanRowForm):
    """A new link for who has not come; the old one stops working."""

    class Meta:
        model = Membership
        fields = ()

    def place_reason(self) -> None:
        """That it was sent again says why."""
        self.fields.pop("reason", None)
