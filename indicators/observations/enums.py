from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Population(TextChoices):
    """Whom a value is about; all but the area are comparators (*sammenligningsgrundlag*)."""

    AREA = "area", _("the plan's area")
    DEPARTMENT = "department", _("a housing department")
    MUNICIPALITY = "municipality", _("the municipality")
    ALL_PLANS = "all_plans", _("all plans")
    COUNTRY = "country", _("the country")
    OTHER = "other", _("others")


class ValueState(TextChoices):
    """Missing, suppressed and a number are three different things; zero is a number."""

    KNOWN = "known", _("known")
    MISSING = "missing", _("not stated")
    SUPPRESSED = "suppressed", _("suppressed")
