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


class OfficeKind(TextChoices):
    """What kind of place the staff works from."""

    SECRETARIAT = "secretariat", _("secretariat")
    SATELLITE = "satellite", _("satellite office")
    OTHER = "other", _("other workplace")
