"""The milestones of an activity or a sub-agreement, in short, for the page that is about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from abc_portal.core.linked import LinkedText
from plans.milestones.calculations import WAITING
from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters import places
from plans.milestones.presenters.addresses import list_of
from plans.milestones.presenters.counts import counts_by_place
from plans.milestones.presenters.facts import MilestoneFacts, milestone_facts
from plans.milestones.presenters.grid import line

MOST = 6


@dataclass(frozen=True)
class MilestonePanel:
    """The few that matter now: what is late, what comes next, then what was; shown in the order of their dates.

    ``counted`` says how all of them add up.
    """

    shown: tuple[MilestoneFacts, ...]
    total: int
    counted: LinkedText
    all_href: str
    add_href: str
    shapes: tuple[str, ...]

    @property
    def lines(self) -> list[SafeString]:
        """The milestones, ready to be written."""
        return [line(item) for item in self.shown]


def panel_of(plan: Any, key: str, milestones: Iterable[Any], day: date) -> MilestonePanel:
    """Of the milestones that the reader sees, ``with_lines()``, those of the place with that key (``activity:8``)."""
    rows = [milestone for milestone in milestones if places.is_within(milestone, key)]
    facts = sorted(milestone_facts(plan, rows, day), key=_urgency)
    shown = tuple(sorted(facts[:MOST], key=_by_date))
    address = list_of(plan, place=key)
    return MilestonePanel(
        shown=shown,
        total=len(facts),
        counted=counts_by_place(((fact.column, fact.standing) for fact in facts), address=address).text,
        all_href=address,
        add_href=f"{reverse('plans:milestone_add', args=[plan.slug])}?{urlencode({'sted': key})}",
        shapes=tuple(dict.fromkeys(item.shape for item in shown)),
    )


def _by_date(item: MilestoneFacts) -> date:
    """As the quarters of the grid come; what has no date comes last."""
    return item.due_order


def _urgency(item: MilestoneFacts) -> tuple[int, int]:
    """What is late first, then what waits by its date, then the rest with the latest first."""
    day = item.due_order.toordinal()
    if item.standing == MilestoneStanding.LATE:
        return 0, day
    return (1, day) if item.standing in WAITING else (2, -day)
