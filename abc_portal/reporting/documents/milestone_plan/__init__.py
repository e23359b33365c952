"""The milestone plan (*milepælsplan*)."""

from django.utils.translation import gettext_lazy as _

from abc_portal.reporting.documents.kinds import DocumentKind
from abc_portal.reporting.documents.milestone_plan.content import build, workbook
from abc_portal.reporting.enums import DocumentFormat

KIND = DocumentKind(
    "milepaelsplan",
    _("Milestone plan"),
    build=build,
    template="reports/milestone_plan.html",
    files={DocumentFormat.XLSX: workbook},
    position=2,
)
