"""Where findings on criteria are, and the page that shows them all."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.review.findings import short


def where_of(criterion: Any) -> str:
    if criterion.activity is None:
        return _("Sub-goal · %s") % short(criterion.sub_goal.text)
    return _("Activity · %s") % criterion.activity.name


def all_results(plan: Any) -> str:
    return reverse("plans:results", args=[plan.slug], query={"planaar": "alle"})
