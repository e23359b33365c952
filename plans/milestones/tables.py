"""The table of a plan's milestones, with a box to tick at each for those who may change several at once."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.date_order import reckoned
from abc_portal.pages.tables import PortalTable, TableCell
from plans.milestones.presenters.facts import milestone_facts


class MilestoneTable(PortalTable):
    """Milestones with their status on a day, earliest due first by default."""

    text = tables.Column(verbose_name=gettext_lazy("Milestone"))
    place = tables.Column(verbose_name=gettext_lazy("Belongs to"), orderable=False, empty_values=())
    due = tables.Column(verbose_name=gettext_lazy("Due"), empty_values=(), order_by="due_on")
    standing = tables.Column(verbose_name=gettext_lazy("Standing"), orderable=False, empty_values=())
    responsible = tables.Column(
        verbose_name=gettext_lazy("Responsible"),
        empty_values=(),
        order_by=("person__name", "post__title", "responsible"),
    )
    moves = tables.Column(verbose_name=gettext_lazy("Put off"), orderable=False, empty_values=())

    class Meta(PortalTable.Meta):
        attrs: ClassVar = {"id": "milepaele"}

    def __init__(self, *args: Any, plan: Any, day: date, may_change: bool = False, **kwargs: Any) -> None:
        self.plan, self.day, self.may_change = plan, day, may_change
        super().__init__(*args, **kwargs)

    def order_due(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        """Milestones without a date come last in both directions, on both databases."""
        due = reckoned("due_on", end=True)
        order = due.desc(nulls_last=True) if is_descending else due.asc(nulls_last=True)
        return rows.order_by(order, "position", "pk"), True

    def cells(self, records: Sequence[Any]) -> Iterable[Sequence[TableCell]]:
        for milestone_fact in milestone_facts(self.plan, records, self.day):
            yield (
                TableCell(milestone_fact.text, milestone_fact.href),
                TableCell(milestone_fact.place),
                TableCell(milestone_fact.due, value=milestone_fact.due_day),
                TableCell(milestone_fact.words, shape=milestone_fact.shape),
                TableCell(milestone_fact.responsible or _("nobody")),
                TableCell(milestone_fact.moves_words),
            )

    def drawn_rows(self) -> list[SafeString]:
        """The rows, with a box to tick where several can be changed at once."""
        rows = super().drawn_rows()
        if not self.may_change:
            return rows
        return [
            mark_safe(_box(record.pk, record.text) + row)  # noqa: S308 - escaped in _box and in the row
            for record, row in zip((paginated_row.record for paginated_row in self.paginated_rows), rows, strict=True)
        ]


def _box(pk: int, text: str) -> str:
    label = escape(_("Choose “%s”") % text)
    return f'<td class="abc-pick"><input type="checkbox" name="id" value="{pk}" aria-label="{label}"></td>'
