"""The grid of results as a workbook, and back in: a sheet for each rhythm, a row a criterion, a column a period.

A cell says what the page's own grid says; see ``plans.results.calculations.typed_results``.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core import numbers
from abc_portal.core.dates import written
from abc_portal.exchange.workbooks.reading import SheetCell
from abc_portal.exchange.workbooks.snapshot import WorkbookSnapshot
from abc_portal.exchange.workbooks.spec import (
    LANGUAGE,
    CellFault,
    ParsedCell,
    PendingRow,
    SheetSpec,
    WorkbookColumn,
    WorkbookSpec,
)
from abc_portal.exchange.workbooks.trial import CellOutcome
from plans.results import actions
from plans.results.actions import RequestedResult, ResultOutcomeKind
from plans.results.calculations import typed_results
from plans.results.enums import ResultState, TargetKind
from plans.results.presenters import facts as presenters
from plans.results.presenters import readings
from plans.results.presenters.reporting_periods import ReportingPeriod, periods_of
from plans.results.presenters.sights import Sights
from plans.shared.enums import Granularity
from plans.shared.periods import Period

_OUTCOMES = {
    ResultOutcomeKind.NEW: CellOutcome.NEW,
    ResultOutcomeKind.CHANGED: CellOutcome.CHANGED,
    ResultOutcomeKind.DELETED: CellOutcome.DELETED,
    ResultOutcomeKind.UNCHANGED: CellOutcome.UNCHANGED,
    ResultOutcomeKind.REFUSED: CellOutcome.WRONG,
    ResultOutcomeKind.LOST: CellOutcome.WRONG,
}


class ResultsSpec(WorkbookSpec):
    """The plan's results; without ``exact`` small counts are hidden. ``criteria`` come with place and results."""

    kind = "results"
    keyless = gettext_lazy("The row has no key, so nobody knows which criterion it is for.")
    twice = gettext_lazy("The criterion stands twice in the file. Keep one of the rows.")

    def __init__(self, plan: Any, criteria: Sequence[Any], closed: Sequence[Any], *, by: Any, exact: bool) -> None:
        self.plan, self.closed, self.by = plan, closed, by
        self.criteria = {criterion.code: criterion for criterion in criteria}
        self.sights = {
            code: Sights(criterion, readings.counts_shown(criterion, plan, exact=exact))
            for code, criterion in self.criteria.items()
        }
        super().__init__(plan.slug)

    def make_sheets(self) -> Iterator[SheetSpec]:
        titles = {
            Granularity.MONTH: _("Months"),
            Granularity.QUARTER: _("Quarters"),
            Granularity.HALF_YEAR: _("Half-years"),
            Granularity.YEAR: _("Years"),
        }
        for grain, title in titles.items():
            rows = {
                code: criterion
                for code, criterion in self.criteria.items()
                if criterion.rhythm == grain and criterion.has_cells
            }
            columns = [*self._looked_at(), *map(self._filled, periods_of(self.plan, grain))]
            yield SheetSpec(title, columns, rows, in_sight=3)

    def _looked_at(self) -> list[WorkbookColumn]:
        return [
            WorkbookColumn("key", _("Key"), lambda criterion: criterion.code, is_needed=True),
            WorkbookColumn("work", _("Activity or sub-goal"), _work, width=30),
            WorkbookColumn("criterion", _("Criterion"), partial(presenters.sentence, plan=self.plan), width=46),
            WorkbookColumn("counting", _("How it is counted"), _counting, width=24),
        ]

    def _filled(self, reporting_period: ReportingPeriod) -> WorkbookColumn:
        """The column of one period."""
        closed = any(period.covers(reporting_period.last) for period in self.closed)
        return WorkbookColumn(
            reporting_period.key,
            reporting_period.name,
            text=lambda criterion: self._text(criterion, reporting_period),
            read=_read,
            value=lambda criterion, text: _value(criterion, reporting_period, text),
            is_open=lambda criterion: not closed and not self._refuses(criterion, reporting_period),
            refuses=lambda criterion: self._refuses(criterion, reporting_period),
            about=reporting_period.name,
        )

    def _text(self, criterion: Any, period: ReportingPeriod) -> str:
        result = actions.standing(criterion, period)
        if result is None:
            return ""
        sight = self.sights[criterion.code].of(result)
        return typed_results.shown(result, criterion.target_kind, sight, self.plan.small_count)

    def _refuses(self, criterion: Any, period: ReportingPeriod) -> str:
        """Why nothing is entered there, where the criterion is not for that time."""
        own_time = readings.period_of(criterion, self.plan)
        if own_time.meets(Period(period.first, period.last)) or actions.standing(criterion, period) is not None:
            return ""
        return _("The criterion is for %s only.") % presenters.period_words(criterion, self.plan)

    def about(self, row: Any) -> str:
        return f"{_work(row)}: {presenters.sentence(row, self.plan)}"

    def unknown(self, code: str, seen: WorkbookSnapshot) -> str:
        criterion = self.criteria.get(code)
        if criterion is None:
            return _("The plan has no criterion with the key “%s”. It may have been deleted since.") % code[:80]
        return _("The criterion is counted by %s now. Fetch the workbook anew.") % Granularity(criterion.rhythm).label

    def write(self, rows: Sequence[PendingRow], *, reason: str, form: UUID | None, dry_run: bool) -> None:
        cells = [(pending, key) for pending in rows for key in pending.changes]
        changes = [self._change(pending, key) for pending, key in cells]
        outcomes = actions.save_results(
            plan=self.plan, changes=changes, by=self.by, reason=reason, form=form, dry_run=dry_run
        )
        for (pending, key), outcome in zip(cells, outcomes, strict=True):
            cell_outcome = _OUTCOMES[outcome.kind]
            after = outcome.wanted.typed if cell_outcome == CellOutcome.WRONG else outcome.text
            pending.add(key, cell_outcome, before=outcome.before, after=after, sentence=outcome.message)

    def _change(self, pending: PendingRow, key: str) -> RequestedResult:
        criterion = pending.row
        period = next(period for period in periods_of(self.plan, criterion.rhythm) if period.key == key)
        result = actions.standing(criterion, period)
        return RequestedResult(criterion, period, pending.changes[key].text, made_from=result.version if result else 0)

    def guide(self, *, writes: bool) -> list[str]:
        if not writes:
            return [_("The workbook shows the results as you see them on the page. It cannot be read in again.")]
        return [
            _(
                "Write in the white cells, not in the grey ones: the quarter is closed, or the criterion is not for "
                "that time."
            ),
            _("A figure: 12 or 1.200 or 0,5."),
            _(
                "A share: 12 af 40, or 30 % where the counts are not known. A share of at most 1 needs its per cent "
                "sign."
            ),
            _("Approximate: ca. 12."),
            _("A target in words: nået, delvist nået or ikke nået, a colon, and what was reached."),
            _("Not stated: ? or io. Suppressed: d. Neither is zero; write 0 for none."),
            _("An empty cell means nothing, and deletes nothing unless you ask for it when you read the file in."),
            _("Results of events and other periods are entered on the page."),
            _("Do not write names of residents."),
            _(
                "Rows and columns may be hidden, sorted or left out. The key in column A tells which criterion a row "
                "is for."
            ),
            _(
                "Save the file as an Excel workbook (.xlsx), and read it in on the page of results: first you see "
                "what it does."
            ),
        ]


def _work(criterion: Any) -> str:
    return str(criterion.activity or criterion.sub_goal)


def _counting(criterion: Any) -> str:
    return capfirst(str(criterion.get_counting_display()))


def _value(criterion: Any, period: ReportingPeriod, text: str) -> Any:
    """A plain figure as a number, which a spreadsheet can add up; else the text, if there is a result."""
    result = actions.standing(criterion, period)
    kind = criterion.target_kind
    if result is None or result.value is None or result.state != ResultState.COUNTED:
        return text or None
    is_plain = kind in (TargetKind.NUMBER, TargetKind.DIRECTION) and text == typed_results.figure_words(
        result.value, kind
    )
    return result.value if is_plain else text


def _read(cell: SheetCell, criterion: Any) -> ParsedCell:
    """What the cell says, as the grid would write it where it can be read. Raises :class:`CellFault` for a date."""
    if isinstance(cell.value, date):  # most often a share that the spreadsheet took for one
        raise CellFault(
            _("Excel took what you wrote for the date %s. Write a share with words: 3 af 4.") % written(cell.value)
        )
    if cell.is_fraction and criterion.target_kind == TargetKind.SHARE:
        raise CellFault(_("Excel took what you wrote for a fraction. Write a share with words: 3 af 4."))
    with translation.override(LANGUAGE):
        text = cell.value if isinstance(cell.value, str) else numbers.number(cell.value)
        return ParsedCell(_as_the_grid_says(f"{text} %" if cell.is_percent else str(text), criterion))


def _as_the_grid_says(text: str, criterion: Any) -> str:
    """``12/40`` is ``12 af 40``; what cannot be read stays as it is, and is refused when it is to be written."""
    kind = criterion.target_kind
    try:
        said = typed_results.read(text, kind, whole=criterion.counts_whole)
    except ValueError:
        return text
    if said is None:
        return ""
    values = SimpleNamespace(**{**vars(said), "text": said.text or "", "judgement": said.judgement or ""})
    return typed_results.shown(values, kind)
