"""Tables as Excel workbooks: one sheet, a frozen bold head, values as numbers and dates."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with these columns and rows. Text that a spreadsheet would run as a formula is kept as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(head):
        sheet.column_dimensions[_letter(place)].width = max(12, min(48, len(heading) + 4))
    sheet.append([_bold(sheet, heading) for heading in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def response(name: str, content: bytes) -> HttpResponse:
    """The workbook as a download with a plain file name."""
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name)}.xlsx"'
    return answer


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else "A" + chr(ord("A") + place - 26)


def _bold(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if value is None or isinstance(value, (int, float)) or hasattr(value, "isoformat"):
        return value
    text = str(value)
    if not text.startswith(_FORMULA_STARTS):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
