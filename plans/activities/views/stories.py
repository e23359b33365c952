"""What was learned, and stories from the work: documentation beside the numbers."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse

from abc_portal.pages.base import PlanPage
from abc_portal.pages.rows import AddRow, DeleteRow, EditRow
from plans.activities.filters import StoryFilter
from plans.activities.forms import StoryForm
from plans.activities.models import Activity, Story
from plans.activities.presenters import story_facts
from plans.activities.views.activities import page_of

STORIES_A_PAGE = 30


class Stories(PlanPage):
    """All that the plan has learned and told, the newest first; those without a date come last."""

    template_name = "plans/activities/stories.html"
    nav = "agreements"

    def context(self) -> dict[str, Any]:
        rows = Story.objects.visible_to(self.request.user).filter(plan=self.plan)
        if self.is_as_of:
            rows = rows.filter(happened_on__lte=self.day)
        rows = rows.select_related("sub_agreement", "activity").order_by(F("happened_on").desc(nulls_last=True), "-pk")
        found = StoryFilter(self.request.GET, rows, request=self.request)
        page = Paginator(found.qs if found.is_valid() else rows, STORIES_A_PAGE).get_page(self.request.GET.get("side"))
        return {"filter": found, "page": page, "stories": story_facts(page.object_list)}


class StoryRow:
    """A story: back to the activity it was told of, or to the list of all."""

    nav = "agreements"
    model, form_class = Story, StoryForm
    plan: Any

    def rows(self) -> Any:
        return super().rows().select_related("activity__plan")  # type: ignore[misc]

    def back(self, row: Any) -> str:
        return page_of(row.activity) if row.activity_id else reverse("plans:stories", args=[self.plan.slug])


class EditStory(StoryRow, EditRow):
    def links(self, row: Any) -> dict[str, Any]:
        return {"delete": reverse("plans:story_delete", args=[self.plan.slug, row.pk])}


class AddStory(StoryRow, AddRow):
    """A story of the whole plan, or of the activity that ``?aktivitet=`` names."""

    def new_row(self) -> Story:
        row, code = Story(plan=self.plan), self.request.GET.get("aktivitet", "")  # type: ignore[attr-defined]
        if code:
            activities = Activity.objects.editable_by(self.request.user).filter(plan=self.plan)  # type: ignore[attr-defined]
            row.activity = get_object_or_404(activities.select_related("plan", "sub_agreement"), code=code[:60])
            row.sub_agreement = row.activity.sub_agreement
        return row


class DeleteStory(StoryRow, DeleteRow):
    pass
