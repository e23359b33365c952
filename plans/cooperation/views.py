"""Agreements beside the plan: one page each, edited together with its parties."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.cooperation.forms import CooperationForm
from plans.cooperation.models import CooperationAgreement
from plans.cooperation.panels import facts_for


class CooperationPage(PlanPage):
    """One agreement beside the plan."""

    template_name = "plans/cooperation/cooperation.html"
    nav = "agreements"
    follows_day = False

    def context(self) -> dict[str, Any]:
        found = facts_for(self.request.user, self.plan, CooperationAgreement.objects.filter(pk=self.kwargs["pk"]))
        if not found:
            raise Http404
        return {"agreement": found[0]}


class CooperationPages(RowPages):
    """An agreement beside the plan, edited together with its parties."""

    name, nav = "plans:cooperation", "agreements"
    model, form = CooperationAgreement, CooperationForm

    def back(self, row: Any) -> str:
        return self.address("plans:agreements") if row.pk is None else self.address("plans:cooperation", row.pk)

    def add_title(self, row: Any) -> str:
        return _("Add an agreement beside the plan")
