"""The hidden sheet that identifies a workbook: its plan, and the text of each cell when it was downloaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.exchange.workbooks.reading import Book, UnreadableWorkbook

TITLE = "Portalen"
_HEAD = ("nøgle", "tekst")
_FORMAT = 1


@dataclass(frozen=True)
class WorkbookSnapshot:
    """What the workbook was made for (``kind``), for whose plan (its short name), and what its cells said, by their
    keys."""

    kind: str
    owner: str
    cells: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """The cell's text when the file was downloaded; empty without one."""
        return self.cells.get(key, "")


def sheet(marks: WorkbookSnapshot) -> xlsx.Sheet:
    """The marks as a hidden sheet; of empty cells there is no line."""
    rows = [[f"{marks.kind} {_FORMAT}", marks.owner]]
    rows += [[key, text] for key, text in marks.cells.items() if text]
    return xlsx.Sheet(TITLE, _HEAD, rows, is_hidden=True, is_locked=True)


def read(book: Book, *, kind: str, owner: str) -> WorkbookSnapshot:
    """The snapshot in a workbook. Raises :class:`UnreadableWorkbook` when it has none, or that of something else."""
    found = book.sheet(TITLE)
    pairs = [_pair(row) for number, row in sorted(found.rows.items()) if number > 1] if found else []
    if not pairs:
        raise UnreadableWorkbook(
            _("The workbook was not fetched here, or its hidden sheet is gone. Fetch it anew, and fill in that one.")
        )
    (made_for, whose), *cells = pairs
    if made_for != f"{kind} {_FORMAT}":
        raise UnreadableWorkbook(_("The workbook was fetched from another page of the portal. Read it in there."))
    if whose != owner:
        raise UnreadableWorkbook(_("The workbook was fetched from another plan (%s).") % whose[:60])
    return WorkbookSnapshot(kind, owner, dict(cells))


def _pair(row: Mapping[int, object]) -> tuple[str, str]:
    key, text = (str(getattr(row.get(column), "value", None) or "") for column in (1, 2))
    return key, text
