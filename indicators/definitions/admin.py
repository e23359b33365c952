"""The administration of indicators, instruments and observations."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from abc_portal.directory.reference_admin import ReferenceAdmin
from abc_portal.pages.admin import InOnePlan
from indicators.definitions.models import Indicator, Instrument
from plans.shared import access
from plans.shared.actions import scope_of


@admin.register(Indicator)
class IndicatorAdmin(InOnePlan, ReferenceAdmin):
    """The rounds' indicators, for the system administrator; and plans' own, for users who edit the plan."""

    list_display = ("name", "round", "plan", "goal", "unit", "better")
    list_filter = ("round", "unit")
    list_select_related = ("round", "plan", "goal")
    search_fields = ("name", "code")
    prepopulated_fields: ClassVar = {"code": ("name",)}

    def scope_of(self, obj: Any) -> str:
        return scope_of(obj.plan) if obj.plan_id else ""

    def may_add_any(self, request: HttpRequest) -> bool:
        return access.edits_any(request.user, access.Resource.PLAN)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a round prescribes is entered by the system administrator alone."""
        shown = super().get_exclude(request, obj) or []
        return shown if request.user.is_superuser else [*shown, "round"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = tuple(super().get_readonly_fields(request, obj))
        return shown if obj is None else (*shown, *(name for name in ("round", "plan") if getattr(obj, f"{name}_id")))

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        request.portal_plan = obj.plan if obj is not None else None  # type: ignore[attr-defined]
        return super().get_form(request, obj, *args, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "plan" and not request.user.is_superuser:
            kwargs["required"] = True
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Instrument)
class InstrumentAdmin(ReferenceAdmin):
    list_display = ("name", "code")
    search_fields = ("name", "code")
