"""Success criteria: added, edited and deleted where they belong, and copied into the next year."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.access import Refused
from abc_portal.core.named_years import AskedText, as_typed
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.results import actions
from plans.results.forms.criteria import CopyForm, CriterionForm
from plans.results.models import Criterion
from plans.results.presenters import facts as presenters
from plans.results.presenters import grid, reporting_periods
from plans.results.presenters.reporting_periods import ReportingPeriod
from plans.shared import access
from plans.shared.access import Resource


class CriterionPages(RowPages):
    """A criterion; saving returns to the page of its activity or sub-goal."""

    name, nav, above = "plans:criterion", "activities", "activity"
    model, form = Criterion, CriterionForm
    form_template = "plans/results/criterion_form.html"
    related = ("plan",)

    def rows(self) -> Any:
        return super().rows().with_place()

    def new(self) -> Criterion:
        return actions.new_criterion(self.plan, **{self.above: self.row_above()})

    def back(self, row: Any) -> str:
        above = row.activity or row.sub_goal
        if row.activity is not None:
            return self.address("plans:activity", above.code, fragment="kriterier")
        if above.sub_agreement is not None:
            return self.address("plans:sub_agreement", above.sub_agreement.slug, fragment="delmaal")
        return self.address("plans:focus_area", above.plan_focus_area_id, fragment="delmaal")

    def title(self, row: Any) -> str:
        return _("Edit the success criterion")

    def lead(self, row: Any) -> str:
        if row.activity is not None:
            return _("Under the activity “%s”.") % row.activity
        return _("Under the sub-goal “%s”.") % row.sub_goal

    def more(self, row: Any) -> dict[str, Any]:
        if row.pk is None:
            return {"said": "", "preview": self.address("plans:criterion_preview")}
        preview = self.address("plans:criterion_preview", query={"kriterium": row.pk})
        return {"said": presenters.sentence(row, self.plan), "preview": preview}


class GoalCriterionPages(CriterionPages):
    """A new criterion under a sub-goal."""

    above = "sub_goal"


class Preview(PlanPage):
    """The sentence that a criterion's form makes as it is filled in now; a part of a page."""

    def check(self, request: HttpRequest) -> None:
        access.check_can_edit(request.user, Resource.PLAN, self.plan)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = request.GET.get("kriterium", "")
        rows = Criterion.objects.editable_by(request.user).filter(plan=self.plan)
        row = rows.filter(pk=int(known)).first() if known.isascii() and known.isdigit() and len(known) < 18 else None
        form = CriterionForm(request.GET, instance=row or Criterion(plan=self.plan), plan=self.plan, user=request.user)
        form.is_valid()  # what can be read of it is on its instance now
        said = presenters.sentence(form.instance, self.plan) if form.instance.text.strip() else ""
        return render(request, "plans/results/_sentence.html", {"said": said})


class CopyCriteria(PlanPage):
    """Copy a plan year's criteria into another year; those already there are skipped."""

    template_name = "plans/results/copy.html"
    nav = "results"

    def check(self, request: HttpRequest) -> None:
        access.check_can_edit(request.user, Resource.PLAN, self.plan)
        if not self.years:
            raise Refused(_("The plan has no years to copy from: its first or last day is not stated."))

    @cached_property
    def years(self) -> list[ReportingPeriod]:
        return list(reporting_periods.years(self.plan))

    @cached_property
    def source(self) -> ReportingPeriod:
        """The year whose criteria are offered: ``?fra=2``, or the last that has any."""
        asked = self.request.GET.get("fra", "")
        held = {(row.starts_on, row.ends_on) for row in self.plan.criteria.all()}
        fallback = next((year for year in reversed(self.years) if (year.first, year.last) in held), self.years[0])
        return next((year for year in self.years if str(year.year) == asked), fallback)

    @cached_property
    def offered(self) -> list[Any]:
        rows = Criterion.objects.editable_by(self.request.user).filter(plan=self.plan)
        own = rows.filter(starts_on=self.source.first, ends_on=self.source.last)
        return sorted(own.with_place(), key=grid.order)

    def form(self, data: Any = None) -> CopyForm:
        others = [year for year in self.years if year != self.source]
        after = next((other.key for other in others if other.year == self.source.year + 1), "")
        offered = [(str(row.pk), f"{row.activity or row.sub_goal}: {row}") for row in self.offered]
        every = [key for key, _name in offered]
        return CopyForm(data, years=others, offered=offered, initial={"to": after, "criteria": every})

    def context(self) -> dict[str, Any]:
        return self.with_form(self.form(), {})

    def with_form(self, form: CopyForm, asked: Mapping[str, Sequence[AskedText]], to: str = "") -> dict[str, Any]:
        """``asked`` are the texts that name a year, by the criterion's key, for a copy in the year ``to``."""
        chosen = form["criteria"].value() or []
        return {
            "asks": any(asked.values()),
            "asked_for": to,
            "form": form,
            "source": self.source,
            "years": self.years,
            "listed": [(key, name, key in chosen, asked.get(key, ())) for key, name in form.fields["criteria"].choices],
            "back": reverse("plans:results", args=[self.plan.slug]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(self.with_form(form, {}), status=422)
        to = reporting_periods.period_by_key(self.plan, "year", form.cleaned_data["to"])
        chosen = [row for row in self.offered if str(row.pk) in form.cleaned_data["criteria"]]
        asked = {str(row.pk): actions.texts_with_years(row, self.source, to) for row in chosen}
        is_answered = request.POST.get("asked_for") == to.key
        if is_answered:
            asked = {key: as_typed(texts, request.POST) for key, texts in asked.items()}
        if (not is_answered and any(asked.values())) or self.has_new_texts(asked):
            return self.show(self.with_form(form, asked, to.key))
        return self.copy(form, chosen, to, asked)

    def has_new_texts(self, asked: Mapping[str, Sequence[AskedText]]) -> bool:
        """Whether a text names a year that the page did not ask about: its criterion was ticked since."""
        return any(item.name not in self.request.POST for texts in asked.values() for item in texts)

    def copy(
        self, form: CopyForm, chosen: list[Any], to: ReportingPeriod, asked: Mapping[str, Sequence[AskedText]]
    ) -> HttpResponse:
        texts = {item.name: item.text for items in asked.values() for item in items}
        try:
            made = actions.copy_criteria(
                plan=self.plan,
                criteria=chosen,
                to=to,
                by=self.request.user,
                texts=texts,
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as fault:
            form.add_error(None, fault.messages)
            return self.show(self.with_form(form, asked, to.key), status=422)
        count, there = len(made), len(chosen) - len(made)
        said = ngettext("%(count)s criterion is copied.", "%(count)s criteria are copied.", count) % {"count": count}
        if there:
            said += " " + _("%s stood there already.") % there
        messages.success(self.request, said)
        return redirect(reverse("plans:results", args=[self.plan.slug], query={"planaar": to.year}))
