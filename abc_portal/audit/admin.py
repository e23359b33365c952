"""What every administration page of a tracked model has: the guard, the history, the reason, and the scope."""

from functools import partial
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from js_asset import Media

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate, SentTwice
from abc_portal.audit.deleting import GuardedDeleting
from abc_portal.audit.forms import GuardedForm
from abc_portal.audit.history import object_steps
from abc_portal.audit.models import ChangeSet
from abc_portal.audit.rows import GuardedInlineForm, GuardedRows, NamedAutocomplete, names_of_chosen
from abc_portal.core.admin import OfferedFilter, PartialDates, SteadyAdmin
from abc_portal.core.distinctions import DistinctChoices
from abc_portal.core.fetched_together import FetchedTogether
from abc_portal.core.fields import OereField
from abc_portal.core.private_parts import AdminSteps
from abc_portal.core.typed import gone, keep_typed, typed_values


class GuardedAdminForm(GuardedForm):
    """The administration refuses a lost update with links to both: the history, and the object as it is now."""

    def place_reason(self) -> None:
        """The administration lays its fields out by itself."""

    def place_token(self) -> None:
        """The administration's form has the same fields for adding and changing; the token counts for adding."""
        self.fields["once"].initial = None if self.instance.pk else uuid4

    def conflict_sentence(self) -> SafeString:
        opts = self.instance._meta
        names = (opts.app_label, opts.model_name)
        return format_html(
            "{} <a href='{}' target='_blank'>{}</a> · <a href='{}' target='_blank'>{}</a>",
            _("Somebody else saved this while you were writing. What you typed stands in the form; nothing was saved."),
            reverse("admin:{}_{}_history".format(*names), args=[self.instance.pk]),
            _("See what was changed"),
            reverse("admin:{}_{}_change".format(*names), args=[self.instance.pk]),
            _("Open it as it is now"),
        )


def form_adds(request: HttpRequest) -> bool:
    """Whether the posted form adds a row: only such a form has a token."""
    return bool(request.POST.get("once"))


class ScopedAdmin(PartialDates):
    """What the user may see and edit here is what the model's querysets say."""

    formfield_overrides: ClassVar = {
        OereField: {"widget": AdminTextInputWidget},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = _with_names(super().get_queryset(request).visible_to(request.user))
        return rows.select_related(*self.listed_relations()) if self.listed_relations() else rows

    def listed_relations(self) -> list[str]:
        """The relations that the list shows; Django adds them only to a query that follows none yet."""
        columns = [name for name in getattr(self, "list_display", ()) if name in _relations(self.model)]
        return [*columns, *(getattr(self, "list_select_related", ()) or ())]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only what the user may attach something to: rows that they edit, and lists shared by all."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedAutocomplete(db_field, self.admin_site, using=kwargs.get("using")))
        manager = db_field.related_model._default_manager
        if "queryset" not in kwargs and hasattr(manager, "editable_by"):
            offered_to = getattr(manager, "offered_to", manager.editable_by)
            kwargs["queryset"] = _with_names(self.fitting(request, offered_to(request.user)))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if isinstance(field.widget, NamedAutocomplete):
            field.widget.names = FetchedTogether(partial(names_of_chosen, field.queryset))
        return DistinctChoices.use(field) if hasattr(db_field.related_model, "distinctions") else field

    def fitting(self, request: HttpRequest, rows: Any) -> Any:
        """Of the rows that are offered, those that fit the object the page is about."""
        return rows

    def may_add_any(self, request: HttpRequest) -> bool:
        """Whether the user edits anything of the kind at all."""
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self.admin_site.has_permission(request)
        return _asked_once(request, "visible_to", obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return request.user.is_superuser or self.may_add_any(request)
        return _asked_once(request, "editable_by", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request)


def _relations(model: Any) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if field.is_relation}


def _with_names(rows: Any) -> Any:
    """Rows with the relations that their names are made of."""
    relations = getattr(rows.model, "name_relations", ())
    return rows.select_related(*relations) if relations else rows


def _asked_once(request: HttpRequest, verb: str, obj: Any) -> bool:
    """Whether the object is among those the user may see or edit; the admin asks many times a page."""
    answers = request.__dict__.setdefault("_portal_admin_answers", {})
    key = (verb, type(obj), obj.pk)
    if key not in answers:
        found = getattr(type(obj)._default_manager, verb)(request.user)
        answers[key] = found.filter(pk=obj.pk).exists()
    return answers[key]


class TrackedInline(ScopedAdmin, admin.TabularInline):
    """Rows under an object, each with its guard; who may edit the object above may edit them."""

    form = GuardedInlineForm
    formset = GuardedRows
    extra = 0

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Every row has the guard's hidden fields."""
        shown = super().get_fields(request, obj)
        return [*(name for name in shown if name not in ("made_from", "seen")), "made_from", "seen"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return _with_names(admin.TabularInline.get_queryset(self, request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True if obj is None else _asked_once(request, "editable_by", obj)


class TrackedAdmin(GuardedDeleting, ScopedAdmin, SteadyAdmin, AdminSteps):
    """One kind of tracked object: every save and delete is a change set with its author, reason and scope."""

    form = GuardedAdminForm
    object_history_template = "admin/object_history.html"
    list_per_page = 50
    show_full_result_count = False

    def scope_of(self, obj: Any) -> str:
        """Which whole the object's history belongs to; empty for shared lists."""
        return ""

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """A filter by a relation offers what the user's own forms offer, not every row there is."""
        relations = _relations(self.model)
        return [(name, OfferedFilter) if name in relations else name for name in super().get_list_filter(request)]

    def change_set_for(self, request: HttpRequest, obj: Any) -> ChangeSet:
        """The request's change set, begun with its first write."""
        if not hasattr(request, "portal_change_set"):
            reason = request.POST.get("reason", "")[:500]
            form = getattr(request, "portal_form", None)
            request.portal_change_set = change_sets.begin(
                by=request.user, scope=self.scope_of(obj), reason=reason, form=form
            )  # type: ignore[attr-defined]
        return request.portal_change_set  # type: ignore[attr-defined]

    # --- saving -----------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        made_from = form.cleaned_data.get("made_from") if change else None
        request.portal_form = change_sets.sending(request)  # type: ignore[attr-defined]
        rows_under = bool(getattr(request, "portal_rows_changed", False))
        if not change or rows_under or change_sets.is_changed(obj, made_from):
            change_sets.save(
                obj, change_set=self.change_set_for(request, obj), made_from=made_from, rows_under_changed=rows_under
            )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            change_sets.delete(row, change_set=self.change_set_for(request, form.instance))
        for row in rows:
            change_sets.save(row, change_set=self.change_set_for(request, form.instance))
        formset.save_m2m()

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = change_sets.sending(request) if request.method == "POST" else None
        try:
            return change_sets.take_once(form, by=request.user, take=lambda: self._changed(request, *args, **kwargs))
        except SentTwice as again:
            row = again.row(self.model)
            # One that changes was led to where the user asked to go on.
            return self.response_change(request, row) if row and not form_adds(request) else self._lead_to(request, row)

    def _changed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)
        except (LostUpdate, ValidationError):
            # Somebody saved, or closed it, between the check and the write. All is rolled back; the second time
            # the form finds the newer version and shows both.
            vars(request).pop("portal_change_set", None)
        try:
            with transaction.atomic():
                return super().changeform_view(request, *args, **kwargs)
        except ValidationError as fault:  # about a field that the form does not show
            typed = typed_values(self.get_form(request).base_fields, request.POST)
            title = _("It cannot be saved")
            return keep_typed(request, typed, status=422, title=title, sentence=" ".join(fault.messages))

    def answer_when_gone(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What was typed about an object that somebody deleted meanwhile is shown to be copied."""
        typed = typed_values(self.get_form(request).base_fields, request.POST) if request.method == "POST" else []
        if not typed:
            return super().answer_when_gone(request, object_id)
        return keep_typed(request, typed, status=404, title=_("It cannot be saved"), sentence=gone())

    def _lead_to(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """A form sent twice leads to what its first submit added."""
        if obj is None:
            return redirect("admin:{}_{}_changelist".format(*self._names))
        messages.success(request, _("“%s” is saved.") % obj)
        return redirect("admin:{}_{}_change".format(*self._names), obj.pk)

    @property
    def _names(self) -> tuple[str, str]:
        return self.opts.app_label, str(self.opts.model_name)

    def formsets_are_made(self, request: HttpRequest, formsets: list[Any]) -> None:
        if request.method == "POST":
            # Rows under an object are part of it: the guard of the whole moves on with them.
            request.portal_rows_changed = any(formset.has_changed() for formset in formsets)  # type: ignore[attr-defined]

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]
        return super().render_change_form(request, context, **kwargs)

    # --- history --------------------------------------------------------------------------------------

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The portal has one history; Django's own log is not used."""

    log_change = log_addition

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """See :meth:`log_addition`."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if obj is None:
            return self.answer_when_gone(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %s") % obj,
            "steps": object_steps(self.model, obj.pk, reader=request.user),
            "opts": self.opts,
            "object": obj,
        }
        return TemplateResponse(request, self.object_history_template, context)
