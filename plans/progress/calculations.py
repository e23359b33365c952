"""The status of activities and sub-agreements on a day. Pure: no database, no clock."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from plans.activities.calculations import STOPPED
from plans.milestones.calculations import WAITING
from plans.milestones.enums import MilestoneStanding
from plans.progress.enums import WorkStatus
from plans.results.enums import Progress
from plans.shared.enums import ActivityState

_Kind = TypeVar("_Kind", Progress, WorkStatus)

#: The order in which what an activity consists of decides: the first that occurs.
_DECIDES: tuple[tuple[WorkStatus, frozenset[Progress], frozenset[MilestoneStanding]], ...] = (
    (WorkStatus.LATE, frozenset(), frozenset({MilestoneStanding.LATE})),
    (WorkStatus.BEHIND, frozenset({Progress.BEHIND}), frozenset()),
    (WorkStatus.NOT_REACHED, frozenset({Progress.NOT_REACHED}), frozenset()),
    (WorkStatus.ON_TRACK, frozenset({Progress.AHEAD, Progress.ON_TRACK}), frozenset({MilestoneStanding.UNDER_WAY})),
)


def work_status(
    progress: Iterable[Progress],
    milestones: Iterable[MilestoneStanding],
    *,
    state: ActivityState = ActivityState.UNKNOWN,
) -> WorkStatus:
    """An activity's status from its criteria and milestones: the worst of them decides.

    An activity that is paused or given up is stopped, whatever its figures say. Where nothing is known of any of them
    the status is not known; where all that is known is reached, it is reached.
    """
    if state in STOPPED:
        return WorkStatus.STOPPED
    criteria, standings = set(progress), set(milestones)
    for status, by_progress, by_standing in _DECIDES:
        if criteria & by_progress or standings & by_standing:
            return status
    is_open = bool(standings & set(WAITING)) or bool(criteria & {Progress.TOO_EARLY, Progress.UNKNOWN})
    if Progress.REACHED in criteria or MilestoneStanding.REACHED in standings:
        return WorkStatus.ON_TRACK if is_open else WorkStatus.REACHED
    if Progress.TOO_EARLY in criteria or standings & {MilestoneStanding.PLANNED, MilestoneStanding.POSTPONED}:
        return WorkStatus.TOO_EARLY
    return WorkStatus.UNKNOWN


def possible_statuses(
    progress: Iterable[frozenset[Progress]],
    milestones: Iterable[MilestoneStanding],
    *,
    state: ActivityState = ActivityState.UNKNOWN,
) -> frozenset[WorkStatus]:
    """Every status that an activity could have, given all that each of its criteria could be to a reader."""
    standings = tuple(milestones)
    return frozenset(work_status(choice, standings, state=state) for choice in _choices(progress))


def possible_sums(statuses: Iterable[frozenset[WorkStatus]]) -> frozenset[WorkStatus]:
    """The same of what several activities make."""
    return frozenset(summed_status(tuple(choice)) for choice in _choices(statuses))


def _choices(possible: Iterable[frozenset[_Kind]]) -> set[frozenset[_Kind]]:
    """Every set that comes of taking one from each: what decides is which occur, never how many."""
    found: set[frozenset[_Kind]] = {frozenset()}
    for item in possible:
        found = {taken | {one} for taken in found for one in item}
    return found


#: How the statuses of activities make that of what is above them: the first that occurs decides.
_WORST = (
    WorkStatus.LATE,
    WorkStatus.BEHIND,
    WorkStatus.NOT_REACHED,
    WorkStatus.ON_TRACK,
    WorkStatus.TOO_EARLY,
)


def summed_status(statuses: Sequence[WorkStatus]) -> WorkStatus:
    """A sub-agreement's status from its own and its activities': the worst decides; what is stopped is silent.

    Reached when everything is, so that one of which nothing is known leaves it on track; stopped when everything is.
    """
    for status in _WORST:
        if status in statuses:
            return status
    if WorkStatus.REACHED in statuses:
        return WorkStatus.ON_TRACK if WorkStatus.UNKNOWN in statuses else WorkStatus.REACHED
    return WorkStatus.STOPPED if statuses and set(statuses) == {WorkStatus.STOPPED} else WorkStatus.UNKNOWN
