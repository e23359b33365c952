"""Deleting in the administration: only what the confirmation page showed is deleted."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet


class GuardedDeleting(admin.ModelAdmin):
    """The pages that ask before deleting carry a fingerprint of all that would go; when it has changed they ask
    again."""

    delete_confirmation_template = "admin/guarded_delete.html"
    delete_selected_confirmation_template = "admin/guarded_delete_selected.html"

    def change_set_for(self, request: HttpRequest, obj: Any) -> ChangeSet:
        raise NotImplementedError

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except LostUpdate:
            messages.warning(request, change_sets.look_again())
            return redirect(request.get_full_path())
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
            return redirect(request.get_full_path())

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        if not context["protected"]:
            context["seen"] = change_sets.fingerprint([context["object"]])
        return super().render_delete_form(request, context)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        change_sets.delete(obj, change_set=self.change_set_for(request, obj), seen=request.POST.get("seen", ""))

    def response_action(self, request: HttpRequest, queryset: Any) -> Any:
        try:
            answer = super().response_action(request, queryset)
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
            return redirect(request.get_full_path())
        except LostUpdate:
            messages.warning(request, change_sets.look_again())
            request.POST = request.POST.copy()
            del request.POST["post"]  # it asks once more
            answer = super().response_action(request, queryset)
        context = getattr(answer, "context_data", None)
        if context and "deletable_objects" in context and not context["protected"]:
            context["seen"] = change_sets.fingerprint(list(context["queryset"]))
        return answer

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        rows = list(queryset)
        if request.POST.get("seen", "") != change_sets.fingerprint(rows):
            raise LostUpdate(str(rows))
        for obj in rows:
            # One of them may have been deleted with another.
            if stored := queryset.model._base_manager.filter(pk=obj.pk).first():
                change_sets.delete(stored, change_set=self.change_set_for(request, obj))
