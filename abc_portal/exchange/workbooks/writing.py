"""A declared workbook as a file; who may read it in again gets the hidden sheet by which it is known."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.core.xlsx import Choices, Grey, Sheet
from abc_portal.exchange.workbooks import snapshot
from abc_portal.exchange.workbooks.snapshot import WorkbookSnapshot
from abc_portal.exchange.workbooks.spec import LANGUAGE, SheetSpec, WorkbookColumn, WorkbookSpec


def guide_title() -> str:
    return _("Guide")


def list_title() -> str:
    return _("Lists")


def offering(spec: WorkbookSpec) -> list[WorkbookColumn]:
    """The columns whose cells are chosen from a list."""
    return [column for sheet in spec.sheets for column in sheet.columns if column.choices]


def mark_of(code: str, key: str) -> str:
    """The key by which a cell's former text is known again."""
    return f"{code} {key}"


def workbook(spec: WorkbookSpec, *, writes: bool) -> bytes:
    """The workbook; only who ``writes`` gets one that can be filled in and read in again."""
    seen: dict[str, str] = {}
    with translation.override(LANGUAGE):
        lines = [[line] for line in spec.guide(writes=writes)]
        sheets = [Sheet(guide_title(), [guide_title()], lines, widths=(100,), is_wrapped=True)]
        sheets += [_sheet(spec, sheet, writes, seen) for sheet in spec.sheets if sheet.rows or sheet.grows]
        if writes:
            if offering(spec):
                sheets.append(_lists(offering(spec)))
            sheets.append(snapshot.sheet(WorkbookSnapshot(spec.kind, spec.owner, seen)))
        return xlsx.book(sheets)


def _sheet(spec: WorkbookSpec, sheet: SheetSpec, writes: bool, seen: dict[str, str]) -> Sheet:
    offered = [
        Choices(sheet.columns.index(column) + 1, list_title(), source, len(column.choices))
        for source, column in enumerate(offering(spec), 1)
        if writes and column in sheet.columns
    ]
    return Sheet(
        sheet.title,
        [column.head for column in sheet.columns],
        [list(_cells(sheet, code, row, writes, seen)) for code, row in sheet.rows.items()],
        widths=[column.width for column in sheet.columns],
        keys=sheet.in_sight,
        choices=offered,
        guarded=[] if sheet.grows else [place for place, column in enumerate(sheet.columns, 1) if column.read is None],
        is_wrapped=True,
    )


def _cells(sheet: SheetSpec, code: str, row: Any, writes: bool, seen: dict[str, str]) -> Iterable[Any]:
    """The row's cells; what each one says that can be filled in is remembered."""
    for column in sheet.columns:
        text = column.text(row)
        value = column.value(row, text)
        if column.read is not None:
            seen[mark_of(code, column.key)] = text
        yield value if writes and column.read is not None and column.is_open(row) else Grey(value)


def _lists(columns: list[WorkbookColumn]) -> Sheet:
    rows = ([Grey(choice) for choice in row] for row in zip_longest(*(column.choices for column in columns)))
    widths = [column.list_width for column in columns]
    return Sheet(list_title(), [column.head for column in columns], rows, widths=widths, is_locked=True)
