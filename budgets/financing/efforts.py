"""Which contributions pay for the efforts beside a plan, registered for the plan's own pages."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from budgets.financing.models.contributions import Contribution
from plans.shared import efforts
from plans.shared.efforts import Payment


def payments_of(plan: Any, user: Any) -> Iterator[Payment]:
    """The contributions to efforts that the user sees, each with the economy page."""
    address = reverse("budgets:overview", args=[plan.slug])
    rows = Contribution.objects.visible_to(user).filter(source__plan=plan, effort__isnull=False)  # type: ignore[attr-defined]
    for row in rows.select_related("source__organisation", "source__department"):
        name = f"{row.source}: {row.purpose}" if row.purpose else str(row.source)
        yield Payment(row.effort_id, name, address)


def register() -> None:
    """Register the payments for the plans' pages."""
    efforts.register(payments_of)
