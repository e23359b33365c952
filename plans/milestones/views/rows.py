"""Adding, editing and deleting a milestone, and a page for each of its steps."""

from typing import Any

from django.utils.translation import gettext as _

from abc_portal.pages.row_pages import RowPages
from plans.milestones.actions import one as actions
from plans.milestones.actions import steps
from plans.milestones.forms.milestone import DropForm, MilestoneForm, PlainStepForm, PostponeForm, ReachForm
from plans.milestones.models import Milestone
from plans.milestones.presenters import places
from plans.milestones.presenters.facts import due_words
from plans.milestones.presenters.quarters import has_quarter, quarters_of


class MilestonePages(RowPages):
    """A milestone: back to its own page, or to all of them. ``?sted=activity:3&kvartal=5`` fills in where and when."""

    name, nav = "plans:milestone", "milestones"
    model, form = Milestone, MilestoneForm
    related = ("activity", "sub_agreement", "plan_focus_area__focus_area", "plan")
    #: One that will not be reached is given up instead.
    delete_template = "plans/milestones/milestone_delete.html"

    def back(self, row: Any) -> str:
        if row.pk and row.code:
            return self.address("plans:milestone", row.code)
        return self.address("plans:milestones")

    def new(self) -> Milestone:
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

    def add(self, form: Any) -> bool:
        to_save, _gone = form.changes()
        return actions.add(milestone=form.instance, to_save=to_save, by=self.user, form=self.sent)


# --- the steps --------------------------------------------------------------------------------------------


class MilestoneStepPages(MilestonePages):
    """One step of a milestone. A step that does not fit is refused with a reason."""

    step = ""

    def row(self) -> Any:
        row = super().row()
        row.plan = self.plan
        steps.CHECKS[self.step](row)
        return row

    def lead(self, row: Any) -> str:
        return _("Due: %s") % due_words(row.due_quarter, row.due, quarters_of(self.plan))

    def done(self, row: Any, changed: bool) -> str:
        return _("“%(name)s”: %(state)s.") % {"name": row, "state": row.get_state_display()}


class Reached(MilestoneStepPages):
    step, form = "reached", ReachForm

    def title(self, row: Any) -> str:
        return _("“%s” is reached") % row

    def write(self, form: Any) -> bool:
        to_save, to_delete = form.changes()
        args = {**self.write_args(form), "on": form.cleaned_data["on"], "today": self.today}
        return actions.reach(milestone=form.instance, to_save=to_save, to_delete=to_delete, **args)


class UnderWay(MilestoneStepPages):
    step, form = "under_way", PlainStepForm

    def title(self, row: Any) -> str:
        return _("“%s” is under way") % row

    def write(self, form: Any) -> bool:
        return actions.begin(milestone=form.instance, **self.write_args(form), today=self.today)


class Postpone(MilestoneStepPages):
    step, form = "postpone", PostponeForm

    def title(self, row: Any) -> str:
        return _("Postpone “%s”") % row

    def write(self, form: Any) -> bool:
        to = {"due": form.cleaned_data["to"], "quarter": form.cleaned_data["to_quarter"]}
        return actions.postpone(milestone=form.instance, **to, **self.write_args(form), today=self.today)


class Drop(MilestoneStepPages):
    step, form = "drop", DropForm

    def title(self, row: Any) -> str:
        return _("Give up “%s”") % row

    def write(self, form: Any) -> bool:
        return actions.drop(milestone=form.instance, **self.write_args(form), today=self.today)


class TakeBack(MilestoneStepPages):
    step, form = "take_back", PlainStepForm

    def title(self, row: Any) -> str:
        return _("Undo that “%(name)s” is %(state)s") % {"name": row, "state": row.get_state_display()}

    def lead(self, row: Any) -> str:
        return _("It stands again as before: a postponed milestone at its former date, any other as planned.")

    def write(self, form: Any) -> bool:
        return actions.take_back(milestone=form.instance, **self.write_args(form), today=self.today)


class Approve(MilestoneStepPages):
    step, form = "approve", PlainStepForm

    def title(self, row: Any) -> str:
        return _("Approve the draft “%s”") % row

    def write(self, form: Any) -> bool:
        return actions.approve(milestone=form.instance, **self.write_args(form))

    def done(self, row: Any, changed: bool) -> str:
        return _("“%s” counts from now on.") % row
