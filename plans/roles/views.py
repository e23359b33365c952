"""The page of who has which role in a plan, and the forms behind it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.directory.invitations import HOLDS_FOR
from abc_portal.pages.base import PlanPage
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.pages.row_pages import RowPages
from plans.roles import actions
from plans.roles.access import check_not_for_oneself
from plans.roles.forms import EndRoleForm, HandOverForm, InviteAgainForm, NewRoleForm, RolePeriodForm
from plans.roles.models import Membership
from plans.roles.presenters import roles_facts
from plans.shared import access
from plans.shared.access import FULL_SIGHT, AccessLevel, Resource


class Roles(PlanPage):
    """Who has which role, from when to when; and who had."""

    resource = Resource.ADMINISTRATION
    template_name = "plans/roles/roles.html"
    nav = "roles"

    def context(self) -> dict[str, Any]:
        rows = Membership.objects.visible_to(self.request.user).filter(plan=self.plan).with_accounts()
        return {"roles": roles_facts(rows, reader=self.request.user, day=self.day, now=timezone.now())}


class RolePages(RowPages):
    """A role in the plan: given, and its period changed. What was given by mistake is ended."""

    name, nav, home = "plans:role", "roles", "plans:roles"
    resource = Resource.ADMINISTRATION
    model, add_form = Membership, NewRoleForm
    form: type[PlanRowForm] = RolePeriodForm

    def rows(self) -> Any:
        return super().rows().with_accounts()

    def back(self, row: Any) -> str:
        """Who has just ended their own role may see less of the plan."""
        if row.user_id != self.user.pk or self.user.is_superuser:
            return self.address(self.home)
        may_lead = access.plans_where(self.user, Resource.ADMINISTRATION, [AccessLevel.EDIT]).filter(plan=self.plan)
        if may_lead.exists():
            return self.address(self.home)
        may_see = access.plans_where(self.user, Resource.PLAN, FULL_SIGHT).filter(plan=self.plan)
        return self.address("reporting:status") if may_see.exists() else "/"

    def row(self) -> Any:
        row = super().row()
        self.check_row(row)
        return row

    def check_row(self, row: Any) -> None:
        """Raises :class:`Refused` where the page is not for that role."""
        check_not_for_oneself(self.user, row)

    def title(self, row: Any) -> str:
        return _("The role's period: %s") % row

    def add_title(self, row: Any) -> str:
        return _("Give a role")

    def add(self, form: Any) -> bool:
        actions.give_role(row=form.instance, by=self.user, now=timezone.now(), invitee=form.invitee, form=self.sent)
        return True

    def write(self, form: Any) -> bool:
        return actions.change_period(row=form.instance, **self.write_args(form))

    def done(self, row: Any, changed: bool) -> str:
        if self.verb == "add":
            sent = _("%s is invited: the link is sent by e-mail.") if not row.user.is_active else _("%s has the role.")
            return sent % row.user
        return super().done(row, changed)

    # --- taking an invitation back ------------------------------------------------------------

    def check_deletable(self, row: Any) -> None:
        actions.check_is_invited(row)

    def may_delete(self, row: Any) -> bool:
        return False

    def delete_title(self, row: Any) -> str:
        return _("Take the invitation of %s back?") % row.user

    def delete(self, row: Any, reason: str, seen: str) -> None:
        actions.withdraw_invitation(row=row, by=self.user, reason=reason, seen=seen)

    def deleted(self, row: Any) -> str:
        return _("The invitation of %s is taken back. The link works no more.") % row.user


class EndPages(RolePages):
    """A role is ended, with a day or at once."""

    form = EndRoleForm

    def check_row(self, row: Any) -> None:
        actions.check_has_come(row)

    def title(self, row: Any) -> str:
        return _("End the role: %s") % row

    def lead(self, row: Any) -> str:
        return _("It holds at once, also for who is signed in. What they wrote stays.")

    def write(self, form: Any) -> bool:
        day = form.cleaned_data["last_day"]
        return actions.end_role(row=form.instance, last_day=day, today=self.today, **self.write_args(form))

    def done(self, row: Any, changed: bool) -> str:
        return _("The role is ended: %s.") % row


class HandOverPages(RolePages):
    """The plan is handed over to another leader."""

    form = HandOverForm

    def check_row(self, row: Any) -> None:
        actions.check_can_hand_over(row)

    def title(self, row: Any) -> str:
        return _("Hand the plan over from %s") % row.user

    def lead(self, row: Any) -> str:
        return _("In one step: the other leads the plan from that day, and this role ends the day before.")

    def write(self, form: Any) -> bool:
        chosen = {name: form.cleaned_data[name] for name in ("to", "takes_over_on", "stays_as_staff")}
        return actions.hand_over(row=form.instance, today=self.today, **chosen, **self.write_args(form))

    def done(self, row: Any, changed: bool) -> str:
        return _("The plan is handed over.")


class InviteAgainPages(RolePages):
    """A new link is sent to who has not come."""

    form = InviteAgainForm

    def check_row(self, row: Any) -> None:
        actions.check_is_invited(row)

    def title(self, row: Any) -> str:
        return _("Send the invitation again to %s") % row.user

    def lead(self, row: Any) -> str:
        return _("A new link goes to %(email)s and holds for %(days)s days. The earlier link stops working.") % {
            "email": row.user.email,
            "days": HOLDS_FOR.days,
        }

    def more(self, row: Any) -> dict[str, Any]:
        return {"submit": _("Send again")}

    def write(self, form: Any) -> bool:
        made_from = form.cleaned_data.get("made_from")
        return actions.invite_again(
            row=form.instance, by=self.user, now=timezone.now(), made_from=made_from, form=self.sent
        )

    def done(self, row: Any, changed: bool) -> str:
        return _("A new link is sent to %s.") % row.user
