from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgreementKind(TextChoices):
    """What the document is that holds the parties' words; only the first is signed by all of them."""

    STRATEGIC = "strategic", _("strategic agreement")
    MASTER_PLAN = "master_plan", _("master plan")
    STRATEGY = "strategy", _("strategy and plan of action")
    OTHER = "other", _("other document")


class PartyRole(TextChoices):
    """How an organisation takes part in a plan's agreement."""

    BOUND = "bound", _("party")
    ENDORSES = "endorses", _("endorses")
    COOPERATES = "cooperates", _("cooperates")
    SUB_AGREEMENT = "sub_agreement", _("party to a sub-agreement only")


class SignatureState(TextChoices):
    """Whether somebody has signed."""

    UNKNOWN = "unknown", _("not stated")
    SIGNED = "signed", _("signed")
    UNSIGNED = "unsigned", _("not signed")


class SupportKind(TextChoices):
    """What a plan supports."""

    UN_GOAL = "un_goal", _("UN goal")
    MUNICIPAL = "municipal", _("municipal policy")
    HOUSING = "housing", _("housing organisation's policy")
    STATE = "state", _("national policy or law")
    OTHER = "other", _("other policy")
