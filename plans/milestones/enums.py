from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MilestoneState(TextChoices):
    """How far a milestone is, as its people say; that it is late is never typed."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    REACHED = "reached", _("reached")
    POSTPONED = "postponed", _("postponed")
    DROPPED = "dropped", _("given up")


class MilestoneStanding(TextChoices):
    """A milestone's status on a day, worked out from its state and its date."""

    LATE = "late", _("late")
    UNDER_WAY = "under_way", _("under way")
    POSTPONED = "postponed", _("postponed")
    PLANNED = "planned", _("planned")
    REACHED = "reached", _("reached")
    DROPPED = "dropped", _("given up")
    DRAFT = "draft", _("draft")
    UNKNOWN = "unknown", _("not stated")
