from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CooperationKind(TextChoices):
    """What an agreement beside the plan is about."""

    COOPERATION = "cooperation", _("cooperation agreement")
    COFINANCING = "cofinancing", _("co-financing agreement")
    CONTRACT = "contract", _("contract on an effort")
    OTHER = "other", _("other agreement")
