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


class PartyRole(TextChoices):
    """How an organisation takes part in a plan's agreement."""

    BOUND = "bound", _("party")
    ENDORSES = "endorses", _("endorses")
    COOPERATES = "cooperates", _("cooperates")


class DepartmentStatus(TextChoices):
    """How a housing department takes part in a plan."""

    IN_PLAN = "in_plan", _("in the plan")
    PREQUALIFIED = "prequalified", _("prequalified only")
    COOPERATES = "cooperates", _("outside the plan, cooperating")


class Severity(TextChoices):
    """How serious a finding is."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    INFO = "info", _("advice")
