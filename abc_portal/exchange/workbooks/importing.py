"""A declared workbook read in: every cell is compared with what it said, and with what the portal says now."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from abc_portal.core.dates import DateError
from abc_portal.exchange.workbooks import reading, snapshot, tables
from abc_portal.exchange.workbooks.reading import Book, SheetCell
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
from abc_portal.exchange.workbooks.tables import SheetRow
from abc_portal.exchange.workbooks.trial import (
    WRITING,
    CellOutcome,
    Trial,
    TrialEntry,
    check_not_too_many,
    compared,
    tried,
)
from abc_portal.exchange.workbooks.writing import guide_title, list_title, mark_of, offering


@transaction.atomic
def take_in(
    spec: WorkbookSpec, content: bytes, *, clears: bool, seen: str | None, reason: str = "", form: UUID | None = None
) -> tuple[Trial, bool]:
    """What the workbook does, and whether it was done: when nothing is wrong, and ``seen`` is the mark of just that.

    ``clears`` lets empty cells delete. Raises :class:`UnreadableWorkbook`, ``Refused`` and ``SentTwice``.
    """
    book = reading.read(content)
    reader = _WorkbookReader(spec, snapshot.read(book, kind=spec.kind, owner=spec.owner), clears)
    reader.read(book)
    check_not_too_many(spec.size(reader.rows))

    def write(is_trial: bool) -> list[TrialEntry]:
        asked = [pending for pending in reader.rows if pending.changes]
        spec.write(asked, reason=reason, form=form, dry_run=is_trial)
        return [*reader.entries, *(entry for pending in reader.rows for entry in pending.entries)]

    return tried(write, seen=seen)


class _WorkbookReader:
    """Reads the sheets into ``rows`` and ``entries`` about the sheets."""

    def __init__(self, spec: WorkbookSpec, seen: WorkbookSnapshot, clears: bool) -> None:
        self.spec, self.seen, self.clears = spec, seen, clears
        self.entries: list[TrialEntry] = []
        self.rows: list[PendingRow] = []
        self.met: set[str] = set()

    def read(self, book: Book) -> None:
        with translation.override(LANGUAGE):
            others = [guide_title(), snapshot.TITLE, *([list_title()] if offering(self.spec) else [])]
        self.entries += tables.unknown_sheets(book, [*(sheet.title for sheet in self.spec.sheets), *others])
        for sheet in self.spec.sheets:
            found = book.sheet(sheet.title)
            if found is not None:
                self._sheet(sheet, found)
            elif sheet.grows:
                missing = _("The sheet “%s” is missing.") % sheet.title
                self.entries.append(TrialEntry(CellOutcome.WRONG, f"{book.sheets[0].title}!A1", sentence=missing))

    def _sheet(self, sheet: SheetSpec, content: reading.SheetContent) -> None:
        columns = {column.key: column for column in sheet.columns}
        heads = {key: column.head for key, column in columns.items()}
        found = tables.table(
            content, list(heads.values()), needed=[column.head for column in sheet.columns if column.is_needed]
        )
        self.entries += found.remarks
        for line in found.lines:
            cells = {key: line.cells[head] for key, head in heads.items() if head in line.cells}
            self._line(sheet, line, PendingRow(None, columns, cells))

    def _line(self, sheet: SheetSpec, line: SheetRow, pending: PendingRow) -> None:
        key = sheet.columns[0]
        code = line.text(key.head)
        if not code:
            self._new(sheet, pending)
        elif code in self.met or code not in sheet.rows:
            pending.about = code[:80]
            pending.wrong(key.key, str(self.spec.twice) if code in self.met else self.spec.unknown(code, self.seen))
        else:
            self.met.add(code)
            self._standing(sheet, code, pending)
        self.rows.append(pending)

    def _new(self, sheet: SheetSpec, pending: PendingRow) -> None:
        filled = {column.key: column for column in sheet.filled if column.key in pending.cells}
        if not any(_says_something(pending.cells[key]) for key in filled):
            return
        if not sheet.grows:
            pending.wrong(sheet.columns[0].key, str(self.spec.keyless))
            return
        pending.parsed = _parsed(filled, pending)
        self.spec.new(pending)

    def _standing(self, sheet: SheetSpec, code: str, pending: PendingRow) -> None:
        """A row that there is: each cell is compared with what it said when the file was fetched, and says now."""
        filled = {column.key: column for column in sheet.filled if column.key in pending.cells}
        pending.row = sheet.rows[code]
        pending.about = self.spec.about(pending.row)
        pending.parsed = _parsed(filled, pending)
        with translation.override(LANGUAGE):
            pending.now = {key: column.text(pending.row) for key, column in filled.items()}
        for key, column in filled.items():
            self._cell(column, pending, self.seen.of(mark_of(code, key)))

    def _cell(self, column: WorkbookColumn, pending: PendingRow, was: str) -> None:
        key, given, now = column.key, pending.parsed[column.key], pending.now[column.key]
        if given.fault:
            pending.wrong(key, given.fault, now)
            return
        if self.spec.is_settled(pending, key, was):
            return
        outcome, sentence = compared(given.text, was=was, now=now, clears=self.clears and column.can_be_cleared)
        if outcome in WRITING and (refusal := column.refuses(pending.row)):
            outcome, sentence = CellOutcome.WRONG, refusal
        if outcome in WRITING:
            pending.changes[key] = given
        if now or given.text:
            after = given.text if outcome in (*WRITING, CellOutcome.WRONG) else ""
            pending.add(key, outcome, before=now, after=after, sentence=sentence or (given.note if after else ""))


def _says_something(cell: SheetCell) -> bool:
    return cell.value is not None or bool(cell.fault)


def _parsed(columns: Mapping[str, WorkbookColumn], pending: PendingRow) -> dict[str, ParsedCell]:
    return {key: _read(column, pending.cells[key], pending.row) for key, column in columns.items()}


def _read(column: WorkbookColumn, cell: SheetCell, row: object) -> ParsedCell:
    if cell.fault or cell.value is None or column.read is None:
        return ParsedCell(fault=cell.fault)
    try:
        return column.read(cell, row)
    except (CellFault, DateError) as fault:
        return ParsedCell(str(cell.value), fault=str(fault))
