from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Letters(TextChoices):
    """When a user wants to be written to."""

    AT_ONCE = "at_once", _("When there is something new, at most one e-mail a day")
    WEEKLY = "weekly", _("Gathered on Mondays")
    OFF = "off", _("Never")


class LetterState(TextChoices):
    """How far a letter is. What was being sent when the run ended may have come through or not: that is a state too."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    UNCERTAIN = "uncertain", _("perhaps sent")


class MailState(TextChoices):
    """How far a mail is that somebody waits for."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    GAVE_UP = "gave_up", _("not sent")


class CalendarSpan(TextChoices):
    """What of the plans a user's calendar holds."""

    MINE = "mine", _("Only what I am responsible for")
    ALL = "all", _("All milestones of the plans I have a role in")
