"""The economy page, and the sources and contributions behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.pages.base import PlanPage
from abc_portal.pages.rows import AddRow, DeleteRow, EditRow
from budgets.financing import actions
from budgets.financing.forms import ContributionForm, SourceForm, periods_of, typed_periods
from budgets.financing.models.contributions import Contribution, FinancingSource
from budgets.financing.models.stated import StatedAmount
from budgets.financing.presenters import FinancingFacts, financing_facts
from budgets.financing.querysets import own_departments, sight
from budgets.financing.sheets import financing_rows
from plans.shared.access import Resource


def facts_for(user: Any, plan: Any) -> FinancingFacts:
    """The plan's financing as far as the user sees it; totals are always the plan's whole."""
    sources = FinancingSource.objects.filter(plan=plan).with_contributions()
    stated = StatedAmount.objects.visible_to(user).filter(plan=plan)
    return financing_facts(
        sources,
        stated.select_related("contribution__source__department", "contribution__source__organisation"),
        least_share=plan.round.least_local_share if plan.round else None,
        sight=sight(user, plan),
        own=own_departments(user, plan),
    )


class Economy(PlanPage):
    """Who pays what, when, inside the plan and beside it."""

    thing = Resource.FINANCING
    template_name = "budgets/financing/economy.html"
    follows_day = False
    nav = "economy"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        facts = facts_for(request.user, self.plan)
        if request.GET.get("format") == "xlsx":
            head, rows = financing_rows(facts)
            return xlsx.response(
                _("financing") + f"-{self.plan.in_file_names}", xlsx.workbook(_("Financing"), head, rows)
            )
        return self.show({"financing": facts})


class EconomyRow:
    """Rows that stand on the economy page."""

    nav = "economy"
    plan: Any

    def back(self, row: Any) -> str:
        return reverse("budgets:overview", args=[self.plan.slug])


class EditSource(EconomyRow, EditRow):
    model, form_class = FinancingSource, SourceForm

    def links(self, row: Any) -> dict[str, Any]:
        return {"delete": reverse("budgets:source_delete", args=[self.plan.slug, row.pk])}


class AddSource(EconomyRow, AddRow):
    model, form_class = FinancingSource, SourceForm

    def new_row(self) -> FinancingSource:
        return FinancingSource(plan=self.plan, position=self.plan.financing_sources.count())


class DeleteSource(EconomyRow, DeleteRow):
    model = FinancingSource


class EditContribution(EconomyRow, EditRow):
    """A contribution and its amounts by period, saved as one."""

    model, form_class = Contribution, ContributionForm
    template_name = "budgets/financing/contribution_form.html"

    @classmethod
    def typed_in(cls, data: Any) -> list[tuple[str, str]]:
        return super().typed_in(data) + typed_periods(data)

    def rows(self) -> Any:
        return super().rows().select_related("source__plan", "source__department", "source__organisation")

    def form(self, row: Any, data: Any = None) -> ContributionForm:
        form = ContributionForm(data, instance=row, plan=self.plan, user=self.request.user)
        form.periods = periods_of(row, data)
        return form

    def is_valid(self, form: Any) -> bool:
        periods_fit = form.periods.is_valid()
        return form.is_valid() and periods_fit

    def write(self, form: Any) -> bool:
        return actions.save_contribution(
            contribution=form.instance,
            periods=form.periods.amounts(),
            by=self.request.user,
            reason=form.cleaned_data.get("reason", ""),
            made_from=form.cleaned_data.get("made_from"),
            form=self.sending(),
        )

    def links(self, row: Any) -> dict[str, Any]:
        return {"delete": reverse("budgets:contribution_delete", args=[self.plan.slug, row.pk])} if row.pk else {}


class AddContribution(EditContribution):
    """A new contribution from a source, with the plan's years ready to fill in."""

    def row(self) -> Contribution:
        sources = FinancingSource.objects.editable_by(self.request.user).filter(plan=self.plan)
        source = get_object_or_404(sources.select_related("department", "organisation"), pk=self.kwargs["pk"])
        source.plan = self.plan
        return Contribution(source=source, position=source.contributions.count())

    def title(self, row: Any) -> str:
        return _("Add a contribution from %s") % row.source


class DeleteContribution(EconomyRow, DeleteRow):
    model = Contribution
