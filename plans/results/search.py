"""How success criteria are found by the search. Results are figures, and are read on the page of their criterion."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from plans.results.models import Criterion


def _address(criterion: Criterion) -> str:
    """The page of the activity, or that of the results where the criterion stands under a sub-goal."""
    if criterion.activity is not None:
        return reverse("plans:activity", args=[criterion.plan.slug, criterion.activity.code])
    return reverse("plans:results", args=[criterion.plan.slug])


register(
    SearchKind(
        "kriterier",
        _("Success criteria"),
        Criterion,
        ("text", "target_text"),
        address=_address,
        place=lambda row: " · ".join(str(part) for part in (row.activity, row.plan) if part),
        related=("plan", "activity"),
        order=26,
    )
)
