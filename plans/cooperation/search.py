"""How agreements beside the plan are found by the search."""

from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from plans.cooperation.models import CooperationAgreement
from plans.shared.searching import place_in_plan, plan_page

register(
    SearchKind(
        "oevrige-aftaler",
        _("Other agreements"),
        CooperationAgreement,
        ("title", "subject", "parties__name", "parties__organisation__name"),
        address=plan_page("plans:cooperation", pk="pk"),
        place=place_in_plan,
        related=("plan",),
        order=31,
    )
)
