"""The administration of how a plan is followed: criteria with their results, closed quarters, and milestones."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from abc_portal.audit.admin import GuardedAdminForm
from abc_portal.audit.rows import GuardedInlineForm
from abc_portal.pages.admin import PlanInline, PlanScopedAdmin
from plans.results.forms.criteria import BegunMixin, TargetReasonMixin
from plans.results.models import ClosedPeriod, Criterion, Result


class ResultRowForm(BegunMixin, GuardedInlineForm):
    """A result under its criterion."""


class ResultAdminForm(BegunMixin, GuardedAdminForm):
    """A result by itself."""


class ResultInline(PlanInline):
    model = Result
    form = ResultRowForm
    exclude = ("reported_on",)


class CriterionAdminForm(TargetReasonMixin, GuardedAdminForm):
    """A criterion by itself."""


@admin.register(Criterion)
class CriterionAdmin(PlanScopedAdmin):
    form = CriterionAdminForm
    list_display = ("text", "plan", "activity", "sub_goal", "step", "target_kind")
    list_filter = ("step", "target_kind")
    list_select_related = ("plan", "activity", "sub_goal")
    search_fields = ("text", "plan__name", "activity__name")
    inlines: ClassVar = [ResultInline]


@admin.register(Result)
class ResultAdmin(PlanScopedAdmin):
    form = ResultAdminForm
    list_display = ("criterion", "grain", "starts_on", "ends_on", "state")
    list_filter = ("grain", "state")
    list_select_related = ("criterion__plan",)
    search_fields = ("criterion__text", "label", "criterion__plan__name")
    exclude = ("reported_on",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.has_changed():
            obj.reported_on = timezone.localdate()
        super().save_model(request, obj, form, change)


class ClosedPeriodForm(GuardedAdminForm):
    """The reason for closing is stored on the row and in the history."""

    reason = forms.CharField(label=gettext_lazy("Why it is closed"), max_length=300)


@admin.register(ClosedPeriod)
class ClosedPeriodAdmin(PlanScopedAdmin):
    """Its days stay: what is closed is opened again by the leader, with a reason."""

    form = ClosedPeriodForm
    list_display = ("__str__", "plan", "reason", "closed_by", "closed_on")
    list_select_related = ("plan",)
    search_fields = ("reason", "plan__name")
    exclude = ("closed_by", "closed_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = tuple(super().get_readonly_fields(request, obj))
        return shown if obj is None else (*shown, "starts_on", "ends_on")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.closed_by, obj.closed_on = str(request.user)[:200], timezone.localdate()
        super().save_model(request, obj, form, change)
