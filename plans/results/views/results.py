"""The results of a plan: the grid in which they are read and entered, a result's own form, and closed quarters."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.access import Refused
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.results import actions
from plans.results.actions import RequestedResult, ResultOutcome
from plans.results.calculations import typed_results
from plans.results.calculations.small_counts import EVERYTHING
from plans.results.enums import TargetKind
from plans.results.forms.criteria import CloseForm, ResultForm
from plans.results.forms.entry import CRITERIA_A_PAGE, TypedCell, entries
from plans.results.models import ClosedPeriod, Criterion, Result
from plans.results.presenters import facts as presenters
from plans.results.presenters import grid, reporting_periods
from plans.results.presenters.drawn import Drawn
from plans.results.presenters.grid import Closing, View
from plans.results.presenters.sights import Sights
from plans.results.validators import closed_sentence
from plans.shared import access
from plans.shared.access import Resource
from plans.shared.enums import Granularity
from plans.shared.period_words import days_words


class ResultsPage(PlanPage):
    """What every page of the results has: the criteria in their order, what is closed, and which time is shown."""

    nav = "results"

    @cached_property
    def criteria(self) -> Sequence[Any]:
        rows = Criterion.objects.visible_to(self.request.user).filter(plan=self.plan)
        return sorted(rows.with_place().with_results(), key=grid.order)

    @cached_property
    def closed(self) -> list[Closing]:
        rows = ClosedPeriod.objects.visible_to(self.request.user).filter(plan=self.plan)
        return grid.closings(rows)

    @cached_property
    def exact(self) -> bool:
        return access.may_see(self.request.user, Resource.EXACT_COUNTS, self.plan)

    @property
    def writes(self) -> bool:
        return self.may_edit(Resource.PLAN)

    def view(self, *, one_year: bool = False) -> View:
        """The part of the plan's time that the address asks for: ``?planaar=2`` or ``alle``, ``?vis=maaneder``."""
        asked = self.request.GET.get("planaar", "")
        by_months = self.request.GET.get("vis") == "maaneder"
        if asked == "alle" and not by_months and not one_year:
            return View(None)
        numbers = {str(year.year): year.year for year in reporting_periods.years(self.plan)}
        return View(numbers.get(asked) or reporting_periods.fitting_year(self.plan, self.criteria, self.day), by_months)

    def grid(self, view: View) -> grid.ResultGrid:
        return grid.grid(
            self.plan,
            self.criteria,
            self.closed,
            view=view,
            day=self.day,
            is_back=self.is_back,
            exact=self.exact,
            writes=self.writes,
        )

    def choices(self, view: View) -> dict[str, Any]:
        """What the page's head offers."""
        by_months = any(item.rhythm == Granularity.MONTH for item in self.criteria)
        return {
            "view": view,
            "years": grid.year_choices(self.plan),
            "offers_months": by_months or view.by_months,
            "may_close": self.writes,
            "may_open": self.may_edit(Resource.ADMINISTRATION),
            "is_looked_back_on": self.plan.was_entered_after_its_end,
        }


def grid_words() -> dict[str, str]:
    """What the script that edits the grid says."""
    return {
        "saved": _("saved"),
        "savedMany": _("{count} cells are saved"),
        "failed": _("It could not be saved. What you wrote still stands here; try again with Enter."),
        "pasted": _("{count} cells are pasted"),
        "pastedSome": _("{count} cells are pasted, {left} had no open cell to go to"),
        "pasteAsk": _("Paste {count} cells?"),
        "pasteEmpty": _("Delete results where the copied cells are empty ({count}): {cells}"),
        "pasteOther": _("Also write cells of another length of time, or in words ({count}): {cells}"),
        "paste": _("Paste"),
        "cancel": _("Cancel"),
        "undone": _("The last change is taken back"),
        "nothing": _("There is nothing to take back"),
    }


class Results(ResultsPage):
    """The grid; ``?rediger=1`` is the same page by page as a plain form."""

    template_name = "plans/results/grid.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("rediger"):
            access.check_can_edit(request.user, Resource.PLAN, self.plan)
            self.as_of.check_can_write()
            return self.show_entry({})
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        view = self.view()
        found = self.grid(view)
        is_bare = not any(row.results.all() for row in self.criteria)
        drawn = Drawn(found, self.plan, writes=self.writes, is_bare=is_bare)
        return {
            "is_bare": is_bare,
            "grid": found,
            "body": drawn.body(),
            "words": json.dumps(grid_words(), ensure_ascii=False),
            "closed": self.lines(),
            "exact": self.exact,
            **self.choices(view),
        }

    def lines(self) -> list[tuple[Closing, str]]:
        """Each closed quarter with who closed it, when and why."""
        return [(item, grid.closing_words(item)) for item in self.closed]

    def show_entry(self, outcomes: dict[str, ResultOutcome], status: int = 200) -> HttpResponse:
        """A page of criteria as a plain form; ``outcomes`` are what became of those that were sent, by field."""
        view = self.view(one_year=True)
        found = self.grid(view)
        page = Paginator(found.rows, CRITERIA_A_PAGE).get_page(self.request.GET.get("side"))
        listed = entries(found, page.object_list, outcomes)
        context = {"page": page, "entries": listed, **self.choices(view)}
        self.template_name = "plans/results/entry.html"
        return self.show(
            {**context, "wrong": [outcome for outcome in outcomes.values() if outcome.kind.is_wrong]}, status
        )


class SaveResults(Results):
    """Save the plain form: right values are stored, wrong ones are shown again with a message."""

    http_method_names = ["post", "options"]

    def check(self, request: HttpRequest) -> None:
        access.check_can_edit(request.user, Resource.PLAN, self.plan)

    def typed_in(self, data: Any) -> list[tuple[str, str]]:
        return [(entry.named, entry.typed) for entry in TypedCell.sent(data) if entry.typed.strip()]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = {row.pk: row for row in self.criteria}
        sent = [item for item in TypedCell.sent(request.POST) if item.criterion in known]
        self.tell_of_lost(item for item in TypedCell.sent(request.POST) if item.criterion not in known)
        wanted = [item.wanted(known[item.criterion], self.plan) for item in sent]
        found = actions.save_results(
            plan=self.plan, changes=wanted, by=request.user, reason=request.POST.get("reason", "")[:500]
        )
        if any(item.kind.is_wrong for item in found):
            return self.show_entry({item.field: outcome for item, outcome in zip(sent, found, strict=True)}, 422)
        count = sum(item.kind != actions.ResultOutcomeKind.UNCHANGED for item in found)
        said = ngettext("%(count)s result is saved.", "%(count)s results are saved.", count) % {"count": count}
        messages.success(request, said if count else _("Nothing was changed."))
        for item in found:
            if item.message:
                messages.warning(request, f"{presenters.sentence(item.wanted.criterion, self.plan)}: {item.message}")
        return redirect(f"{reverse('plans:results', args=[self.plan.slug])}?{request.GET.urlencode()}")

    def tell_of_lost(self, lost: Iterable[TypedCell]) -> None:
        """What was typed for a criterion deleted in the meantime, so that it can be copied."""
        typed = "; ".join(f"{item.named}: {item.typed}" for item in lost if item.typed.strip())
        if typed:
            messages.warning(self.request, _("Somebody has deleted a criterion meanwhile. You wrote: %s") % typed)


class SaveRow(ResultsPage):
    """Save the cells of one criterion from the grid; the JSON answer is read by ``static/abc/grid.js``."""

    http_method_names = ["post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as fault:
            return JsonResponse({"message": str(fault)}, status=403)

    def check(self, request: HttpRequest) -> None:
        access.check_can_edit(request.user, Resource.PLAN, self.plan)

    @cached_property
    def criteria(self) -> Sequence[Any]:
        """The one that the cells are of."""
        sent = self.request.POST.get("row", "")
        rows = Criterion.objects.editable_by(self.request.user).filter(plan=self.plan)
        found = (
            rows.with_place()
            .with_results()
            .filter(pk=int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 18 else 0)
        )
        return list(found)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.criteria:
            return JsonResponse({"message": _("Somebody has deleted that criterion meanwhile.")}, status=404)
        [criterion] = self.criteria
        keys = request.POST.getlist("cell")[: len(reporting_periods.periods_of(self.plan, Granularity.MONTH))]
        wanted = [self._wanted(criterion, key) for key in keys]
        found = actions.save_results(plan=self.plan, changes=wanted, by=request.user)
        results = presenters.known_by(criterion.results.all(), self.day, is_back=self.is_back)
        sights = Sights(criterion, EVERYTHING)
        reading = presenters.reading_facts(criterion, results, sights, plan=self.plan, day=self.day)
        ends = Drawn(grid.ResultGrid(View(None), [], []), self.plan, writes=True).ends(reading)
        cells = {key: _answer(item, criterion) for key, item in zip(keys, found, strict=True)}
        return JsonResponse({"cells": cells, "ends": ends})

    def _wanted(self, criterion: Any, key: str) -> RequestedResult:
        return RequestedResult(
            criterion,
            reporting_periods.period_by_key(self.plan, criterion.rhythm, key),
            self.request.POST.get(f"typed-{key}", ""),
            seen_version(self.request.POST.get(f"version-{key}", "")),
        )


def seen_version(text: str) -> int:
    """The version that a cell was shown with; 0 where it was empty."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _answer(outcome: ResultOutcome, criterion: Any) -> dict[str, Any]:
    """What became of a cell, for the script."""
    period = outcome.wanted.period
    stored = actions.standing(criterion, period) if period is not None else None
    return {
        "state": outcome.kind.value,
        "text": outcome.text,
        "version": outcome.version,
        "message": outcome.message,
        "pk": stored.pk if stored else None,
    }


# --- one result ------------------------------------------------------------------------------------------


class ResultPages(RowPages):
    """A result; saving returns to the grid at its criterion. ``?fra=2013-01-01`` chooses a new one's period."""

    name, nav, above = "plans:result", "results", "criterion"
    model, form = Result, ResultForm

    def rows(self) -> Any:
        return super().rows().with_criterion()

    def new(self) -> Result:
        row: Result = super().new()
        rhythm = row.grain = row.criterion.rhythm
        chosen = reporting_periods.period_by_key(self.plan, rhythm, self.request.GET.get("fra", ""))
        if chosen is not None:
            row.starts_on, row.ends_on = chosen.first, chosen.last
        return row

    def back(self, row: Any) -> str:
        return self.address("plans:results", fragment=f"kriterium-{row.criterion_id}")

    def title(self, row: Any) -> str:
        return _("Result for %s") % presenters.when_words(row, self.plan)

    def lead(self, row: Any) -> str:
        closed = next(
            (closed_period for closed_period in self.plan.closed_periods.all() if closed_period.covers(row.ends_on)),
            None,
        )
        return f"{self.add_lead(row)}. {closed_sentence(closed)}" if closed else self.add_lead(row)

    def add_lead(self, row: Any) -> str:
        return presenters.sentence(row.criterion, self.plan)

    def write(self, form: Any) -> bool:
        return actions.save_result(row=form.instance, **self.write_args(form))

    def done(self, row: Any, changed: bool) -> str:
        said = super().done(row, changed)
        is_words = row.criterion.target_kind == TargetKind.TEXT  # the form has asked whether it was reached
        asks = changed and not is_words
        words = typed_results.caution(typed_results.parsed(row), row.criterion.target_kind) if asks else ""
        return f"{said} {words}".strip()

    def delete_title(self, row: Any) -> str:
        return _("Delete the result for %s?") % presenters.when_words(row, self.plan)


class ClosedPeriodPages(RowPages):
    """One of the plan's quarters, by its number, that is closed, or opened again; one returns to its year."""

    name, nav = "plans:closed_period", "results"
    model, form = ClosedPeriod, CloseForm
    delete_template = "plans/results/open.html"

    def new(self) -> ClosedPeriod:
        quarters = reporting_periods.periods_of(self.plan, Granularity.QUARTER)
        number = self.kwargs["number"]
        if not 1 <= number <= len(quarters):
            raise Http404
        quarter = quarters[number - 1]
        return ClosedPeriod(plan=self.plan, starts_on=quarter.first, ends_on=quarter.last)

    def back(self, row: Any) -> str:
        years = reporting_periods.years(self.plan)
        year = next((year.year for year in years if year.first <= row.ends_on <= year.last), "")
        return self.address("plans:results", query={"planaar": year})

    def add_title(self, row: Any) -> str:
        return _("Close %s?") % _days(row)

    def add_lead(self, row: Any) -> str:
        return _(
            "Results that end in it can then not be added, changed or deleted. The secretariat leader can open it."
        )

    def add(self, form: Any) -> bool:
        actions.close_period(row=form.instance, by=self.user, form=self.sent)
        return True

    def done(self, row: Any, changed: bool) -> str:
        return _("%s is closed.") % _days(row)

    def delete_title(self, row: Any) -> str:
        return _("Open %s again?") % _days(row)

    def more_on_delete(self, row: Any) -> dict[str, Any]:
        return {"closing_words": grid.closing_words(grid.closings([row])[0])}

    def deleted(self, row: Any) -> str:
        return _("%s is open again.") % _days(row)


def _days(row: ClosedPeriod) -> str:
    return days_words(row.starts_on, row.ends_on)
