from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Unit(TextChoices):
    PERCENT = "percent", _("per cent")
    GRADE = "grade", _("grade")
    NUMBER = "number", _("a count")


class Better(TextChoices):
    """Which way is better."""

    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")
    NEITHER = "neither", _("neither is better")
