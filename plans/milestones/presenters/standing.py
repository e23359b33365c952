"""From rows to what the calculations take: a criterion's target, its figures, a milestone's dates. No queries.

Criteria come with their results, in whatever order."""

from datetime import date
from typing import Any

from plans.milestones.calculations import MilestoneDates, milestone_standing
from plans.milestones.enums import MilestoneStanding, MilestoneState


def standing_of(milestone: Any, plan: Any, day: date) -> MilestoneStanding:
    """The milestone's status on the day, in its plan."""
    dates = MilestoneDates(
        state=MilestoneState(milestone.state),
        due=milestone.due_on,
        reached=milestone.reached_on,
        is_draft=milestone.is_draft,
        was_reported=milestone.reported_on is not None,
    )
    return milestone_standing(dates, day, followed=not plan.was_entered_after_its_end)
