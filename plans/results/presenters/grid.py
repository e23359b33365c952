"""The results of a plan as a grid: a row a criterion, a column a quarter (or month), each cell as long as the
criterion's rhythm. Facts only: fetched rows come in, nothing is asked of the database.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from abc_portal.core.dates import written
from plans.activities.presenters import no_place
from plans.results.calculations import typed_results
from plans.results.calculations.small_counts import CountSight
from plans.results.enums import LadderStep, ResultState, TargetKind
from plans.results.presenters import facts as presenters
from plans.results.presenters import readings, reporting_periods
from plans.results.presenters.facts import ReadingFacts
from plans.results.presenters.reporting_periods import ReportingPeriod
from plans.results.presenters.sights import Sights
from plans.shared.enums import Granularity
from plans.shared.period_words import half_year_words, quarter_words, year_words
from plans.shared.periods import A_YEAR, Period


@dataclass(frozen=True)
class View:
    """What of the plan's time is shown: one plan year (by its number) or all, by quarters or months."""

    year: int | None
    by_months: bool = False

    @property
    def grain(self) -> Granularity:
        return Granularity.MONTH if self.by_months else Granularity.QUARTER

    def shows(self, period: ReportingPeriod) -> bool:
        return self.year is None or period.year == self.year


@dataclass(frozen=True)
class Closing:
    """A closed quarter: its row's key, who closed it, when and why."""

    pk: int
    first: date
    last: date
    reason: str
    by: str
    on: date | None

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class ResultColumn:
    """A quarter or month at the grid's head."""

    label: str
    days: str
    number: int
    is_now: bool
    closing: Closing | None
    year: int


class ResultCell(NamedTuple):
    """One cell: its place, its text, and what a writer needs; ``key`` is empty where nothing is entered.

    ``version`` is 0 where there is no result. ``is_open`` says that it may be written, ``has_begun`` that its period
    has.
    """

    column: int
    span: int
    key: str
    text: str
    version: int = 0
    pk: int = 0
    is_open: bool = False
    is_closed: bool = False
    is_number: bool = True
    has_note: bool = False
    has_begun: bool = False


class ResultYearHeading(NamedTuple):
    """A plan year over the columns that belong to it."""

    label: str
    days: str
    span: int


class Other(NamedTuple):
    """A result that has no cell: of an event, or of days that are none of the rhythm's."""

    pk: int
    when: str
    text: str
    has_note: bool
    is_closed: bool


class GridRow(NamedTuple):
    """A criterion with its cells, the results without a cell, and its progress.

    Rows of the same ``line`` are filled in one after the other: figures, or words, for equally long periods.
    """

    pk: int
    sentence: str
    about: str
    cells: Sequence[ResultCell]
    others: Sequence[Other]
    takes_others: bool
    reading: ReadingFacts
    line: str = ""


class Work(NamedTuple):
    """The criteria of one activity (with its ``code``) or sub-goal."""

    name: str
    code: str
    rows: Sequence[GridRow]


class ResultPlace(NamedTuple):
    """A sub-agreement or focus area with its sub-goals and activities that have criteria."""

    name: str
    slug: str
    works: Sequence[Work]


@dataclass(frozen=True)
class ResultGrid:
    """All of it."""

    view: View
    columns: Sequence[ResultColumn]
    places: Sequence[ResultPlace]
    bands: Sequence[ResultYearHeading] = ()

    @property
    def rows(self) -> list[GridRow]:
        return [row for place in self.places for work in place.works for row in work.rows]


def closings(rows: Iterable[Any]) -> list[Closing]:
    return [Closing(row.pk, row.starts_on, row.ends_on, row.reason, row.closed_by, row.closed_on) for row in rows]


def year_choices(plan: Any) -> list[tuple[int, str, str]]:
    """Number, label and days of each plan year."""
    return [(year.year, year.label, year.days) for year in reporting_periods.years(plan)]


def grid(
    plan: Any,
    criteria: Sequence[Any],
    closed: Sequence[Closing],
    *,
    view: View,
    day: date,
    is_back: bool,
    exact: bool,
    writes: bool,
) -> ResultGrid:
    """The grid of criteria that come ``with_place()`` and ``with_results()``.

    ``is_back`` says that the day has gone, ``exact`` that the reader sees small counts, ``writes`` that they may enter
    results.
    """
    made = _RowMaker(plan, closed, view, day, is_back=is_back, exact=exact, writes=writes)
    shown = [row for row in criteria if made.is_shown(row)]
    places: dict[Any, dict[Any, list[Any]]] = {}
    for row in sorted(shown, key=order):
        above = row.activity or row.sub_goal
        places.setdefault(place_of(above), {}).setdefault(above, []).append(row)
    return ResultGrid(
        view,
        made.columns,
        tuple(
            ResultPlace(
                place.name if hasattr(place, "slug") else str(place or no_place()),
                getattr(place, "slug", ""),
                tuple(
                    Work(str(above), getattr(above, "name", "") and above.code, tuple(made.row(row) for row in rows))
                    for above, rows in works.items()
                ),
            )
            for place, works in places.items()
        ),
        made.bands,
    )


def columns_words(columns: Sequence[ResultColumn], view: View) -> str:
    """What the columns that a cell spans are together: ``2. kvartal``, ``1. halvår``, ``hele året``."""
    first, most = columns[0], A_YEAR[view.grain]
    if len(columns) == 1:
        return first.days if view.year is None else first.label
    if len(columns) == most:
        return year_words(first.year) if view.year is None else _("The whole year")
    named = ((Granularity.HALF_YEAR, half_year_words), (Granularity.QUARTER, quarter_words))
    words = {most // A_YEAR[grain]: name for grain, name in named}
    if len(columns) not in words:
        return f"{first.label} – {columns[-1].label}"
    name = words[len(columns)](first.number % most // len(columns) + 1)
    return f"{name}, {year_words(first.year)}" if view.year is None else name


def place_of(above: Any) -> Any:
    """The sub-agreement, or the focus area, that an activity or sub-goal belongs to; ``None`` where none is known."""
    return above.sub_agreement or above.plan_focus_area


def order(criterion: Any) -> tuple[Any, ...]:
    """Criteria as the plan's work is ordered: by sub-agreement or area, sub-goals before activities."""
    above = criterion.activity or criterion.sub_goal
    place = place_of(above)
    return (
        above.sub_agreement_id is None, place is None, place and place.position, place and place.pk,
        criterion.activity_id is not None, above.position, above.pk, criterion.position, criterion.pk,
    )  # fmt: skip


class Slot(NamedTuple):
    """A period's place in the view."""

    period: ReportingPeriod
    column: int
    span: int
    closed: bool


class _RowMaker:
    """Makes the rows; what is the same for all of them is worked out once."""

    def __init__(
        self, plan: Any, closed: Sequence[Closing], view: View, day: date, *, is_back: bool, exact: bool, writes: bool
    ) -> None:
        self.plan, self.closed, self.view, self.day = plan, closed, view, day
        self.is_back, self.exact, self.writes = is_back, exact, writes
        self.periods = [period for period in reporting_periods.periods_of(plan, view.grain) if view.shows(period)]
        self._slots: dict[str, list[Slot]] = {}
        self._abouts: dict[tuple[str, str, str, str], str] = {}

    @property
    def first(self) -> date:
        return (
            self.periods[0].first if self.periods else date.min
        )  # without periods all results are shown by themselves

    @property
    def last(self) -> date:
        return self.periods[-1].last if self.periods else date.max

    @cached_property
    def columns(self) -> list[ResultColumn]:
        return [
            ResultColumn(
                period.label,
                period.days,
                period.number,
                period.first <= self.day <= period.last,
                next((lock for lock in self.closed if lock.covers(period.last)), None),
                period.year,
            )
            for period in self.periods
        ]

    @cached_property
    def bands(self) -> list[ResultYearHeading]:
        """The plan years over the columns, where more than one is shown."""
        if self.view.year is not None:
            return []
        spans = Counter(period.year for period in self.periods)
        return [
            ResultYearHeading(year.label, year.days, spans[year.year]) for year in reporting_periods.years(self.plan)
        ]

    def is_shown(self, criterion: Any) -> bool:
        """Whether the criterion's time meets the view, or it has a result there."""
        if readings.period_of(criterion, self.plan).meets(Period(self.first, self.last)):
            return True
        return any(self.first <= result.ends_on <= self.last for result in criterion.results.all())

    def row(self, criterion: Any) -> GridRow:
        results = presenters.known_by(criterion.results.all(), self.day, is_back=self.is_back)
        sights = Sights(criterion, readings.counts_shown(criterion, self.plan, exact=self.exact))
        by_days = {(result.starts_on, result.ends_on): result for result in results if not result.label}
        celled: set[int] = set()
        cells = self._cells(criterion, by_days, sights, celled)
        others = [result for result in results if result.id not in celled and self.first <= result.ends_on <= self.last]
        return GridRow(
            criterion.pk,
            presenters.sentence(criterion, self.plan),
            self._about(criterion),
            cells,
            [self._other(other, criterion, sights) for other in others],
            not criterion.has_cells,
            presenters.reading_facts(criterion, results, sights, plan=self.plan, day=self.day),
            f"{criterion.rhythm}-words" if criterion.target_kind == TargetKind.TEXT else criterion.rhythm,
        )

    def _about(self, criterion: Any) -> str:
        key = (criterion.step, criterion.rhythm, criterion.counting, criterion.target_kind)
        if key not in self._abouts:
            step = "" if criterion.step == LadderStep.UNKNOWN else str(criterion.get_step_display())
            parts = (step, presenters.rhythm_words(criterion), presenters.counting_words(criterion))
            self._abouts[key] = " · ".join(item for item in parts if item)
        return self._abouts[key]

    def slots(self, grain: str) -> list[Slot]:
        """The view's periods of that length, each with the columns it spans."""
        if grain not in self._slots:
            self._slots[grain] = list(self._laid_out(grain))
        return self._slots[grain]

    def _laid_out(self, grain: str) -> Iterable[Slot]:
        for period in reporting_periods.periods_of(self.plan, grain):
            spans = [at for at, col in enumerate(self.periods) if period.first <= col.first and col.last <= period.last]
            if spans:
                closed = any(lock.covers(period.last) for lock in self.closed)
                yield Slot(period, spans[0], len(spans), closed)

    def _cells(self, criterion: Any, by_days: Any, sights: Sights, celled: set[int]) -> list[ResultCell]:
        if not criterion.has_cells:
            return []
        if criterion.rhythm == Granularity.MONTH and not self.view.by_months:
            return self._quarters_of_months(criterion, by_days, sights, celled)
        own_time = readings.period_of(criterion, self.plan)
        kind, limit = criterion.target_kind, self.plan.small_count
        is_number, found = kind != TargetKind.TEXT, []
        for period, column, span, closed in self.slots(criterion.rhythm):
            result = by_days.get((period.first, period.last))
            if result is not None:
                celled.add(result.id)
                text = typed_results.shown(result, kind, sights.of(result), limit)
                is_open, note = self.writes and not closed, bool(result.note)
                found.append(
                    ResultCell(
                        column, span, period.key, text, result.version, result.id, is_open, closed, is_number, note
                    )
                )
            elif own_time.meets(Period(period.first, period.last)):
                is_open = self.writes and not closed
                begun = period.first <= self.day
                found.append(
                    ResultCell(column, span, period.key, "", 0, 0, is_open, closed, is_number, has_begun=begun)
                )
            else:
                found.append(ResultCell(column, span, "", ""))
        return found

    def _quarters_of_months(self, criterion: Any, by_days: Any, sights: Sights, celled: set[int]) -> list[ResultCell]:
        """What months come to in each quarter, to be read only: they are entered month by month."""
        months, found = reporting_periods.periods_of(self.plan, Granularity.MONTH), []
        for at, column in enumerate(self.periods):
            within = [month for month in months if column.first <= month.first and month.last <= column.last]
            results = [row for item in within if (row := by_days.get((item.first, item.last))) is not None]
            celled.update(row.id for row in results)
            found.append(ResultCell(at, 1, "", self._sum_of(criterion, results, sights, len(within)), is_number=True))
        return found

    def _sum_of(self, criterion: Any, results: list[Any], sights: Sights, months: int) -> str:
        if not results:
            return ""
        if any(sights.of(row) != CountSight.SHOWN for row in results):
            return _("withheld")
        if all(row.state != ResultState.COUNTED for row in results):
            return typed_results.shown(results[-1], criterion.target_kind)
        found = readings.reading_of(criterion, self.plan, self.plan.ends_on or self.day, results, rule=sights.rule)
        if criterion.target_kind == TargetKind.TEXT:
            return typed_results.shown(results[-1], criterion.target_kind)
        if found.numerator is not None and found.denominator is not None:
            text = typed_results.share_words(found.numerator, found.denominator)
        else:
            text = typed_results.figure_words(found.total, criterion.target_kind, places=1)
        return text if len(results) == months else _("%(figure)s (%(some)s of %(all)s months)") % {
            "figure": text, "some": len(results), "all": months,
        }  # fmt: skip

    def _other(self, row: Any, criterion: Any, sights: Sights) -> Other:
        text = typed_results.shown(row, criterion.target_kind, sights.of(row), self.plan.small_count)
        closed = any(lock.covers(row.ends_on) for lock in self.closed)
        return Other(row.pk, presenters.when_words(row, self.plan), text, bool(row.note), closed)


def closing_words(closing: Closing) -> str:
    """Who closed it, when and why, and how it is opened."""
    parts = {"by": closing.by or _("not stated"), "on": written(closing.on) if closing.on else _("not stated")}
    return _("Closed by %(by)s on %(on)s: %(why)s") % {**parts, "why": closing.reason}
