"""The milestones as a workbook: fetched, filled in elsewhere, and read in again."""

from typing import Any

from django.utils.translation import gettext_lazy

from abc_portal.pages.workbooks import WorkbookIn, WorkbookOut
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement
from plans.milestones.models import Milestone
from plans.milestones.sheets.words import Words
from plans.milestones.sheets.workbook import MilestonesSpec


class MilestoneSheets:
    """The milestones that the user sees, with the names a workbook uses."""

    nav = "milestones"
    file_name = gettext_lazy("milestones")
    plan: Any
    request: Any
    today: Any

    def spec(self) -> MilestonesSpec:
        user = self.request.user
        areas = PlanFocusArea.objects.visible_to(user).filter(plan=self.plan).select_related("focus_area")
        subs = SubAgreement.objects.visible_to(user).filter(plan=self.plan)
        words = Words(self.plan, areas, subs, list(Activity.objects.visible_to(user).filter(plan=self.plan)))
        rows = Milestone.objects.visible_to(user).filter(plan=self.plan).with_all()
        return MilestonesSpec(words, rows, by=user, today=self.today)


class MilestonesWorkbook(MilestoneSheets, WorkbookOut):
    """The milestones as a workbook; drafts only for who sees them."""


class MilestonesImport(MilestoneSheets, WorkbookIn):
    """Milestones from a workbook."""

    kind = MilestonesSpec.kind
    title = gettext_lazy("Read in milestones from Excel")
    out, here, above = "plans:milestones_workbook", "plans:milestones_import", "plans:milestones"
