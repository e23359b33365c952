"""Activities: their list, and the pages that edit one. The page of one activity is in ``progress``."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from abc_portal.core import xlsx
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.activities.actions import move_activity
from plans.activities.filters import ActivityFilter
from plans.activities.forms import ActivityCountForm, ActivityForm, AnchoringForm, MoveActivityForm
from plans.activities.models import Activity, ActivityCount, Anchoring
from plans.activities.tables import ActivityTable
from plans.shared.querysets import with_places


class Activities(PlanPage):
    """All the plan's activities; the filters live in the address, and what is shown is a workbook too."""

    template_name = "plans/activities/activities.html"
    nav = "activities"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.held(Activity.objects.visible_to(request.user).filter(plan=self.plan))
        rows = rows.select_related("sub_agreement", "plan_focus_area__focus_area", "parent")
        found = ActivityFilter(
            request.GET,
            with_places(rows).prefetch_related("hours__post"),
            request=request,
        )
        table = ActivityTable(found.qs if found.is_valid() else rows, plan=self.plan)
        RequestConfig(request).configure(table)
        if request.GET.get("format") == "xlsx":
            return xlsx.response(_("activities") + f"-{self.plan.in_file_names}", table.workbook(_("Activities")))
        return self.show({"table": table, "filter": found})


def page_of(activity: Any) -> str:
    """The address of an activity's own page."""
    return reverse("plans:activity", args=[activity.plan.slug, activity.code])


class ActivityPages(RowPages):
    """An activity under a sub-agreement: back to its own page, or to where it belongs when it has none."""

    name, nav, above = "plans:activity", "activities", "sub_agreement"
    model, form = Activity, ActivityForm
    above_found_by: ClassVar = {"sub": "slug"}
    related = ("sub_agreement", "plan", "parent")

    def back(self, row: Any) -> str:
        if row.pk:
            return page_of(row)
        if row.parent_id:
            return page_of(row.parent)
        if row.sub_agreement_id:
            return self.address("plans:sub_agreement", row.sub_agreement.slug)
        if row.plan_focus_area_id:
            return self.address("plans:focus_area", row.plan_focus_area_id)
        return self.address("plans:activities")

    def add_lead(self, row: Any) -> str:
        return _("Under the sub-agreement “%s”.") % row.sub_agreement


class AreaActivityPages(ActivityPages):
    """A new activity straight under a focus area."""

    above = "plan_focus_area"
    above_found_by: ClassVar = {"pk": "pk"}

    def add_lead(self, row: Any) -> str:
        return _("Under the focus area “%s”.") % row.plan_focus_area


class LooseActivityPages(ActivityPages):
    """A new activity that belongs nowhere yet, or of which it is not known where."""

    above = ""

    def add_lead(self, row: Any) -> str:
        return _("Without a sub-agreement or focus area; it can be moved to one later.")


class PartPages(ActivityPages):
    """A new part of an activity, at the same place."""

    above = "parent"
    above_found_by: ClassVar = {"pk": "pk"}

    def new(self) -> Activity:
        row: Activity = super().new()
        row.sub_agreement, row.plan_focus_area_id = row.parent.sub_agreement, row.parent.plan_focus_area_id
        return row

    def add_lead(self, row: Any) -> str:
        return _("Under the activity “%s”.") % row.parent


class MoveActivityPages(ActivityPages):
    """Let an activity, with its smaller ones, belong elsewhere."""

    form = MoveActivityForm

    def title(self, row: Any) -> str:
        return _("Move “%s”") % row

    def lead(self, row: Any) -> str:
        return _("Its smaller activities go along. Hours, sub-goals and stories stay as they are.")

    def write(self, form: Any) -> bool:
        return move_activity(activity=form.instance, to=form.where(), **self.write_args(form))


class AnchoringPages(RowPages):
    """The anchoring of one activity, found by the activity; it is made when it is not there yet."""

    name, nav = "plans:anchoring", "activities"
    model, form = Anchoring, AnchoringForm
    found_by: ClassVar = {"pk": "activity_id"}

    def row(self) -> Anchoring:
        activities = self.editable(Activity).select_related("plan", "anchoring")
        activity = get_object_or_404(activities, pk=self.kwargs["pk"])
        row = getattr(activity, "anchoring", None) or Anchoring(activity=activity)
        row.activity = activity
        return row

    def back(self, row: Any) -> str:
        return page_of(row.activity)

    def title(self, row: Any) -> str:
        return _("Anchoring of “%s”") % row.activity

    def delete_title(self, row: Any) -> str:
        return _("Delete the anchoring of “%s”?") % row.activity


class ActivityCountPages(RowPages):
    """What was counted of an activity, on its page."""

    name, nav, above = "plans:activity_count", "activities", "activity"
    model, form = ActivityCount, ActivityCountForm
    related = ("activity__plan",)

    def back(self, row: Any) -> str:
        return page_of(row.activity)

    def add_lead(self, row: Any) -> str:
        return _("Under the activity “%s”.") % row.activity
