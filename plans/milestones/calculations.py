"""The status of milestones on a day. Pure: no database, no clock. "Late" follows from the date and is never typed."""

from dataclasses import dataclass
from datetime import date

from plans.milestones.enums import MilestoneStanding, MilestoneState


@dataclass(frozen=True)
class MilestoneDates:
    """What a milestone's status follows from; ``due`` is the last day on which it is not late."""

    state: MilestoneState
    due: date | None
    reached: date | None = None
    is_draft: bool = False
    was_reported: bool = False


def milestone_standing(milestone: MilestoneDates, day: date, *, followed: bool) -> MilestoneStanding:
    """The milestone's status on the day.

    ``followed`` is false for a plan entered after its end: there a milestone without a report is unknown, not late. A
    milestone reached after the day was not reached then.
    """
    if milestone.is_draft:
        return MilestoneStanding.DRAFT
    if milestone.state == MilestoneState.DROPPED:
        return MilestoneStanding.DROPPED
    if milestone.state == MilestoneState.REACHED and not (milestone.reached and milestone.reached > day):
        return MilestoneStanding.REACHED
    if not followed and milestone.state == MilestoneState.PLANNED and not milestone.was_reported:
        return MilestoneStanding.UNKNOWN
    if milestone.due is not None and milestone.due < day:
        return MilestoneStanding.LATE
    # A milestone reached later counts as planned: the day it was begun is not stored.
    return _OPEN.get(MilestoneState(milestone.state), MilestoneStanding.PLANNED)


_OPEN = {
    MilestoneState.PLANNED: MilestoneStanding.PLANNED,
    MilestoneState.UNDER_WAY: MilestoneStanding.UNDER_WAY,
    MilestoneState.POSTPONED: MilestoneStanding.POSTPONED,
}

#: Standings of milestones that still wait to be reached.
WAITING = (
    MilestoneStanding.LATE,
    MilestoneStanding.UNDER_WAY,
    MilestoneStanding.POSTPONED,
    MilestoneStanding.PLANNED,
)
