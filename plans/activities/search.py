"""How activities and stories are found by the search."""

from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from plans.activities.models import Activity, Story
from plans.shared.searching import place_in_plan, plan_page

#: Searched in the list of a plan's activities too.
COLUMNS = ("name", "purpose", "content", "target_group", "partners", "local_evaluation")

register(
    SearchKind(
        "aktiviteter",
        _("Activities"),
        Activity,
        COLUMNS,
        address=plan_page("plans:activity", code="code"),
        place=lambda row: " · ".join(str(part) for part in (row.sub_agreement, row.plan) if part),
        related=("plan", "sub_agreement"),
        order=15,
    ),
    SearchKind(
        "fortaellinger",
        _("Learning and stories"),
        Story,
        ("title", "text"),
        address=plan_page("plans:stories"),
        place=place_in_plan,
        related=("plan",),
        order=47,
    ),
)
