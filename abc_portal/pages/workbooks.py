"""Workbooks of a plan: downloaded, filled in elsewhere, and imported after a preview."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate, SentTwice
from abc_portal.audit.models import ChangeSet
from abc_portal.core import xlsx
from abc_portal.exchange import uploads
from abc_portal.exchange.workbooks import importing, reading, snapshot, writing
from abc_portal.exchange.workbooks.reading import UnreadableWorkbook
from abc_portal.exchange.workbooks.spec import WorkbookSpec
from abc_portal.exchange.workbooks.trial import CellOutcome
from abc_portal.pages import source
from abc_portal.pages.as_of import AsOf
from abc_portal.pages.base import PlanPage
from abc_portal.pages.forms.workbooks import WorkbookForm

ENTRIES_A_PAGE = 100
#: The shape of each outcome, beside its word.
SHAPES = {
    CellOutcome.WRONG: "late",
    CellOutcome.DELETED: "warn",
    CellOutcome.CHANGED: "ok",
    CellOutcome.NEW: "ok",
    CellOutcome.PRESERVED: "idle",
    CellOutcome.IGNORED: "idle",
    CellOutcome.UNCHANGED: "idle",
}


class WorkbookOut(PlanPage):
    """A workbook as it is fetched; only who may edit gets one that can be read in again."""

    follows_day = False
    file_name: Any = ""

    def spec(self) -> WorkbookSpec:
        """What the workbook is made of, as the user sees it."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        content = writing.workbook(self.spec(), writes=source.plans.may_edit(request.user, self.resource, self.plan))
        return xlsx.response(f"{self.file_name}-{self.plan.in_file_names}", content)


class WorkbookIn(PlanPage):
    """Import a workbook: it is checked, then its changes are previewed, then written or discarded.

    The preview has its own address (``?fil=1``), so that it can be paged. ``tomme`` lets empty cells delete.
    """

    template_name = "pages/workbooks/upload.html"
    follows_day = False
    kind = ""
    title: Any = ""
    lead: Any = gettext_lazy(
        "Fetch the workbook, fill it in, and choose it here. First you see what it would do; nothing is changed yet."
    )
    #: Names of the pages where the workbook is fetched, where it is read in, and whose rows it has.
    out = here = above = ""

    def check(self, request: HttpRequest) -> None:
        source.plans.check_can_edit(request.user, self.resource, self.plan)
        AsOf.asked_for(request, self.today, follows=True).check_can_write()

    def spec(self) -> WorkbookSpec:
        """What the workbook is made of, as the user sees it."""
        raise NotImplementedError

    @property
    def purpose(self) -> str:
        return f"{self.kind} {self.plan.slug}"

    def address(self, name: str) -> str:
        return reverse(name, args=[self.plan.slug])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "fil" not in request.GET:
            return self.show_form(WorkbookForm())
        return self.ask(clears="tomme" in request.GET)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "seen" in request.POST:
            return self.do_what_was_seen(request)
        form = WorkbookForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show_form(form, status=422)
        content, name, clears = form.workbook, form.name, form.cleaned_data["clears"]
        try:
            snapshot.read(reading.read(content), kind=self.kind, owner=self.plan.slug)
        except UnreadableWorkbook as fault:
            form.add_error("file", str(fault))
            return self.show_form(form, status=422)
        uploads.store(request.session, content, name, purpose=self.purpose)
        return redirect(f"{self.address(self.here)}?{urlencode({'fil': 1, **({'tomme': 1} if clears else {})})}")

    def ask(self, *, clears: bool, was_seen: bool = False) -> HttpResponse:
        """The preview of the stored file, with the button that writes it."""
        file = uploads.stored(self.request.session, purpose=self.purpose)
        if file is None:
            return self.ask_again(clears)
        content, name = file
        try:
            trial, _done = importing.take_in(self.spec(), content, clears=clears, seen=None)
        except UnreadableWorkbook as fault:  # too many changes, or the plan got another short name
            form = WorkbookForm({}, initial={"clears": clears})
            form.errors["file"] = form.error_class([str(fault)])
            return self.show_form(form, status=422)
        page = Paginator(trial.entries, ENTRIES_A_PAGE).get_page(self.request.GET.get("side"))
        context = {
            "trial": trial,
            "name": name,
            "page": page,
            "entries": [(item, SHAPES[item.outcome]) for item in page.object_list],
            "counts": [(outcome, SHAPES[outcome], count) for outcome, count in trial.counts],
            "token": WorkbookForm()["once"].value(),
            "clears": clears,
            "was_seen": was_seen,
        }
        return self.show_page("pages/workbooks/trial.html", context, 422 if was_seen else 200)

    def ask_again(self, clears: bool) -> HttpResponse:
        messages.warning(self.request, _("The file is not here any more. Choose it again."))
        return self.show_form(WorkbookForm(initial={"clears": clears}), status=422)

    def do_what_was_seen(self, request: HttpRequest) -> HttpResponse:
        """Write the stored file; if it would now do something else, only preview it again."""
        sent, clears = change_sets.sending(request), request.POST.get("clears") == "on"
        try:
            return change_sets.take_once(
                sent, by=request.user, take=lambda: self.do(sent, clears, request.POST["seen"])
            )
        except SentTwice as again:
            return self.leave(again.change_set)

    def do(self, sent: UUID | None, clears: bool, seen: str) -> HttpResponse:
        file = uploads.stored(self.request.session, purpose=self.purpose)
        if file is None:
            return self.ask_again(clears)
        content, name = file
        reason = _("Read in from the file %s.") % name
        try:
            trial, done = importing.take_in(self.spec(), content, clears=clears, seen=seen, reason=reason, form=sent)
        except UnreadableWorkbook:
            return self.ask(clears=clears)
        except (LostUpdate, IntegrityError):  # somebody else wrote the same at the same time
            return self.ask(clears=clears, was_seen=True)
        if not done:
            return self.ask(clears=clears, was_seen=True)
        uploads.discard(self.request.session, purpose=self.purpose)
        return self.leave(ChangeSet.objects.filter(form=sent, by=self.request.user).first(), trial.writes)

    def leave(self, change_set: Any, count: int | None = None) -> HttpResponse:
        """Say what was done, with a way to every line of it."""
        if count is None:
            said = _("The file was read in already; nothing is done twice.")
        else:
            said = ngettext(
                "%s cell or row is read in from the file.", "%s cells or rows are read in from the file.", count
            )
            said = said % count
        if change_set is not None:
            link = reverse("reporting:history", args=[self.plan.slug], fragment=f"akt-{change_set.pk}")
            said = format_html('{} <a href="{}">{}</a>', said, link, _("See what was changed"))
        messages.success(self.request, said)
        return redirect(self.address(self.above))

    def show_form(self, form: WorkbookForm, status: int = 200) -> HttpResponse:
        return self.show_page("pages/workbooks/upload.html", {"form": form}, status)

    def show_page(self, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        self.template_name = template
        names = {"out": self.address(self.out), "here": self.address(self.here), "above": self.address(self.above)}
        return self.show({"title": self.title, "lead": self.lead, **names, **context, "looking": None}, status)
