"""The progress of a target that holds for each of several departments. Pure: no database, no clock.

Each department is judged by itself, and the worst of them speaks for all: the target is reached when it is in each. Of
a department without results nothing is known, so that the whole is not reached as long as one lacks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.results.calculations.progress import CriterionReading
from plans.results.enums import Progress

#: The worst first; what is not known may still be the worst of what is left.
_WORST = (
    Progress.NOT_REACHED,
    Progress.BEHIND,
    Progress.UNKNOWN,
    Progress.NO_TARGET,
    Progress.TOO_EARLY,
    Progress.ON_TRACK,
    Progress.AHEAD,
    Progress.REACHED,
)


@dataclass(frozen=True)
class DepartmentTally:
    """In how many departments the target is reached, of how many there is a result, and how many there are to be;
    ``judged`` says of how many the results say at all whether it is.
    """

    reached: int
    known: int
    expected: int | None
    judged: int

    @property
    def is_whole(self) -> bool:
        return self.expected is not None and self.known >= self.expected


def combined(empty: CriterionReading, found: Sequence[CriterionReading], expected: int | None) -> CriterionReading:
    """The departments' readings as one, which has no figure of its own; ``empty`` is that of no result at all."""
    reached = sum(item.progress == Progress.REACHED for item in found)
    tally = DepartmentTally(reached, len(found), expected, sum(item.progress != Progress.UNKNOWN for item in found))
    if not found:
        return replace(empty, departments=tally)
    possible = frozenset[Progress]().union(*(_possible(item) for item in found))
    worst = min(possible, key=_WORST.index)
    is_hidden = any(item.progress is None for item in found)
    if not tally.is_whole and worst not in (Progress.NOT_REACHED, Progress.BEHIND):
        worst = Progress.UNKNOWN
    return replace(
        empty,
        progress=None if is_hidden else worst,
        possible=possible if is_hidden else frozenset({worst}),
        is_partial=any(item.is_partial for item in found),
        latest_on=min((item.latest_on for item in found if item.latest_on), default=None),
        is_judged=all(item.is_judged for item in found),
        departments=tally,
    )


def _possible(item: CriterionReading) -> frozenset[Progress]:
    return item.possible if item.progress is None else frozenset({item.progress})
