"""Several milestones at once: bulk changes, a year copied forward, and saved filters."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate, SentTwice
from abc_portal.core.access import Refused
from abc_portal.core.digests import digest_of
from abc_portal.core.named_years import as_typed
from abc_portal.pages.as_of import AsOf
from abc_portal.pages.base import PlanPage
from plans.milestones.actions import bulk, forward, saved_filters
from plans.milestones.actions.bulk import BulkAction
from plans.milestones.filters import filter_query
from plans.milestones.forms.many import FORMS, ChangeForm
from plans.milestones.models import SavedFilter
from plans.milestones.presenters.facts import due_words
from plans.milestones.presenters.quarters import is_last_year, quarters_of, year_on, years_of
from plans.milestones.views.milestones import PAGE, TABLE, NarrowedMilestones
from plans.shared import access
from plans.shared.access import Resource


class Several(NarrowedMilestones):
    """A page that changes several milestones; not available when looking back."""

    def check(self, request: HttpRequest) -> None:
        access.check_can_edit(request.user, Resource.PLAN, self.plan)
        AsOf.asked_for(request, self.today, follows=True).check_can_write()

    def show(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().show({**context, "looking": None}, status)

    def table_address(self, query: str = "") -> str:
        return reverse("plans:milestones", args=[self.plan.slug]) + (query and f"?{query}")


class ChangeMany(Several):
    """What is to be done to the milestones ticked in the table, or to all that the filters find.

    The first post shows what would happen to each; the second, which sends back what was seen, does it.
    """

    template_name = "plans/milestones/bulk.html"

    @property
    def change(self) -> BulkAction | None:
        asked = self.request.GET.get("hvad", "")
        return BulkAction(asked) if asked in BulkAction.values else None

    def chosen(self) -> Any:
        """The milestones that are ticked, or all that fit the filters."""
        rows = self.filter.found() if self.request.GET.get("alle") else self.ticked()
        return rows.select_related("activity", "sub_agreement", "plan_focus_area__focus_area", "person", "post")

    def ticked(self) -> Any:
        keys = [key for key in self.request.GET.getlist("id") if key.isascii() and key.isdigit() and len(key) < 18]
        return self.rows.filter(pk__in=keys[: bulk.MOST])

    def form(self, data: Any = None) -> ChangeForm | None:
        change = self.change
        if change is None:
            return None
        return FORMS[change](data, plan=self.plan, user=self.request.user, change=change, today=self.today)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form is None or not form.is_valid() or self.chosen().count() > bulk.MOST:
            return self.ask(form, status=422)
        if "seen" not in request.POST:
            return self.ask(form, bulk.foresee(self.plan, self.chosen(), form.bulk_change()))
        try:
            return change_sets.take_once(change_sets.sending(request), by=request.user, take=lambda: self.do(form))
        except SentTwice:
            return self.leave(_("It was done already."))

    def do(self, form: ChangeForm) -> HttpResponse:
        seen, wanted = self.request.POST["seen"], form.bulk_change()
        marked, _colon, asked = seen.partition(":")
        if asked != fingerprint_of_form(form):
            return self.ask(form, bulk.foresee(self.plan, self.chosen(), wanted))
        try:
            count = bulk.change_many(
                plan=self.plan,
                rows=self.chosen(),
                wanted=wanted,
                seen=marked,
                by=self.request.user,
                form=change_sets.sending(self.request),
            )
        except LostUpdate:
            found = bulk.foresee(self.plan, self.chosen(), wanted)
            return self.ask(form, found, warning=conflict_sentence(), status=422)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
            return self.ask(form, status=422)
        return self.leave(
            ngettext("%s milestone is changed.", "%s milestones are changed.", count) % count
            if count
            else _("Nothing was changed.")
        )

    def leave(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        query = self.request.GET.copy()
        query["vis"] = TABLE
        return redirect(self.table_address(filter_query(query)))

    def ask(
        self, form: ChangeForm | None, found: bulk.BulkPreview | None = None, *, warning: str = "", status: int = 200
    ) -> HttpResponse:
        query = self.request.GET.copy()
        query["vis"] = TABLE
        context = {
            "form": form,
            "change": self.change,
            "count": self.chosen().count(),
            "most": bulk.MOST,
            "found": found,
            "seen": f"{found.seen}:{fingerprint_of_form(form)}" if found and form else "",
            "warning": warning,
            "back": self.table_address(filter_query(query)),
        }
        return self.show(context, status)


def fingerprint_of_form(form: ChangeForm) -> str:
    """Fingerprint of the form's data, so that only what was previewed is done."""
    data = form.data.copy()
    for name in ("csrfmiddlewaretoken", "seen", "once"):
        data.pop(name, None)
    return digest_of(data.urlencode())


def conflict_sentence() -> str:
    return _("Some of the milestones were changed while the page stood open. Look once more before you do it.")


class CopyForward(Several):
    """A plan year's milestones copied into the next as drafts; first what would be made."""

    template_name = "plans/milestones/forward.html"

    @property
    def number(self) -> int | None:
        """The year to copy: the requested one, or else the present one."""
        asked = self.request.GET.get("fra", "")
        if asked.isascii() and asked.isdigit():
            return int(asked[:4])
        now = year_on(years_of(self.plan), self.today)
        return now.number if now else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = change_sets.sending(request)
        try:
            return change_sets.take_once(sent, by=request.user, take=lambda: self.copy(sent))
        except SentTwice as again:
            return self.leave(again.change_set.touched.count())

    def copy(self, sent: UUID | None) -> HttpResponse:
        try:
            count = forward.copy_forward(
                plan=self.plan,
                number=self.number or 0,
                seen=self.request.POST.get("seen", ""),
                by=self.request.user,
                texts=self.request.POST,
                form=sent,
            )
        except LostUpdate:
            return self.ask(warning=conflict_sentence(), status=422)
        except Refused as why:
            return self.ask(warning=str(why), status=422)
        except ValidationError as fault:
            return self.ask(warning=" ".join(fault.messages), status=422)
        return self.leave(count)

    def leave(self, count: int) -> HttpResponse:
        made = ngettext("%s draft is made.", "%s drafts are made.", count) % count
        messages.success(self.request, made + " " + _("Look them through, and approve those that are to count."))
        return redirect(self.table_address(f"vis={TABLE}&standing=draft"))

    def ask(self, *, warning: str = "", status: int = 200) -> HttpResponse:
        found, fault = None, ""
        if self.number is not None:
            try:
                found = forward.foresee(self.plan, self.number)
            except Refused as why:
                fault = str(why)
        quarters = quarters_of(self.plan)
        copies = found.copies if found else ()
        context = {
            "years": [year for year in years_of(self.plan) if not is_last_year(self.plan, year.number)],
            "number": self.number,
            "found": found,
            "copies": [
                (copy.source, due_words(copy.due_quarter, copy.due, quarters), as_typed(copy.asked, self.request.POST))
                for copy in copies
            ],
            "asks": any(copy.asked for copy in copies),
            "fault": fault,
            "warning": warning,
            "once": uuid4(),
            "back": self.table_address(),
        }
        return self.show(context, status)


class Filters(PlanPage):
    """The user's saved filters and the shared ones: save, rename, share and delete."""

    template_name = "plans/milestones/filters.html"
    nav = "milestones"
    follows_day = False

    def show(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().show({**context, "looking": None}, status)

    def context(self) -> dict[str, Any]:
        root, user = reverse("plans:milestones", args=[self.plan.slug]), self.request.user
        rows = saved_filters.of_page(user, self.plan, PAGE)
        facts = saved_filters.filter_facts(rows, user, self.plan, root)
        return {
            "own": [fact for fact in facts if fact.is_own],
            "shared": [fact for fact in facts if not fact.is_own],
            "query": filter_query(self.request.GET),
            "root": root,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts_on = {"gem": self.keep, "ret": self.rename, "slet": self.forget}
        wanted = acts_on.get(request.POST.get("hvad", ""))
        if wanted is None:
            return self.show({**self.context(), "fault": _("Choose what is to be done.")}, 422)
        try:
            return wanted(request)
        except ValidationError as fault:
            typed = {"typed": request.POST.get("name", ""), "fault": " ".join(fault.messages)}
            return self.show({**self.context(), **typed, "fault_at": request.POST.get("id", "")}, 422)

    def keep(self, request: HttpRequest) -> HttpResponse:
        row = saved_filters.save_filter(
            plan=self.plan,
            page=PAGE,
            name=request.POST.get("name", ""),
            query=filter_query(request.GET),
            is_shared=bool(request.POST.get("is_shared")),
            by=request.user,
        )
        messages.success(request, _("The filter “%s” is kept.") % row)
        return redirect(reverse("plans:milestones", args=[self.plan.slug]) + (row.query and f"?{row.query}"))

    def rename(self, request: HttpRequest) -> HttpResponse:
        row = self.row(request)
        saved_filters.rename_filter(
            row=row,
            name=request.POST.get("name", ""),
            is_shared=bool(request.POST.get("is_shared")),
            by=request.user,
        )
        return self.again(_("The filter “%s” is saved.") % row)

    def forget(self, request: HttpRequest) -> HttpResponse:
        row = self.row(request)
        name = str(row)
        saved_filters.delete_filter(row=row, by=request.user)
        return self.again(_("The filter “%s” is deleted.") % name)

    def row(self, request: HttpRequest) -> SavedFilter:
        key = request.POST.get("id", "")
        known = key.isascii() and key.isdigit() and len(key) < 18
        rows = saved_filters.of_page(request.user, self.plan, PAGE)
        return get_object_or_404(rows, pk=key if known else 0)

    def again(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        return redirect("plans:milestone_filters", slug=self.plan.slug)
