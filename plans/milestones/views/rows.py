"""Adding, editing and deleting a milestone, and each step of its life on a page of its own."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.pages.rows import AddRow, DeleteRow, EditRow
from abc_portal.pages.with_rows import EditWithRows
from plans.milestones.actions import one as actions
from plans.milestones.actions import steps
from plans.milestones.forms.milestone import DropForm, MilestoneForm, PlainStepForm, PostponeForm, ReachForm
from plans.milestones.models import Milestone
from plans.milestones.presenters import places
from plans.milestones.presenters.facts import due_words
from plans.milestones.presenters.quarters import has_quarter, quarters_of


class MilestoneRowPage:
    """A milestone: back to its own page, or to all of them."""

    nav = "milestones"
    model, form_class = Milestone, MilestoneForm
    plan: Any

    def rows(self) -> Any:
        found = super().rows()  # type: ignore[misc]
        return found.select_related("activity", "sub_agreement", "plan_focus_area__focus_area", "plan")

    def back(self, row: Any) -> str:
        if row.pk and row.code:
            return reverse("plans:milestone", args=[self.plan.slug, row.code])
        return reverse("plans:milestones", args=[self.plan.slug])


class EditMilestone(EditWithRows, MilestoneRowPage, EditRow):
    """All that is told of a milestone."""

    def links(self, row: Any) -> dict[str, Any]:
        return {"delete": reverse("plans:milestone_delete", args=[self.plan.slug, row.pk])}


class AddMilestone(EditWithRows, MilestoneRowPage, AddRow):
    """A new milestone; ``?sted=activity:3&kvartal=5`` fills in where and when."""

    def new_row(self) -> Milestone:
        asked = self.request.GET
        key, quarter = asked.get("sted", ""), asked.get("kvartal", "")
        row = Milestone(plan=self.plan)
        for column, pk in self._columns(key).items():
            setattr(row, column, pk)
        if quarter.isascii() and quarter.isdigit() and has_quarter(self.plan, int(quarter[:4])):
            row.due_quarter = int(quarter[:4])
        return row

    def _columns(self, key: str) -> dict[str, int | None]:
        """The columns of a place that the address names; none for what is no place of the plan's."""
        kind, _colon, pk = key.partition(":")
        known = {"area": self.plan.focus_areas, "sub": self.plan.sub_agreements, "activity": self.plan.activities}
        if kind in known and pk.isascii() and pk.isdigit() and known[kind].filter(pk=pk[:18]).exists():
            return places.columns_of(f"{kind}:{pk[:18]}")
        return {}

    def write(self, form: Any) -> bool:
        kept, _gone = form.changes()
        return actions.add(milestone=form.instance, kept=kept, by=self.request.user, form=self.sending())


class DeleteMilestone(MilestoneRowPage, DeleteRow):
    """A milestone that should not have been; one that will not be reached is given up instead."""

    template_name = "plans/milestones/milestone_delete.html"


# --- the steps --------------------------------------------------------------------------------------------


class MilestoneStepPage(MilestoneRowPage, EditRow):
    """One thing that happens to a milestone. A step that makes no sense is refused with the sentence that says why."""

    name = ""

    def row(self) -> Any:
        row = super().row()
        row.plan = self.plan
        steps.CHECKS[self.name](row)
        return row

    def lead(self, row: Any) -> str:
        return _("Due: %s") % due_words(row.due_quarter, row.due, quarters_of(self.plan))

    def told(self, form: Any) -> dict[str, Any]:
        """What every step is given."""
        return {
            "milestone": form.instance,
            "by": self.request.user,
            "reason": form.cleaned_data["reason"],
            "made_from": form.cleaned_data["made_from"],
            "form": self.sending(),
        }

    def done(self, row: Any, changed: bool) -> str:
        return _("“%(name)s”: %(state)s.") % {"name": row, "state": row.get_state_display()}


class Reached(EditWithRows, MilestoneStepPage):
    name, form_class = "reached", ReachForm

    def title(self, row: Any) -> str:
        return _("“%s” is reached") % row

    def write(self, form: Any) -> bool:
        kept, gone = form.changes()
        return actions.reach(**self.told(form), on=form.cleaned_data["on"], today=self.today, kept=kept, gone=gone)


class UnderWay(MilestoneStepPage):
    name, form_class = "under_way", PlainStepForm

    def title(self, row: Any) -> str:
        return _("“%s” is under way") % row

    def write(self, form: Any) -> bool:
        return actions.begin(**self.told(form), today=self.today)


class Postpone(MilestoneStepPage):
    name, form_class = "postpone", PostponeForm

    def title(self, row: Any) -> str:
        return _("Postpone “%s”") % row

    def write(self, form: Any) -> bool:
        told = form.cleaned_data
        return actions.postpone(**self.told(form), due=told["to"], quarter=told["to_quarter"], today=self.today)


class Drop(MilestoneStepPage):
    name, form_class = "drop", DropForm

    def title(self, row: Any) -> str:
        return _("Give up “%s”") % row

    def write(self, form: Any) -> bool:
        return actions.drop(**self.told(form), today=self.today)


class TakeBack(MilestoneStepPage):
    name, form_class = "take_back", PlainStepForm

    def title(self, row: Any) -> str:
        return _("Undo that “%(name)s” is %(state)s") % {"name": row, "state": row.get_state_display()}

    def lead(self, row: Any) -> str:
        return _("It stands again as before: a postponed milestone at its former date, any other as planned.")

    def write(self, form: Any) -> bool:
        return actions.take_back(**self.told(form), today=self.today)


class Approve(MilestoneStepPage):
    name, form_class = "approve", PlainStepForm

    def title(self, row: Any) -> str:
        return _("Approve the draft “%s”") % row

    def write(self, form: Any) -> bool:
        return actions.approve(**self.told(form))

    def done(self, row: Any, changed: bool) -> str:
        return _("“%s” counts from now on.") % row
