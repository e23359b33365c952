"""A new plan: first what it is made from, then the plan itself; both work without JavaScript."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import SentTwice
from abc_portal.exchange.interchange.importing import ImportRefused
from abc_portal.reporting.imports import plan_of
from abc_portal.reporting.start import Started, left_out_words, period_words, start_plan
from abc_portal.reporting.start_forms import StartForm, WayForm
from plans.shared import access


class StartPlan(View):
    """``?fra=…`` says what the plan is made from; without it, or with half of it, that is asked first."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        access.check_can_start_plan(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        way = self.way()
        if not way.is_valid():
            return self.ask(way)
        return self.show(way, self.form(way))

    def post(self, request: HttpRequest) -> HttpResponse:
        sent = change_sets.sending(request)
        try:
            return change_sets.take_once(sent, by=request.user, take=lambda: self.start(request, sent))
        except SentTwice as again:
            return self.leave(plan_of(again.change_set))

    def start(self, request: HttpRequest, sent: UUID | None) -> HttpResponse:
        way = self.way()
        if not way.is_valid():
            return self.ask(way, status=422)
        form = self.form(way, request.POST)
        if not form.is_valid():
            return self.show(way, form, status=422)
        try:
            started = start_plan(new=form.instance, beginning=form.beginning(), by=request.user, form=sent)
        except ImportRefused as refused:
            form.take_faults(refused.faults)
            return self.show(way, form, status=422)
        return self.done(started, form)

    def way(self) -> WayForm:
        asked = self.request.GET if "fra" in self.request.GET else None
        return WayForm(asked, user=self.request.user)

    def form(self, way: WayForm, data: Any = None) -> StartForm:
        return StartForm(data, user=self.request.user, template=way.template, earlier=way.earlier)

    def done(self, started: Started, form: StartForm) -> HttpResponse:
        """Report what was made and what was left out, and redirect to the plan."""
        plan, request = started.plan, self.request
        messages.success(request, _("“%s” is made, and you lead it.") % plan)
        if form.earlier is not None:
            words = [period_words(form.earlier, plan), *left_out_words(started.left_out)]
            if left_out := " ".join(word for word in words if word):
                messages.info(request, left_out)
        return self.leave(plan)

    def leave(self, plan: Any) -> HttpResponse:
        if plan is None:
            return redirect("plans:list")
        return redirect(reverse("reporting:status", args=[plan.slug], query={"ny": "1"}))

    def ask(self, way: WayForm, status: int = 200) -> HttpResponse:
        return render(self.request, "reporting/start_way.html", {"form": way}, status=status)

    def show(self, way: WayForm, form: StartForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "template": way.template, "earlier": way.earlier}
        return render(self.request, "reporting/start.html", context, status=status)
