"""The administration of how a plan is followed: criteria with their results, closed quarters, and milestones."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy

from abc_portal.audit.admin import GuardedAdminForm
from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.milestones.actions import steps
from plans.milestones.enums import MilestoneState
from plans.milestones.models import Evidence, Milestone, Postponement


class PostponementInline(PlanInline):
    model = Postponement


class EvidenceInline(PlanInline):
    model = Evidence


class MilestoneAdminForm(GuardedAdminForm):
    """Putting off follows the same rule here as everywhere: not to a time that has gone."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_put_off = cleaned.get("state") == MilestoneState.POSTPONED
        if is_put_off and self.instance.plan_id and {"state", "due_on", "due", "due_quarter"} & set(self.changed_data):
            due = cleaned.get("due")
            steps.check_not_gone(self.instance, due.last if due else None, timezone.localdate())
        return cleaned


@admin.register(Milestone)
class MilestoneAdmin(PlanScopedAdmin):
    form = MilestoneAdminForm
    list_display = ("text", "plan", "when", "state", "is_draft")
    list_filter = ("state", "is_draft")
    list_select_related = ("plan",)
    search_fields = ("text", "code", "plan__name")
    autocomplete_fields = ("person",)
    inlines: ClassVar = [PostponementInline, EvidenceInline]

    @admin.display(description=gettext_lazy("due"), ordering="due_on")
    def when(self, milestone: Milestone) -> Any:
        return milestone.due
