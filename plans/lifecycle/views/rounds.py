"""The plan's funding round: what it prescribes, and moving the plan to another one."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.pages import panels
from abc_portal.pages.base import PlanPage
from abc_portal.pages.rows import EditRow
from plans.lifecycle.actions import moving_round as actions_round
from plans.lifecycle.forms.plan import RoundForm
from plans.lifecycle.models.plan import Plan
from plans.rounds.presenters import round_facts
from plans.shared.access import Resource


class Round(PlanPage):
    """What the plan's funding round prescribes: basis, rules, focus areas, goals, sections and documents."""

    thing = Resource.REFERENCE
    template_name = "plans/rounds/round.html"
    nav = "life"
    follows_day = False

    def context(self) -> dict[str, Any]:
        prescribed, may_move = self.plan.round, self.may_edit(Resource.PLAN)
        if prescribed is None:
            return {"round": None, "may_move": may_move}
        facts = round_facts(
            prescribed,
            areas=prescribed.focusareas.all(),
            goals=prescribed.overallgoals.all(),
            sections=prescribed.sections.all(),
            documents=prescribed.documents.all(),
        )
        found = panels.panels("round", self.plan, prescribed, self.request.user, self.day)
        return {"round": facts, "may_move": may_move, "panels": found}


class MoveToRound(EditRow):
    """Let the plan belong to another funding round; what hangs on the old one follows."""

    model, form_class = Plan, RoundForm
    nav = "life"

    def row(self) -> Any:
        return get_object_or_404(Plan.objects.editable_by(self.request.user), pk=self.plan.pk)

    def title(self, row: Any) -> str:
        return _("The plan's funding round")

    def lead(self, row: Any) -> str:
        return _(
            "Focus areas, goals, indicators and sections that the new round calls the same become its. The others stay "
            "in the plan, word for word, as the plan's own. Nothing is lost."
        )

    def write(self, form: Any) -> bool:
        given = {name: form.cleaned_data.get(name) for name in ("reason", "made_from")}
        before = Plan.objects.get(pk=form.instance.pk).round_id
        self.own = actions_round.move_to_round(
            plan=form.instance,
            by=self.request.user,
            reason=given["reason"] or "",
            made_from=given["made_from"],
            form=self.sending(),
        )
        return bool(before != form.instance.round_id)

    def leave(self, row: Any, *, changed: bool) -> Any:
        if own := getattr(self, "own", []):
            told = _("These became the plan's own: %s.") % danish.joined(own, _("and"))
            messages.info(self.request, told)
        return super().leave(row, changed=changed)

    def back(self, row: Any) -> str:
        return reverse("plans:life", args=[self.plan.slug])
