"""How the files of the archive are found by the search, by those whom each is for."""

from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from plans.archive.models import PlanFile
from plans.archive.querysets import SEARCHED
from plans.shared.searching import plan_page

register(
    SearchKind(
        "filer",
        _("Files and documents"),
        PlanFile,
        SEARCHED,
        address=plan_page("plans:file", pk="pk"),
        place=lambda file: f"{file.get_kind_display()} · {file.plan}",
        related=("plan",),
        order=30,
    )
)
