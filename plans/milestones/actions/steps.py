"""What can happen to a milestone: when each step makes sense, and what it changes in the row. Nothing is saved here.

Pages, bulk changes and a workbook that is read in all go through the same steps. Each raises :class:`Refused` with the
sentence that the user reads, and returns the rows that are to be saved or deleted together with the milestone.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from abc_portal.core.access import Refused
from abc_portal.core.dates import PartialDate, Precision, months_later, written
from plans.milestones.enums import MilestoneState
from plans.milestones.models import Milestone, Postponement
from plans.milestones.presenters.quarters import quarters_of


@dataclass(frozen=True)
class RelatedChanges:
    """The rows that are saved and deleted together with the milestone."""

    to_save: list[Any] = field(default_factory=list)
    to_delete: list[Any] = field(default_factory=list)


# --- when it makes sense -----------------------------------------------------------------------------------


def check_can_reach(milestone: Milestone) -> None:
    _check_is_real(milestone)
    if milestone.state == MilestoneState.REACHED:
        raise Refused(_("“%s” is reached already.") % milestone)
    _check_not_dropped(milestone)


def check_can_begin(milestone: Milestone) -> None:
    _check_is_real(milestone)
    _check_not_reached(milestone)
    _check_not_dropped(milestone)
    if milestone.state == MilestoneState.UNDER_WAY:
        raise Refused(_("“%s” is under way already.") % milestone)


def check_can_postpone(milestone: Milestone) -> None:
    _check_is_real(milestone)
    _check_not_reached(milestone)
    _check_not_dropped(milestone)


def check_can_drop(milestone: Milestone) -> None:
    _check_is_real(milestone)
    _check_not_reached(milestone)
    if milestone.state == MilestoneState.DROPPED:
        raise Refused(_("“%s” is given up already.") % milestone)


def check_can_take_back(milestone: Milestone) -> None:
    _check_is_real(milestone)
    if milestone.state == MilestoneState.PLANNED:
        raise Refused(_("Nothing is reported on “%s” that could be taken back.") % milestone)


def check_can_approve(milestone: Milestone) -> None:
    if not milestone.is_draft:
        raise Refused(_("“%s” is no draft.") % milestone)


def _check_is_real(milestone: Milestone) -> None:
    if milestone.is_draft:
        raise Refused(_("“%s” is a draft. Approve it first, so that it counts.") % milestone)


def _check_not_reached(milestone: Milestone) -> None:
    if milestone.state == MilestoneState.REACHED:
        raise Refused(_("“%s” is reached. Take that back first, if it is wrong.") % milestone)


def _check_not_dropped(milestone: Milestone) -> None:
    if milestone.state == MilestoneState.DROPPED:
        raise Refused(_("“%s” is given up. Take that back first.") % milestone)


CHECKS = {
    "reached": check_can_reach,
    "under_way": check_can_begin,
    "postpone": check_can_postpone,
    "drop": check_can_drop,
    "take_back": check_can_take_back,
    "approve": check_can_approve,
}


def open_steps(milestone: Milestone) -> tuple[str, ...]:
    """The names of the steps that make sense now, for the buttons of a page."""
    return tuple(name for name, check in CHECKS.items() if _passes(check, milestone))


def _passes(check: Any, milestone: Milestone) -> bool:
    try:
        check(milestone)
    except Refused:
        return False
    return True


# --- what it changes --------------------------------------------------------------------------------------


def check_not_ahead(on: PartialDate | None, today: date) -> None:
    """Raises ``ValidationError`` for a day that has not come: what will be is not reached."""
    if on is not None and on.first > today:
        raise ValidationError(_("%s has not come yet. Write the day on which it was reached.") % on)


def reach(milestone: Milestone, *, on: PartialDate | None, today: date) -> RelatedChanges:
    """It has happened, on a day as exactly as it is known, or on one that is not known."""
    check_can_reach(milestone)
    check_not_ahead(on, today)
    milestone.state, milestone.reached, milestone.reported_on = MilestoneState.REACHED, on, today
    return RelatedChanges()


def begin(milestone: Milestone, *, today: date) -> RelatedChanges:
    """Work on it has begun."""
    check_can_begin(milestone)
    milestone.state, milestone.reported_on = MilestoneState.UNDER_WAY, today
    return RelatedChanges()


def postpone(
    milestone: Milestone, *, due: PartialDate | None, quarter: int | None, reason: str, today: date
) -> RelatedChanges:
    """Postpone it to a date, to one of the plan's quarters, or without a new date; the former date is stored."""
    check_can_postpone(milestone)
    if not reason.strip():
        raise ValidationError(_("Write why the milestone is put off."))
    day = new_day(milestone.plan, due, quarter)
    check_is_later(milestone, day)
    check_not_gone(milestone, day, today)
    put_off = Postponement(milestone=milestone, former_quarter=milestone.due_quarter, reason=reason.strip())
    put_off.former, put_off.decided = milestone.due, PartialDate(today)
    set_due(milestone, due, quarter)
    milestone.state, milestone.reported_on = MilestoneState.POSTPONED, today
    return RelatedChanges(to_save=[put_off])


def new_day(plan: Any, due: PartialDate | None, quarter: int | None) -> date | None:
    """The last day of what it is put off to. Raises ``ValidationError`` for both, and for a quarter there is not."""
    if due is not None and quarter is not None:
        raise ValidationError(_("Choose either a quarter or a date, not both."))
    if quarter is None:
        return due.last if due else None
    quarters = quarters_of(plan)
    if not 1 <= quarter <= len(quarters):
        raise ValidationError(_("The plan has %s quarters.") % len(quarters))
    return quarters[quarter - 1].period.last


def check_is_later(milestone: Milestone, day: date | None) -> None:
    """Raises ``ValidationError`` when the milestone would not be put off by it."""
    if day is not None and milestone.due_on is not None and day <= milestone.due_on:
        values = {"new": written(day), "old": written(milestone.due_on)}
        raise ValidationError(_("The new date, %(new)s, is not after the present one, %(old)s.") % values)


def check_not_gone(milestone: Milestone, day: date | None, today: date) -> None:
    """Raises ``ValidationError`` for a time that has gone: nothing is put off to it.

    Of a plan that was over when it was entered, what is typed is how it went.
    """
    if day is not None and day < today and not milestone.plan.was_entered_after_its_end:
        raise ValidationError(_("%s has gone already. Put the milestone off to a time that is to come.") % written(day))


def set_due(milestone: Milestone, due: PartialDate | None, quarter: int | None) -> None:
    """Give it that date or quarter; the quarter's day follows from the plan."""
    milestone.due_quarter, milestone.due = quarter, due
    if quarter is not None:
        milestone.due = PartialDate(quarters_of(milestone.plan)[quarter - 1].period.last)


def drop(milestone: Milestone, *, reason: str, today: date) -> RelatedChanges:
    """It is given up, for a reason."""
    check_can_drop(milestone)
    if not reason.strip():
        raise ValidationError(_("Write why the milestone is given up."))
    milestone.state, milestone.dropped_because = MilestoneState.DROPPED, reason.strip()
    milestone.reported_on = today
    return RelatedChanges()


def take_back(milestone: Milestone, *, today: date) -> RelatedChanges:
    """Undo the last report: the former state and, for a postponed milestone, the former date return."""
    check_can_take_back(milestone)
    put_off = list(milestone.postponements.all())
    to_delete = []
    if milestone.state == MilestoneState.POSTPONED and put_off:
        last = put_off.pop()
        to_delete = [last]
        milestone.due_quarter, milestone.due = last.former_quarter, last.former
        if last.former_quarter is not None:
            new_day(milestone.plan, None, last.former_quarter)
            set_due(milestone, None, last.former_quarter)
    milestone.state = MilestoneState.POSTPONED if put_off else MilestoneState.PLANNED
    milestone.reached, milestone.dropped_because, milestone.reported_on = None, "", today
    return RelatedChanges(to_delete=to_delete)


def approve(milestone: Milestone) -> RelatedChanges:
    """A draft becomes a milestone that counts."""
    check_can_approve(milestone)
    milestone.is_draft = False
    return RelatedChanges()


# --- moving by quarters -----------------------------------------------------------------------------------


def moved(milestone: Milestone, quarters: int, today: date) -> tuple[PartialDate | None, int | None]:
    """Its date and quarter so many quarters on: a quarter stays a quarter, a date as exactly known as it was.

    Raises :class:`Refused` when it has no date, and when that is beyond the plan's last day or has gone.
    """
    due, number = _moved(milestone, quarters)
    try:
        check_not_gone(milestone, new_day(milestone.plan, due, number), today)
    except ValidationError as fault:
        values = {"name": milestone, "why": " ".join(fault.messages)}
        raise Refused(_("“%(name)s” cannot be put off by so little. %(why)s") % values) from None
    return due, number


def _moved(milestone: Milestone, quarters: int) -> tuple[PartialDate | None, int | None]:
    if milestone.due is None:
        raise Refused(_("“%s” has no date to move from.") % milestone)
    if milestone.due_quarter is not None:
        number = milestone.due_quarter + quarters
        if number > len(quarters_of(milestone.plan)):
            raise _beyond(milestone)
        return None, number
    due = later(milestone.due, 3 * quarters)
    if milestone.plan.is_over(due.last):
        raise _beyond(milestone)
    return due, None


def later(due: PartialDate, months: int) -> PartialDate:
    """The same date that many months on, known as exactly; a season or year is that of the new month."""
    if due.precision == Precision.DAY:
        return PartialDate(months_later(due.first, months))
    return PartialDate.around(months_later(due.first, months), due.precision)


def _beyond(milestone: Milestone) -> Refused:
    values = {"name": milestone, "day": written(milestone.plan.ends_on)}
    return Refused(_("“%(name)s” would fall after the plan's last day, %(day)s.") % values)
