"""Writes that have a rule: one step of one milestone, saved with its related rows as one change set."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from abc_portal.core.dates import PartialDate
from plans.milestones.actions import steps
from plans.milestones.actions.steps import RelatedChanges
from plans.milestones.models import Milestone
from plans.shared import access, actions


@transaction.atomic
def reach(
    *,
    milestone: Milestone,
    on: PartialDate | None,
    today: date,
    by: Any,
    to_save: Sequence[Any] = (),
    to_delete: Sequence[Any] = (),
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Report the milestone as reached; ``to_save`` and ``to_delete`` are pieces of evidence.

    Raises :class:`Refused`, ``ValidationError`` and ``LostUpdate``, as every step does.
    """
    _check(by, milestone)
    related = steps.reach(milestone, on=on, today=today)
    return _save(
        milestone,
        RelatedChanges([*related.to_save, *to_save], [*related.to_delete, *to_delete]),
        by,
        reason,
        made_from,
        form,
    )


@transaction.atomic
def begin(
    *,
    milestone: Milestone,
    today: date,
    by: Any,
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Work on it has begun."""
    _check(by, milestone)
    return _save(milestone, steps.begin(milestone, today=today), by, reason, made_from, form)


@transaction.atomic
def postpone(
    *,
    milestone: Milestone,
    due: PartialDate | None,
    quarter: int | None,
    reason: str,
    today: date,
    by: Any,
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Postpone the milestone; its former date and the reason are stored."""
    _check(by, milestone)
    related = steps.postpone(milestone, due=due, quarter=quarter, reason=reason, today=today)
    return _save(milestone, related, by, reason, made_from, form)


@transaction.atomic
def drop(
    *, milestone: Milestone, reason: str, today: date, by: Any, made_from: int | None = None, form: UUID | None = None
) -> bool:
    """It is given up."""
    _check(by, milestone)
    return _save(milestone, steps.drop(milestone, reason=reason, today=today), by, reason, made_from, form)


@transaction.atomic
def take_back(
    *,
    milestone: Milestone,
    today: date,
    by: Any,
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """What was reported last was wrong."""
    _check(by, milestone)
    return _save(milestone, steps.take_back(milestone, today=today), by, reason, made_from, form)


@transaction.atomic
def approve(
    *, milestone: Milestone, by: Any, reason: str = "", made_from: int | None = None, form: UUID | None = None
) -> bool:
    """A draft counts from now on."""
    _check(by, milestone)
    return _save(milestone, steps.approve(milestone), by, reason, made_from, form)


def next_position(plan: Any) -> int:
    """The place after the last of the plan's milestones."""
    last = Milestone._base_manager.filter(plan=plan).order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


@transaction.atomic
def add(*, milestone: Milestone, to_save: list[Any], by: Any, form: UUID | None = None, reason: str = "") -> bool:
    """Add a milestone after the others, with its evidence. Raises :class:`Refused`, ``ValidationError``,
    ``SentTwice``."""
    _check(by, milestone)
    milestone.position = next_position(milestone.plan)
    return actions.save_whole(row=milestone, to_save=to_save, to_delete=[], by=by, reason=reason, form=form)


def _check(by: Any, milestone: Milestone) -> None:
    access.check_can_edit(by, milestone.resource, milestone.plan)


def _save(
    milestone: Milestone, related: RelatedChanges, by: Any, reason: str, made_from: int | None, form: UUID | None
) -> bool:
    return actions.save_whole(
        row=milestone,
        to_save=related.to_save,
        to_delete=related.to_delete,
        by=by,
        reason=reason,
        made_from=made_from,
        form=form,
    )
