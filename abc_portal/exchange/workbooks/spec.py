"""What a workbook is made of, declared once: sheets, columns, how a cell is written and read, what is done.

It is in Danish whatever language its reader has chosen, so that it can be read in by anybody.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils import translation

from abc_portal.exchange.workbooks.reading import SheetCell
from abc_portal.exchange.workbooks.snapshot import WorkbookSnapshot
from abc_portal.exchange.workbooks.trial import WRITING, CellOutcome, TrialEntry

LANGUAGE = "da"


@dataclass(frozen=True)
class ParsedCell:
    """What a filled cell says, as the workbook would write it; or why it cannot be read. ``value`` is what is meant.

    ``note`` is what the trial says of how the cell was understood, where its text does not say it all.
    """

    text: str = ""
    value: Any = None
    fault: str = ""
    note: str = ""


class CellFault(ValueError):
    """A cell cannot be read; the message is the sentence for who filled it in."""


@dataclass(frozen=True)
class WorkbookColumn:
    """A column: ``text`` is its cell's text for a row, and ``read`` parses a filled cell of a row (or ``None``).

    A column without ``read`` is read-only. ``value`` is a number or a date to write in place of the text. ``is_open``
    says whether the row's cell may be filled in, and ``refuses`` why not. ``about`` names the cell within its row.
    """

    key: str
    head: str
    text: Callable[[Any], str]
    read: Callable[[SheetCell, Any], ParsedCell] | None = None
    value: Callable[[Any, str], Any] = lambda row, text: text
    is_open: Callable[[Any], bool] = lambda row: True
    refuses: Callable[[Any], str] = lambda row: ""
    choices: Sequence[str] = ()
    about: str = ""
    width: int = 16
    list_width: int = 44
    is_needed: bool = False
    can_be_cleared: bool = True


@dataclass(frozen=True)
class SheetSpec:
    """A sheet with a row for each of ``rows``, by the key in its first column.

    The first ``in_sight`` columns are frozen. Where it ``grows``, rows without a key are new ones.
    """

    title: str
    columns: Sequence[WorkbookColumn]
    rows: Mapping[str, Any]
    in_sight: int = 1
    grows: bool = False

    @property
    def filled(self) -> list[WorkbookColumn]:
        """The columns that are read in."""
        return [column for column in self.columns if column.read is not None]


@dataclass
class PendingRow:
    """A row of the file: what its cells say, what the portal says ``now``, and what is to become of it."""

    row: Any
    columns: Mapping[str, WorkbookColumn]
    cells: Mapping[str, SheetCell]
    parsed: Mapping[str, ParsedCell] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    changes: dict[str, ParsedCell] = field(default_factory=dict)
    entries: list[TrialEntry] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return any(entry.outcome == CellOutcome.WRONG for entry in self.entries)

    def add(self, key: str, outcome: CellOutcome, *, before: str = "", after: str = "", sentence: str = "") -> None:
        """Set the outcome of the column's cell, replacing an earlier one.

        Where the file has no such column it is reported at the row's first cell.
        """
        cell = self.cells.get(key) or next(iter(self.cells.values()))
        column = self.columns.get(key)
        what = f"{self.about} · {column.about}" if column and column.about else self.about
        self.entries = [entry for entry in self.entries if entry.place != cell.place or entry.outcome not in WRITING]
        self.entries.append(TrialEntry(outcome, cell.place, what, before, after, sentence))

    def wrong(self, key: str, sentence: str, before: str = "") -> None:
        self.add(key, CellOutcome.WRONG, before=before, sentence=sentence)

    def explain(self, key: str, sentence: str) -> None:
        """Add a sentence to the entry of the column's cell."""
        place = self.cells[key].place if key in self.cells else ""
        self.entries = [replace(entry, sentence=sentence) if entry.place == place else entry for entry in self.entries]


class WorkbookSpec(ABC):
    """A workbook for one page of one plan, whose short name is ``owner``."""

    #: Identifies its files.
    kind = ""
    #: Messages for a row without a key where no new ones are taken, and for a duplicate.
    keyless: Any = ""
    twice: Any = ""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        with translation.override(LANGUAGE):
            self.sheets = tuple(self.make_sheets())

    @abstractmethod
    def make_sheets(self) -> Iterable[SheetSpec]:
        """The sheets that are filled in, in their order."""

    @abstractmethod
    def guide(self, *, writes: bool) -> list[str]:
        """How the workbook is filled in; or that it cannot be, for who does not write."""

    @abstractmethod
    def about(self, row: Any) -> str:
        """What the row is, in a line of the trial."""

    @abstractmethod
    def unknown(self, code: str, seen: WorkbookSnapshot) -> str:
        """The message for a key that is not on the sheet."""

    def is_settled(self, pending: PendingRow, key: str, was: str) -> bool:
        """Whether another cell of the row implies this one's change; ``was`` is its text when downloaded."""
        return False

    def new(self, pending: PendingRow) -> None:
        """Take a row without a key, on a sheet that grows: what it asks for, or why not."""
        raise NotImplementedError

    def size(self, rows: Iterable[PendingRow]) -> int:
        """How many cells or rows are to be written."""
        return sum(len(pending.changes) for pending in rows)

    @abstractmethod
    def write(self, rows: Sequence[PendingRow], *, reason: str, form: UUID | None, dry_run: bool) -> None:
        """Write the rows as one change set, and report at their cells. A ``dry_run`` finds the same faults and writes
        nothing.
        """
