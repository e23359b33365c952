"""Tables as Excel workbooks: a frozen bold head, values as numbers and dates, text that is never run."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from abc_portal.core import danish

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: How text begins that a spreadsheet would run as a formula or take for its own mark of an error.
_NOT_PLAIN = ("=", "+", "-", "@", "\t", "\r", "#")
#: Signs that XML cannot hold, pasted from other programs; and signs that a sheet's name cannot.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
#: What a cell can hold at most.
_LONGEST = 32_000
_GREY = PatternFill("solid", fgColor="E6E9EC")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Grey:
    """A value that is not to be written over: its cell is grey, and locked where the sheet is."""

    value: Any


@dataclass(frozen=True)
class Choices:
    """A column, counted from 1, whose cells below the head offer the ``count`` cells below that of another sheet's column."""

    column: int
    sheet: str
    source: int
    count: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. The first ``keys`` columns stay in sight beside the head.

    On a locked sheet only the values that are not grey can be written over.
    """

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()
    keys: int = 0
    choices: Sequence[Choices] = ()
    is_locked: bool = False
    is_wrapped: bool = False
    is_hidden: bool = False


#: How far down a column's choices are offered, so that new rows have them too.
_OFFERED_TO = 2000


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with these columns and rows. Text that a spreadsheet would run as a formula is kept as text."""
    return book([Sheet(title, head, rows)])


def book(sheets: Iterable[Sheet]) -> bytes:
    """A workbook of these sheets, in their order."""
    made = Workbook(write_only=True)
    for sheet in sheets:
        _write(made.create_sheet(sheet_title(sheet.title)), sheet)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def sheet_title(title: str) -> str:
    """The title without the signs that a sheet's name cannot hold, and no longer than it can be."""
    return _NOT_IN_TITLE.sub(" ", title)[:31].strip() or "1"


def response(name: str, content: bytes) -> HttpResponse:
    """The workbook as a download with a plain file name."""
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{danish.slug(name)}.xlsx"'
    return answer


def _write(made: Any, sheet: Sheet) -> None:
    made.freeze_panes = f"{get_column_letter(sheet.keys + 1)}2"
    made.sheet_state = "hidden" if sheet.is_hidden else "visible"
    for place, heading in enumerate(sheet.head, 1):
        fitting = max(12, min(48, len(heading) + 4))
        width = sheet.widths[place - 1] if place <= len(sheet.widths) else fitting
        made.column_dimensions[get_column_letter(place)].width = width
    for choices in sheet.choices:
        _offer(made, choices)
    if sheet.is_locked:
        made.protection.sheet = True  # no password: it only keeps the hand from slipping
        made.protection.formatColumns = False
    made.append([_bold(made, heading) for heading in sheet.head])
    for row in sheet.rows:
        made.append([_styled(made, value, sheet) for value in row])


def _offer(made: Any, choices: Choices) -> None:
    letter = get_column_letter(choices.column)
    source = get_column_letter(choices.source)
    there = f"{quote_sheetname(sheet_title(choices.sheet))}!${source}$2:${source}${choices.count + 1}"
    offered = DataValidation(type="list", formula1=there, allow_blank=True, showErrorMessage=False)
    offered.add(f"{letter}2:{letter}{_OFFERED_TO}")
    made.data_validations.append(offered)


def _bold(sheet: Any, text: str) -> Cell:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _styled(made: Any, value: Any, sheet: Sheet) -> Any:
    """A cell with its look; without one, which most are, the value alone costs least."""
    grey = isinstance(value, Grey)
    plain = _cell(made, value.value if isinstance(value, Grey) else value)
    if not (grey or sheet.is_locked or sheet.is_wrapped):
        return plain
    cell = plain if isinstance(plain, Cell) else WriteOnlyCell(made, value=plain)
    if grey:
        cell.fill = _GREY
    elif sheet.is_locked:
        cell.protection = Protection(locked=False)
    if sheet.is_wrapped:
        cell.alignment = _WRAPPED
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)  # a workbook knows no time zones
    if value is None or isinstance(value, (int, float)) or hasattr(value, "isoformat"):
        return value
    text = str(value)
    # A cell of its own costs more than the text alone, so only text that needs one gets it.
    return _text(sheet, text) if text.startswith(_NOT_PLAIN) or _UNWRITABLE.search(text) else text


def _text(sheet: Any, text: str) -> Cell:
    """A cell that holds the text as text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=_UNWRITABLE.sub(" ", text)[:_LONGEST])
    cell.data_type = "s"
    return cell
