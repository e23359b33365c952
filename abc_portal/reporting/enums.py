from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentFormat(TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"
    HTML = "html", "HTML"


class RequestState(TextChoices):
    """Where the making of a document is."""

    WAITING = "waiting", _("waiting")
    WORKING = "working", _("being made")
    DONE = "done", _("ready")
    FAILED = "failed", _("failed")
