"""The grid of results as a workbook, and back in: a sheet for each rhythm, a row a criterion, a column a stretch of time.

The workbook is in Danish whatever language its reader has chosen, so that it can be read in by anybody. A cell says what
the page's own grid says; see ``plans.results.forms.typed_results``.
"""

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.core import numbers, xlsx
from abc_portal.core.dates import written
from abc_portal.core.xlsx import Grey, Sheet
from abc_portal.exchange.workbooks import reading, snapshot, tables
from abc_portal.exchange.workbooks.reading import SheetCell
from abc_portal.exchange.workbooks.snapshot import WorkbookSnapshot
from abc_portal.exchange.workbooks.tables import SheetRow
from abc_portal.exchange.workbooks.trial import CellOutcome, Trial, TrialEntry, check_not_too_many, compared, tried
from plans.results import actions
from plans.results.actions import RequestedResult, ResultOutcome, ResultOutcomeKind
from plans.results.enums import ResultState, TargetKind
from plans.results.forms import typed_results
from plans.results.presenters import facts as presenters
from plans.results.presenters import readings
from plans.results.presenters.reporting_periods import ReportingPeriod, stretches
from plans.results.presenters.sights import Sights
from plans.shared.enums import Granularity

KIND = "results"
LANGUAGE = "da"
_WIDTHS = (16, 30, 46, 24)
_FATES = {
    ResultOutcomeKind.NEW: CellOutcome.NEW,
    ResultOutcomeKind.CHANGED: CellOutcome.CHANGED,
    ResultOutcomeKind.DELETED: CellOutcome.DELETED,
    ResultOutcomeKind.UNCHANGED: CellOutcome.UNCHANGED,
    ResultOutcomeKind.REFUSED: CellOutcome.WRONG,
    ResultOutcomeKind.LOST: CellOutcome.WRONG,
}


def _heads() -> list[str]:
    """The heads before the stretches; the first is the one by which a row is known."""
    return [_("Key"), _("Activity or sub-goal"), _("Criterion"), _("How it is counted")]


def _titles() -> dict[Granularity, str]:
    return {
        Granularity.MONTH: _("Months"),
        Granularity.QUARTER: _("Quarters"),
        Granularity.HALF_YEAR: _("Half-years"),
        Granularity.YEAR: _("Years"),
    }


def _guide_title() -> str:
    return _("Guide")


# --- out -----------------------------------------------------------------------------------------------------


def workbook(plan: Any, criteria: Sequence[Any], closed: Sequence[Any], *, exact: bool, writes: bool) -> bytes:
    """The plan's results as a workbook. ``criteria`` come ``with_place()`` and ``with_results()``.

    Without ``exact`` small counts are hidden. Only who ``writes`` gets one that can be filled in and read in again.
    """
    with translation.override(LANGUAGE):
        made = _SheetMaker(plan, closed, exact, writes)
        sheets = [_guide(writes)]
        for grain, title in _titles().items():
            rows = [each for each in criteria if each.rhythm == grain]
            if rows:
                sheets.append(made.sheet(title, grain, rows))
        if writes:
            sheets.append(snapshot.sheet(WorkbookSnapshot(KIND, plan.slug, made.seen)))
        return xlsx.book(sheets)


class _SheetMaker:
    """Makes the sheets, and remembers what each cell said."""

    def __init__(self, plan: Any, closed: Sequence[Any], exact: bool, writes: bool) -> None:
        self.plan, self.closed, self.exact, self.writes = plan, closed, exact, writes
        self.seen: dict[str, str] = {}

    def sheet(self, title: str, grain: Granularity, criteria: Iterable[Any]) -> Sheet:
        columns = stretches(self.plan, grain)
        return Sheet(
            title,
            [*_heads(), *(each.name for each in columns)],
            [self._row(each, columns) for each in criteria],
            widths=(*_WIDTHS, *[16] * len(columns)),
            keys=3,
            is_locked=True,
            is_wrapped=True,
        )

    def _row(self, criterion: Any, columns: Sequence[ReportingPeriod]) -> list[Any]:
        counting = capfirst(str(criterion.get_counting_display()))
        told = [criterion.code, _work(criterion), presenters.sentence(criterion, self.plan), counting]
        sights = Sights(criterion, readings.counts_shown(criterion, self.plan, exact=self.exact))
        return [*map(Grey, told), *(self._cell(criterion, each, sights) for each in columns)]

    def _cell(self, criterion: Any, stretch: ReportingPeriod, sights: Sights) -> Any:
        stands = actions.standing(criterion, stretch)
        value: Any = None
        if stands is not None:
            text = typed_results.shown(stands, criterion.target_kind, sights.of(stands), self.plan.small_count)
            self.seen[_key(criterion, stretch)] = text
            value = stands.value if _is_plain(stands, criterion, text) else text
        closed = any(each.covers(stretch.last) for each in self.closed)
        is_open = self.writes and not closed and (stands is not None or _is_time_for(criterion, stretch, self.plan))
        return value if is_open else Grey(value)


def _is_plain(result: Any, criterion: Any, text: str) -> bool:
    """Whether the text is a mere figure, which a spreadsheet can add up."""
    if criterion.target_kind not in (TargetKind.NUMBER, TargetKind.DIRECTION) or result.state != ResultState.COUNTED:
        return False
    return result.value is not None and text == typed_results.figure_words(result.value, criterion.target_kind)


def _is_time_for(criterion: Any, stretch: ReportingPeriod, plan: Any) -> bool:
    first, last = criterion.starts_on or plan.starts_on, criterion.ends_on or plan.ends_on
    return bool(first <= stretch.last and stretch.first <= last)


def _work(criterion: Any) -> str:
    return str(criterion.activity or criterion.sub_goal)


def _key(criterion: Any, stretch: ReportingPeriod) -> str:
    return f"{criterion.code} {stretch.key}"


def _guide(writes: bool) -> Sheet:
    if not writes:
        told = [_("The workbook shows the results as you see them on the page. It cannot be read in again.")]
        return Sheet(_guide_title(), [_guide_title()], [[each] for each in told], widths=(100,), is_wrapped=True)
    told = [
        _(
            "Write in the white cells, not in the grey ones: the quarter is closed, or the criterion is not for that time."
        ),
        _("A figure: 12 or 1.200 or 0,5."),
        _("A share: 12 af 40, or 30 % where the counts are not known."),
        _("Approximate: ca. 12."),
        _("Not stated: ? or io. Suppressed: d. Neither is zero; write 0 for none."),
        _("An empty cell means nothing, and deletes nothing unless you ask for it when you read the file in."),
        _("Results of events and other periods are entered on the page."),
        _("Do not write names of residents."),
        _(
            "Rows and columns may be hidden, sorted or left out. The key in column A tells which criterion a row is for."
        ),
        _(
            "Save the file as an Excel workbook (.xlsx), and read it in on the page of results: first you see what it does."
        ),
    ]
    return Sheet(_guide_title(), [_guide_title()], [[each] for each in told], widths=(100,), is_wrapped=True)


# --- in ------------------------------------------------------------------------------------------------------


@transaction.atomic
def take_in(
    *,
    plan: Any,
    criteria: Sequence[Any],
    content: bytes,
    by: Any,
    clears: bool,
    seen: str | None,
    reason: str = "",
    form: UUID | None = None,
) -> tuple[Trial, bool]:
    """What the workbook does, and whether it was done: it is when ``seen`` is the mark of just that, and nothing is wrong.

    ``clears`` lets empty cells delete. Raises ``Unreadable``, :class:`Refused` and ``SentTwice``.
    """
    book = reading.read(content)
    reader = _ResultSheetReader(plan, criteria, snapshot.read(book, kind=KIND, owner=plan.slug), clears)
    reader.read(book)
    check_not_too_many(len(reader.asked))

    def write(is_trial: bool) -> list[TrialEntry]:
        wanted = [each for _cell, each in reader.asked]
        outcomes = actions.save_results(plan=plan, changes=wanted, by=by, reason=reason, form=form, dry_run=is_trial)
        cells = [cell for cell, _wanted in reader.asked]
        return [*reader.entries, *(_entry(*pair, plan) for pair in zip(cells, outcomes, strict=True))]

    return tried(write, seen=seen)


def _entry(cell: SheetCell, outcome: ResultOutcome, plan: Any) -> TrialEntry:
    wanted, fate = outcome.wanted, _FATES[outcome.kind]
    after = wanted.typed if fate == CellOutcome.WRONG else outcome.text
    return TrialEntry(
        fate, cell.place, _what(wanted.criterion, wanted.stretch, plan), outcome.before, after, outcome.told
    )


def _what(criterion: Any, stretch: Any, plan: Any) -> str:
    return f"{_work(criterion)}: {presenters.sentence(criterion, plan)} · {stretch.name}"


class _ResultSheetReader:
    """Reads the sheets: ``entries`` are what is told already, ``asked`` what is to be written."""

    def __init__(self, plan: Any, criteria: Iterable[Any], seen: WorkbookSnapshot, clears: bool) -> None:
        self.plan, self.seen, self.clears = plan, seen, clears
        self.criteria = {each.code: each for each in criteria}
        self.entries: list[TrialEntry] = []
        self.asked: list[tuple[SheetCell, RequestedResult]] = []
        self.met: set[str] = set()

    def read(self, book: reading.Book) -> None:
        with translation.override(LANGUAGE):
            titles, heads, guide = _titles(), _heads(), _guide_title()
        self.entries += tables.unknown_sheets(book, [*titles.values(), guide, snapshot.TITLE])
        for grain, title in titles.items():
            sheet = book.sheet(title)
            if sheet is not None:
                self._sheet(sheet, grain, heads)

    def _sheet(self, sheet: reading.SheetContent, grain: Granularity, heads: list[str]) -> None:
        with translation.override(LANGUAGE):
            columns = {each.name: each for each in stretches(self.plan, grain)}
        found = tables.table(sheet, [*heads, *columns], needed=heads[:1])
        self.entries += found.remarks
        for line in found.lines:
            self._line(line, grain, {head: columns[head] for head in found.heads if head in columns}, heads[0])

    def _line(self, line: SheetRow, grain: Granularity, columns: dict[str, ReportingPeriod], key: str) -> None:
        code, cells = line.text(key), {head: line.cells[head] for head in columns}
        if not code:
            if any(cell.value is not None for cell in cells.values()):
                told = _("The row has no key, so nobody knows which criterion it is for.")
                self.entries.append(TrialEntry(CellOutcome.WRONG, line.cells[key].place, sentence=told))
            return
        fault = self._fault_of(code, grain)
        if fault:
            self.entries.append(TrialEntry(CellOutcome.WRONG, line.cells[key].place, code, sentence=fault))
            return
        self.met.add(code)
        for head, stretch in columns.items():
            self._cell(cells[head], self.criteria[code], stretch)

    def _fault_of(self, code: str, grain: Granularity) -> str:
        criterion = self.criteria.get(code)
        if criterion is None:
            return _("The plan has no criterion with the key “%s”. It may have been deleted since.") % code[:80]
        if code in self.met:
            return _("The criterion stands twice in the file. Keep one of the rows.")
        if criterion.rhythm != grain:
            return (
                _("The criterion is counted by %s now. Fetch the workbook anew.") % Granularity(criterion.rhythm).label
            )
        return ""

    def _cell(self, cell: SheetCell, criterion: Any, stretch: ReportingPeriod) -> None:
        stands = actions.standing(criterion, stretch)
        with translation.override(LANGUAGE):
            now = typed_results.shown(stands, criterion.target_kind) if stands else ""
            given, fault = _given(cell, criterion.target_kind)
        what = _what(criterion, stretch, self.plan)
        if fault or cell.fault:
            self.entries.append(
                TrialEntry(CellOutcome.WRONG, cell.place, what, now, sentence=cell.fault or fault_words(cell))
            )
            return
        was = self.seen.of(_key(criterion, stretch))
        fate, sentence = compared(given, was=was, now=now, clears=self.clears)
        if fate in (CellOutcome.NEW, CellOutcome.CHANGED, CellOutcome.DELETED) and not self._has_time(
            criterion, stretch, stands
        ):
            fate, sentence = CellOutcome.WRONG, self._no_time(criterion)
        if fate in (CellOutcome.NEW, CellOutcome.CHANGED, CellOutcome.DELETED):
            version = stands.version if stands else 0
            self.asked.append((cell, RequestedResult(criterion, stretch, given, made_from=version)))
        elif now or given:
            after = given if fate == CellOutcome.WRONG else ""
            self.entries.append(TrialEntry(fate, cell.place, what, now, after, sentence))

    def _has_time(self, criterion: Any, stretch: ReportingPeriod, stands: Any) -> bool:
        return stands is not None or _is_time_for(criterion, stretch, self.plan)

    def _no_time(self, criterion: Any) -> str:
        told = presenters.period_words(criterion, self.plan)
        return _("The criterion is for %s only.") % told


def fault_words(cell: SheetCell) -> str:
    """What is told of a date: most often a share that the spreadsheet took for one."""
    return _("Excel took what you wrote for the date %s. Write a share with words: 3 af 4.") % written(cell.value)  # type: ignore[arg-type]


def _given(cell: SheetCell, kind: str) -> tuple[str, bool]:
    """What the cell says, as the grid would write it where it can be read; and whether it is a date, which is none."""
    if cell.value is None or isinstance(cell.value, str):
        return _as_the_grid_says(cell.value or "", kind), False
    if not hasattr(cell.value, "adjusted"):
        return "", True
    text = numbers.number(cell.value)
    return _as_the_grid_says(f"{text} %" if cell.is_percent else text, kind), False


def _as_the_grid_says(text: str, kind: str) -> str:
    """``12/40`` is ``12 af 40``; what cannot be read stays as it is, and is refused when it is to be written."""
    try:
        said = typed_results.read(text, kind)
    except ValueError:
        return text
    if said is None:
        return ""
    told = SimpleNamespace(**{**vars(said), "text": said.text or "", "judgement": said.judgement or ""})
    return typed_results.shown(told, kind)
