"""The part of :mod:`abc_portal.exchange.workbooks.reading` that needs openpyxl, imported when a workbook is read."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter

from abc_portal.core import numbers, private_parts, text
from abc_portal.exchange.workbooks import number_formats
from abc_portal.exchange.workbooks.reading import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Book,
    SheetCell,
    SheetContent,
    UnreadableWorkbook,
)


def opened(content: bytes) -> Book:
    """The workbook's sheets, read cell by cell. Raises :class:`UnreadableWorkbook`, and whatever openpyxl does."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        if len(book.worksheets) > MOST_SHEETS:
            raise UnreadableWorkbook(_("The workbook has more than %s sheets.") % MOST_SHEETS)
        if not book.worksheets:
            raise UnreadableWorkbook(_("The workbook has no sheet with cells."))
        return Book(tuple(_sheet(worksheet) for worksheet in book.worksheets))
    finally:
        book.close()


def _sheet(sheet: Any) -> SheetContent:
    """The sheet's cells that say something."""
    rows: dict[int, dict[int, SheetCell]] = {}
    with private_parts.sheet_source(sheet) as source:
        parser = private_parts.sheet_parser(sheet, source)
        for number, cells in parser.parse():
            found = {cell["column"]: _cell(sheet, cell) for cell in cells if _says_something(cell)}
            if not found:
                continue
            if number > MOST_ROWS or max(found) > MOST_COLUMNS:
                values = {"sheet": sheet.title, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
                raise UnreadableWorkbook(
                    _("The sheet “%(sheet)s” is larger than %(rows)s rows and %(columns)s columns.") % values
                )
            rows.setdefault(number, {}).update(found)
    merged = tuple(str(item) for item in parser.merged_cells.mergeCell) if parser.merged_cells else ()
    return SheetContent(text.tidy(sheet.title), sheet.sheet_state != "visible", rows, merged)


def _says_something(raw: dict[str, Any]) -> bool:
    value = raw["value"]
    return raw["data_type"] == "f" or (value is not None and not (isinstance(value, str) and not value.strip()))


def _cell(sheet: Any, raw: dict[str, Any]) -> SheetCell:
    place = f"{text.tidy(sheet.title)}!{get_column_letter(raw['column'])}{raw['row']}"
    value, kind = raw["value"], raw["data_type"]
    if kind == "f":
        return SheetCell(place, fault=_("The cell has a formula without a result. Write the figure itself."))
    if kind == "e":
        return SheetCell(place, fault=_("The cell shows a fault: %s.") % text.tidy(str(value)))
    if isinstance(value, bool):
        return SheetCell(place, fault=_("The cell says true or false. Write a figure or words."))
    if isinstance(value, str):
        return _text(place, value)
    if isinstance(value, (datetime, date, time, timedelta)):
        return _moment(place, value)
    return _number(place, value, ReadOnlyCell(sheet, **raw).number_format)


def _text(place: str, value: str) -> SheetCell:
    try:
        return SheetCell(place, text.taken(value))
    except text.TextRefused as refused:
        return SheetCell(place, fault=str(refused))


def _moment(place: str, value: Any) -> SheetCell:
    if isinstance(value, datetime):
        return SheetCell(place, value.date())
    if isinstance(value, date):
        return SheetCell(place, value)
    return SheetCell(place, fault=_("The cell says a time of day. Write a figure or words."))


def _number(place: str, value: Any, shown_as: str | None) -> SheetCell:
    """A number as a reader means it: Excel stores 62 % as 0.62, and at most fifteen digits."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or abs(exact.adjusted()) > 20:
        return SheetCell(place, fault=_("The cell's number is too large or too small to be read."))
    shown = number_formats.format_of(shown_as, exact)
    if shown.thousands:
        return SheetCell(place, fault=_thousands_left_out(exact, shown))
    exact = round(exact * 100**shown.hundreds, 10).normalize()
    return SheetCell(place, exact if exact else Decimal(0), is_percent=shown.is_percent, is_fraction=shown.is_fraction)


def _thousands_left_out(value: Decimal, shown: number_formats.NumberFormat) -> str:
    """Nobody knows whether the number that is shown is meant, or the one that the cell holds."""
    values = {
        "shown": numbers.number(value / 1000**shown.thousands, shown.places),
        "held": numbers.number(numbers.plain_value(round(value, 4))),
    }
    return _("The cell shows %(shown)s and holds %(held)s. Choose another number format, and write what is meant.") % (
        values
    )
