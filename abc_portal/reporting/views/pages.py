"""The front page, the status page and history."""

from typing import Any

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from abc_portal.audit.history import change_set_facts, object_steps
from abc_portal.audit.models import ChangeSet, Touched, Tracked
from abc_portal.pages.base import PlanPage
from abc_portal.reporting.documents.reader import DocumentReader
from abc_portal.reporting.documents.status.content import build
from abc_portal.reporting.front import waiting_for
from abc_portal.reporting.next_steps import NextStep, next_steps
from plans.lifecycle.presenters.neighbours import Neighbours
from plans.lifecycle.presenters.plan import plan_facts
from plans.models import Plan
from plans.progress.presenters.milestone_line import by_year
from plans.progress.querysets.lines import plan_lines
from plans.shared import access
from plans.shared.access import Resource
from plans.shared.actions import scope_of
from plans.shared.periods import Phase

#: On the front page: what a plan's line says is worked out for these alone.
PLANS_PER_PAGE = 8
ACTS_PER_PAGE = 50


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What falls due for the user, and the user's plans; with a single plan and nothing due, redirect to its status."""
    today = timezone.localdate()
    found = Plan.objects.visible_to(request.user).with_places().ended_last(today)
    page = Paginator(found, PLANS_PER_PAGE).get_page(request.GET.get("side"))
    plans = list(page.object_list)
    waiting = waiting_for(request.user, today)
    if page.paginator.count == 1 and not waiting.first:
        return redirect("reporting:status", slug=plans[0].slug)
    cards = [(plan_facts(plan, today=today), access.role_words(request.user, plan)) for plan in plans]
    lines = plan_lines(
        [
            plan
            for plan, (facts, _role) in zip(plans, cards, strict=False)
            if facts.phase in (Phase.RUNNING, Phase.UNKNOWN)
        ],
        today,
        exact={plan.pk for plan in plans if access.may_see(request.user, Resource.EXACT_COUNTS, plan)},
    )
    rows = [(facts, role, lines.get(plan.pk)) for plan, (facts, role) in zip(plans, cards, strict=False)]
    shown = {
        "cards": cards,
        "now": [item for item in rows if item[0].phase != Phase.OVER],
        "ended": [item for item in rows if item[0].phase == Phase.OVER],
        "page": page,
        "may_start": access.may_start_plan(request.user),
        "waiting": waiting,
    }
    return render(request, "reporting/front.html", shown)


class Status(PlanPage):
    """The board's page: the plan's status, what to decide, and why."""

    template_name = "reporting/status.html"
    nav = "status"

    def plans(self) -> Any:
        return Plan.objects.with_places().marked_if_stated_differently()

    def context(self) -> dict[str, Any]:
        plan = self.plan
        reader = DocumentReader.of(self.request.user, plan)
        report = build(plan, reader=reader, as_of=self.day, with_parties=False, is_back=self.is_back)
        steps = self.next_steps()
        return {
            "report": report,
            "may_open": self.readable(report.neighbours),
            "next_steps": steps,
            "milestone_years": by_year(report.work.milestones.line),
        }

    def readable(self, plans: Neighbours) -> set[str]:
        """The short names of those plans around this one that the user may open; asks nothing."""
        listed = (*plans.before, *plans.after, *plans.beside)
        return {item.slug for item in listed if item.pk and access.may_open(self.request.user, item.pk)}

    def next_steps(self) -> list[NextStep] | None:
        """What a plan that was just made lacks; asked for in the address, by who can add it."""
        wanted = "ny" in self.request.GET and self.may_edit(Resource.PLAN)
        return next_steps(self.plan) if wanted else None


class History(PlanPage):
    """Everything done in the plan, the latest change first."""

    resource = Resource.REVIEW
    template_name = "reporting/history.html"
    nav = "history"

    def context(self) -> dict[str, Any]:
        change_sets = (
            ChangeSet.objects.visible_to(self.request.user)
            .filter(scope=scope_of(self.plan))
            .prefetch_related(Prefetch("touched", Touched.objects.order_by("pk")))
        )
        page = Paginator(change_sets, ACTS_PER_PAGE).get_page(self.request.GET.get("side"))
        return {"page": page, "change_sets": change_set_facts(page.object_list)}


class ObjectHistory(PlanPage):
    """One object of the plan through time: who, when, what from, what to; also after it was deleted."""

    resource = Resource.REVIEW
    template_name = "reporting/object_history.html"
    nav = "history"

    def context(self) -> dict[str, Any]:
        model = tracked_model(self.kwargs["model"])
        touched = (
            Touched.objects.visible_to(self.request.user)
            .filter(model=model._meta.label_lower, object_id=self.kwargs["pk"], change_set__scope=scope_of(self.plan))
            .last()
        )
        if touched is None:
            raise Http404
        return {
            "name": touched.name,
            "kind": model._meta.verbose_name,
            "steps": object_steps(model, self.kwargs["pk"], reader=self.request.user),
            "back": reverse("reporting:history", args=[self.plan.slug]),
        }


def tracked_model(label: str) -> type[Tracked]:
    """The tracked model with that label; 404 for anything else."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, Tracked):
        raise Http404
    return model
