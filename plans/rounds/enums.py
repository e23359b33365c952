from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundDocumentKind(TextChoices):
    """The kinds of document that a funding round knows; the codes are those of the portal's own reports."""

    STRATEGIC_AGREEMENT = "strategisk-samarbejdsaftale", _("strategic agreement")
    SUB_AGREEMENT = "delaftale", _("sub-agreement")
    MILESTONE_PLAN = "milepaelsplan", _("milestone plan")
    BUDGET = "budget", _("budget")
    REPORTING_FORM = "indberetningsskema", _("reporting form")
    READINESS_PLAN = "beredskabsplan", _("readiness plan")
    MANDATE = "kommissorium", _("mandate")
    APPLICATION = "ansoegning", _("application")
    ANNEX = "bilag", _("annex")
