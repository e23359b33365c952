"""The grid of results as a workbook: fetched, filled in elsewhere, and read in again."""

from typing import Any

from django.utils.translation import gettext_lazy

from abc_portal.pages.workbooks import WorkbookIn, WorkbookOut
from plans.results.models import ClosedPeriod, Criterion
from plans.results.presenters import grid
from plans.results.sheets import ResultsSpec
from plans.shared import access


class ResultsSheets:
    """The criteria that a workbook of results is about, in the order of the grid."""

    nav = "results"
    file_name = gettext_lazy("results")
    plan: Any
    request: Any

    def spec(self) -> ResultsSpec:
        user = self.request.user
        rows = Criterion.objects.visible_to(user).filter(plan=self.plan).with_place().with_results()
        closed = ClosedPeriod.objects.visible_to(user).filter(plan=self.plan)
        exact = access.may_see(user, access.Resource.EXACT_COUNTS, self.plan)
        return ResultsSpec(self.plan, sorted(rows, key=grid.order), list(closed), by=user, exact=exact)


class ResultsWorkbook(ResultsSheets, WorkbookOut):
    """The grid of results as a workbook; small counts are hidden as they are on the page."""


class ResultsImport(ResultsSheets, WorkbookIn):
    """Results from a workbook."""

    kind = ResultsSpec.kind
    title = gettext_lazy("Read in results from Excel")
    out, here, above = "plans:results_workbook", "plans:results_import", "plans:results"
