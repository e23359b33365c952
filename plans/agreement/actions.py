"""Writes to the agreement that touch more than one row: sections that move or come together, and a plan's own focus
areas."""

from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from plans.agreement.models.agreement import AgreementSection, StrategicAgreement
from plans.agreement.models.sub_agreements import PlanFocusArea
from plans.lifecycle.models.plan import Plan
from plans.rounds.models import FocusArea
from plans.shared import access
from plans.shared.actions import begin, plan_of
from plans.shared.bases import free_code


@transaction.atomic
def save_section(
    *,
    section: AgreementSection,
    number: int,
    by: Any,
    reason: str = "",
    made_from: int | None = None,
    form: UUID | None = None,
) -> bool:
    """Save a section and give it that number; those between move one towards the place it leaves.

    Returns whether anything was written. Raises :class:`Refused` and ``LostUpdate``.
    """
    plan = plan_of(section)
    access.check_can_edit(by, section.resource, plan)
    if number == section.position:
        if not change_sets.is_changed(section, made_from):
            return False
        return change_sets.save(
            section, change_set=begin(plan=plan, by=by, reason=reason, form=form), made_from=made_from
        )
    change_set = begin(plan=plan, by=by, reason=reason, form=form)
    in_the_way, step = _in_the_way(section, number), 1 if number < section.position else -1
    if in_the_way:
        # Out of the way first: no two sections have the same number, not even for a moment.
        section.position = max(item.position for item in section.agreement.sections.all()) + 1
        change_sets.save(section, change_set=change_set, made_from=made_from)
        made_from = None
    for other in reversed(in_the_way):
        other.position += step
        change_sets.save(other, change_set=change_set)
    section.position = number
    change_sets.save(section, change_set=change_set, made_from=made_from)
    return True


def _in_the_way(section: AgreementSection, number: int) -> list[AgreementSection]:
    """The unbroken run of other sections from that number towards the section's own place, which it leaves."""
    others = {item.position: item for item in section.agreement.sections.exclude(pk=section.pk)}
    step = 1 if number < section.position else -1
    run: list[AgreementSection] = []
    while number + step * len(run) in others:
        run.append(others[number + step * len(run)])
    return run


@transaction.atomic
def add_sections(*, agreement: StrategicAgreement, by: Any, reason: str = "") -> int:
    """Add the sections that the round prescribes and the agreement lacks, with official headings and no text.

    A missing agreement is created. Returns how many were added; each gets the round's number where that is free. Raises
    :class:`Refused`.
    """
    plan = agreement.plan
    access.check_can_edit(by, agreement.resource, plan)
    missing = missing_sections(plan)
    if not missing:
        return 0
    change_set = begin(plan=plan, by=by, reason=reason)
    if agreement.pk is None:
        change_sets.save(agreement, change_set=change_set)
    taken = set(agreement.sections.values_list("position", flat=True))
    beyond = count(max([*taken, *(item.position for item in missing)]) + 1)
    for prescribed in missing:
        position = next(beyond) if prescribed.position in taken else prescribed.position
        row = AgreementSection(
            agreement=agreement, round_section=prescribed, position=position, heading=prescribed.heading
        )
        change_sets.save(row, change_set=change_set)
    return len(missing)


def missing_sections(plan: Plan) -> list[Any]:
    """The sections that the plan's round prescribes for the agreement and that it does not have."""
    if plan.round is None:
        return []
    held = AgreementSection.objects.filter(agreement__plan=plan, round_section__isnull=False)
    return list(plan.round.sections.filter(document=None).exclude(pk__in=held.values("round_section")))


@transaction.atomic
def add_own_focus_area(*, row: PlanFocusArea, name: str, by: Any, form: UUID | None = None) -> None:
    """Take up a focus area of the plan's own, made from its name, as one change set. Raises :class:`Refused`."""
    plan = row.plan
    access.check_can_edit(by, row.resource, plan)
    change_set: ChangeSet = begin(plan=plan, by=by, form=form)
    taken = set(FocusArea.objects.filter(plan=plan).values_list("code", flat=True))
    own = FocusArea(plan=plan, name=name, code=free_code(name, taken), position=len(taken))
    change_sets.save(own, change_set=change_set)
    row.focus_area = own
    change_sets.save(row, change_set=change_set)
