"""What every page of a plan does: find the plan one may see, ask for the right, show or save."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from abc_portal.audit import acts
from abc_portal.audit.acts import LostUpdate, SentTwice
from abc_portal.audit.models import Tracked
from abc_portal.core.access import Refused
from abc_portal.core.richtext import has_rich_text
from abc_portal.core.typed import gone, keep_typed, typed_values
from plans.lifecycle.models.plan import Plan
from plans.shared import access, actions
from plans.shared.access import Resource
from plans.shared.figures import offered, texts_of
from plans.shared.forms.base import PlanRowForm
from plans.shared.views.as_of import AsOf
from plans.shared.words import period_of

#: So long after it was deleted a form that deletes is told that it was sent twice, and not that nothing is there.
DELETED_JUST_NOW = timedelta(minutes=10)


class PlanPage(View):
    """A page of one plan. A plan that one may not see is a 404; a part of it that one may not see a 403.

    ``?pr=2023-08-31`` shows what was valid that day: ``self.day`` is that day, or today, and ``self.is_as_of``
    says that it is another day than today. ``rows.valid_on(self.day)`` finds the rows that held then.
    """

    thing = Resource.PLAN
    template_name = ""
    nav = ""
    #: Whether anything on the page differs by day; a page where nothing does says so.
    follows_day = True
    plan: Plan
    as_of: AsOf

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plans = self.plans().visible_to(request.user).marked_if_extended()
        self.plan = get_object_or_404(plans, slug=kwargs["slug"])
        request.plan = self.plan  # type: ignore[attr-defined]
        request.plan_nav = self.nav  # type: ignore[attr-defined]
        self.check(request)
        self.as_of = AsOf.asked_for(request, self.today, follows=self.follows_day)
        if request.method == "POST":
            self.as_of.check_can_write()
        if self.is_back:
            self.plan = request.plan = self.plan.as_it_was_on(self.day)  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def plans(self) -> Any:
        """Plans with what the page needs of them."""
        return Plan.objects.select_related("municipality", "round")

    def check(self, request: HttpRequest) -> None:
        """Raises :class:`Refused` when the user's role shows none of it."""
        access.check_can_see(request.user, self.thing, self.plan)

    @property
    def today(self) -> Any:
        return timezone.localdate()

    @property
    def day(self) -> Any:
        """The day that the page is shown for."""
        return self.as_of.day

    @property
    def is_as_of(self) -> bool:
        """Whether the page is shown for another day than today; it is then only looked at."""
        return self.as_of.is_other_day

    @property
    def is_back(self) -> bool:
        """Whether the page is shown for a day that has gone."""
        return bool(self.day < self.today)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.context())

    def context(self) -> dict[str, Any]:
        """What the template gets beside the plan."""
        return {}

    def show(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        may_edit = self.may_edit(self.thing)
        shared = {"plan": self.plan, "may_edit": may_edit, "today": self.today, "looking": self.as_of}
        shared["texts"] = texts_of(self.plan)
        answer = render(self.request, self.template_name, {**shared, **context}, status=status)
        if self.is_as_of:
            self.as_of.keep_in_links(answer, self.plan)
        return answer

    @property
    def past_day(self) -> Any:
        """The day that has gone which the page is shown for; ``None`` for today and days to come."""
        return self.day if self.is_back else None

    def not_then(self, row: Any) -> str:
        """Says that the one row the page is about holds at another time than the day it is shown for."""
        if not self.is_as_of or row.holds_on(self.day):
            return ""
        return _("This does not hold on the day you look at. It holds: %s.") % period_of(row)

    def may_edit(self, thing: Resource) -> bool:
        """Whether the page offers to edit that thing: by the user's role, and only today's."""
        return not self.is_as_of and access.may_edit(self.request.user, thing, self.plan)


class RowPage(PlanPage):
    """A page that adds, edits or deletes one row of a plan; there is none for another day than today."""

    template_name = "plans/shared/row_form.html"
    model: type[Tracked]
    form_class: type[PlanRowForm]
    pk_kwarg = "pk"

    def right(self) -> Resource:
        """What the access table calls the right that the page asks for."""
        return actions.thing_of(self.model)

    def check(self, request: HttpRequest) -> None:
        access.check_can_edit(request.user, self.right(), self.plan)
        AsOf.asked_for(request, self.today, follows=True).check_can_write()

    def show(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().show({**context, "looking": None}, status)

    def rows(self) -> Any:
        path = getattr(self.model, "plan_path", "plan")
        return self.model._default_manager.editable_by(self.request.user).filter(**{path: self.plan})

    def row(self) -> Any:
        """The row to work on; 404 when it is not one of the plan's."""
        return get_object_or_404(self.rows(), pk=self.kwargs[self.pk_kwarg])

    def back(self, row: Any) -> str:
        """Where the user came from and returns to."""
        return reverse("reporting:status", args=[self.plan.slug])

    def title(self, row: Any) -> str:
        return _("Edit %s") % row

    def lead(self, row: Any) -> str:
        """A sentence under the title."""
        return ""


class KeepsTyped(View):
    """When what one writes in, or the right to it, went while the form stood open, the page says so and shows what
    was typed."""

    @classmethod
    def typed_in(cls, data: Any) -> list[tuple[str, str]]:
        """Names and values of what was typed, as the request itself sent it; asked also of who is not signed in."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Http404, Refused) as fault:
            typed = self.typed_in(request.POST)
            if not typed:
                raise
            refused = isinstance(fault, Refused)
            return keep_typed(
                request,
                typed,
                status=403 if refused else 404,
                title=_("It cannot be saved"),
                sentence=str(fault) if refused else gone(),
            )


class EditRow(KeepsTyped, RowPage):
    """Edit one row. A rejected form, or writing, keeps what was typed; a lost update shows both versions."""

    @classmethod
    def typed_in(cls, data: Any) -> list[tuple[str, str]]:
        return typed_values(cls.form_class.base_fields, data)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show_form(self.form(self.row()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return acts.take_once(self.sending(), by=request.user, take=lambda: self.take(request))
        except SentTwice as again:
            row = again.row(self.model)
            if row is None:
                raise Http404 from again
            return self.leave(row, changed=True)

    def sending(self) -> UUID | None:
        """What tells this submit from every other; see :func:`acts.sending`."""
        return acts.sending(self.request)

    def take(self, request: HttpRequest) -> HttpResponse:
        form = self.form(self.row(), request.POST)
        if self.is_valid(form):
            try:
                changed = self.write(form)
            except LostUpdate:
                form = self.form(self.row(), request.POST)
                self.is_valid(form)  # the row has another version now: this finds and shows both
            except ValidationError as fault:  # of what the form does not show, or of what is written along with the row
                form = self.form(self.row(), request.POST)
                self.is_valid(form)
                form.add_faults(fault)
            else:
                return self.leave(form.instance, changed=changed)
        return self.show_form(form, status=422)

    def leave(self, row: Any, *, changed: bool) -> HttpResponse:
        """Say what was done, and go back."""
        messages.success(self.request, self.done(row, changed))
        return redirect(self.back(row))

    def is_valid(self, form: PlanRowForm) -> bool:
        """Whether the form, with all that is edited together with it, can be saved."""
        return form.is_valid()

    def form(self, row: Any, data: Any = None) -> PlanRowForm:
        return self.form_class(data, instance=row, plan=self.plan, user=self.request.user)

    def write(self, form: PlanRowForm) -> bool:
        return actions.save_row(
            row=form.instance,
            by=self.request.user,
            reason=form.cleaned_data.get("reason", ""),
            made_from=form.cleaned_data.get("made_from"),
            form=self.sending(),
        )

    def done(self, row: Any, changed: bool) -> str:
        return _("“%s” is saved.") % row if changed else _("Nothing was changed.")

    def show_form(self, form: PlanRowForm, status: int = 200) -> HttpResponse:
        # The form's own instance may hold what was typed and refused: headings tell what stands.
        row = self.row() if status != 200 else form.instance
        context = {"form": form, "row": row, "title": self.title(row), "lead": self.lead(row), "back": self.back(row)}
        if has_rich_text(form):
            context["offer"] = offered(self.plan)
        return self.show({**context, **self.links(row)}, status=status)

    def links(self, row: Any) -> dict[str, Any]:
        """More for the template, such as the address of the page that deletes the row."""
        return {}


class AddRow(EditRow):
    """Add one row; ``new_row`` says where it hangs."""

    def row(self) -> Any:
        return self.new_row()

    def new_row(self) -> Any:
        raise NotImplementedError

    def title(self, row: Any) -> str:
        return _("Add %s") % row._meta.verbose_name


class DeleteRow(RowPage):
    """Ask, tell what goes along, and delete."""

    template_name = "plans/shared/row_delete.html"

    #: What is told when no reason is given where one is needed.
    reason_missing: Any = ""
    #: What to do about what is in the way, where it is not to delete or move it.
    way_out: Any = ""

    def right(self) -> Resource:
        return actions.deleting_thing_of(self.model)

    def title(self, row: Any) -> str:
        return _("Delete “%s”?") % row

    def needs_reason(self) -> bool:
        """Whether deleting asks why."""
        return bool(self.model.deleting_says_why)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(self.row())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.take(request)
        except Http404:
            if not (gone := self.deleted_already()):
                raise
        messages.success(request, DeleteRow.done(self, gone))
        return redirect("reporting:status", slug=self.plan.slug)

    def deleted_already(self) -> str:
        """The name of the row when the user deleted it just before, as who sends a form twice does."""
        return acts.deleted_by(self.request.user, self.model, self.kwargs.get(self.pk_kwarg), DELETED_JUST_NOW)

    def take(self, request: HttpRequest) -> HttpResponse:
        row = self.row()
        fate = self.fate(row)
        if fate.in_the_way or fate.refused:
            return self.ask(row, _("It cannot be deleted yet."))
        reason, seen = request.POST.get("reason", "")[:500], request.POST.get("seen", "")
        if self.needs_reason() and not reason.strip():
            return self.ask(row, self.asks_why())
        try:
            self.remove(row, reason, seen)
        except LostUpdate:
            return self.ask(self.row(), acts.look_again(), reason)
        except ValidationError as fault:
            return self.ask(self.row(), " ".join(fault.messages), reason)
        messages.success(request, self.done(row))
        return redirect(self.back(row))

    def asks_why(self) -> Any:
        """What is told when no reason is given where one is needed."""
        return self.reason_missing or self.model.deleting_says_why

    def done(self, row: Any) -> str:
        """What is said when it is gone."""
        return _("“%s” is deleted. It still stands in the history.") % row

    def remove(self, row: Any, reason: str, seen: str) -> None:
        """Delete the row as the page showed it; raises ``LostUpdate`` when that has changed."""
        actions.delete_row(row=row, by=self.request.user, reason=reason, seen=seen)

    def fate(self, row: Any) -> acts.DeletionPreview:
        """What is in the way, or goes together with the row."""
        return acts.fate(row)

    def ask(self, row: Any, warning: str = "", reason: str = "") -> HttpResponse:
        fate = self.fate(row)
        context = {
            "row": row,
            "title": self.title(row),
            "back": self.back(row),
            "warning": warning,
            "reason": reason,
            "reason_needed": self.asks_why() if self.needs_reason() else "",
            "refused": fate.refused,
            "changed": fate.changed,
            "seen": acts.fingerprint_of([row, *fate.along]),
            "in_the_way": [_named(each) for each in fate.in_the_way],
            "along": [_named(each) for each in fate.along],
            "way_out": self.way_out,
        }
        return self.show(context, status=422 if warning else 200)


def _named(row: Model) -> str:
    return f"{row._meta.verbose_name}: {row}"
