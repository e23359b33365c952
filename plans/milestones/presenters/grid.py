"""The grid of quarters and the list by quarter, with their cells as HTML.

Grids have many cells and template tags are slow, so cells are built here, with every text escaped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from abc_portal.pages.tables import drawn_shape
from plans.milestones.presenters.facts import MilestoneFacts
from plans.milestones.presenters.places import WHOLE_PLAN, PlaceGroup
from plans.milestones.presenters.quarters import (
    AFTER,
    BEFORE,
    DATED,
    UNDATED,
    PlanQuarter,
    outside_label,
    quarters_of,
    years_of,
)


@dataclass(frozen=True)
class MilestoneColumn:
    """One column: a quarter, or what lies before the plan, after it, or has no date. ``key`` is the quarter's
    number."""

    key: str
    label: str
    months: str
    is_now: bool = False


@dataclass(frozen=True)
class MilestoneYearHeading:
    """A heading over the columns of one plan year; ``label`` is empty over those that belong to none."""

    label: str
    span: int


@dataclass(frozen=True)
class MilestoneGridRow:
    """One place with its cells, ready to be written; a heading has none."""

    label: str
    href: str
    cells: tuple[SafeString, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True)
class MilestoneGrid:
    """The milestones by place and quarter."""

    bands: tuple[MilestoneYearHeading, ...]
    columns: tuple[MilestoneColumn, ...]
    rows: tuple[MilestoneGridRow, ...]

    @property
    def width(self) -> int:
        return len(self.columns) + 1


@dataclass(frozen=True)
class QuarterSection:
    """One quarter of the list with its milestones."""

    key: str
    label: str
    months: str
    is_now: bool
    milestones: tuple[MilestoneFacts, ...]

    @property
    def lines(self) -> list[SafeString]:
        """The milestones, ready to be written."""
        return [line(milestone, in_quarter=True) for milestone in self.milestones]


def columns_of(
    plan: Any, facts: Iterable[MilestoneFacts], day: date, year: int | None = None
) -> tuple[MilestoneColumn, ...]:
    """The plan's quarters, or those of one year; beside them a column only for what lies outside or has no date."""
    shown = quarters_of(plan)
    found = {fact.column for fact in facts}
    columns = [
        MilestoneColumn(str(entry.number), entry.short, entry.months, entry.holds(day))
        for entry in shown
        if year is None or entry.year == year
    ]
    before, dated, after, undated = (
        [_outside(place)] if place in found else [] for place in (BEFORE, DATED, AFTER, UNDATED)
    )
    return (*before, *columns, *dated, *after, *undated)


def _outside(place: str) -> MilestoneColumn:
    return MilestoneColumn(place, outside_label(place), "")


def grid_of(
    plan: Any,
    groups: Iterable[PlaceGroup],
    facts: Sequence[tuple[str, MilestoneFacts]],
    day: date,
    year: int | None = None,
) -> MilestoneGrid:
    """``facts`` are the milestones, each with the key of its place; only places that have some get a row."""
    columns = columns_of(plan, (entry for _place, entry in facts), day, year)
    placed: dict[tuple[str, str], list[MilestoneFacts]] = {}
    for place, entry in facts:
        placed.setdefault((place, entry.column), []).append(entry)
    filled = {place for place, _column in placed}
    rows: list[MilestoneGridRow] = []
    for group in groups:
        inside = [place for place in group.places if place.key in filled]
        if inside and group.key != WHOLE_PLAN:
            rows.append(MilestoneGridRow(group.label, group.href, is_heading=True))
        for place in inside:
            cells = tuple(_cell(column, placed.get((place.key, column.key), ())) for column in columns)
            rows.append(MilestoneGridRow(place.label, place.href, cells))
    return MilestoneGrid(_bands(plan, columns), columns, tuple(rows))


def _bands(plan: Any, columns: Sequence[MilestoneColumn]) -> tuple[MilestoneYearHeading, ...]:
    years = {str(quarter.number): year.words for year in years_of(plan) for quarter in year.quarters}
    bands: list[MilestoneYearHeading] = []
    for column in columns:
        label = years.get(column.key, "")
        if bands and bands[-1].label == label:
            bands[-1] = MilestoneYearHeading(label, bands[-1].span + 1)
        else:
            bands.append(MilestoneYearHeading(label, 1))
    return tuple(bands)


def _cell(column: MilestoneColumn, milestones: Sequence[MilestoneFacts]) -> SafeString:
    now = ' class="abc-timegrid__now"' if column.is_now else ""
    if not milestones:
        return mark_safe(f"<td{now}></td>")  # noqa: S308 - nothing of it comes from anybody
    items = "".join(map(item, milestones))
    return mark_safe(f'<td{now}><ul class="abc-marks-list">{items}</ul></td>')  # noqa: S308 - escaped in item()


def item(milestone: MilestoneFacts) -> str:
    """One milestone in a cell: its shape, its text as a link, and its status in words."""
    kind = milestone.standing.value
    moves = f' <span class="abc-mark__moves">{escape(milestone.moves_words)}</span>' if milestone.moves else ""
    return (
        f'<li class="abc-mark abc-mark--{kind}">{drawn_shape(milestone.shape)}<span><a href="{escape(milestone.href)}">'
        f'{escape(milestone.text)}</a> <span class="abc-mark__word">{escape(milestone.words)}</span>{moves}</span></li>'
    )


def line(milestone: MilestoneFacts, *, in_quarter: bool = False) -> SafeString:
    """One milestone in a list: status in words, due date unless the quarter gives it, place and responsible."""
    due = "" if in_quarter and milestone.in_quarter else milestone.due
    parts = (milestone.moves_words, due, milestone.place, milestone.responsible)
    rest = "".join(f" · {escape(entry)}" for entry in parts if entry)
    word = escape(milestone.words[:1].upper() + milestone.words[1:])
    return mark_safe(  # noqa: S308 - every text is escaped above
        f'<li>{drawn_shape(milestone.shape)}<div><a href="{escape(milestone.href)}">{escape(milestone.text)}</a>'
        f'<p class="abc-muted"><strong>{word}</strong>{rest}</p></div></li>'
    )


def sections_of(
    plan: Any, facts: Iterable[MilestoneFacts], day: date, year: int | None = None
) -> tuple[QuarterSection, ...]:
    """The milestones by quarter, in order; of the empty quarters only the present one is included."""
    listed = list(facts)
    by_key: dict[str, list[MilestoneFacts]] = {}
    for entry in listed:
        by_key.setdefault(entry.column, []).append(entry)
    quarters: dict[str, PlanQuarter] = {str(entry.number): entry for entry in quarters_of(plan)}
    return tuple(
        QuarterSection(
            key=column.key,
            label=quarters[column.key].label if column.key in quarters else column.label,
            months=column.months,
            is_now=column.is_now,
            milestones=tuple(by_key.get(column.key, ())),
        )
        for column in columns_of(plan, listed, day, year)
        if column.is_now or column.key in by_key
    )
