"""How milestones are found by the search; drafts by those who see drafts."""

from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from plans.milestones.models import Milestone
from plans.shared.searching import plan_page

#: Searched in the list of milestones too, beside the names of their places.
COLUMNS = ("text", "note", "code", "responsible", "person__name", "post__title")

register(
    SearchKind(
        "milepaele",
        _("Milestones"),
        Milestone,
        COLUMNS,
        address=plan_page("plans:milestone", code="code"),
        place=lambda row: " · ".join(str(part) for part in (row.activity or row.sub_agreement, row.plan) if part),
        related=("plan", "activity", "sub_agreement"),
        order=16,
    )
)
