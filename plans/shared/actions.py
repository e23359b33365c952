"""Every write to a plan's rows: checked, atomic, recorded. Pages, the administration and commands call these."""

from functools import reduce
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet, Tracked
from plans.shared import access


def plan_of(row: Any) -> Any:
    """The plan that a row belongs to, by its model's ``plan_path``; a plan is its own."""
    path = getattr(row, "plan_path", "plan")
    return row if path == "pk" else reduce(getattr, path.split("__"), row)


def plan_or_none(row: Any) -> Any:
    """The plan that a row belongs to; ``None`` for what belongs to none."""
    try:
        return plan_of(row)
    except AttributeError:
        return None


def resource_of(row: Any) -> Any:
    """What the access table calls the right over a row; a plan's own focus areas and goals are as the plan itself."""
    return row.resource or access.Resource.PLAN


def deletion_resource_of(row: Any) -> Any:
    """What the access table calls the right over deleting a row."""
    return row.deletion_resource or resource_of(row)


def scope_of(plan: Any) -> str:
    """How the plan's change sets are marked in the history."""
    return f"plan:{plan.pk}"


def begin(*, plan: Any, by: Any, reason: str = "", form: UUID | None = None) -> ChangeSet:
    """Start a change set in the plan's history."""
    return change_sets.begin(by=by, scope=scope_of(plan), reason=reason, form=form)


@transaction.atomic
def save_row(
    *, row: Tracked, by: Any, reason: str = "", made_from: int | None = None, form: UUID | None = None
) -> bool:
    """Save one row of a plan. Returns whether anything was written; an unchanged row leaves no history.

    Raises :class:`Refused` without access, ``ValidationError`` by field, ``LostUpdate`` when somebody saved first, and
    ``SentTwice`` when the same ``form`` token comes again.
    """
    plan = plan_of(row)
    access.check_can_edit(by, resource_of(row), plan)
    if row.pk and not change_sets.is_changed(row, made_from):
        return False
    return change_sets.save(row, change_set=begin(plan=plan, by=by, reason=reason, form=form), made_from=made_from)


@transaction.atomic
def save_whole(
    *,
    row: Tracked,
    to_save: list[Tracked],
    to_delete: list[Tracked],
    by: Any,
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Save a row and the rows under it as one change set. Returns whether anything was written.

    The row's version changes with them, so two writers of the whole meet the guard. Raises :class:`Refused`,
    ``LostUpdate``, ``SentTwice`` and ``ValidationError``.
    """
    plan = plan_of(row)
    access.check_can_edit(by, resource_of(row), plan)
    under = bool(to_save or to_delete)
    if row.pk and not under and not change_sets.is_changed(row, made_from):
        return False
    change_set = begin(plan=plan, by=by, reason=reason, form=form)
    change_sets.save(row, change_set=change_set, made_from=made_from, rows_under_changed=under)
    for item in to_delete:
        change_sets.delete(item, change_set=change_set)
    for item in to_save:
        _attach(item, row)
        save_under(item, change_set)
    return True


def save_under(row: Tracked, change_set: ChangeSet) -> None:
    """Save the rows under another row. Faults have no field, since the page shows the other row's fields."""
    try:
        change_sets.save(row, change_set=change_set)
    except ValidationError as fault:
        raise ValidationError(fault.messages) from None


def _attach(under: Tracked, row: Tracked) -> None:
    """A row made before the one it hangs under was saved learns its key."""
    known: Any  # Django's own hints know no caches of relations
    for known in under._meta.concrete_fields:
        if known.is_relation and known.is_cached(under) and known.get_cached_value(under) is row:
            setattr(under, known.name, row)


@transaction.atomic
def delete_row(
    *, row: Tracked, by: Any, reason: str = "", made_from: int | None = None, seen: str | None = None
) -> None:
    """Delete one row of a plan and the rows under it as one change set; ``seen`` is the preview's fingerprint.

    Raises :class:`Refused`, ``LostUpdate``, and ``ValidationError`` where it may not be deleted or a reason is missing.
    """
    plan = plan_of(row)
    access.check_can_edit(by, deletion_resource_of(row), plan)
    change_sets.delete(row, change_set=begin(plan=plan, by=by, reason=reason), made_from=made_from, seen=seen)
