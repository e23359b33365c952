"""A plan's milestones by its own quarters, counted by status: facts, frozen, without queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from plans.milestones.enums import MilestoneStanding
from plans.milestones.presenters.quarters import quarters_of
from plans.milestones.presenters.words import STANDING_SHAPES, late_words, reached_words, standing_words
from plans.shared.period_words import years_words


@dataclass(frozen=True)
class MilestoneQuarter:
    """A quarter with its milestones counted by status; ``address`` opens them."""

    number: int
    label: str
    months: str
    counts: tuple[tuple[str, str, int], ...]
    is_now: bool
    year: int = 0
    short: str = ""

    @property
    def total(self) -> int:
        return sum(count for _shape, _words, count in self.counts)


@dataclass(frozen=True)
class MilestoneSummary:
    """All of the plan's milestones that count: neither drafts nor given up."""

    total: int = 0
    reached: int = 0
    late: int = 0
    unknown: int = 0
    undated: int = 0
    line: tuple[MilestoneQuarter, ...] = ()

    @property
    def words(self) -> str:
        """``26 of 42 milestones reached, 3 milestones are late``; unreported ones are never counted as zero."""
        words = reached_words(self.reached, self.total, self.unknown)
        return f"{words}, {late_words(self.late)}" if self.late else words


def milestone_summary(
    plan: Any, day: date, marks: Sequence[Any], standing: Mapping[int, MilestoneStanding]
) -> MilestoneSummary:
    """``marks`` are the plan's milestones without drafts; ``standing`` has their statuses on the day by key."""
    counted = [mark for mark in marks if standing[mark.pk] != MilestoneStanding.DROPPED]
    found = [standing[item.pk] for item in counted]
    return MilestoneSummary(
        total=len(counted),
        reached=found.count(MilestoneStanding.REACHED),
        late=found.count(MilestoneStanding.LATE),
        unknown=found.count(MilestoneStanding.UNKNOWN),
        undated=sum(item.due_on is None for item in counted),
        line=tuple(_line(plan, day, counted, standing)) if counted else (),
    )


def _line(
    plan: Any, day: date, marks: Sequence[Any], standing: Mapping[int, MilestoneStanding]
) -> Iterable[MilestoneQuarter]:
    for quarter in quarters_of(plan):
        inside = [standing[mark.pk] for mark in marks if quarter.holds(mark.due_on)]
        yield MilestoneQuarter(
            number=quarter.number,
            label=quarter.label,
            months=quarter.months,
            counts=tuple(
                (STANDING_SHAPES[item], standing_words(item, inside.count(item)), inside.count(item))
                for item in MilestoneStanding
                if item in inside
            ),
            is_now=quarter.holds(day),
            year=quarter.year,
            short=quarter.short,
        )


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
