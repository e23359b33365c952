from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What a file of the archive is."""

    AGREEMENT = "agreement", _("signed agreement")
    SUB_AGREEMENT = "sub_agreement", _("sub-agreement")
    MEETING = "meeting", _("minutes or meeting material")
    MAP = "map", _("map")
    PHOTO = "photo", _("photo")
    REPORT = "report", _("report")
    BUDGET = "budget", _("budget sheet")
    LETTER = "letter", _("letter from Landsbyggefonden")
    COOPERATION = "cooperation", _("cooperation agreement")
    ANNEX = "annex", _("annex")
    OTHER = "other", _("other file")
