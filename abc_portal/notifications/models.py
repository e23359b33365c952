"""Each user's choice, the private address of their calendar, the letters, and what was sent when."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from abc_portal.notifications.enums import CalendarSpan, Letters, LetterState, MailState
from abc_portal.notifications.querysets import (
    AccountMailQuerySet,
    CalendarAddressQuerySet,
    LetterQuerySet,
    OwnQuerySet,
)


class Preference(models.Model):
    """When a user wants letters (*påmindelser*); who has never chosen is written to at once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="letter_preference", verbose_name=_("user")
    )
    letters = models.CharField(_("e-mail"), max_length=8, choices=Letters, default=Letters.AT_ONCE)

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ("user",)
        verbose_name = _("choice of reminders")
        verbose_name_plural = _("choices of reminders")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_letters_display()}"


class CalendarAddress(models.Model):
    """The private address of a user's calendar feed (*kalenderadresse*).

    Only the digest of its secret part is stored, so that the database does not open a calendar.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address", verbose_name=_("user")
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    span = models.CharField(_("holds"), max_length=4, choices=CalendarSpan, default=CalendarSpan.MINE)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    fetched_on = models.DateField(_("last fetched"), null=True, blank=True)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        ordering = ("user",)
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.user)


class Letter(models.Model):
    """One e-mail to one user, with everything due that day (*brev*)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters", verbose_name=_("user"))
    address = models.EmailField(_("e-mail"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=9, choices=LetterState, default=LetterState.WAITING)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    sending_at = models.DateTimeField(_("sending began"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    fault = models.CharField(_("what went wrong"), max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | ~Q(state=LetterState.SENT) & Q(sent_at=None),
                name="letter_sent_has_time",
                violation_error_message=_("A letter that is sent, and no other, has the time it was."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.subject}"


class AccountMail(models.Model):
    """A mail about an account, such as a sign-in code (*mail om konto*).

    Its text is a secret: it is there until the mail is sent or given up, and no longer. One without an address is for
    nobody; it lives until its job has run.
    """

    address = models.EmailField(_("e-mail"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True, editable=False)
    state = models.CharField(_("state"), max_length=7, choices=MailState, default=MailState.WAITING)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("of use until"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    fault = models.CharField(_("what went wrong"), max_length=300, blank=True)

    objects = AccountMailQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("mail about an account")
        verbose_name_plural = _("mails about accounts")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(state=MailState.WAITING) | Q(body=""),
                name="account_mail_text_while_waiting",
                violation_error_message=_("Only a mail that waits has its text."),
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False) | ~Q(state=MailState.SENT) & Q(sent_at=None),
                name="account_mail_sent_has_time",
                violation_error_message=_("A mail that is sent, and no other, has the time it was."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_state_display()}"


class Notice(models.Model):
    """A record that a user was reminded of one item with one due date (*påmindelse*), which is never repeated.

    It outlives the letter; with another due date the user is reminded again.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("user"))
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name=_("letter")
    )
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("about"), max_length=100)
    due_on = models.DateField(_("due"))

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["user", "kind", "key", "due_on"],
                name="notice_once",
                violation_error_message=_("The user has been told of it already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.due_on}"
