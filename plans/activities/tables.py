"""The list of a plan's activities."""

from collections.abc import Iterable, Sequence
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abc_portal.pages.tables import PortalTable, TableCell
from plans.activities import presenters as presenters_work


class ActivityTable(PortalTable):
    """A plan's activities, in their own order by default."""

    name = tables.Column(verbose_name=_("Activity"))
    place = tables.Column(
        verbose_name=_("Belongs to"),
        order_by=("sub_agreement__position", "plan_focus_area__position", "position"),
        empty_values=(),
    )
    state = tables.Column(verbose_name=_("State"))
    places = tables.Column(verbose_name=_("Areas and departments"), orderable=False, empty_values=())
    hours = tables.Column(verbose_name=_("Hours a week"), orderable=False, empty_values=())
    period = tables.Column(verbose_name=_("Period"), order_by=("starts_on", "ends_on"), empty_values=())

    periods = ("period",)

    class Meta(PortalTable.Meta):
        pass

    def __init__(self, *args: Any, plan: Any, **kwargs: Any) -> None:
        self.plan = plan
        super().__init__(*args, **kwargs)

    def cells(self, records: Sequence[Any]) -> Iterable[Sequence[TableCell]]:
        for record, row in zip(records, presenters_work.activity_lines(records), strict=True):
            yield (
                TableCell(row.name, reverse("plans:activity", args=[self.plan.slug, row.code])),
                TableCell(row.place),
                TableCell(row.state),
                TableCell(row.places),
                TableCell(row.hours),
                TableCell.period(row.period, record.start, record.end),
            )
