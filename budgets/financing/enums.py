from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    """Who pays."""

    LBF = "lbf", _("Landsbyggefonden")
    MUNICIPALITY = "municipality", _("municipality")
    DEPARTMENT = "department", _("housing department")
    OWN_FUND = "own_fund", _("housing organisation's own fund")
    HOUSING = "housing", _("housing organisations")
    OTHER = "other", _("other source")


class ContributionKind(TextChoices):
    """What is paid with."""

    CASH = "cash", _("cash")
    HOURS = "hours", _("hours")
    IN_KIND = "in_kind", _("in kind")


class Funder(TextChoices):
    """The groups in which a plan's financing is drawn and summed; always in this order and these colours."""

    LBF = "lbf", _("Landsbyggefonden")
    MUNICIPALITY = "municipality", _("The municipality, cash")
    HOURS = "hours", _("The municipality, hours")
    DEPARTMENTS = "departments", _("Housing departments")
    HOUSING = "housing", _("Housing organisations")
    FUNDS = "funds", _("Own funds")
    OTHERS = "others", _("Others")


class StatedSubject(TextChoices):
    """What a stated amount is said to be the sum of."""

    TOTAL = "total", _("the whole financing")
    LBF = "lbf", _("Landsbyggefonden's grant")
    MUNICIPALITY = "municipality", _("the municipality's contributions")
    DEPARTMENTS = "departments", _("the housing departments' contributions")
    LOCAL = "local", _("the local financing")
    BESIDE = "beside", _("the resources beside the plan")
    BESIDE_MUNICIPALITY = "beside_municipal", _("the municipality's resources beside the plan")
    CONTRIBUTION = "contribution", _("one contribution in all")
    PER_YEAR = "per_year", _("one contribution per year")


class FinancingSight(StrEnum):
    """How much of the financing a reader sees."""

    NOTHING = "nothing"
    TOTALS = "totals"
    #: Totals and the rows of the reader's own department.
    OWN = "own"
    ALL = "all"
