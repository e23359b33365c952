"""The plan's funding round: what it prescribes, and moving the plan to another one."""

from typing import Any, ClassVar

from django.contrib import messages
from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.pages import panels
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.lifecycle.actions import moving_round as actions_round
from plans.lifecycle.forms.plan import RoundForm
from plans.lifecycle.models.plan import Plan
from plans.rounds.presenters import round_facts
from plans.shared.access import Resource


class Round(PlanPage):
    """What the plan's funding round prescribes: basis, rules, focus areas, goals, sections and documents."""

    resource = Resource.REFERENCE
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


class MoveToRoundPages(RowPages):
    """Move the plan to another funding round."""

    nav, home = "life", "plans:life"
    model, form = Plan, RoundForm
    found_by: ClassVar = {}

    def title(self, row: Any) -> str:
        return _("The plan's funding round")

    def lead(self, row: Any) -> str:
        return _(
            "Focus areas, goals, indicators and sections that the new round calls the same become its. The others stay "
            "in the plan, word for word, as the plan's own. Nothing is lost."
        )

    def write(self, form: Any) -> bool:
        before = Plan.objects.get(pk=form.instance.pk).round_id
        own = actions_round.move_to_round(plan=form.instance, **self.write_args(form))
        if own:
            messages.info(self.request, _("These became the plan's own: %s.") % danish.joined(own, _("and")))
        return bool(before != form.instance.round_id)
