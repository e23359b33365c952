"""Workbooks of a plan: fetched, filled in elsewhere, and read in again after a trial that tells what they would do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core import xlsx
from abc_portal.exchange.workbooks.trial import Trial
from abc_portal.pages.base import PlanPage
from abc_portal.pages.workbooks import WorkbookIn
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement
from plans.milestones.models import Milestone
from plans.milestones.sheets import reading as filled
from plans.milestones.sheets import workbook as milestone_sheets
from plans.milestones.sheets.workbook import Words
from plans.shared import access

# --- milestones ---------------------------------------------------------------------------------------------


class MilestoneSheets:
    """What a workbook of milestones names things by."""

    nav = "milestones"
    plan: Any
    request: Any

    def words(self) -> Words:
        user = self.request.user
        areas = PlanFocusArea.objects.visible_to(user).filter(plan=self.plan).select_related("focus_area")
        subs = SubAgreement.objects.visible_to(user).filter(plan=self.plan)
        return Words(self.plan, areas, subs, list(Activity.objects.visible_to(user).filter(plan=self.plan)))


class MilestonesWorkbook(MilestoneSheets, PlanPage):
    """The milestones as a workbook; drafts only for who sees them."""

    follows_day = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Milestone.objects.visible_to(request.user).filter(plan=self.plan).with_all()
        writes = access.may_edit(request.user, self.thing, self.plan)
        content = milestone_sheets.workbook(self.plan, rows, self.words(), writes=writes)
        return xlsx.response(_("milestones") + f"-{self.plan.in_file_names}", content)


class MilestonesImport(MilestoneSheets, WorkbookIn):
    """Milestones from a workbook."""

    kind = milestone_sheets.KIND
    title = gettext_lazy("Read in milestones from Excel")
    lead = gettext_lazy(
        "Fetch the workbook, fill it in, and choose it here. First you see what it would do; nothing is changed yet."
    )
    out, here, above = "plans:milestones_workbook", "plans:milestones_import", "plans:milestones"

    def take_in(self, content: bytes, *, clears: bool, seen: str | None, **kwargs: Any) -> tuple[Trial, bool]:
        return filled.take_in(
            plan=self.plan,
            words=self.words(),
            content=content,
            by=self.request.user,
            today=self.today,
            clears=clears,
            seen=seen,
            **kwargs,
        )
