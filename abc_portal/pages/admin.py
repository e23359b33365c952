"""What the administration of every plan's rows has in common."""

from typing import Any

from django.http import HttpRequest

from abc_portal.audit.admin import ScopedAdmin, TrackedAdmin, TrackedInline
from abc_portal.pages import source


class InOnePlan(ScopedAdmin):
    """Choices belong to the plan of the page's row; where that is unknown, the plan's name is shown with them."""

    def fitting(self, request: HttpRequest, rows: Any) -> Any:
        plan = getattr(request, "portal_plan", None)
        return rows.of_plan(plan) if plan is not None and hasattr(rows, "of_plan") else rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if getattr(request, "portal_plan", None) is None and hasattr(field.queryset, "with_plan"):
            field.queryset = field.queryset.with_plan()
            field.label_from_instance = with_plan
        return field


def with_plan(row: Any) -> str:
    """A row as a list over several plans names it; what a round prescribes has no plan."""
    return f"{row} ({source.plans.plan_of(row) or row.round})"


class PlanInline(InOnePlan, TrackedInline):
    """Rows under a row of a plan."""


class PlanScopedAdmin(InOnePlan, TrackedAdmin):
    """Rows of the plans in which the user edits that resource."""

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        request.portal_plan = None if obj is None else source.plans.plan_of(obj)  # type: ignore[attr-defined]
        return super().get_form(request, obj, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A saved row's parent is read-only, since its rows and its history belong to that plan."""
        shown = tuple(super().get_readonly_fields(request, obj))
        path = getattr(self.model, "plan_path", "plan")
        return shown if obj is None or path == "pk" else (*shown, path.split("__")[0])

    def scope_of(self, obj: Any) -> str:
        return source.plans.scope_of(source.plans.plan_of(obj))

    def may_add_any(self, request: HttpRequest) -> bool:
        return source.plans.edits_any(request.user, self.model.resource)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleting may need another access level than changing."""
        resource, plans = self.model.deletion_resource, source.plans
        if resource is not None and obj is not None and not plans.may_edit(request.user, resource, plans.plan_of(obj)):
            return False
        return super().has_delete_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request) & self.model._default_manager.editable_by(request.user)
