"""The milestones of an activity or a sub-agreement, in short, for the page that is about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from plans.calculations.standing import WAITING
from plans.enums import MilestoneStanding
from plans.milestones import places
from plans.milestones.grid import line
from plans.milestones.presenters import MilestoneFacts, milestone_facts

MOST = 6


@dataclass(frozen=True)
class MilestonePanel:
    """The few that matter now: what is late, what comes next, then what was."""

    shown: tuple[MilestoneFacts, ...]
    total: int
    all_href: str
    add_href: str
    shapes: tuple[str, ...]

    @property
    def lines(self) -> list[SafeString]:
        """The milestones, ready to be written."""
        return [line(each) for each in self.shown]


def panel_of(plan: Any, key: str, milestones: Iterable[Any], day: date) -> MilestonePanel:
    """Of the milestones that the reader sees, ``with_lines()``, those of the place with that key (``activity:8``)."""
    rows = [each for each in milestones if places.is_within(each, key)]
    facts = sorted(milestone_facts(plan, rows, day), key=_urgency)
    shown = tuple(facts[:MOST])
    root = reverse("plans:milestones", args=[plan.slug])
    return MilestonePanel(
        shown=shown,
        total=len(facts),
        all_href=f"{root}?{urlencode({'place': key, 'vis': 'liste'})}",
        add_href=f"{reverse('plans:milestone_add', args=[plan.slug])}?{urlencode({'sted': key})}",
        shapes=tuple(dict.fromkeys(each.shape for each in shown)),
    )


def _urgency(each: MilestoneFacts) -> tuple[int, int]:
    """What is late first, then what waits by its date, then the rest with the latest first."""
    day = each.due_on.toordinal() if each.due_on else date.max.toordinal()
    if each.standing == MilestoneStanding.LATE:
        return 0, day
    return (1, day) if each.standing in WAITING else (2, -day)
