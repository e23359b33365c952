from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """How serious a finding is."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    INFO = "info", _("advice")


class Topic(TextChoices):
    """What of the plan a finding is about; the words of the page's address."""

    AGREEMENTS = "aftaler", _("plan and agreements")
    ACTIVITIES = "aktiviteter", _("activities and staffing")
    RESULTS = "resultater", _("success criteria and results")
    MILESTONES = "milepaele", _("milestones")
    ECONOMY = "oekonomi", _("economy")
    INDICATORS = "indikatorer", _("indicators")
    BODIES = "organer", _("organisation of the work")
