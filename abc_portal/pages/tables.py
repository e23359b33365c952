"""Lists: columns, order and pages from django-tables2, drawn by a slim template from rows with ready text.

django-tables2's own cells cost up to twelve times as much: each asks its column, formats and
escapes by itself. Here a presenter has made the text, and the template only writes it.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, NamedTuple

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.core.dates import PartialDate


class TableCell(NamedTuple):
    """A cell's text, with its link and a shape of the same meaning, if any.

    The page holds the shapes: see ``_components/shapes.html``. ``value`` is a number or a date that a workbook has in
    place of the text; in one of the table's ``periods`` the first and the last day.
    """

    text: str
    href: str = ""
    shape: str = ""
    value: Any = None

    @classmethod
    def period(cls, text: str, start: PartialDate | None, end: PartialDate | None) -> "TableCell":
        """A period in words, in a workbook as two dates; in words there too where neither day is known."""
        return cls(text, value=(start, end) if start or end else (text, None))


class PortalTable(tables.Table):
    """Base of every list. A subclass declares its columns and how a page of records becomes cells."""

    numeric: tuple[str, ...] = ()
    #: Columns that are two in a workbook, so that it can be sorted and counted by their days.
    periods: tuple[str, ...] = ()
    rows_a_page = 50

    class Meta:
        template_name = "_components/table.html"
        attrs = {"class": "table abc-table"}

    def paginate(self, *args: Any, per_page: int | None = None, **kwargs: Any) -> Any:
        """How many rows a page has is the table's to say, never the address's."""
        return super().paginate(*args, per_page=self.rows_a_page, **kwargs)

    def cells(self, records: Sequence[Any]) -> Iterable[Sequence[TableCell]]:
        """For each record one cell a column, in the columns' order."""
        raise NotImplementedError

    def drawn_rows(self) -> list[SafeString]:
        """The page's rows as finished HTML; labels repeat the column's head for narrow screens."""
        records = [row.record for row in self.paginated_rows]
        columns = [(str(column.header), column.name in self.numeric) for column in self.columns]
        heads = [
            format_html('<td data-title="{}"{}>', head, mark_safe(' class="abc-num"') if numeric else "")
            for head, numeric in columns
        ]
        return [_row(heads, cells) for cells in self.cells(records)]

    def values(self, records: Sequence[Any]) -> Iterable[list[Any]]:
        """The same rows for a workbook: plain text, with numbers and dates as such."""
        names = [column.name for column in self.columns]
        for cells in self.cells(records):
            row: list[Any] = []
            for name, cell in zip(names, cells, strict=True):
                row += cell.value if name in self.periods else [cell.text if cell.value is None else cell.value]
            yield row

    def workbook(self, title: str) -> bytes:
        """All pages of the list, in its order, as a workbook with one sheet of that title."""
        heads = [head for column in self.columns for head in self._heads(column)]
        return xlsx.workbook(title, heads, self.values([row.record for row in self.rows]))

    def _heads(self, column: Any) -> tuple[str, ...]:
        if column.name not in self.periods:
            return (str(column.header),)
        return _("%s: from") % column.header, _("%s: to") % column.header


def _row(heads: Sequence[str], cells: Sequence[TableCell]) -> SafeString:
    parts = []
    for head, cell in zip(heads, cells, strict=True):
        text = escape(cell.text)
        if cell.shape:
            text = f'<span class="abc-verdict">{drawn_shape(cell.shape)}<span>{text}</span></span>'
        parts.append(f'{head}<a href="{escape(cell.href)}">{text}</a></td>' if cell.href else f"{head}{text}</td>")
    return mark_safe("".join(parts))  # noqa: S308 - every text is escaped above


def drawn_shape(shape: str) -> str:
    """A reference to one of the page's shapes, which keeps tables of many cells small."""
    return (
        '<svg class="abc-shape" width="18" height="18" aria-hidden="true" focusable="false">'
        f'<use href="#form-{escape(shape)}"></use></svg>'
    )
