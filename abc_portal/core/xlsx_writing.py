"""The part of :mod:`abc_portal.core.xlsx` that needs openpyxl, imported when a workbook is made."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from abc_portal.core.dates import PartialDate, Precision
from abc_portal.core.xlsx import Choices, Grey, Sheet, sheet_title

#: How text begins that a spreadsheet would run as a formula or take for its own mark of an error.
_NOT_PLAIN = ("=", "+", "-", "@", "\t", "\r", "#")
#: Signs that XML cannot hold, pasted from other programs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What a cell can hold at most.
_LONGEST = 32_000
_GREY = PatternFill("solid", fgColor="E6E9EC")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
#: How far down a column's choices are offered, so that new rows have them too.
_OFFERED_TO = 2000
#: How dates look in every spreadsheet, whatever its country.
_DAY, _MOMENT = r"dd\-mm\-yyyy", r"dd\-mm\-yyyy\ hh:mm"
#: How many signs wide a sheet may be to be printed upright; and how many on a page's width that can still be read.
_UPRIGHT, _READABLE = 100, 300
_A4 = 9


def written(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as the bytes of one workbook."""
    made = Workbook(write_only=True)
    for sheet in sheets:
        _write(made.create_sheet(sheet_title(sheet.title)), sheet)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _write(made: Any, sheet: Sheet) -> None:
    made.freeze_panes = f"{get_column_letter(sheet.keys + 1)}2"
    made.sheet_state = "hidden" if sheet.is_hidden else "visible"
    widths = _widths(sheet)
    for place, width in enumerate(widths, 1):
        made.column_dimensions[get_column_letter(place)].width = width
    _set_up_print(made, sheet, sum(widths))
    for choices in sheet.choices:
        _offer(made, choices)
    for column in sheet.guarded:
        _guard(made, get_column_letter(column))
    if sheet.is_locked:
        made.protection.sheet = True  # no password: it only prevents accidental changes
        made.protection.formatColumns = False
        made.protection.formatRows = False
    made.append([_bold(made, heading) for heading in sheet.head])
    last = 1
    for last, row in enumerate(sheet.rows, 2):  # noqa: B007 - the number of the last row is what is printed to
        made.append([_styled(made, value, sheet) for value in row])
    made.print_area = f"A1:{get_column_letter(len(widths))}{last}"


def _widths(sheet: Sheet) -> list[int]:
    fitting = [max(12, min(48, len(heading) + 4)) for heading in sheet.head]
    return [*sheet.widths[: len(fitting)], *fitting[len(sheet.widths) :]]


def _set_up_print(made: Any, sheet: Sheet, width: int) -> None:
    """A4, as wide as the paper, with the head and the key columns on every page and the page's number at its foot.

    What is too wide to be read on one page is shared between as few as can be read.
    """
    setup = made.page_setup
    setup.paperSize, setup.orientation = _A4, "portrait" if width <= _UPRIGHT else "landscape"
    setup.fitToWidth, setup.fitToHeight = ceil(width / _READABLE), 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.print_title_rows = "1:1"
    if sheet.keys:
        made.print_title_cols = f"A:{get_column_letter(sheet.keys)}"
    made.oddFooter.left.text = "&A"
    made.oddFooter.right.text = _("Page %(number)s of %(of)s") % {"number": "&P", "of": "&N"}


def _offer(made: Any, choices: Choices) -> None:
    letter = get_column_letter(choices.column)
    source = get_column_letter(choices.source)
    there = f"{quote_sheetname(sheet_title(choices.sheet))}!${source}$2:${source}${choices.count + 1}"
    offered = DataValidation(type="list", formula1=there, allow_blank=True, showErrorMessage=False)
    offered.add(f"{letter}2:{letter}{_OFFERED_TO}")
    made.data_validations.append(offered)


def _guard(made: Any, letter: str) -> None:
    """Refuse typing in the column's cells; rows can still be sorted, hidden and taken out."""
    refused = DataValidation(type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True)
    refused.errorTitle, refused.error = (
        _("Not to be changed"),
        _("The portal fills in this column. Leave it as it is."),
    )
    refused.add(f"{letter}2:{letter}{_OFFERED_TO}")
    made.data_validations.append(refused)


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
    if isinstance(value, PartialDate) and value.precision == Precision.DAY:
        value = value.first
    if isinstance(value, datetime):  # a workbook knows no time zones
        return _dated(sheet, timezone.make_naive(value) if timezone.is_aware(value) else value, _MOMENT)
    if isinstance(value, date):
        return _dated(sheet, value, _DAY)
    if value is None or isinstance(value, (int, float)):
        return value
    text = str(value)
    # A cell object costs more than plain text, so only text that needs one gets it.
    return _text(sheet, text) if text.startswith(_NOT_PLAIN) or _UNWRITABLE.search(text) else text


def _dated(sheet: Any, value: date, look: str) -> Cell:
    """A cell that sorts and counts as a date, and looks Danish."""
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = look
    return cell


def _text(sheet: Any, text: str) -> Cell:
    """A cell that holds the text as text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=_UNWRITABLE.sub(" ", text)[:_LONGEST])
    cell.data_type = "s"
    return cell
