"""What the pages ask of plans, gathered: see ``abc_portal.pages.source``."""

from typing import Any

from plans.lifecycle.models.plan import Plan
from plans.shared.access import check_can_edit, check_can_see, edits_any, may_edit
from plans.shared.actions import delete_row, deleting_thing_of, plan_of, save_row, save_whole, scope_of, thing_of

__all__ = [
    "check_can_edit", "check_can_see", "delete_row", "deleting_thing_of", "edits_any", "every_plan", "may_edit", "plan_of",
    "save_row", "save_whole", "scope_of", "thing_of",
]  # fmt: skip


def every_plan() -> Any:
    """All plans, each with its municipality and round."""
    return Plan.objects.select_related("municipality", "round")
