"""Tables as Excel workbooks: a frozen bold head, values as numbers and dates, text that is never run.

A :class:`~abc_portal.core.dates.PartialDate` known to the day is a date cell; one known less exactly is words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from abc_portal.core import danish

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Signs that a sheet's name cannot hold.
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Grey:
    """A value that is not to be written over: its cell is grey, and locked where the sheet is."""

    value: Any


@dataclass(frozen=True)
class Choices:
    """A column, counted from 1, whose cells offer the ``count`` cells below the head of another sheet's column."""

    column: int
    sheet: str
    source: int
    count: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. The first ``keys`` columns stay in sight beside the head.

    On a locked sheet only the values that are not grey can be written over; a spreadsheet then lets nobody sort rows or
    take them out, whatever it is told. Where that is wanted, the ``guarded`` columns (counted from 1) refuse typing
    instead, with a sentence.
    """

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()
    keys: int = 0
    choices: Sequence[Choices] = ()
    is_locked: bool = False
    guarded: Sequence[int] = ()
    is_wrapped: bool = False
    is_hidden: bool = False


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with these columns and rows. Text that looks like a formula is stored as text."""
    return book([Sheet(title, head, rows)])


def book(sheets: Iterable[Sheet]) -> bytes:
    """A workbook of these sheets, in their order."""
    from abc_portal.core import xlsx_writing  # openpyxl is slow to import, and most of the portal never needs it

    return xlsx_writing.written(sheets)


def sheet_title(title: str) -> str:
    """The title without the signs that a sheet's name cannot hold, and no longer than it can be."""
    return _NOT_IN_TITLE.sub(" ", title)[:31].strip() or "1"


def response(name: str, content: bytes) -> HttpResponse:
    """The workbook as a download with a plain file name."""
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{danish.slug(name)}.xlsx"'
    return answer
