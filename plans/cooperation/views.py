"""Agreements beside the plan: one page each, edited together with its parties."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.pages.base import PlanPage
from abc_portal.pages.rows import AddRow, DeleteRow, EditRow
from plans.cooperation import actions
from plans.cooperation.forms import CooperationForm, party_rows, typed_parties
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


class CooperationRow:
    """An agreement beside the plan as a row that is edited."""

    nav = "agreements"
    model, form_class = CooperationAgreement, CooperationForm
    plan: Any

    def back(self, row: Any) -> str:
        if row.pk is None:
            return reverse("plans:agreements", args=[self.plan.slug])
        return reverse("plans:cooperation", args=[self.plan.slug, row.pk])


class EditCooperation(CooperationRow, EditRow):
    """An agreement and its parties, saved as one."""

    template_name = "plans/cooperation/cooperation_form.html"

    @classmethod
    def typed_in(cls, data: Any) -> list[tuple[str, str]]:
        return super().typed_in(data) + typed_parties(data)

    def form(self, row: Any, data: Any = None) -> CooperationForm:
        form = CooperationForm(data, instance=row, plan=self.plan, user=self.request.user)
        form.rows = party_rows(row, data)
        return form

    def is_valid(self, form: Any) -> bool:
        rows_fit = form.rows.is_valid()
        return form.is_valid() and rows_fit

    def write(self, form: Any) -> bool:
        return actions.save_cooperation(
            agreement=form.instance,
            parties=form.rows,
            by=self.request.user,
            reason=form.cleaned_data.get("reason", ""),
            made_from=form.cleaned_data.get("made_from"),
            form=self.sending(),
        )

    def links(self, row: Any) -> dict[str, Any]:
        return {"delete": reverse("plans:cooperation_delete", args=[self.plan.slug, row.pk])} if row.pk else {}


class AddCooperation(EditCooperation, AddRow):
    """A new agreement beside the plan."""

    def new_row(self) -> CooperationAgreement:
        return CooperationAgreement(plan=self.plan, position=self.plan.cooperation_agreements.count())

    def title(self, row: Any) -> str:
        return _("Add an agreement beside the plan")


class DeleteCooperation(CooperationRow, DeleteRow):
    pass
