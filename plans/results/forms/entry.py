"""The grid page by page as a plain form: its fields, and what was sent of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plans.results.actions import RequestedResult, ResultOutcome, ResultOutcomeKind
from plans.results.presenters import reporting_periods
from plans.results.presenters.grid import GridRow, ResultGrid, columns_words

#: Of months in a year two fields a cell are 360; Django refuses more than a thousand.
CRITERIA_A_PAGE = 15
_FIELD = re.compile(r"celle-(\d{1,18})-(\d{4}-\d{2}-\d{2})", re.ASCII)


@dataclass(frozen=True)
class TypedCell:
    """A posted cell: the criterion, the period's key, what was typed, and the version that was seen."""

    criterion: int
    key: str
    typed: str
    version: int

    @property
    def field(self) -> str:
        return f"celle-{self.criterion}-{self.key}"

    @property
    def named(self) -> str:
        """What it is called where nothing is known but what was sent."""
        return _("Result from %s") % self.key

    @classmethod
    def sent(cls, data: Any) -> Iterator["TypedCell"]:
        for name in data:
            if match := _FIELD.fullmatch(name):
                version = data.get(f"version-{match[1]}-{match[2]}", "")
                seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
                yield cls(int(match[1]), match[2], data.get(name, ""), seen)

    def wanted(self, criterion: Any, plan: Any) -> RequestedResult:
        period = reporting_periods.period_by_key(plan, criterion.rhythm, self.key)
        return RequestedResult(criterion, period, self.typed, self.version)


@dataclass(frozen=True)
class EntryCell:
    """A field of the form, or a closed cell that is only read."""

    field: str
    label: str
    text: str
    version: int
    version_field: str
    is_open: bool
    is_closed: bool
    is_number: bool
    message: str = ""


@dataclass(frozen=True)
class EntryRow:
    """A criterion of the form's page."""

    row: GridRow
    cells: tuple[EntryCell, ...]


def entries(grid: ResultGrid, rows: Sequence[GridRow], outcomes: dict[str, ResultOutcome]) -> list[EntryRow]:
    """The form's rows, a part of the grid's; a refused cell shows what was typed and why."""
    return [EntryRow(row, tuple(_cell(row, cell, grid, outcomes) for cell in row.cells if cell.key)) for row in rows]


def _cell(row: GridRow, cell: Any, grid: ResultGrid, outcomes: dict[str, ResultOutcome]) -> EntryCell:
    field = f"celle-{row.pk}-{cell.key}"
    outcome = outcomes.get(field)
    wrong = outcome is not None and outcome.kind.is_wrong
    label = columns_words(grid.columns[cell.column : cell.column + cell.span], grid.view)
    return EntryCell(
        field=field,
        label=label,
        text=outcome.wanted.typed if outcome is not None and wrong else cell.text,
        version=outcome.version if outcome is not None and outcome.kind == ResultOutcomeKind.LOST else cell.version,
        version_field=f"version-{row.pk}-{cell.key}",
        is_open=cell.is_open,
        is_closed=cell.is_closed,
        is_number=cell.is_number,
        message=outcome.message if outcome is not None and wrong else "",
    )
