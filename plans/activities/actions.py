"""Every write to a plan's rows: checked, atomic, recorded. Pages, the administration and commands call these."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from abc_portal.audit import change_sets
from plans.shared import access
from plans.shared.actions import begin


@transaction.atomic
def move_activity(
    *,
    activity: Any,
    to: dict[str, Any],
    by: Any,
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Move an activity with its parts, as one change set; it becomes the last at its new place.

    ``to`` has ``parent``, ``sub_agreement_id`` and ``plan_focus_area_id``. Returns whether anything was written. Raises
    :class:`Refused`, ``LostUpdate``, and ``ValidationError`` where it does not fit.
    """
    access.check_can_edit(by, activity.resource, activity.plan)
    _place(activity, to)
    if not change_sets.is_changed(activity, made_from):
        return False
    beside = activity.plan.activities.filter(**to).exclude(pk=activity.pk)
    activity.position = (beside.aggregate(last=Max("position"))["last"] or 0) + 1
    change_set = begin(plan=activity.plan, by=by, reason=reason, form=form)
    change_sets.save(activity, change_set=change_set, made_from=made_from)
    place = {name: key for name, key in to.items() if name != "parent"}
    for part in activity.below():
        _place(part, place)
        change_sets.save(part, change_set=change_set)
    return True


def _place(activity: Any, to: dict[str, Any]) -> None:
    for name, value in to.items():
        setattr(activity, name, value)
