"""The administration of how a plan is followed: criteria with their results, closed quarters, and milestones."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy

from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.milestones.models import Evidence, Milestone, Postponement


class PostponementInline(PlanInline):
    model = Postponement


class EvidenceInline(PlanInline):
    model = Evidence


@admin.register(Milestone)
class MilestoneAdmin(PlanScopedAdmin):
    list_display = ("text", "plan", "when", "state", "is_draft")
    list_filter = ("state", "is_draft")
    list_select_related = ("plan",)
    search_fields = ("text", "code", "plan__name")
    autocomplete_fields = ("person",)
    inlines: ClassVar = [PostponementInline, EvidenceInline]

    @admin.display(description=gettext_lazy("due"), ordering="due_on")
    def when(self, milestone: Milestone) -> Any:
        return milestone.due
