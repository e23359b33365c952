"""How financing sources are found by the search, by those who see them."""

from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from budgets.financing.models.contributions import FinancingSource
from plans.shared.searching import place_in_plan, plan_page

register(
    SearchKind(
        "finansieringskilder",
        _("Financing sources"),
        FinancingSource,
        ("label", "organisation__name", "department__name"),
        address=plan_page("budgets:overview"),
        place=place_in_plan,
        related=("plan", "organisation", "department"),
        order=48,
    )
)
