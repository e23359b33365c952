"""The economy page, and the sources and contributions behind it."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from abc_portal.core import xlsx
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from budgets.financing.forms import CompletenessForm, ContributionForm, SourceForm
from budgets.financing.models.contributions import Contribution, FinancingSource
from budgets.financing.models.stated import StatedAmount
from budgets.financing.presenters.facts import FinancingFacts, terms_of
from budgets.financing.presenters.financing import financing_facts
from budgets.financing.querysets import own_departments, sight
from budgets.financing.sheets import financing_rows
from plans.models import Plan
from plans.shared.access import Resource


def facts_for(user: Any, plan: Any) -> FinancingFacts:
    """The plan's financing as far as the user sees it; totals are always the plan's whole."""
    sources = FinancingSource.objects.filter(plan=plan).with_contributions()
    stated = StatedAmount.objects.visible_to(user).filter(plan=plan)
    return financing_facts(
        sources,
        stated.select_related("contribution__source__department", "contribution__source__organisation"),
        terms=terms_of(plan),
        sight=sight(user, plan),
        own=own_departments(user, plan),
    )


class Economy(PlanPage):
    """Who pays what, when, inside the plan and beside it."""

    resource = Resource.FINANCING
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


class CompletenessPages(RowPages):
    """Whether the plan's financing is stated in full."""

    nav, home, resource = "economy", "budgets:overview", Resource.FINANCING
    model, form = Plan, CompletenessForm
    found_by: ClassVar = {}

    @classmethod
    def page_name(cls, verb: str) -> str:
        return "budgets:completeness"

    def title(self, row: Any) -> str:
        return _("Is the financing stated in full?")


class SourcePages(RowPages):
    """A source, on the economy page."""

    name, nav, home = "budgets:source", "economy", "budgets:overview"
    model, form = FinancingSource, SourceForm


class ContributionPages(RowPages):
    """A contribution from a source, with its amounts by period; a new one has the plan's years ready to fill in."""

    name, nav, home = "budgets:contribution", "economy", "budgets:overview"
    model, form, above = Contribution, ContributionForm, "source"
    related = ("source__plan", "source__department", "source__organisation")

    def add_title(self, row: Any) -> str:
        return _("Add a contribution from %s") % row.source
