"""Tables as Excel workbooks: one sheet, a frozen bold head, values as numbers and dates."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from abc_portal.core import danish

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: How text begins that a spreadsheet would run as a formula or take for its own mark of an error.
_NOT_PLAIN = ("=", "+", "-", "@", "\t", "\r", "#")
#: Signs that XML cannot hold, pasted from other programs; and signs that a sheet's name cannot.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with these columns and rows. Text that a spreadsheet would run as a formula is kept as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_TITLE.sub(" ", title)[:31].strip() or "1")
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(head, 1):
        sheet.column_dimensions[get_column_letter(place)].width = max(12, min(48, len(heading) + 4))
    sheet.append([_bold(sheet, heading) for heading in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def response(name: str, content: bytes) -> HttpResponse:
    """The workbook as a download with a plain file name."""
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{danish.slug(name)}.xlsx"'
    return answer


def _bold(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
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


def _text(sheet: Any, text: str) -> WriteOnlyCell:
    """A cell that holds the text as text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=_UNWRITABLE.sub(" ", text))
    cell.data_type = "s"
    return cell
