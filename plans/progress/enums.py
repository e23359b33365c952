from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkStatus(TextChoices):
    """The status of an activity or a sub-agreement on a day: worked out, or overruled with a reason."""

    LATE = "late", _("delayed")
    BEHIND = "behind", _("behind")
    ON_TRACK = "on_track", _("on track")
    TOO_EARLY = "too_early", _("too early to say")
    REACHED = "reached", _("reached")
    NOT_REACHED = "not_reached", _("not reached")
    STOPPED = "stopped", _("stopped")
    UNKNOWN = "unknown", _("not stated")
