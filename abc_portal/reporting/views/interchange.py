"""A whole plan as a file: fetching it, and taking one in."""

from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import SentTwice
from abc_portal.exchange import uploads
from abc_portal.exchange.interchange.importing import ImportOutcome, ImportRefused
from abc_portal.pages.base import PlanPage
from abc_portal.reporting.forms import ImportForm
from abc_portal.reporting.imports import Upload, import_upload, kinds, new_shared, plan_of
from abc_portal.reporting.interchange import export_plan
from plans.shared import access
from plans.shared.access import Resource

#: More faults than anybody reads at once.
FAULTS_SHOWN = 200
#: The purpose under which a plan's file is stored between preview and decision.
PURPOSE = "plan"


#: The beginning of the names of fields that answer which shared row is meant.
ANSWER = "same-"


def answers_in(data: Any) -> dict[str, str]:
    """What was answered, by the code of its question."""
    return {name.removeprefix(ANSWER): value for name, value in data.items() if name.startswith(ANSWER) and value}


class PlanDocumentFile(PlanPage):
    """The whole plan as one JSON document, for who decides over the plan."""

    resource = Resource.ADMINISTRATION

    def check(self, request: HttpRequest) -> None:
        access.check_can_edit(request.user, self.resource, self.plan)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        headers = {
            "Content-Disposition": f'attachment; filename="{self.plan.in_file_names}.json"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return HttpResponse(export_plan(self.plan), content_type="application/json; charset=utf-8", headers=headers)


class ImportPlan(View):
    """Import a plan's file: it is previewed, then imported or discarded."""

    http_method_names = ("get", "post")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        access.check_can_start_plan(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        sent, take = change_sets.sending(request), self.do_what_was_seen
        if "seen" not in request.POST:
            form = ImportForm(request.POST, request.FILES)
            if not form.is_valid():
                return self.show(form, status=422)
            upload, seen = form.upload(), "" if request.POST.get("what") == "import" else None
            # The same page with another file is another form.
            sent = uuid5(sent, sha256(upload.content).hexdigest()) if sent else None
            take = partial(self.take, upload, seen)
        try:
            return change_sets.take_once(sent, by=request.user, take=lambda: take(sent))
        except SentTwice as again:
            return self.leave(plan_of(again.change_set))

    def do_what_was_seen(self, sent: UUID | None) -> HttpResponse:
        """The trial's file once more, now for good."""
        request = self.request
        update, file = request.POST.get("update") == "on", uploads.stored(request.session, purpose=PURPOSE)
        if file is None:
            messages.warning(request, _("The file is not here any more. Choose it again."))
            return self.show(ImportForm(initial={"update": update}), status=422)
        # An answer to a question is no yes to what follows from it: that is shown first.
        seen = None if "answer" in request.POST else request.POST["seen"]
        return self.take(Upload(*file, update), seen, sent)

    def take(self, upload: Upload, seen: str | None, sent: UUID | None) -> HttpResponse:
        try:
            outcome = import_upload(
                upload=upload, by=self.request.user, seen=seen, form=sent, answers=answers_in(self.request.POST)
            )
        except ImportRefused as refused:
            form = ImportForm(initial={"update": upload.update})
            return self.show(form, faults=refused.faults, name=upload.name, status=422)
        if outcome.was_saved:
            uploads.discard(self.request.session, purpose=PURPOSE)
            return self.leave(outcome.plan)
        uploads.store(self.request.session, upload.content, upload.name, purpose=PURPOSE)
        return self.ask(upload, outcome, was_seen=bool(seen))

    def ask(self, upload: Upload, outcome: ImportOutcome, *, was_seen: bool) -> HttpResponse:
        """What the import would do, and the button that does it."""
        context = {
            "upload": upload, "outcome": outcome, "kinds": kinds(outcome), "token": ImportForm()["once"].value(),
            "is_new": outcome.plan is None, "was_seen": was_seen, "new_shared": new_shared(outcome),
            "answer_fields": {f"{ANSWER}{code}": answer for code, answer in outcome.answers.given.items()},
        }  # fmt: skip
        template = "reporting/import_questions.html" if outcome.questions else "reporting/import_trial.html"
        return render(self.request, template, context, status=422 if was_seen else 200)

    def leave(self, plan: Any) -> HttpResponse:
        if plan is None:
            return redirect("plans:list")
        messages.success(self.request, _("“%s” is read in from the file.") % plan)
        return redirect(reverse("reporting:status", args=[plan.slug]))

    def show(self, form: ImportForm, *, faults: Any = (), name: str = "", status: int = 200) -> HttpResponse:
        shown, more = faults[:FAULTS_SHOWN], len(faults) - FAULTS_SHOWN
        context = {"form": form, "faults": shown, "more": max(more, 0), "count": len(faults), "name": name}
        return render(self.request, "reporting/import.html", context, status=status)
