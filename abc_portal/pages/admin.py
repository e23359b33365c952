"""What the administration of every plan's rows has in common."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from abc_portal.audit.admin import ScopedAdmin, TrackedAdmin, TrackedInline
from abc_portal.directory.models import HousingArea
from plans.agreement.access import in_force
from plans.agreement.forms.agreement import ask_why
from plans.lifecycle.models.plan import Plan
from plans.rounds.models import Prescribed, RoundSection
from plans.shared import access
from plans.shared.actions import plan_of, scope_of
from plans.shared.querysets import PlanScopedQuerySet


class InOnePlan(ScopedAdmin):
    """What is offered belongs to the plan of the page's row; where that is not known yet, the plan's name is told."""

    def fitting(self, request: HttpRequest, rows: Any) -> Any:
        plan = getattr(request, "portal_plan", None)
        return rows if plan is None else rows_for(plan, rows)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        path = path_to_plan(db_field.related_model)
        if path and getattr(request, "portal_plan", None) is None:
            also = ("round",) if issubclass(db_field.related_model, Prescribed) else ()
            field.queryset = field.queryset.select_related(path, *also)
            field.label_from_instance = with_plan
        return field


def path_to_plan(model: Any) -> str:
    """The relation from a model to its plan; empty for a plan itself and for what belongs to none."""
    if issubclass(model, Prescribed):
        return "plan"
    if not isinstance(model._default_manager.all(), PlanScopedQuerySet):
        return ""
    return str(getattr(model, "plan_path", "plan"))


def rows_for(plan: Plan, rows: Any) -> Any:
    """Of the rows, those of the plan or its round."""
    model = rows.model
    if issubclass(model, Prescribed):
        return rows.filter(Q(plan=plan) | Q(round=plan.round_id, round__isnull=False))
    if model is RoundSection:
        return rows.filter(round=plan.round_id)
    if model is HousingArea:
        return rows.filter(plans__plan=plan).distinct()
    path = path_to_plan(model)
    return rows.filter(**{path: plan}) if path else rows


def with_plan(row: Any) -> str:
    """A row as a list over several plans names it."""
    return f"{row} ({row.plan or row.round})" if isinstance(row, Prescribed) else f"{row} ({plan_of(row)})"


class PlanInline(InOnePlan, TrackedInline):
    """Rows under a row of a plan."""


class PlanScopedAdmin(InOnePlan, TrackedAdmin):
    """Rows of plans: those of the plans whose things of that kind the user edits."""

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        request.portal_plan = None if obj is None else plan_of(obj)  # type: ignore[attr-defined]
        return super().get_form(request, obj, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a row hangs under stays: all that hangs under the row, and its history, belong to that plan."""
        shown = tuple(super().get_readonly_fields(request, obj))
        path = path_to_plan(self.model)
        return shown if obj is None or not path else (*shown, path.split("__")[0])

    def scope_of(self, obj: Any) -> str:
        return scope_of(plan_of(obj))

    def may_add_any(self, request: HttpRequest) -> bool:
        return access.edits_any(request.user, self.model.thing)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleting may be another right than changing."""
        thing = self.model.deleting_thing
        if thing is not None and obj is not None and not access.may_edit(request.user, thing, plan_of(obj)):
            return False
        return super().has_delete_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request) & self.model._default_manager.editable_by(request.user)


class AgreementTextAdmin(PlanScopedAdmin):
    """Rows that the parties have agreed on: while the agreement is in force, a change says why."""

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, *args, **kwargs)
        if obj is None or not in_force(plan_of(obj), today=timezone.localdate()):
            return form
        return type(form.__name__, (AsksWhy, form), {})


class AsksWhy:
    """The administration's form with a reason that must be given."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            ask_why(self.fields["reason"])
