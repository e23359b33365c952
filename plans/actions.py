"""Every write to a plan's rows: checked, atomic, recorded. Pages, the administration and commands call these."""

from functools import reduce
from typing import Any
from uuid import UUID

from django.db import transaction

from abc_portal.audit import acts
from abc_portal.audit.models import Act, Tracked
from plans import access


def plan_of(row: Any) -> Any:
    """The plan that a row belongs to, by its model's ``plan_path``; a plan is its own."""
    if row._meta.label == "plans.Plan":
        return row
    return reduce(getattr, getattr(row, "plan_path", "plan").split("__"), row)


def scope_of(plan: Any) -> str:
    """How the plan's acts are marked in the history."""
    return f"plan:{plan.pk}"


def begin(*, plan: Any, by: Any, reason: str = "", form: UUID | None = None) -> Act:
    """Start an act in the plan's history."""
    return acts.begin(by=by, scope=scope_of(plan), reason=reason, form=form)


@transaction.atomic
def save_row(
    *, row: Tracked, by: Any, reason: str = "", made_from: int | None = None, form: UUID | None = None
) -> bool:
    """Save one row of a plan. Raises :class:`Refused` without the right, ``LostUpdate`` when somebody came first.

    ``form`` tells the form that adds it: ``SentTwice`` is raised when the same comes again. Returns whether anything was written; an unchanged row leaves no trace in the history.
    """
    plan = plan_of(row)
    access.check_can_edit(by, row.thing, plan)
    if row.pk and not acts.is_changed(row, made_from):
        return False
    return acts.save(row, act=begin(plan=plan, by=by, reason=reason, form=form), made_from=made_from)


@transaction.atomic
def delete_row(
    *, row: Tracked, by: Any, reason: str = "", made_from: int | None = None, seen: str | None = None
) -> None:
    """Delete one row of a plan and what hangs under it, as one act. ``seen`` is what the page showed would go."""
    plan = plan_of(row)
    access.check_can_edit(by, row.thing, plan)
    acts.delete(row, act=begin(plan=plan, by=by, reason=reason), made_from=made_from, seen=seen)
