"""Pages that add, edit or delete one row of a plan.

The views are the same for all models; what differs from one to the next its :class:`RowPages` says.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate, SentTwice
from abc_portal.core.access import Resource
from abc_portal.core.richtext import has_rich_text
from abc_portal.pages import source
from abc_portal.pages.as_of import AsOf
from abc_portal.pages.base import PlanPage
from abc_portal.pages.forms.base import PlanRowForm
from abc_portal.texts.figures import offered

if TYPE_CHECKING:
    from abc_portal.pages.row_pages import RowPages

#: For this long after a deletion, the same form gets "sent twice" rather than "not found".
DELETED_JUST_NOW = timedelta(minutes=10)


class RowPage(PlanPage):
    """A page that adds, edits or deletes one row of a plan; not available for another day than today."""

    #: The declaration of the model's pages, and its hooks for this request.
    pages: Any = None
    hooks: "RowPages"
    verb = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.nav, self.resource = self.pages.nav, self.pages.resource

    def plans(self) -> Any:
        return self.pages.plans(super().plans())

    def required_resource(self) -> Resource:
        """What the access table calls the right that the page asks for."""
        return source.plans.resource_of(self.pages.model)

    def check(self, request: HttpRequest) -> None:
        source.plans.check_can_edit(request.user, self.required_resource(), self.plan)
        AsOf.asked_for(request, self.today, follows=True).check_can_write()
        self.hooks = self.pages(self)

    def show(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().show({**context, "looking": None}, status)


class EditRow(RowPage):
    """Edit one row. A refused form shows what was typed; a lost update shows both versions."""

    verb = "edit"
    #: Whether the page offers to delete the row.
    deletes = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.template_name = self.pages.form_template

    def typed_in(self, data: Any) -> list[tuple[str, str]]:
        return list(self.pages.form.typed_in(data))

    def row(self) -> Any:
        return self.hooks.row()

    def title(self, row: Any) -> str:
        return self.hooks.title(row)

    def lead(self, row: Any) -> str:
        return self.hooks.lead(row)

    def write(self, form: Any) -> bool:
        return self.hooks.write(form)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show_form(self.form(self.row()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return change_sets.take_once(self.hooks.sent, by=request.user, take=lambda: self.take(request))
        except SentTwice as again:
            row = again.row(self.pages.model)
            if row is None:
                raise Http404 from again
            return self.leave(row, changed=True)

    def take(self, request: HttpRequest) -> HttpResponse:
        form = self.form(self.row(), request.POST)
        if form.is_valid():
            try:
                changed = self.write(form)
            except LostUpdate:
                form = self.form(self.row(), request.POST)
                form.is_valid()  # the row has another version now: validating again shows both
            except ValidationError as fault:  # about fields that the form does not show, or rows written with this one
                form = self.form(self.row(), request.POST)
                form.is_valid()
                form.refuse(fault)
            else:
                return self.leave(form.instance, changed=changed)
        return self.show_form(form, status=422)

    def leave(self, row: Any, *, changed: bool) -> HttpResponse:
        """Say what was done, and go back."""
        messages.success(self.request, self.hooks.done(row, changed))
        return redirect(self.hooks.back(row))

    def form(self, row: Any, data: Any = None) -> Any:
        form = self.pages.form if row.pk else self.pages.add_form or self.pages.form
        files = None if data is None else self.request.FILES
        return form(data, files, instance=row, plan=self.plan, user=self.request.user)

    def show_form(self, form: PlanRowForm, status: int = 200) -> HttpResponse:
        # The form's instance may hold refused input: headings use the stored row.
        row = self.row() if status != 200 else form.instance
        context = {"form": form, "row": row, "title": self.title(row), "lead": self.lead(row)}
        context["back"] = self.hooks.back(row)
        if has_rich_text(form):
            context["offer"] = offered(self.plan)
        if self.deletes and row.pk and self.hooks.may_delete(row):
            context["delete"] = self.hooks.row_address("delete", row)
        return self.show({**context, **self.hooks.more(row)}, status=status)


class AddRow(EditRow):
    """Add one row."""

    verb = "add"

    def typed_in(self, data: Any) -> list[tuple[str, str]]:
        return list((self.pages.add_form or self.pages.form).typed_in(data))

    def row(self) -> Any:
        return self.hooks.new()

    def title(self, row: Any) -> str:
        return self.hooks.add_title(row)

    def lead(self, row: Any) -> str:
        return self.hooks.add_lead(row)

    def write(self, form: Any) -> bool:
        return self.hooks.add(form)


class DeleteRow(RowPage):
    """Ask, showing what is deleted with the row, and delete."""

    verb = "delete"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.template_name = self.pages.delete_template

    def required_resource(self) -> Resource:
        return source.plans.deletion_resource_of(self.pages.model)

    def row(self) -> Any:
        """The row to delete; 404 when it is not saved yet."""
        row = self.hooks.row()
        if row.pk is None:
            raise Http404
        self.hooks.check_deletable(row)
        return row

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(self.row())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.take(request)
        except Http404:
            if not (gone := self.deleted_already()):
                raise
        messages.success(request, deleted_sentence(gone))
        return redirect("reporting:status", slug=self.plan.slug)

    def deleted_already(self) -> str:
        """The name of the row when the user deleted it just before, as who sends a form twice does."""
        pk = self.kwargs["pk"] if self.pages.found_by == {"pk": "pk"} else None
        return change_sets.deleted_by(self.request.user, self.pages.model, pk, DELETED_JUST_NOW)

    def take(self, request: HttpRequest) -> HttpResponse:
        row = self.row()
        preview = self.hooks.preview(row)
        if preview.in_the_way or preview.refused:
            return self.ask(row, _("It cannot be deleted yet."))
        reason, seen = request.POST.get("reason", "")[:500], request.POST.get("seen", "")
        if self.hooks.needs_reason() and not reason.strip():
            return self.ask(row, self.asks_why())
        try:
            self.hooks.delete(row, reason, seen)
        except LostUpdate:
            return self.ask(self.row(), change_sets.look_again(), reason)
        except ValidationError as fault:
            return self.ask(self.row(), " ".join(fault.messages), reason)
        messages.success(request, self.hooks.deleted(row))
        return redirect(self.hooks.back(row))

    def asks_why(self) -> Any:
        """The message when a required reason is missing."""
        return self.pages.reason_missing or self.pages.model.deleting_says_why

    def ask(self, row: Any, warning: str = "", reason: str = "") -> HttpResponse:
        preview = self.hooks.preview(row)
        context = {
            "row": row,
            "title": self.hooks.delete_title(row),
            "back": self.hooks.back(row),
            "warning": warning,
            "reason": reason,
            "reason_needed": self.asks_why() if self.hooks.needs_reason() else "",
            "refused": preview.refused,
            "changed": preview.changed,
            "seen": change_sets.fingerprint_of([row, *preview.cascaded]),
            "in_the_way": [_named(item) for item in preview.in_the_way],
            "cascaded": [_named(item) for item in preview.cascaded],
            "way_out": self.pages.way_out,
        }
        return self.show({**context, **self.hooks.more_on_delete(row)}, status=422 if warning else 200)


def deleted_sentence(name: Any) -> str:
    return _("“%s” is deleted. It still stands in the history.") % name


def _named(row: Model) -> str:
    return f"{row._meta.verbose_name}: {row}"
