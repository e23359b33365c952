"""``mail_status``: how the mails about accounts fare, for the operator and for a monitor."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.notifications.enums import MailState
from abc_portal.notifications.models import AccountMail
from abc_portal.reporting.management.base import PortalCommand

#: A mail that waits longer than this has no worker, or no mail server.
LONG = timedelta(minutes=2)
LATELY = timedelta(days=1)


class Command(PortalCommand):
    help = "Tell how many mails about accounts wait, were sent and were given up; ends with 1 when something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        mails = AccountMail.objects.exclude(address="")
        counts = Counter(mails.values_list("state", flat=True))
        for state in MailState:
            self.stdout.write(f"{state.label}: {counts[state.value]}")
        given_up = list(mails.filter(state=MailState.GAVE_UP, made_at__gt=now - LATELY))
        for mail in given_up:
            facts = {"at": f"{timezone.localtime(mail.made_at):%d-%m-%Y %H:%M}", "tries": mail.tries, "why": mail.fault}
            self.stdout.write(_("Not sent: the mail of %(at)s, after %(tries)s tries: %(why)s") % facts)
        late = mails.waiting().filter(made_at__lt=now - LONG).order_by("made_at").first()
        if late is not None:
            facts = {"at": f"{timezone.localtime(late.made_at):%d-%m-%Y %H:%M}", "why": late.fault or "–"}
            self.stdout.write(_("Waiting since %(at)s: %(why)s") % facts)
        if given_up or late is not None:
            raise CommandError(_("Mails do not come out: see to the job worker, the mail server and ABC_MAIL_…."))
