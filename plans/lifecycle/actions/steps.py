"""Every write to a plan's life: a step taken, changed or undone; an extension, and taking it back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.enums import ChangeKind
from abc_portal.audit.models import ChangeSet, Touched
from abc_portal.core import danish
from abc_portal.core.access import Refused
from abc_portal.core.dates import PartialDate
from plans.lifecycle.actions.moving import check_seen, move_with
from plans.lifecycle.models.plan import Plan, PlanArea, PlanDepartment
from plans.lifecycle.models.steps import PlanExtension, PlanStep
from plans.shared import access, actions
from plans.shared.access import Resource
from plans.shared.periods import partial_period


def next_position(rows: Any) -> int:
    """The place after the last of the rows."""
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


@transaction.atomic
def take_step(*, step: PlanStep, by: Any, approvals: Sequence[Any] = (), form: UUID | None = None) -> PlanStep:
    """Bring the plan to a new state, with those who have approved it.

    Raises :class:`Refused` without access, ``ValidationError`` when the step does not fit the present ones,
    ``SentTwice`` when the same form comes again.
    """
    access.check_can_edit(by, Resource.ADMINISTRATION, step.plan)
    change_set = actions.begin(plan=step.plan, by=by, form=form)
    step.position = next_position(PlanStep.objects.filter(plan=step.plan))
    change_sets.save(step, change_set=change_set)
    for row in approvals:
        row.step = step
        actions.save_under(row, change_set)
    return step


@transaction.atomic
def change_step(
    *,
    step: PlanStep,
    by: Any,
    to_save: Sequence[Any] = (),
    to_delete: Sequence[Any] = (),
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Correct a step and its approvals. Raises what :func:`take_step` raises, and ``LostUpdate``. Returns whether
    anything was written."""
    access.check_can_edit(by, Resource.ADMINISTRATION, step.plan)
    return actions.save_whole(
        row=step,
        to_save=list(to_save),
        to_delete=list(to_delete),
        by=by,
        reason=reason,
        made_from=made_from,
        form=form,
    )


def check_is_last_step(step: PlanStep) -> None:
    """Raises :class:`Refused` when another step comes after it."""
    after = PlanStep.objects.filter(plan=step.plan_id, position__gt=step.position).last()
    if after is not None:
        raise Refused(_("Only the last step can be undone. Undo “%s” first.") % after)


@transaction.atomic
def undo_step(*, step: PlanStep, by: Any, reason: str = "", seen: str | None = None) -> None:
    """Take the plan back to the state before. Only the last step; otherwise :class:`Refused`."""
    access.check_can_edit(by, Resource.ADMINISTRATION, step.plan)
    check_is_last_step(step)
    actions.delete_row(row=step, by=by, reason=reason, seen=seen)


@transaction.atomic
def extend_plan(
    *,
    extension: PlanExtension,
    by: Any,
    new_name: str = "",
    joining: Sequence[Any] = (),
    leaving: Sequence[PlanDepartment | PlanArea] = (),
    made_from: int | None = None,
    form: UUID | None = None,
    seen: str | None = None,
) -> PlanExtension:
    """Move the plan's last day to the extension's ``new_end``, as one change set with what follows from it.

    ``new_name`` is the plan's name from now on. Departments and areas ``joining`` take part from the day after the
    former last day; the plan's rows ``leaving`` end with it. ``made_from`` is the version of the plan that was seen,
    ``seen`` identifies the preview of what moves. Raises :class:`Refused`, ``ValidationError``, ``LostUpdate`` and
    ``SentTwice``.
    """
    plan = extension.plan
    access.check_can_edit(by, Resource.ADMINISTRATION, plan)
    change_set = actions.begin(plan=plan, by=by, form=form)
    check_extends(plan, extension.new_end)
    former_end, former_name = plan.end, plan.name
    extension.former_end = former_end
    extension.former_name = former_name if new_name and new_name != former_name else ""
    extension.position = next_position(PlanExtension.objects.filter(plan=plan))
    plan.end, plan.name = extension.new_end, new_name or former_name
    check_seen(plan, seen)
    _save(plan, change_set, made_from)
    change_sets.save(extension, change_set=change_set)
    move_with(plan, change_set)
    for row in leaving:
        row.left = former_end
        _save(row, change_set)
    day = None if former_end is None else PartialDate(former_end.last + timedelta(days=1))
    for place in joining:
        _join(plan, place, day, change_set)
    return extension


def check_extends(plan: Plan, new_end: PartialDate) -> None:
    """Raises ``ValidationError`` unless the day is after the plan's last."""
    if plan.end is not None and new_end.last <= plan.end.last:
        values = {"day": plan.end}
        raise ValidationError({"new_end": _("The new last day must be after the present one, %(day)s.") % values})


def _save(row: Any, change_set: ChangeSet, made_from: int | None = None) -> None:
    try:
        change_sets.save(row, change_set=change_set, made_from=made_from)
    except ValidationError as fault:  # of several rows, so that the sentence must say which
        raise ValidationError([f"{row}: {sentence}" for sentence in fault.messages]) from None


def _join(plan: Plan, place: Any, day: PartialDate | None, change_set: ChangeSet) -> None:
    model, name = (PlanArea, "area") if place._meta.model_name == "housingarea" else (PlanDepartment, "department")
    row = model(plan=plan, position=next_position(model.objects.filter(plan=plan)), **{name: place})
    row.joined = day
    _save(row, change_set)


def check_can_undo_extension(extension: PlanExtension) -> None:
    """Raises :class:`Refused` unless it is the latest and the plan still ends where it says."""
    later = PlanExtension.objects.filter(plan=extension.plan_id, position__gt=extension.position).last()
    if later is not None:
        raise Refused(_("Only the latest extension can be undone. Undo %s first.") % later)
    if extension.plan.end != extension.new_end:
        raise Refused(
            _("The plan's last day is %(now)s, not %(then)s as the extension set it. Correct the last day first.")
            % {"now": extension.plan.end, "then": extension.new_end}
        )
    going = joined_by(extension)
    known = extension.former_end is not None
    if known and (later_on := [row for row in _joined_after(extension) if row not in going]):
        raise Refused(
            _("%(who)s joined after %(day)s, and not by the extension. Correct that first.")
            % {"who": danish.joined([str(row) for row in later_on], _("and")), "day": extension.former_end}
        )


def due_after(extension: PlanExtension) -> list[Any]:
    """The milestones that are due in quarters which the plan has only because of the extension."""
    former = partial_period(extension.plan.starts_on, extension.former_end_on).whole
    return list(extension.plan.milestones.filter(due_quarter__gt=len(former.quarters()) if former else 0))


def joined_by(extension: PlanExtension) -> list[PlanDepartment | PlanArea]:
    """What takes part in the plan because the extension said so: from the day after the former end."""
    joined = [row for row in _joined_after(extension) if _written_with(extension, row, ChangeKind.CREATED)]
    former = extension.former_end_on
    return [row for row in joined if former is None or row.joined_on == former + timedelta(days=1)]


def left_by(extension: PlanExtension) -> list[PlanDepartment | PlanArea]:
    """What left the plan with the former end because the extension said so."""
    if extension.former_end_on is None:
        return []
    left = _places(extension, left_on=extension.former_end_on)
    return [row for row in left if _written_with(extension, row, ChangeKind.CHANGED)]


def _joined_after(extension: PlanExtension) -> list[PlanDepartment | PlanArea]:
    if extension.former_end_on is None:
        return _places(extension)
    return _places(extension, joined_on__gt=extension.former_end_on)


def _places(extension: PlanExtension, **wanted: Any) -> list[PlanDepartment | PlanArea]:
    return [
        row
        for model in (PlanDepartment, PlanArea)
        for row in model.objects.filter(plan=extension.plan_id, **wanted).select_related(*model.name_relations)
    ]


def _written_with(extension: PlanExtension, row: Any, change: ChangeKind) -> bool:
    """Whether the change set that made the extension did that to the row too."""
    made = Touched.objects.filter(model=extension._meta.label_lower, object_id=extension.pk, change=ChangeKind.CREATED)
    touched = Touched.objects.filter(model=row._meta.label_lower, object_id=row.pk, change=change)
    return touched.filter(change_set__in=made.values("change_set")).exists()


def _given_name(extension: PlanExtension) -> str:
    """The plan's name as the extension's own change set left it; empty when it was not changed there."""
    made = Touched.objects.filter(model=extension._meta.label_lower, object_id=extension.pk, change=ChangeKind.CREATED)
    rows = Plan.history.filter(id=extension.plan_id, history_change_set__in=made.values("change_set"))  # type: ignore[attr-defined]
    return str(rows.order_by("history_id").values_list("name", flat=True).last() or "")


@transaction.atomic
def undo_extension(*, extension: PlanExtension, by: Any, reason: str = "", seen: str | None = None) -> None:
    """Restore the plan's former last day and name; what joined by the extension is deleted, what left by it returns.

    Later changes stay: another day of leaving, a new name. ``seen`` is the preview's fingerprint. Raises
    :class:`Refused` and ``LostUpdate``.
    """
    plan = Plan.objects.select_for_update().get(pk=extension.plan_id)
    extension.plan = plan
    access.check_can_edit(by, Resource.ADMINISTRATION, plan)
    check_can_undo_extension(extension)
    going = joined_by(extension)
    if seen is not None and seen != change_sets.fingerprint_of([extension, *going]):
        raise LostUpdate(str(extension))
    change_set = actions.begin(plan=plan, by=by, reason=reason)
    plan.end = extension.former_end
    if extension.former_name and plan.name == _given_name(extension):
        plan.name = extension.former_name
    for row in left_by(extension):
        row.left = None
        _save(row, change_set)
    for row in going:
        change_sets.delete(row, change_set=change_set)
    change_sets.delete(extension, change_set=change_set)
    _save(plan, change_set)
    move_with(plan, change_set)
