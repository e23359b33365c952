"""A plan's milestones by its own quarters, counted by status: facts, frozen, without queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.addresses import in_quarter, list_of
from plans.milestones.presenters.counts import BESIDE, MilestoneCounts, StandingCount, counts, counts_by_place
from plans.milestones.presenters.quarters import AFTER, BEFORE, DATED, UNDATED, due_place, outside_label, quarters_of
from plans.shared.period_words import years_words


@dataclass(frozen=True)
class MilestoneQuarter:
    """A quarter with its milestones counted by status; each count leads to its milestones."""

    number: int
    label: str
    months: str
    counts: tuple[StandingCount, ...]
    is_now: bool
    year: int = 0
    short: str = ""

    @property
    def total(self) -> int:
        return sum(part.count for part in self.counts)


@dataclass(frozen=True)
class MilestoneSummary:
    """All of the plan's milestones that count: neither drafts nor given up.

    ``line`` has them by the plan's quarters, and ``outside`` those that are due in none of them: together they are all.
    """

    counts: MilestoneCounts = field(default_factory=MilestoneCounts)
    line: tuple[MilestoneQuarter, ...] = ()
    outside: tuple[MilestoneQuarter, ...] = ()

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def late(self) -> int:
        return self.counts.late

    @property
    def words(self) -> str:
        return self.counts.words


def milestone_summary(
    plan: Any, day: date, marks: Sequence[Any], standing: Mapping[int, MilestoneStanding]
) -> MilestoneSummary:
    """``marks`` are the plan's milestones without drafts; ``standing`` has their statuses on the day by key."""
    placed = [(due_place(plan, mark.due), standing[mark.pk]) for mark in marks]
    counted = [item for item in placed if item[1] not in BESIDE]
    outside = (_outside(plan, place, counted) for place in (BEFORE, DATED, AFTER, UNDATED))
    return MilestoneSummary(
        counts=counts_by_place(placed, address=list_of(plan)),
        line=tuple(_line(plan, day, counted)) if counted else (),
        outside=tuple(item for item in outside if item.counts),
    )


def _line(plan: Any, day: date, placed: Sequence[tuple[str, MilestoneStanding]]) -> Iterable[MilestoneQuarter]:
    for quarter in quarters_of(plan):
        yield MilestoneQuarter(
            number=quarter.number,
            label=quarter.label,
            months=quarter.months,
            counts=_by_standing(plan, str(quarter.number), placed),
            is_now=quarter.holds(day),
            year=quarter.year,
            short=quarter.short,
        )


def _outside(plan: Any, place: str, placed: Sequence[tuple[str, MilestoneStanding]]) -> MilestoneQuarter:
    label = outside_label(place)
    return MilestoneQuarter(0, label, "", _by_standing(plan, place, placed), is_now=False, short=label)


def _by_standing(plan: Any, place: str, placed: Sequence[tuple[str, MilestoneStanding]]) -> tuple[StandingCount, ...]:
    inside = (standing for at, standing in placed if at == place)
    return counts(inside, address=in_quarter(plan, place)).parts(MilestoneStanding)


@dataclass(frozen=True)
class MilestoneYear:
    """A plan year with its quarters; or several that follow each other and have no milestones, without quarters."""

    label: str
    quarters: tuple[MilestoneQuarter, ...]
    is_now: bool


def by_year(line: Iterable[MilestoneQuarter]) -> tuple[MilestoneYear, ...]:
    """The quarters under their plan years. The present year includes its empty quarters."""
    years = [(year, tuple(quarters)) for year, quarters in groupby(line, key=lambda item: item.year)]
    found: list[MilestoneYear] = []
    for is_empty, run in groupby(years, key=lambda item: _is_empty(item[1])):
        listed = list(run)
        if is_empty:
            found.append(MilestoneYear(years_words(listed[0][0], listed[-1][0]), (), is_now=False))
            continue
        found += [
            MilestoneYear(years_words(year, year), quarters, any(q.is_now for q in quarters))
            for year, quarters in listed
        ]
    return tuple(found)


def _is_empty(quarters: Iterable[MilestoneQuarter]) -> bool:
    return not any(quarter.counts or quarter.is_now for quarter in quarters)
