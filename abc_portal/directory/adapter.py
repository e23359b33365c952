"""allauth's behaviour here: administrators create accounts, nobody signs up; mails go through the outbox.

An unknown address gets the same work as a known one: codes and links are made for a stand-in, and its mail goes to the
outbox without a recipient. So neither words nor time reveal which addresses have an account.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse

from abc_portal.directory.models import User
from abc_portal.notifications import addresses, posting

#: How long the outbox tries to send anything but a code: after that, the user has asked again.
LONGEST_WAY = timedelta(hours=4)
LOGIN_CODE = "account/email/login_code"


def holder(email: str) -> User:
    """The active account with that address, or an unsaved stand-in."""
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    return found or stand_in(email)


def stand_in(email: str = "") -> User:
    """An unsaved user for work that leads to nothing."""
    return User(pk=0, email=email, is_active=False)


def exists(user: User) -> bool:
    """Whether the user is in the database."""
    return bool(user.pk)


class AccountAdapter(DefaultAccountAdapter):
    """No open sign-up; the name on pages is the user's own; whole addresses come from the settings."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail to the outbox, addressed to the account's own address, or to nobody."""
        site = urlsplit(settings.SITE_URL).netloc
        facts = {**context, "email": email, "current_site": SimpleNamespace(name=site, domain=site)}
        mail = self.render_mail(template_prefix, email, facts)
        to = holder(email)
        valid_for = LONGEST_WAY
        if template_prefix == LOGIN_CODE:
            valid_for = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        posting.post(
            address=to.email if exists(to) else "", subject=str(mail.subject), body=str(mail.body), valid_for=valid_for
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the mail; allauth would build it from the request, whose ``Host`` the sender chooses."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return addresses.whole(path.replace("UID-KEY", quote(key)))
