"""A sheet as a table: the first row has the heads, and each row below tells its cells by them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from abc_portal.exchange.workbooks.reading import Book, Cell, Sheet
from abc_portal.exchange.workbooks.trial import Entry, Fate


@dataclass(frozen=True)
class Line:
    """One row of a table; a cell that says nothing is there too, so that it has its place."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, head: str) -> str:
        """What is written in the column, if it is words; empty for what is no words."""
        value = self.cells[head].value if head in self.cells else None
        return " ".join(value.split()) if isinstance(value, str) else ""


@dataclass(frozen=True)
class Table:
    """The rows below the heads that were looked for, and what of the sheet is wrong or not read."""

    heads: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    remarks: tuple[Entry, ...] = ()


def table(sheet: Sheet, known: Sequence[str], needed: Iterable[str] = ()) -> Table:
    """Read the sheet by the heads that are ``known``; without one that is ``needed`` no row can be read.

    A head that is not known is remarked and its column left out.
    """
    columns, remarks = _columns(sheet, known)
    missing = [head for head in needed if head not in columns]
    remarks += [
        Entry(Fate.WRONG, sheet.place(1, 1), sentence=_("The column “%s” is missing. Its head stands in row 1.") % head)
        for head in missing
    ]
    remarks += [
        Entry(Fate.WRONG, f"{sheet.title}!{cells}", sentence=_("Cells are merged here. Undo that, and try again."))
        for cells in sheet.merged[:20]
    ]
    if sheet.is_hidden:
        told = _("The sheet is hidden. Show it, so that it is certain that it is to be read in.")
        remarks.append(Entry(Fate.WRONG, f"{sheet.title}!A1", sentence=told))
    if missing:
        return Table(remarks=tuple(remarks))
    lines = tuple(_line(sheet, number, columns) for number in sorted(sheet.rows) if number > 1)
    return Table(tuple(columns), tuple(each for each in lines if _says_something(each)), tuple(remarks))


def unknown_sheets(book: Book, known: Iterable[str]) -> list[Entry]:
    """A remark for each sheet that is not read."""
    titles = {title.casefold() for title in known}
    return [
        Entry(Fate.IGNORED, f"{sheet.title}!A1", sentence=_("The sheet “%s” is not read.") % sheet.title)
        for sheet in book.sheets
        if sheet.title.casefold() not in titles
    ]


def _columns(sheet: Sheet, known: Sequence[str]) -> tuple[dict[str, int], list[Entry]]:
    by_words = {_plain(head): head for head in known}
    columns: dict[str, int] = {}
    remarks: list[Entry] = []
    for number, cell in sorted(sheet.rows.get(1, {}).items()):
        words = cell.value if isinstance(cell.value, str) else str(cell.value or "")
        head = by_words.get(_plain(words))
        if head is None:
            told = _("The column “%s” is not known, and is not read.") % " ".join(words.split())[:80]
            remarks.append(Entry(Fate.IGNORED, cell.place, sentence=told))
        elif head in columns:
            remarks.append(Entry(Fate.WRONG, cell.place, sentence=_("The column “%s” stands twice.") % head))
        else:
            columns[head] = number
    return columns, remarks


def _line(sheet: Sheet, number: int, columns: Mapping[str, int]) -> Line:
    row = sheet.rows[number]
    cells = {head: row.get(column) or Cell(sheet.place(number, column)) for head, column in columns.items()}
    return Line(number, cells)


def _says_something(line: Line) -> bool:
    return any(cell.value is not None or cell.fault for cell in line.cells.values())


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
