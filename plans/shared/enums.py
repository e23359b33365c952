from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a user is in a plan (*rolle i planen*); the order is that of the access table."""

    LEADER = "leader", _("secretariat leader")
    STAFF = "staff", _("secretariat staff")
    BOARD = "board", _("board member")
    GROUP = "group", _("follow-up group member")
    DEPARTMENT = "department", _("department representative")
    AUDITOR = "auditor", _("auditor")
    OBSERVER = "observer", _("observer")


class ActivityState(TextChoices):
    """How far an activity is, as its people say; not worked out from its results."""

    UNKNOWN = "unknown", _("not stated")
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("under way")
    PAUSED = "paused", _("paused")
    DONE = "done", _("completed")
    DROPPED = "dropped", _("given up")


class Granularity(TextChoices):
    """The length of the period that a result is for, counted from the plan's first day."""

    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")
    PERIOD = "period", _("another period")
    EVENT = "event", _("event")


class FileSight(TextChoices):
    """Who of those with a role in the plan sees a file of its archive."""

    ALL = "all", _("everybody with a role in the plan")
    BOARD = "board", _("the board, the secretariat and the auditor")
    SECRETARIAT = "secretariat", _("the secretariat")
