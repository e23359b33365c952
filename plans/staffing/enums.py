from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Vacancy(TextChoices):
    """Whether somebody holds a position."""

    UNKNOWN = "unknown", _("not stated")
    FILLED = "filled", _("filled")
    VACANT = "vacant", _("vacant")


class EmploymentRole(TextChoices):
    """What an organisation is to a position."""

    EMPLOYER = "employer", _("employer")
    PAYER = "payer", _("payer")
