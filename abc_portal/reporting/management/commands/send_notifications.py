"""``send_notifications``: one letter to every user for whom something new falls due (for cron)."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.locks import one_at_a_time
from abc_portal.notifications import outbox
from abc_portal.notifications.models import Letter
from abc_portal.notifications.outbox import NoMailServer, SendingOutcome
from abc_portal.reporting.management.base import PortalCommand

LOCK = "send_notifications.lock"


class Command(PortalCommand):
    help = "Send everybody one letter with what falls due for them; what was told is never told twice."

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = SendingOutcome()
        path = settings.VAR_DIR / LOCK
        try:
            with one_at_a_time(path):
                outbox.run(timezone.localdate(), outcome)
        except NoMailServer as fault:
            self.tell(outcome)
            sentence = _("The mail server cannot be used: %s. What was not sent is sent the next time.")
            raise CommandError(sentence % str(fault).rstrip(".")) from fault
        except OSError as fault:
            raise CommandError(
                _("%(path)s cannot be written: %(why)s.") % {"path": path, "why": fault.strerror}
            ) from fault
        self.tell(outcome)
        if outcome.failed:
            sentence = _("Not sent: %s. It is tried again the next time.")
            raise CommandError(sentence % "; ".join(f"{letter.address} ({letter.fault})" for letter in outcome.failed))

    def tell(self, outcome: SendingOutcome) -> None:
        """How many letters were sent, and which of them nobody knows about."""
        self.stdout.write(ngettext("%s letter sent.", "%s letters sent.", outcome.sent) % outcome.sent)
        for letter in outcome.uncertain:
            self.stdout.write(uncertain(letter))


def uncertain(letter: Letter) -> str:
    """The sentence about a letter that was being sent when something ended the run or the line."""
    values = {"address": letter.address, "at": f"{timezone.localtime(letter.sending_at):%d-%m-%Y %H:%M}"}
    return _("Perhaps sent, and not sent again: the letter to %(address)s that was being sent %(at)s.") % values
