"""Where a plan's milestones, results, criteria and closed quarters lie in its periods."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from plans.lifecycle.actions.moving import Displaced
from plans.milestones.models import Milestone
from plans.progress.presenters.placement import displaced
from plans.results.models import ClosedPeriod, Criterion, Result


@dataclass(frozen=True)
class PlacedRows:
    """The plan's rows that lie somewhere in its periods."""

    milestones: list[Any]
    results: list[Any]
    criteria: list[Any]
    closed: list[Any]


def placed_rows(plan: Any) -> PlacedRows:
    """Asks four times."""
    results = Result._base_manager.filter(criterion__plan=plan)
    return PlacedRows(
        milestones=list(Milestone._base_manager.filter(plan=plan)),
        results=list(results.only("criterion", "grain", "label", "starts_on", "ends_on").order_by("pk")),
        criteria=list(Criterion._base_manager.filter(plan=plan)),
        closed=list(ClosedPeriod._base_manager.filter(plan=plan)),
    )


def foresee(plan: Any, moved: Any) -> Iterable[Displaced]:
    """What becomes of the plan's rows with the days of ``moved``."""
    return displaced(plan, moved, placed_rows(plan))
