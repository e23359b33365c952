"""What was learned, and stories from the work: documentation beside the numbers."""

from typing import Any

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404

from abc_portal.core.date_order import reckoned
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.activities.filters import StoryFilter
from plans.activities.forms import StoryForm
from plans.activities.models import Activity, Story
from plans.activities.presenters import story_facts
from plans.activities.views.activities import page_of

STORIES_A_PAGE = 30


class Stories(PlanPage):
    """The plan's stories and lessons, newest first; those without a date come last."""

    template_name = "plans/activities/stories.html"
    nav = "activities"

    def context(self) -> dict[str, Any]:
        rows = Story.objects.visible_to(self.request.user).filter(plan=self.plan)
        if self.is_as_of:
            rows = rows.filter(happened_on__lte=self.day)
        rows = rows.select_related("sub_agreement", "activity").order_by(
            reckoned("happened_on").desc(nulls_last=True), "-pk"
        )
        found = StoryFilter(self.request.GET, rows, request=self.request)
        page = Paginator(found.qs if found.is_valid() else rows, STORIES_A_PAGE).get_page(self.request.GET.get("side"))
        return {"filter": found, "page": page, "stories": story_facts(page.object_list)}


class StoryPages(RowPages):
    """A story of the whole plan, or of an activity, which ``?aktivitet=`` names for a new one."""

    name, nav = "plans:story", "activities"
    model, form = Story, StoryForm
    related = ("activity__plan",)

    def back(self, row: Any) -> str:
        return page_of(row.activity) if row.activity_id else self.address("plans:stories")

    def new(self) -> Story:
        row, code = Story(plan=self.plan), self.request.GET.get("aktivitet", "")
        if code:
            activities = self.editable(Activity).select_related("plan", "sub_agreement")
            row.activity = get_object_or_404(activities, code=code[:60])
            row.sub_agreement = row.activity.sub_agreement
        return row
