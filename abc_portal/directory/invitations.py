"""Inviting somebody to the portal: an account without a password, and a link that opens it once.

Until the link is used the account is closed, so neither a code by mail nor a forgotten password lets anybody in.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.models import ChangeSet
from abc_portal.core.tokens import digest_of_token, new_token
from abc_portal.directory.models import AccountInvitation, User
from abc_portal.notifications import addresses

#: How long a link holds.
HOLDS_FOR = timedelta(days=14)


def link_of(token: str) -> str:
    """The whole address that is sent; only who has the token can make it."""
    return addresses.whole(reverse("account_invitation", args=[token]))


def is_invited(user: User) -> bool:
    """Whether the account's owner was invited and has not come yet."""
    return not user.is_active and getattr(user, "invitation", None) is not None


def open_account(*, name: str, email: str, change_set: ChangeSet) -> User:
    """Make an account for somebody who is to be invited. It is closed until they come."""
    user = User.objects.create_user(email, None, name=name, is_active=False)
    _note(user, ChangeKind.CREATED, change_set)
    return user


def renew(user: User, *, change_set: ChangeSet, now: datetime) -> str:
    """Make a new link for the account's owner; an old one stops working. Returns its token, which is never stored."""
    token = new_token()
    row = AccountInvitation.objects.filter(user=user).first() or AccountInvitation(user=user)
    row.digest, row.sent_at, row.expires_at = digest_of_token(token), now, now + HOLDS_FOR
    change_sets.save(row, change_set=change_set)
    return token


def withdraw(user: User, *, change_set: ChangeSet) -> None:
    """Take the invitation back, with the account that nobody has used."""
    invitation = AccountInvitation.objects.get(user=user)
    change_sets.delete(invitation, change_set=change_set)
    _note(user, ChangeKind.DELETED, change_set)
    user.delete()


@transaction.atomic
def accept(invitation: AccountInvitation, *, password: str) -> User:
    """Open the account with that password. Raises ``LostUpdate`` when the link was used or replaced meanwhile."""
    user = invitation.user
    change_set = change_sets.begin(by=user, reason=_("The invitation was accepted."))
    change_sets.delete(invitation, change_set=change_set)
    user.is_active = True
    user.set_password(password)
    user.save(update_fields=["is_active", "password"])
    _note(user, ChangeKind.CHANGED, change_set)
    return user


def _note(user: User, change: ChangeKind, change_set: ChangeSet) -> None:
    change_set.touched.create(model="directory.user", object_id=user.pk, name=str(user), change=change.value)
