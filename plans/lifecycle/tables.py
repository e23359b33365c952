"""Lists of plans."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abc_portal.pages.tables import PortalTable, TableCell
from plans.lifecycle.presenters import plan_list as presenters_list


class PlanTable(PortalTable):
    """The plans that one may see."""

    name = tables.Column(verbose_name=_("Plan"))
    area_name = tables.Column(verbose_name=_("Area"))
    municipality = tables.Column(verbose_name=_("Municipality"), order_by=("municipality__name", "name"))
    period = tables.Column(verbose_name=_("Period"), order_by=("starts_on", "ends_on"), empty_values=())
    state = tables.Column(verbose_name=_("The plan's state"), orderable=False, empty_values=())
    phase = tables.Column(verbose_name=_("The period"), orderable=False, empty_values=())
    round = tables.Column(verbose_name=_("Funding round"), order_by=("round__first_year", "name"))
    departments = tables.Column(verbose_name=_("Departments"), orderable=False, empty_values=())

    periods = ("period",)

    class Meta(PortalTable.Meta):
        order_by = ("name",)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def cells(self, records: Sequence[Any]) -> Iterable[Sequence[TableCell]]:
        for plan, row in zip(records, presenters_list.plan_rows(records, today=self.today), strict=True):
            yield (
                TableCell(row.name, reverse("reporting:status", args=[row.slug])),
                TableCell(row.title),
                TableCell(row.municipality),
                TableCell.period(row.period, plan.start, plan.end),
                TableCell(row.state),
                TableCell(row.phase),
                TableCell(row.round_name),
                TableCell(row.departments),
            )
