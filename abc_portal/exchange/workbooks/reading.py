"""Reading an uploaded workbook: looked at before it is opened, bounded, and every cell knows where it stands.

Nothing of the file is run. What cannot be read ends with one sentence: for the whole file as :class:`UnreadableWorkbook`,
for a cell as its ``fault``.
"""

import logging
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from abc_portal.core import text

logger = logging.getLogger(__name__)

LARGEST_MB = 5
#: What a file may grow to, and be made of, when it is unpacked: its parts are read into memory one by one.
_MOST_UNPACKED = 20 * 1024 * 1024
_MOST_PARTS, _MOST_TAGS = 500, 1_000_000
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 30, 20_000, 200
#: Before the first tag of a part may stand what lets a small text grow without end.
_GROWS = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Plain = str | Decimal | date | None


class UnreadableWorkbook(Exception):
    """The file is no workbook that can be read; the message is the sentence for who sent it."""


@dataclass(frozen=True)
class SheetCell:
    """What one cell says. ``place`` is where it stands (``Kvartaler!D7``), ``fault`` why its value cannot be used."""

    place: str
    value: Plain = None
    fault: str = ""
    is_percent: bool = False


@dataclass(frozen=True)
class SheetContent:
    """One sheet: its rows by number and column, only those cells that say something; ``merged`` are ranges."""

    title: str
    is_hidden: bool
    rows: Mapping[int, Mapping[int, SheetCell]]
    merged: tuple[str, ...] = ()

    def place(self, row: int, column: int) -> str:
        return f"{self.title}!{get_column_letter(column)}{row}"


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook, in their order."""

    sheets: tuple[SheetContent, ...] = field(default_factory=tuple)

    def sheet(self, title: str) -> SheetContent | None:
        """The sheet of that title, however it is cased."""
        return next((each for each in self.sheets if each.title.casefold() == title.casefold()), None)


def read(content: bytes) -> Book:
    """The workbook in these bytes. Raises :class:`UnreadableWorkbook`."""
    _look(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library leaves out, such as charts, is no matter here
        try:
            return _opened(content)
        except UnreadableWorkbook:
            raise
        except Exception as fault:  # whatever a broken or made-up file makes the library stumble over
            logger.info("An uploaded workbook cannot be read: %s", type(fault).__name__)
            raise UnreadableWorkbook(_broken()) from None


def too_large() -> str:
    """What is told of a file that is larger than is read."""
    return _("The file is larger than %s MB. Remove pictures and sheets that are not needed.") % LARGEST_MB


def _broken() -> str:
    return _("The workbook is damaged and cannot be read. Open it in Excel, save it again, and try once more.")


def _look(content: bytes) -> None:
    """Raises :class:`UnreadableWorkbook` for what is no workbook, or one that would not stay small when it is unpacked."""
    if not content:
        raise UnreadableWorkbook(_("The file is empty."))
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise UnreadableWorkbook(too_large())
    if not content.startswith(b"PK\x03\x04"):
        raise UnreadableWorkbook(_other_kind(content))
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            _check_kind(packed)
            _check_size(packed)
    except UnreadableWorkbook:
        raise
    except Exception:  # zlib, the checksums, the names: all of it is the file's
        raise UnreadableWorkbook(_broken()) from None


def _other_kind(content: bytes) -> str:
    """What the bytes are instead of a workbook of today."""
    if content.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return _("The workbook is protected by a password. Save it without one, and try again.")
        return _("The file is in the old Excel format (.xls). Save it as an Excel workbook (.xlsx), and try again.")
    if content.startswith(b"%PDF-"):
        return _("The file is a PDF. Only Excel workbooks (.xlsx) can be read in.")
    return _("The file is no Excel workbook, whatever its name says. Save it as an Excel workbook (.xlsx).")


def _check_kind(packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    if "xl/workbook.xml" in names:
        return
    if "mimetype" in names and _part(packed, "mimetype", 200).startswith(_OPEN_DOCUMENT):
        raise UnreadableWorkbook(_("The file is an OpenDocument sheet (.ods). Save it as an Excel workbook (.xlsx)."))
    if "xl/workbook.bin" in names:
        raise UnreadableWorkbook(_("The file is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx)."))
    raise UnreadableWorkbook(
        _("The file is no Excel workbook, whatever its name says. Save it as an Excel workbook (.xlsx).")
    )


def _part(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    with packed.open(name) as part:
        return part.read(most)


def _check_size(packed: zipfile.ZipFile) -> None:
    """The parts are small when unpacked, whatever they claim, and hold nothing that grows when it is read."""
    parts = packed.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableWorkbook(_("The workbook is protected by a password. Save it without one, and try again."))
    size, tags = 0, 0
    if len(parts) <= _MOST_PARTS and sum(part.file_size for part in parts) <= _MOST_UNPACKED:
        for part in parts:
            for block in _blocks(packed, part):
                size, tags = size + len(block), tags + block.count(b"<")
                if any(mark in block for mark in _GROWS):
                    raise UnreadableWorkbook(_broken())
    if not 0 < size <= _MOST_UNPACKED or tags > _MOST_TAGS:
        raise UnreadableWorkbook(
            _("The workbook holds far more than can be filled in. Fetch it anew, and fill in that one.")
        )


def _blocks(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces; each begins with the end of the one before, so that no mark is cut."""
    with packed.open(part) as open_part:
        before = b""
        while block := open_part.read(1024 * 1024):
            yield before + block if before else block
            before = block[-20:]


def _opened(content: bytes) -> Book:
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        if len(book.worksheets) > MOST_SHEETS:
            raise UnreadableWorkbook(_("The workbook has more than %s sheets.") % MOST_SHEETS)
        if not book.worksheets:
            raise UnreadableWorkbook(_("The workbook has no sheet with cells."))
        return Book(tuple(_sheet(each) for each in book.worksheets))
    finally:
        book.close()


class _Parser(WorkSheetParser):
    """The library's reader of a sheet, which also tells which cells have a formula that nobody has worked out."""

    def __init__(self, sheet: Any, source: Any) -> None:
        book = sheet.parent
        super().__init__(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )

    def parse_cell(self, element: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().parse_cell(element)
        if found["value"] is None and any(child.tag.endswith("}f") for child in element):
            found["data_type"] = "f"
        return found


def _sheet(sheet: Any) -> SheetContent:
    """The sheet's cells that say something. The library's own rows would fill the gaps that a made-up row leaves."""
    rows: dict[int, dict[int, SheetCell]] = {}
    with sheet._get_source() as source:
        parser = _Parser(sheet, source)
        for number, cells in parser.parse():
            found = {each["column"]: _cell(sheet, each) for each in cells if _says_something(each)}
            if not found:
                continue
            if number > MOST_ROWS or max(found) > MOST_COLUMNS:
                told = {"sheet": sheet.title, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
                raise UnreadableWorkbook(
                    _("The sheet “%(sheet)s” is larger than %(rows)s rows and %(columns)s columns.") % told
                )
            rows.setdefault(number, {}).update(found)
    merged = tuple(str(each) for each in parser.merged_cells.mergeCell) if parser.merged_cells else ()
    return SheetContent(sheet.title, sheet.sheet_state != "visible", rows, merged)


def _says_something(raw: dict[str, Any]) -> bool:
    value = raw["value"]
    return raw["data_type"] == "f" or (value is not None and not (isinstance(value, str) and not value.strip()))


def _cell(sheet: Any, raw: dict[str, Any]) -> SheetCell:
    place = f"{sheet.title}!{get_column_letter(raw['column'])}{raw['row']}"
    value, kind = raw["value"], raw["data_type"]
    if kind == "f":
        return SheetCell(place, fault=_("The cell has a formula without a result. Write the figure itself."))
    if kind == "e":
        return SheetCell(place, fault=_("The cell shows a fault: %s.") % value)
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
    """A number as it is meant: Excel keeps 62 % as 0.62, and no number to more than fifteen digits."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or abs(exact.adjusted()) > 20:
        return SheetCell(place, fault=_("The cell's number is too large or too small to be read."))
    is_percent = "%" in (shown_as or "")
    exact = round(exact * 100 if is_percent else exact, 10).normalize()
    return SheetCell(place, exact if exact else Decimal(0), is_percent=is_percent)
