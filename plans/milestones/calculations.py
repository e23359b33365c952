"""How milestones, activities and sub-agreements stand on a day. Pure: no database, no clock.

Late is worked out, never typed. Old information is another thing than work that fails: see :func:`is_old`."""

from dataclasses import dataclass
from datetime import date

from plans.milestones.enums import MilestoneStanding, MilestoneState


@dataclass(frozen=True)
class MilestoneDates:
    """What a milestone's standing follows from; ``due`` is the last day on which it is not late."""

    state: MilestoneState
    due: date | None
    reached: date | None = None
    is_draft: bool = False
    was_reported: bool = False


def milestone_standing(milestone: MilestoneDates, day: date, *, followed: bool) -> MilestoneStanding:
    """How the milestone stands on the day.

    ``followed`` is false for a plan that was entered after its end: there nothing is late that nobody told of.
    A milestone reached after the day was not reached then.
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
    # One that was reached later stood as planned before: when it was begun is not kept.
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
