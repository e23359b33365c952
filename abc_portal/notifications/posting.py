"""Mails that somebody waits for, such as sign-in codes: stored with their subject, sent by a job.

The page that asks for one never contacts the mail server, so it answers the same whether that is up or down. A mail for
an address without an account is stored and queued like any other, and ends without being sent. Such a mail may be sent
twice when its worker is killed, which does no harm. Its text is a secret and is deleted with the last try.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from abc_portal.notifications.enums import MailState
from abc_portal.notifications.letters import one_line
from abc_portal.notifications.models import AccountMail

logger = logging.getLogger(__name__)

#: A queue with its own worker, so that no mail waits for a long document.
QUEUE = "mail"
#: Before documents, where one worker serves both.
PRIORITY = 50
#: Seconds until the next try, after the first, second … failure; the last number holds from there on.
BACK_OFF = (5, 15, 45, 90, 300, 900)
#: How long the outcome of a mail is stored.
RETENTION = timedelta(days=30)


@transaction.atomic
def post(*, address: str, subject: str, body: str, valid_for: timedelta) -> AccountMail:
    """Store a mail and a job that sends it, both or neither; an empty address is nobody's."""
    now = timezone.now()
    # No secret is stored beyond its time, even where no worker has run for long.
    AccountMail.objects.expired(now).update(state=MailState.GAVE_UP, body="", fault="expired")
    mail = AccountMail.objects.create(
        address=address, subject=subject, body=body, made_at=now, expires_at=now + valid_for
    )
    send_account_mail.enqueue(mail.pk)
    return mail


@task(queue_name=QUEUE, priority=PRIORITY)
def send_account_mail(pk: int) -> None:
    """Send the mail with that number, or see to it that it is tried again."""
    now = timezone.now()
    AccountMail.objects.filter(made_at__lt=now - RETENTION).delete()
    mail = AccountMail.objects.filter(pk=pk, state=MailState.WAITING).first()
    if mail is None:
        return
    if not mail.address:
        mail.delete()
    elif mail.expires_at <= now:
        _give_up(mail)
    else:
        _try(mail)


def _try(mail: AccountMail) -> None:
    mail.tries += 1
    try:
        if not message(mail).send():
            raise SMTPException("the mail server took no mail")
    except (OSError, ImproperlyConfigured) as fault:  # all that smtplib raises is an OSError
        mail.fault = _words(fault)
        if _is_final(fault) or not _try_later(mail):
            _give_up(mail)
    except Exception as fault:  # a text or address that cannot be a mail stays one that cannot
        mail.fault = _words(fault)
        _give_up(mail)
    else:
        mail.state, mail.body, mail.fault, mail.sent_at = MailState.SENT, "", "", timezone.now()
        mail.save()


def _try_later(mail: AccountMail) -> bool:
    """Make the job of the next try; false when the mail would come too late."""
    wait = BACK_OFF[min(mail.tries, len(BACK_OFF)) - 1]
    again = timezone.now() + timedelta(seconds=wait)
    if again >= mail.expires_at:
        return False
    with transaction.atomic():
        mail.save()
        send_account_mail.using(run_after=again).enqueue(mail.pk)
    return True


def _give_up(mail: AccountMail) -> None:
    mail.state, mail.body, mail.fault = MailState.GAVE_UP, "", mail.fault or "expired"
    mail.save()
    # Neither address nor the server's words, which may repeat it: a log is read by many.
    logger.warning("mail %s was not sent after %s tries; see manage.py mail_status", mail.pk, mail.tries)


def _is_final(fault: Exception) -> bool:
    """The server knows that it will never take this recipient."""
    return isinstance(fault, SMTPRecipientsRefused) and all(code >= 500 for code, _why in fault.recipients.values())


def _words(fault: Exception) -> str:
    return one_line(str(fault) or type(fault).__name__)[:300]


def message(mail: AccountMail, connection: Any = None) -> EmailMessage:
    """The mail as it is sent; its headers prevent holiday replies."""
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    return EmailMessage(mail.subject, mail.body, to=[mail.address], headers=headers, connection=connection)
