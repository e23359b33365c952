"""Success criteria: added, edited and deleted where they belong, and copied into the next year."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.pages.base import PlanPage
from abc_portal.pages.rows import AddRow, DeleteRow, EditRow
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import SubGoal
from plans.results import actions
from plans.results.forms.criteria import CopyForm, CriterionForm
from plans.results.models import Criterion
from plans.results.presenters import facts as presenters
from plans.results.presenters import grid, reporting_periods
from plans.results.presenters.reporting_periods import ReportingPeriod
from plans.shared import access
from plans.shared.access import Resource


class CriterionRow:
    """A criterion; one returns to the activity, or to the page on which its sub-goal stands."""

    nav = "agreements"
    model, form_class = Criterion, CriterionForm
    plan: Any

    def rows(self) -> Any:
        return super().rows().with_place().select_related("plan")  # type: ignore[misc]

    def back(self, row: Any) -> str:
        slug, above = self.plan.slug, row.activity or row.sub_goal
        if row.activity is not None:
            return reverse("plans:activity", args=[slug, above.code], fragment="kriterier")
        if above.sub_agreement is not None:
            return reverse("plans:sub_agreement", args=[slug, above.sub_agreement.slug], fragment="delmaal")
        return reverse("plans:focus_area", args=[slug, above.plan_focus_area_id], fragment="delmaal")

    def lead(self, row: Any) -> str:
        if row.activity is not None:
            return _("Under the activity “%s”.") % row.activity
        return _("Under the sub-goal “%s”.") % row.sub_goal


class EditCriterion(CriterionRow, EditRow):
    template_name = "plans/results/criterion_form.html"

    def title(self, row: Any) -> str:
        return _("Edit the success criterion")

    def links(self, row: Any) -> dict[str, Any]:
        said = presenters.sentence(row, self.plan)
        address = reverse("plans:criterion_preview", args=[self.plan.slug], query={"kriterium": row.pk})
        return {
            "delete": reverse("plans:criterion_delete", args=[self.plan.slug, row.pk]),
            "said": said,
            "preview": address,
        }


class AddCriterion(CriterionRow, AddRow):
    """A criterion under an activity."""

    template_name = "plans/results/criterion_form.html"

    def new_row(self) -> Criterion:
        rows = Activity.objects.editable_by(self.request.user).filter(plan=self.plan)  # type: ignore[attr-defined]
        activity = get_object_or_404(rows.select_related("plan"), pk=self.kwargs["pk"])
        return actions.new_criterion(self.plan, activity=activity)

    def links(self, row: Any) -> dict[str, Any]:
        return {"said": "", "preview": reverse("plans:criterion_preview", args=[self.plan.slug])}


class AddGoalCriterion(AddCriterion):
    """A criterion under a sub-goal."""

    def new_row(self) -> Criterion:
        rows = SubGoal.objects.editable_by(self.request.user).filter(plan=self.plan)  # type: ignore[attr-defined]
        goal = get_object_or_404(rows.select_related("plan", "sub_agreement"), pk=self.kwargs["pk"])
        return actions.new_criterion(self.plan, sub_goal=goal)


class DeleteCriterion(CriterionRow, DeleteRow):
    pass


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
    """Copy a plan year's criteria into another; those that stand there already are left alone."""

    template_name = "plans/results/copy.html"
    nav = "results"

    def check(self, request: HttpRequest) -> None:
        access.check_can_edit(request.user, Resource.PLAN, self.plan)

    @cached_property
    def years(self) -> list[ReportingPeriod]:
        return list(reporting_periods.years(self.plan))

    @cached_property
    def source(self) -> ReportingPeriod:
        """The year whose criteria are offered: ``?fra=2``, or the last that has any."""
        asked = self.request.GET.get("fra", "")
        held = {(row.starts_on, row.ends_on) for row in self.plan.criteria.all()}
        fallback = next((each for each in reversed(self.years) if (each.first, each.last) in held), self.years[0])
        return next((each for each in self.years if str(each.year) == asked), fallback)

    @cached_property
    def offered(self) -> list[Any]:
        rows = Criterion.objects.editable_by(self.request.user).filter(plan=self.plan)
        own = rows.filter(starts_on=self.source.first, ends_on=self.source.last)
        return sorted(own.with_place(), key=grid.order)

    def form(self, data: Any = None) -> CopyForm:
        others = [each for each in self.years if each != self.source]
        after = next((each.key for each in others if each.year == self.source.year + 1), "")
        offered = [(str(row.pk), f"{row.activity or row.sub_goal}: {row}") for row in self.offered]
        every = [key for key, _name in offered]
        return CopyForm(data, years=others, offered=offered, initial={"to": after, "criteria": every})

    def context(self) -> dict[str, Any]:
        return self.with_form(self.form())

    def with_form(self, form: CopyForm) -> dict[str, Any]:
        chosen = form["criteria"].value() or []
        return {
            "form": form,
            "source": self.source,
            "years": self.years,
            "listed": [(key, name, key in chosen) for key, name in form.fields["criteria"].choices],
            "back": reverse("plans:results", args=[self.plan.slug]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(self.with_form(form), status=422)
        to = reporting_periods.stretch_of(self.plan, "year", form.cleaned_data["to"])
        chosen = [row for row in self.offered if str(row.pk) in form.cleaned_data["criteria"]]
        made = actions.copy_criteria(
            plan=self.plan, criteria=chosen, to=to, by=request.user, reason=form.cleaned_data["reason"]
        )
        count, there = len(made), len(chosen) - len(made)
        said = ngettext("%(count)s criterion is copied.", "%(count)s criteria are copied.", count) % {"count": count}
        if there:
            said += " " + _("%s stood there already.") % there
        messages.success(request, said)
        return redirect(reverse("plans:results", args=[self.plan.slug], query={"planaar": to.year}))
