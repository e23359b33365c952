"""Workbooks of a plan: fetched, filled in elsewhere, and read in again after a trial that tells what they would do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core import xlsx
from abc_portal.exchange.workbooks.trial import Trial
from abc_portal.pages.base import PlanPage
from abc_portal.pages.workbooks import WorkbookIn
from plans.results import sheets as result_sheets
from plans.results.models import ClosedPeriod, Criterion
from plans.results.presenters import grid
from plans.shared import access

# --- results ------------------------------------------------------------------------------------------------


class ResultsSheets:
    """The criteria that a workbook of results is about, in the order of the grid."""

    nav = "results"
    plan: Any
    request: Any

    def criteria(self) -> list[Any]:
        rows = Criterion.objects.visible_to(self.request.user).filter(plan=self.plan)
        return sorted(rows.with_place().with_results(), key=grid.order)


class ResultsWorkbook(ResultsSheets, PlanPage):
    """The grid of results as a workbook; small counts are hidden as they are on the page."""

    follows_day = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        closed = ClosedPeriod.objects.visible_to(request.user).filter(plan=self.plan)
        content = result_sheets.workbook(
            self.plan,
            self.criteria(),
            list(closed),
            exact=access.may_see(request.user, access.Resource.EXACT_COUNTS, self.plan),
            writes=access.may_edit(request.user, self.thing, self.plan),
        )
        return xlsx.response(_("results") + f"-{self.plan.in_file_names}", content)


class ResultsImport(ResultsSheets, WorkbookIn):
    """Results from a workbook."""

    kind = result_sheets.KIND
    title = gettext_lazy("Read in results from Excel")
    lead = gettext_lazy(
        "Fetch the workbook, fill it in, and choose it here. First you see what it would do; nothing is changed yet."
    )
    out, here, above = "plans:results_workbook", "plans:results_import", "plans:results"

    def take_in(self, content: bytes, *, clears: bool, seen: str | None, **kwargs: Any) -> tuple[Trial, bool]:
        return result_sheets.take_in(
            plan=self.plan,
            criteria=self.criteria(),
            content=content,
            by=self.request.user,
            clears=clears,
            seen=seen,
            **kwargs,
        )
