"""What indicators put on the pages of a plan: those that its funding round prescribes."""

from datetime import date
from typing import Any

from abc_portal.pages import panels
from indicators.definitions.models import Indicator


def register() -> None:
    panels.register("round", prescribed)


def prescribed(plan: Any, prescribed_by: Any, user: Any, day: date) -> tuple[str, dict[str, Any]]:
    """The round's indicators with their goals, by their official names."""
    rows = Indicator.objects.visible_to(user).filter(round=prescribed_by).select_related("goal")
    listed = sorted(rows, key=lambda row: (row.goal.position if row.goal else 0, row.position, row.pk))
    return "indicators/definitions/_prescribed.html", {"indicators": listed}
