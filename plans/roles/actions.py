"""Every write to a plan's roles: given, changed, ended, handed over; and invitations sent and taken back.

Each is one change set in the plan's history and counts at once, also for who is signed in.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.core.dates import written
from abc_portal.directory import invitations
from abc_portal.notifications import addresses, posting
from abc_portal.notifications.letters import one_line
from plans.roles.access import check_not_for_oneself
from plans.roles.calculations import overlap
from plans.roles.models import Membership
from plans.shared import access, actions
from plans.shared.access import Resource
from plans.shared.enums import Role

ONE_DAY = timedelta(days=1)
#: How long the outbox tries to send what tells of a role.
MAIL_HOLDS_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Invitee:
    """Somebody without an account who is to get a role."""

    name: str
    email: str


def _begin(row: Membership, by: Any, reason: str = "", form: UUID | None = None) -> ChangeSet:
    access.check_can_edit(by, Resource.ADMINISTRATION, row.plan)
    return actions.begin(plan=row.plan, by=by, reason=reason, form=form)


# --- giving and changing --------------------------------------------------------------------------


@transaction.atomic
def give_role(
    *, row: Membership, by: Any, now: datetime, invitee: Invitee | None = None, form: UUID | None = None
) -> Membership:
    """Give a role to an account, or to an ``invitee``, who gets an account and a link that opens it.

    Who gets it is told by mail. Raises :class:`Refused`, ``ValidationError``, and ``SentTwice`` when the same form
    comes again.
    """
    change_set = _begin(row, by, form=form)
    if invitee is not None:
        row.user = invitations.open_account(name=invitee.name, email=invitee.email, change_set=change_set)
    elif not row.user.is_active and not invitations.is_invited(row.user):
        raise Refused(_("The account of %s is closed. Ask the system administrator.") % row.user)
    check_not_for_oneself(by, row)
    check_no_overlap(row)
    change_sets.save(row, change_set=change_set)
    if row.user.is_active:
        _post(row, by, "given")
    else:
        _invite(row, by, change_set, now)
    return row


@transaction.atomic
def change_period(
    *, row: Membership, by: Any, reason: str = "", made_from: int | None = None, form: UUID | None = None
) -> bool:
    """Change when the role counts. Returns whether anything was written. Raises what :func:`give_role` raises."""
    access.check_can_edit(by, Resource.ADMINISTRATION, row.plan)
    check_not_for_oneself(by, row, Membership._base_manager.get(pk=row.pk))
    check_no_overlap(row)
    return actions.save_row(row=row, by=by, reason=reason, made_from=made_from, form=form)


def check_no_overlap(row: Membership) -> None:
    """Raises ``ValidationError`` when the user has the same role on some of the same days."""
    if _held(row):
        raise ValidationError(_("%s has that role already on some of these days. Change the period of it.") % row.user)


def _held(row: Membership) -> list[Membership]:
    """The user's other stored roles of the same kind and place that count on some of the row's days."""
    same = {name: getattr(row, name) for name in ("plan_id", "user_id", "role", "sub_agreement_id", "department_id")}
    others = Membership._base_manager.filter(**same).exclude(pk=row.pk).select_related("plan", "user")
    return [other for other in others if overlap(row.span, other.span)]


# --- ending and handing over ----------------------------------------------------------------------


@transaction.atomic
def end_role(
    *,
    row: Membership,
    last_day: date | None,
    by: Any,
    today: date,
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """End the role with that day, or at once without one. Returns whether anything was written.

    Raises :class:`Refused`, ``ValidationError`` when nobody would lead the plan, ``LostUpdate`` and ``SentTwice``.
    """
    change_set = _begin(row, by, reason, form)
    if last_day is not None and row.starts_on is not None and last_day < row.starts_on:
        raise ValidationError({"last_day": _("The role's last day is before its first.")})
    return _end(row, last_day or today - ONE_DAY, change_set, made_from)


def _end(row: Membership, last_day: date, change_set: ChangeSet, made_from: int | None = None) -> bool:
    """A role that would end before it began is deleted: it never counted, or only today."""
    if row.starts_on is not None and last_day < row.starts_on:
        change_sets.delete(row, change_set=change_set, made_from=made_from)
        return True
    if row.ends_on is not None and row.ends_on < last_day:
        raise ValidationError(
            _("The role ends on %s already. Change its period to let it last longer.") % written(row.ends_on)
        )
    row.ends_on = last_day
    return change_sets.save(row, change_set=change_set, made_from=made_from)


@transaction.atomic
def hand_over(
    *,
    row: Membership,
    to: Any,
    takes_over_on: date,
    by: Any,
    today: date,
    stays_as_staff: bool = False,
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Let another account lead the plan from that day on, and end the leader's role the day before.

    ``stays_as_staff`` gives who hands over the role of staff. Raises :class:`Refused`, ``ValidationError``,
    ``LostUpdate`` and ``SentTwice``.
    """
    change_set = _begin(row, by, reason, form)
    check_can_hand_over(row)
    if to.pk in (row.user_id, None if by.is_superuser else by.pk):
        raise ValidationError({"to": _("Choose somebody else: nobody hands a plan over to themself.")})
    if not to.is_active:
        raise ValidationError({"to": _("%s cannot sign in yet. Hand over when they have come.") % to})
    if takes_over_on < today:
        raise ValidationError({"takes_over_on": _("Choose today or a later day.")})
    new = _leader_from(row.plan, to, takes_over_on, change_set)
    if stays_as_staff:
        _give_staff(row, takes_over_on, change_set)
    _end(row, takes_over_on - ONE_DAY, change_set, made_from)
    _post(new, by, "given")
    return True


def check_can_hand_over(row: Membership) -> None:
    """Raises :class:`Refused` for another role than a leader's."""
    if row.role != Role.LEADER:
        raise Refused(_("Only the role of secretariat leader is handed over. End the role, and give it to another."))


def _leader_from(plan: Any, to: Any, day: date, change_set: ChangeSet) -> Membership:
    """The other's role as leader from that day until further notice: the one that they have, or a new one."""
    new = Membership(plan=plan, user=to, role=Role.LEADER, starts_on=day)
    row = next(iter(_held(new)), new)
    if row.starts_on is not None and row.starts_on > day:
        row.starts_on = day
    row.ends_on = None
    change_sets.save(row, change_set=change_set)
    return row


def _give_staff(row: Membership, day: date, change_set: ChangeSet) -> None:
    staff = Membership(plan=row.plan, user=row.user, role=Role.STAFF, starts_on=day)
    if not _held(staff):
        change_sets.save(staff, change_set=change_set)


# --- invitations ----------------------------------------------------------------------------------


@transaction.atomic
def invite_again(
    *, row: Membership, by: Any, now: datetime, made_from: int | None = None, form: UUID | None = None
) -> bool:
    """Send a new link; the old one stops working. Raises :class:`Refused`, ``LostUpdate`` and ``SentTwice``."""
    change_set = _begin(row, by, _("The invitation was sent again."), form)
    check_is_invited(row)
    if made_from is not None and made_from != row.version:
        raise LostUpdate(str(row))
    _invite(row, by, change_set, now)
    return True


@transaction.atomic
def withdraw_invitation(*, row: Membership, by: Any, reason: str = "", seen: str | None = None) -> None:
    """Take the role back from who has not come yet, and the account with it when it has no other role.

    Raises :class:`Refused` and ``LostUpdate``.
    """
    change_set = _begin(row, by, reason)
    check_is_invited(row)
    user = row.user
    change_sets.delete(row, change_set=change_set, seen=seen)
    if not Membership._base_manager.filter(user=user).exists():
        invitations.withdraw(user, change_set=change_set)


def check_is_invited(row: Membership) -> None:
    """Raises :class:`Refused` for the role of somebody who has come."""
    if not invitations.is_invited(row.user):
        raise Refused(_("%s is not waiting for an invitation. A role is ended.") % row.user)


def check_has_come(row: Membership) -> None:
    """Raises :class:`Refused` for the role of somebody who was invited and has not come."""
    if invitations.is_invited(row.user):
        raise Refused(_("%s has not come yet. Take the invitation back instead.") % row.user)


# --- mails ----------------------------------------------------------------------------------------


def _invite(row: Membership, by: Any, change_set: ChangeSet, now: datetime) -> None:
    token = invitations.renew(row.user, change_set=change_set, now=now)
    _post(row, by, "invited", link=invitations.link_of(token), last_day=(now + invitations.HOLDS_FOR).date())


def _post(row: Membership, by: Any, kind: str, **more: Any) -> None:
    """Tell who got the role, in the portal's own language; the subject names neither plan nor person."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = {
            "given": _("You have a role in a housing-social master plan"),
            "invited": _("Invitation to the ABC portal"),
        }[kind]
        facts = {
            "name": one_line(row.user.name),
            "by": one_line(str(by)),
            "plan": one_line(row.plan.name),
            "role": Role(row.role).label,
            "starts_on": row.starts_on,
            "link": addresses.whole(reverse("reporting:status", args=[row.plan.slug])),
            **more,
        }
        body = render_to_string(f"plans/roles/{kind}.txt", facts).strip() + "\n"
    posting.post(address=row.user.email, subject=subject, body=body, valid_for=MAIL_HOLDS_FOR)
