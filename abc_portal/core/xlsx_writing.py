"""The part of :mod:`abc_portal.core.xlsx` that needs openpyxl, imported when a workbook is made."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

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
    for place, heading in enumerate(sheet.head, 1):
        fitting = max(12, min(48, len(heading) + 4))
        width = sheet.widths[place - 1] if place <= len(sheet.widths) else fitting
        made.column_dimensions[get_column_letter(place)].width = width
    for choices in sheet.choices:
        _offer(made, choices)
    for column in sheet.guarded:
        _guard(made, get_column_letter(column))
    if sheet.is_locked:
        made.protection.sheet = True  # no password: it only prevents accidental changes
        made.protection.formatColumns = False
        made.protection.formatRows = False
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
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)  # a workbook knows no time zones
    if value is None or isinstance(value, (int, float)) or hasattr(value, "isoformat"):
        return value
    text = str(value)
    # A cell object costs more than plain text, so only text that needs one gets it.
    return _text(sheet, text) if text.startswith(_NOT_PLAIN) or _UNWRITABLE.search(text) else text


def _text(sheet: Any, text: str) -> Cell:
    """A cell that holds the text as text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=_UNWRITABLE.sub(" ", text)[:_LONGEST])
    cell.data_type = "s"
    return cell
