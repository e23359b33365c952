"""A sheet as a table: heads in the first row, and the cells of each row below by their head."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from abc_portal.core.text import fold
from abc_portal.exchange.workbooks.reading import Book, SheetCell, SheetContent
from abc_portal.exchange.workbooks.trial import CellOutcome, TrialEntry


@dataclass(frozen=True)
class SheetRow:
    """One row of a table; a cell that says nothing is there too, so that it has its place."""

    number: int
    cells: Mapping[str, SheetCell]

    def text(self, head: str) -> str:
        """What is written in the column, if it is words; empty for what is no words."""
        value = self.cells[head].value if head in self.cells else None
        return " ".join(value.split()) if isinstance(value, str) else ""


@dataclass(frozen=True)
class SheetTable:
    """The rows below the heads that were looked for, and what of the sheet is wrong or not read."""

    heads: tuple[str, ...] = ()
    lines: tuple[SheetRow, ...] = ()
    remarks: tuple[TrialEntry, ...] = ()


def table(sheet: SheetContent, known: Sequence[str], needed: Iterable[str] = ()) -> SheetTable:
    """Read the sheet by the heads that are ``known``; without one that is ``needed`` no row can be read.

    A head that is not known is remarked and its column left out.
    """
    columns, remarks = _columns(sheet, known)
    missing = [head for head in needed if head not in columns]
    remarks += [
        TrialEntry(
            CellOutcome.WRONG,
            sheet.place(1, 1),
            sentence=_("The column “%s” is missing. Its head stands in row 1.") % head,
        )
        for head in missing
    ]
    remarks += [
        TrialEntry(
            CellOutcome.WRONG, f"{sheet.title}!{cells}", sentence=_("Cells are merged here. Undo that, and try again.")
        )
        for cells in sheet.merged[:20]
    ]
    if sheet.is_hidden:
        sentence = _("The sheet is hidden. Show it, so that it is certain that it is to be read in.")
        remarks.append(TrialEntry(CellOutcome.WRONG, f"{sheet.title}!A1", sentence=sentence))
    if missing:
        return SheetTable(remarks=tuple(remarks))
    lines = tuple(_line(sheet, number, columns) for number in sorted(sheet.rows) if number > 1)
    return SheetTable(tuple(columns), tuple(line for line in lines if _says_something(line)), tuple(remarks))


def unknown_sheets(book: Book, known: Iterable[str]) -> list[TrialEntry]:
    """A remark for each sheet that is not read."""
    titles = {fold(title) for title in known}
    return [
        TrialEntry(CellOutcome.IGNORED, f"{sheet.title}!A1", sentence=_("The sheet “%s” is not read.") % sheet.title)
        for sheet in book.sheets
        if fold(sheet.title) not in titles
    ]


def _columns(sheet: SheetContent, known: Sequence[str]) -> tuple[dict[str, int], list[TrialEntry]]:
    by_words = {_plain(head): head for head in known}
    columns: dict[str, int] = {}
    remarks: list[TrialEntry] = []
    for number, cell in sorted(sheet.rows.get(1, {}).items()):
        words = cell.value if isinstance(cell.value, str) else str(cell.value or "")
        head = by_words.get(_plain(words))
        if head is None:
            sentence = _("The column “%s” is not known, and is not read.") % " ".join(words.split())[:80]
            remarks.append(TrialEntry(CellOutcome.IGNORED, cell.place, sentence=sentence))
        elif head in columns:
            remarks.append(
                TrialEntry(CellOutcome.WRONG, cell.place, sentence=_("The column “%s” stands twice.") % head)
            )
        else:
            columns[head] = number
    return columns, remarks


def _line(sheet: SheetContent, number: int, columns: Mapping[str, int]) -> SheetRow:
    row = sheet.rows[number]
    cells = {head: row.get(column) or SheetCell(sheet.place(number, column)) for head, column in columns.items()}
    return SheetRow(number, cells)


def _says_something(line: SheetRow) -> bool:
    return any(cell.value is not None or cell.fault for cell in line.cells.values())


def _plain(words: str) -> str:
    return fold(words)
