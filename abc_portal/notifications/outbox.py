"""Letters are built, sent and deleted here, so that nobody is reminded twice.

A letter and its notices are written together before it is sent; a notice is unique in the database, so of two
concurrent runs only one can write it. Sending begins with a guarded step from *waiting* to *sending*: a run that ends
before it leaves a letter that surely was not sent, and the next run builds it again; a run that ends after it leaves a
letter that may have been sent, which the next run reports and never sends again. When the mail server refuses a letter
its notices are deleted at once, and the letter at the next run.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from abc_portal.notifications import addresses, letters
from abc_portal.notifications.enums import Letters, LetterState
from abc_portal.notifications.kinds import kinds
from abc_portal.notifications.models import Letter, Notice

#: Days until the text of a letter is deleted; until then one can look up what was written. Notices stay.
RETENTION_DAYS = 90
MONDAY = 0


class NoMailServer(Exception):
    """The mail server cannot be used at all; the reason is the message."""


@dataclass
class SendingOutcome:
    """What a run did: how many letters it sent, those that failed, and those that perhaps came through."""

    sent: int = 0
    failed: list[Letter] = field(default_factory=list)
    uncertain: list[Letter] = field(default_factory=list)


def run(day: date, outcome: SendingOutcome) -> None:
    """Send every user what falls due and was not sent; the counts are added to the outcome.

    Only one run at a time. Raises :class:`NoMailServer`; the letters are then built again the next time.
    """
    outcome.uncertain += clear_up()
    with translation.override(settings.LANGUAGE_CODE):
        for user in readers(day):
            letter = build(user, day)
            if letter is not None:
                deliver(letter, outcome)


# --- what an earlier run left -------------------------------------------------------------------------


def clear_up() -> list[Letter]:
    """Throw away what surely was not sent and old texts; returns the letters that perhaps were sent."""
    for letter in Letter.objects.filter(state__in=[LetterState.WAITING, LetterState.FAILED]):
        throw_away(letter)
    # Nothing else sends at the same time, so the sender of these has died.
    interrupted = [
        letter
        for letter in Letter.objects.filter(state=LetterState.SENDING).order_by("pk")
        if Letter.objects.move(letter.pk, LetterState.SENDING, LetterState.UNCERTAIN)
    ]
    Letter.objects.filter(made_at__lt=timezone.now() - timedelta(days=RETENTION_DAYS)).delete()
    return interrupted


@transaction.atomic
def throw_away(letter: Letter) -> None:
    """Forget a letter that was not sent, with its notices; one that somebody has begun to send stays."""
    # The guarded step first: the run that takes it owns the letter.
    if Letter.objects.move(letter.pk, LetterState(letter.state), LetterState.FAILED):
        letter.notices.all().delete()
        letter.delete()


# --- building -----------------------------------------------------------------------------------------


def readers(day: date) -> list[Any]:
    """Who can be written to that day: may sign in, has an address, and wants letters then."""
    unwanted = [Letters.OFF] if day.weekday() == MONDAY else [Letters.OFF, Letters.WEEKLY]
    users = get_user_model()._default_manager.filter(is_active=True).exclude(email="")
    return list(users.exclude(letter_preference__letters__in=unwanted).order_by("pk"))


def news_for(user: Any, day: date) -> letters.News:
    """What falls due for the user by that day and was not sent before, with its kind."""
    found = {(kind.code, due.key, due.due_on): (kind, due) for kind in kinds() for due in kind.provider(user, day)}
    if not found:
        return []
    known = set(Notice.objects.visible_to(user).values_list("kind", "key", "due_on"))
    return [news for notice, news in found.items() if notice not in known]


def build(user: Any, day: date) -> Letter | None:
    """Write the user's letter and its notices; ``None`` when there is nothing new."""
    news = news_for(user, day)
    if not news:
        return None
    written = {"subject": letters.subject(news), "body": letters.body(user, news)}
    try:
        with transaction.atomic():
            letter = Letter.objects.create(user=user, address=user.email, **written)
            for kind, due in news:
                Notice.objects.create(user=user, letter=letter, kind=kind.code, key=due.key, due_on=due.due_on)
    except IntegrityError:  # another run is building the user's letter
        return None
    return letter


# --- sending ------------------------------------------------------------------------------------------


def deliver(letter: Letter, outcome: SendingOutcome) -> None:
    """Send a waiting letter, once. Raises :class:`NoMailServer` before the letter is begun."""
    try:
        connection = _open()
    except NoMailServer:
        throw_away(letter)
        raise
    try:
        if not Letter.objects.move(letter.pk, LetterState.WAITING, LetterState.SENDING, sending_at=timezone.now()):
            return  # another run has deleted or sends it
        _send(letter, connection, outcome)
    finally:
        _close(connection)


def _send(letter: Letter, connection: Any, outcome: SendingOutcome) -> None:
    try:
        if not message(letter, connection).send():
            raise SMTPException("the mail server took no letter")
    except SMTPServerDisconnected as fault:
        # The line broke: the server may have taken the letter before it did.
        _note(letter, LetterState.UNCERTAIN, fault)
        outcome.uncertain.append(letter)
    except Exception as fault:
        with transaction.atomic():
            _note(letter, LetterState.FAILED, fault)
            letter.notices.all().delete()
        outcome.failed.append(letter)
    else:
        Letter.objects.move(letter.pk, LetterState.SENDING, LetterState.SENT, sent_at=timezone.now())
        outcome.sent += 1


def _note(letter: Letter, state: LetterState, fault: Exception) -> None:
    letter.fault = letters.one_line(str(fault) or type(fault).__name__)[:300]
    Letter.objects.move(letter.pk, LetterState.SENDING, state, fault=letter.fault)


def message(letter: Letter, connection: Any = None) -> EmailMessage:
    """The letter as an e-mail; its headers prevent holiday replies and say where to unsubscribe."""
    headers = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": f"<{addresses.of_settings()}>",
    }
    return EmailMessage(letter.subject, letter.body, to=[letter.address], headers=headers, connection=connection)


def _open() -> Any:
    """A line to the mail server for one letter: a server that is tired of an idle line loses none."""
    try:
        connection = get_connection()
        connection.open()
    except (OSError, SMTPException, ImproperlyConfigured) as fault:
        raise NoMailServer(letters.one_line(str(fault)) or type(fault).__name__) from fault
    return connection


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, SMTPException):
        return  # the letter's fate is decided already
