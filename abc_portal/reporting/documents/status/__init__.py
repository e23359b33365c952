"""The status report (*statusrapport*)."""

from django.utils.translation import gettext_lazy as _

from abc_portal.reporting.documents.kinds import DocumentKind
from abc_portal.reporting.documents.status.content import build

KIND = DocumentKind("status", _("Status report"), build=build, template="reports/status.html", position=1)
