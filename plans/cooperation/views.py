"""Agreements beside the plan: one page each, edited together with its parties."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _

from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.cooperation.forms import CooperationForm
from plans.cooperation.models import CooperationAgreement, CooperationParty
from plans.cooperation.presenters import CooperationFacts, cooperation_facts
from plans.shared import access


def facts_for(user: Any, plan: Any, rows: Any) -> list[CooperationFacts]:
    """Of the plan's agreements beside it these rows, as the user sees them."""
    parties = Prefetch("parties", CooperationParty.objects.select_related("organisation"))
    seen = rows.visible_to(user).filter(plan=plan).select_related("file").prefetch_related(parties)
    return cooperation_facts(seen, sights=access.file_sights(user, plan))


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
