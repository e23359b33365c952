"""Setting a status by hand, and letting it be worked out again."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from abc_portal.audit import change_sets
from plans.shared import access
from plans.shared.actions import begin


@transaction.atomic
def overrule(*, row: Any, by: Any, made_from: int | None = None, form: Any = None) -> bool:
    """Set a status by hand: it carries the name of who did it and the day. Returns whether anything was written.

    Raises :class:`Refused`, ``LostUpdate``, ``SentTwice``, and ``ValidationError`` without a reason.
    """
    access.check_can_edit(by, row.resource, row.plan)
    if row.pk and not change_sets.is_changed(row, made_from):
        return False
    row.by_name, row.decided_on = name_of(by), timezone.localdate()
    change_set = begin(plan=row.plan, by=by, reason=row.because, form=form)
    return change_sets.save(row, change_set=change_set, made_from=made_from)


def name_of(user: Any) -> str:
    """How somebody is named on pages that others read: by name; without one by what they are, never by their
    address."""
    return user.name or str(access.Role.STAFF.label)
