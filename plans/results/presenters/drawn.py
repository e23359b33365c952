"""The grid's body as finished HTML, since template tags are too slow for thousands of cells.

Every text is escaped here. Data attributes serve the script: see ``static/abc/grid.js``.
"""

from collections.abc import Sequence
from functools import cached_property
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from plans.results.presenters.facts import ReadingFacts
from plans.results.presenters.grid import (
    GridRow,
    Other,
    ResultCell,
    ResultColumn,
    ResultGrid,
    ResultPlace,
    Work,
    columns_words,
)

#: Columns beside those of the time: the criterion, what it comes to, its target, and the verdict.
AROUND = 4


class Drawn:
    """A grid and the words that every row repeats."""

    def __init__(self, grid: ResultGrid, plan: Any, *, writes: bool, is_bare: bool = False) -> None:
        """``is_bare`` says that no criterion of the plan has a result: no row says it once more."""
        self.grid, self.plan, self.writes, self.is_bare = grid, plan, writes, is_bare
        self._opened: dict[tuple[int, int, bool, str], str] = {}
        self._shapes: dict[str, str] = {}
        self.root = reverse("plans:results", args=[plan.slug])
        self.closed = _("locked")
        self.total, self.target, self.verdict = escape(_("Result")), escape(_("Target")), escape(_("Verdict"))
        self.blank = escape(_("not entered"))
        self.noted, self.old, self.add = _("has a note"), escape(_("old")), escape(_("Add a result"))

    @cached_property
    def width(self) -> int:
        return len(self.grid.columns) + AROUND

    def body(self) -> SafeString:
        """All rows, with headings for places and for activities."""
        parts: list[str] = []
        for place in self.grid.places:
            self._place(place, parts)
            for work in place.works:
                self._work(work, parts)
                for row in work.rows:
                    self._row(row, parts)
        return mark_safe("".join(parts))  # noqa: S308 - every text is escaped

    def _place(self, place: ResultPlace, parts: list[str]) -> None:
        name = escape(place.name)
        if place.slug:
            name = f'<a href="{reverse("plans:sub_agreement", args=[self.plan.slug, place.slug])}">{name}</a>'
        parts.append(f'<tr class="abc-group"><th scope="rowgroup" colspan="{self.width}">{name}</th></tr>')

    def _work(self, work: Work, parts: list[str]) -> None:
        name = escape(work.name)
        if work.code:
            name = f'<a href="{reverse("plans:activity", args=[self.plan.slug, work.code])}">{name}</a>'
        else:
            name = f"{escape(_('Sub-goal'))}: {name}"
        parts.append(f'<tr class="abc-grid__work"><th scope="rowgroup" colspan="{self.width}">{name}</th></tr>')

    def _row(self, row: GridRow, parts: list[str]) -> None:
        name = escape(row.sentence)
        parts.append(
            f'<tr data-row="{row.pk}" data-line="{row.line}" id="kriterium-{row.pk}"><th scope="row">{name}'
            f'<span class="abc-muted">{escape(row.about)}</span></th>'
        )
        is_wide = self.grid.view.year is None
        if is_wide:  # the quarters of a whole plan do not fit in a window: their total comes first
            parts.append(self.end(row.reading))
        if row.takes_others:
            parts.append(f'<td colspan="{len(self.grid.columns)}">{self._others(row)}</td>')
        else:
            parts.extend([self._cell(cell) for cell in row.cells])
        if not is_wide:
            parts.append(self.end(row.reading))
        parts.append("</tr>")
        if row.others and not row.takes_others:
            parts.append(f'<tr class="abc-grid__under"><td colspan="{self.width}">{self._others(row)}</td></tr>')

    def _cell(self, cell: ResultCell) -> str:
        if not cell.key:
            opened = self._open(cell, "abc-off")
            return f"{opened}{escape(cell.text)}</td>"
        text, blank = escape(cell.text) if cell.text else "", ""
        if not cell.pk and cell.span > 1 and cell.has_begun and not self.is_bare:
            blank = f' data-blank="{self.blank}"' if cell.is_open else ""
            text = "" if cell.is_open else f'<span class="abc-muted">{self.blank}</span>'
        if cell.pk and not self.writes:
            text = f"{text}{self._note(cell.has_note)}"
        elif cell.pk:
            text = (
                f'<a href="{cell.pk}/rediger/" data-text>{text}</a>{self._note(cell.has_note)}'
                if not cell.is_closed
                else f"<span data-text>{text}</span>{self._note(cell.has_note)}"
            )
        if cell.is_open:
            version = f' data-version="{cell.version}"' if cell.version else ""
            return f'{self._open(cell)} data-cell="{cell.key}" data-at="{cell.column}"{version}{blank}>{text}</td>'
        return f"{self._open(cell, 'abc-closed' if cell.is_closed else '')}>{text}</td>"

    def _open(self, cell: ResultCell, more: str = "") -> str:
        """The beginning of a cell, without its closing bracket unless nothing is entered in it."""
        key = (cell.column, cell.span, cell.is_number, more)
        found = self._opened.get(key)
        if found is None:
            columns: Sequence[ResultColumn] = self.grid.columns[cell.column : cell.column + cell.span]
            head = columns_words(columns, self.grid.view)
            span = f' colspan="{cell.span}"' if cell.span > 1 else ""
            classes = " ".join(
                item
                for item in (
                    "abc-num" if cell.is_number else "",
                    "abc-grid__now" if cell.span == 1 and columns[0].is_now else "",
                    more,
                )
                if item
            )
            named = f' class="{classes}"' if classes else ""
            end = ">" if more == "abc-off" else ""
            found = self._opened[key] = f'<td data-title="{escape(head)}"{span}{named}{end}'
        return found

    def _note(self, has_note: bool) -> str:
        return f'<span class="abc-grid__note" title="{escape(self.noted)}">*</span>' if has_note else ""

    def _others(self, row: GridRow) -> str:
        listed = "".join(f"<li>{self._other(other)}</li>" for other in row.others)
        added = f'<a href="{self.root}kriterium/{row.pk}/tilfoej/">{self.add}<span class="sr-only">: {escape(row.sentence)}</span></a>'
        listed = f'<ul class="abc-grid__others">{listed}</ul>' if listed else ""
        empty = "" if listed else f'<span class="abc-muted">{escape(_("no results entered"))}</span> '
        return f"{listed or empty}{added if self.writes else ''}"

    def _other(self, other: Other) -> str:
        words = f"{escape(other.when)}: <strong>{escape(other.text)}</strong>{self._note(other.has_note)}"
        if other.is_closed:
            return f'{words} <span class="abc-tag">{escape(self.closed)}</span>'
        return f'<a href="{self.root}{other.pk}/rediger/">{words}</a>' if self.writes else words

    # --- the cells at a row's end -------------------------------------------------------------------------

    def ends(self, reading: ReadingFacts) -> dict[str, str]:
        """The HTML inside the last cells of a row, by name; a saved row gets them again."""
        fresh = escape(reading.fresh)
        if reading.is_old:
            fresh = f"{fresh} · {self.old}"
        return {
            "total": escape(reading.total),
            "target": escape(reading.target),
            "verdict": f'<span class="abc-verdict">{self._shape(reading.shape)}<span>{escape(reading.words)}'
            f'<span class="abc-muted">{fresh}</span></span></span>',
        }

    def end(self, reading: ReadingFacts) -> str:
        ends = self.ends(reading)
        if self.is_bare:
            ends |= {"total": "", "verdict": ""}
        return (
            f'<td data-title="{self.total}" class="abc-num abc-grid__end" data-end="total">{ends["total"]}</td>'
            f'<td data-title="{self.target}" data-end="target">{ends["target"]}</td>'
            f'<td data-title="{self.verdict}" data-end="verdict">{ends["verdict"]}</td>'
        )

    def _shape(self, shape: str) -> str:
        if shape not in self._shapes:
            self._shapes[shape] = render_to_string("_components/shape.html", {"shape": shape}).strip()
        return self._shapes[shape]
