"""The administration of what the parties have agreed on: while the agreement is in force, a change says why."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from abc_portal.pages.admin import PlanScopedAdmin
from plans.lifecycle.access import in_force
from plans.lifecycle.forms.reasons import ask_why
from plans.shared.actions import plan_of


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
