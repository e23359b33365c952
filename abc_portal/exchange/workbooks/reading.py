"""Reading an uploaded workbook safely: checked before it is opened, bounded, and nothing of it is run.

What cannot be read ends with one sentence: for the whole file as :class:`UnreadableWorkbook`, for a cell as its
``fault``.
"""

import logging
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _

from abc_portal.core.text import fold

logger = logging.getLogger(__name__)

LARGEST_MB = 5
#: What a file may grow to, and be made of, when it is unpacked: its parts are read into memory one by one.
_MOST_UNPACKED = 20 * 1024 * 1024
_MOST_PARTS, _MOST_TAGS = 500, 1_000_000
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 30, 20_000, 200
#: Entity definitions, which let a small text grow without end, come before a part's first tag.
_GROWS = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Plain = str | Decimal | date | None


class UnreadableWorkbook(Exception):
    """The file is no workbook that can be read; the message is the sentence for who sent it."""


@dataclass(frozen=True)
class SheetCell:
    """One cell. ``place`` is its address (``Kvartaler!D7``), ``fault`` why its value cannot be used.

    A number is what a reader sees: with ``is_percent`` it is in per cent; ``is_fraction`` says that it is shown as one.
    """

    place: str
    value: Plain = None
    fault: str = ""
    is_percent: bool = False
    is_fraction: bool = False


@dataclass(frozen=True)
class SheetContent:
    """One sheet: its rows by number and column, only those cells that say something; ``merged`` are ranges."""

    title: str
    is_hidden: bool
    rows: Mapping[int, Mapping[int, SheetCell]]
    merged: tuple[str, ...] = ()

    def place(self, row: int, column: int) -> str:
        from openpyxl.utils import get_column_letter

        return f"{self.title}!{get_column_letter(column)}{row}"


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook, in their order."""

    sheets: tuple[SheetContent, ...] = field(default_factory=tuple)

    def sheet(self, title: str) -> SheetContent | None:
        """The sheet of that title, however it is cased."""
        return next((sheet for sheet in self.sheets if fold(sheet.title) == fold(title)), None)


def read(content: bytes) -> Book:
    """The workbook in these bytes. Raises :class:`UnreadableWorkbook`."""
    from abc_portal.exchange.workbooks.opening import opened  # openpyxl is slow to import

    _look(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library ignores, such as charts, does not matter
        try:
            return opened(content)
        except UnreadableWorkbook:
            raise
        except Exception as fault:  # whatever a broken or made-up file makes the library stumble over
            logger.info("An uploaded workbook cannot be read: %s", type(fault).__name__)
            raise UnreadableWorkbook(_broken()) from None


def too_large() -> str:
    """The message for a file over the limit."""
    return _("The file is larger than %s MB. Remove pictures and sheets that are not needed.") % LARGEST_MB


def _broken() -> str:
    return _("The workbook is damaged and cannot be read. Open it in Excel, save it again, and try once more.")


def _look(content: bytes) -> None:
    """Raises :class:`UnreadableWorkbook` for what is no workbook, or one that would not stay small when it is
    unpacked."""
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
