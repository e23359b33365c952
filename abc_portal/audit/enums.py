from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """What a change set did to an object."""

    CREATED = "+", _("created")
    CHANGED = "~", _("changed")
    DELETED = "-", _("deleted")
