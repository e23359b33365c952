"""A plan year's milestones copied forward into the next year, as drafts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.core.access import Refused
from abc_portal.core.dates import PartialDate, written
from abc_portal.core.named_years import AskedText, asked, name_of
from plans.milestones.actions.one import next_position
from plans.milestones.actions.steps import later
from plans.milestones.enums import MilestoneState
from plans.milestones.models import Milestone
from plans.milestones.presenters.quarters import has_quarter, is_last_year, years_of
from plans.shared import access, actions
from plans.shared.periods import Period

MONTHS = 12
#: What is taken over; how it went, its evidence and its note belong to the year that it was.
COPIED = ("text", "plan_focus_area_id", "sub_agreement_id", "activity_id", "person_id", "post_id", "responsible")
#: The texts that are asked about where they name a year.
ASKED = ("text", "responsible")


@dataclass(frozen=True)
class MilestoneCopy:
    """A milestone with what is made of it; ``because`` says why nothing is.

    ``asked`` is its text where it names a year, with the one proposed for the next.
    """

    source: Any
    asked: tuple[AskedText, ...] = ()
    due: PartialDate | None = None
    due_quarter: int | None = None
    because: str = ""


@dataclass(frozen=True)
class CopyPreview:
    """What copying a year would do; ``seen`` is a fingerprint of the rows as they are now."""

    copies: tuple[MilestoneCopy, ...]
    skipped: tuple[MilestoneCopy, ...]
    seen: str


def check_can_copy(plan: Any, number: int) -> None:
    """Raises :class:`Refused` for a year that the plan does not have, and for its last: there is none after it."""
    years = years_of(plan)
    if not years:
        raise Refused(_("The plan has no years to copy from: its first or last day is not stated."))
    if not 1 <= number <= len(years):
        raise Refused(_("The plan has %s years.") % len(years))
    if is_last_year(plan, number):
        raise Refused(_("There is no plan year after it: the plan ends %s.") % written(plan.ends_on))


def foresee(plan: Any, number: int) -> CopyPreview:
    """What copying the plan year forward would make, and what is left out and why. Raises :class:`Refused`."""
    check_can_copy(plan, number)
    period = years_of(plan)[number - 1].period
    rows = Milestone.objects.filter(plan=plan, due_on__range=(period.first, period.last)).with_lines()
    listed = list(rows.prefetch_related("followed_by"))
    copies = [_copy(plan, row) for row in listed]
    return CopyPreview(
        copies=tuple(_with_asked(copy, period) for copy in copies if not copy.because),
        skipped=tuple(copy for copy in copies if copy.because),
        seen=change_sets.fingerprint_of([*listed, *_followers(listed)]),
    )


def _followers(rows: Iterable[Any]) -> list[Any]:
    return [item for row in rows for item in row.followed_by.all()]


def _copy(plan: Any, row: Any) -> MilestoneCopy:
    if row.followed_by.all():
        return MilestoneCopy(row, because=_("is copied forward already"))
    if row.is_draft:
        return MilestoneCopy(row, because=_("is itself a draft"))
    if row.state == MilestoneState.DROPPED:
        return MilestoneCopy(row, because=_("is given up"))
    if row.due_quarter is not None:
        number = row.due_quarter + 4
        if not has_quarter(plan, number):
            return MilestoneCopy(row, because=_beyond(plan))
        return MilestoneCopy(row, due_quarter=number)
    due = later(row.due, MONTHS)
    return MilestoneCopy(row, because=_beyond(plan)) if plan.is_over(due.last) else MilestoneCopy(row, due=due)


def _with_asked(copy: MilestoneCopy, period: Period) -> MilestoneCopy:
    return replace(copy, asked=asked(copy.source, ASKED, first=period.first, last=period.last, years=1))


def _beyond(plan: Any) -> str:
    return _("would fall after the plan's last day, %s") % written(plan.ends_on)


@transaction.atomic
def copy_forward(
    *, plan: Any, number: int, seen: str, by: Any, texts: Mapping[str, str] | None = None, form: UUID | None = None
) -> int:
    """Make the drafts, as one change set. Returns how many; ``seen`` is what the page before showed.

    ``texts`` are the new ones by their names, where the milestone's own is not taken over as it is. Raises
    :class:`Refused`, ``LostUpdate`` when something has changed, ``ValidationError`` for a text, and ``SentTwice``.
    """
    access.check_can_edit(by, Milestone.resource, plan)
    change_sets.check_not_sent(form, by=by)
    found = foresee(plan, number)
    if found.seen != seen:
        raise LostUpdate(str(plan))
    if not found.copies:
        return 0
    change_set, place = actions.begin(plan=plan, by=by, form=form), next_position(plan)
    for offset, copy in enumerate(found.copies):
        change_sets.save(_draft(plan, copy, place + offset, texts or {}), change_set=change_set)
    return len(found.copies)


def _draft(plan: Any, copy: MilestoneCopy, position: int, texts: Mapping[str, str]) -> Milestone:
    row = Milestone(plan=plan, is_draft=True, follows=copy.source, position=position)
    for name in COPIED:
        setattr(row, name, getattr(copy.source, name))
    for name in ASKED:
        setattr(row, name, texts.get(name_of(copy.source, name), getattr(row, name)).strip())
    row.due_quarter, row.due = copy.due_quarter, copy.due
    return row
