"""How positions and who holds them are found by the search."""

from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from plans.shared.searching import place_in_plan, plan_page
from plans.staffing.models import Position

register(
    SearchKind(
        "stillinger",
        _("Positions"),
        Position,
        ("title", "holders__person__name"),
        address=plan_page("plans:staffing"),
        place=place_in_plan,
        related=("plan",),
        order=53,
    )
)
