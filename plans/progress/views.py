"""The chain from goals to results, and statuses set by hand."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.activities.models import Activity
from plans.agreement.models.sub_agreements import SubAgreement, SubGoal
from plans.milestones.models import Milestone
from plans.progress import actions
from plans.progress.forms import OverruleForm
from plans.progress.models import StatusOverrule
from plans.progress.presenters.chain import chain
from plans.progress.presenters.work import plan_work
from plans.progress.querysets.rows import criteria_of
from plans.rounds.models import OverallGoal
from plans.shared import access
from plans.shared.access import Resource


class GoalChain(PlanPage):
    """What is meant to move which goal: goal, sub-goal, activity, criterion, result."""

    template_name = "plans/progress/chain.html"
    nav = "agreements"

    def context(self) -> dict[str, Any]:
        user, exact = self.request.user, access.may_see(self.request.user, Resource.EXACT_COUNTS, self.plan)
        activities = Activity.objects.visible_to(user).filter(plan=self.plan)
        if self.is_as_of:
            activities = activities.valid_on(self.day)
        activities = list(activities.select_related("overrule"))
        criteria = list(criteria_of(self.plan))
        milestones = Milestone.objects.visible_to(user).filter(plan=self.plan, is_draft=False)
        work = plan_work(
            self.plan, day=self.day, activities=activities, subs=(), criteria=criteria, milestones=milestones,
            exact=exact,
        )  # fmt: skip
        sub_goals = SubGoal.objects.visible_to(user).filter(plan=self.plan).with_goals()
        found = chain(
            self.plan,
            day=self.day,
            goals=OverallGoal.objects.of_plan(self.plan),
            sub_goals=sub_goals.select_related("sub_agreement", "plan_focus_area__focus_area"),
            activities=activities,
            criteria=criteria,
            work=work,
            exact=exact,
        )
        return {"chain": found}


class OverrulePages(RowPages):
    """The status of one activity or sub-agreement, set by hand; it is made when it is not there yet."""

    nav = "agreements"
    model, form = StatusOverrule, OverruleForm
    #: What has the status, and the row's name for it.
    about: Any
    relation = ""

    def row(self) -> StatusOverrule:
        ((word, column),) = self.found_by.items()
        rows = self.editable(self.about).select_related("overrule")
        found = get_object_or_404(rows, **{column.rpartition("__")[2]: self.kwargs[word]})
        found.plan = self.plan
        row = getattr(found, "overrule", None) or StatusOverrule(plan=self.plan, **{self.relation: found})
        setattr(row, self.relation, found)
        return row

    def title(self, row: Any) -> str:
        return _("Set the status of “%s” by hand") % (row.activity or row.sub_agreement)

    def lead(self, row: Any) -> str:
        return _(
            "The status is worked out from results and milestones. One set by hand is shown instead,"
            " everywhere with your name, the day and the reason."
        )

    def back(self, row: Any) -> str:
        if row.activity_id:
            return self.address("plans:activity", row.activity.code)
        return self.address("plans:sub_agreement", row.sub_agreement.slug)

    def write(self, form: Any) -> bool:
        made_from = form.cleaned_data.get("made_from")
        return actions.overrule(row=form.instance, by=self.user, made_from=made_from, form=self.sent)

    def delete_title(self, row: Any) -> str:
        return _("Let the status of “%s” be worked out again?") % (row.activity or row.sub_agreement)

    def deleted(self, row: Any) -> str:
        return _("The status is worked out again.")


class ActivityOverrulePages(OverrulePages):
    """The status of one activity."""

    name = "plans:activity_overrule"
    about, relation = Activity, "activity"
    found_by: ClassVar = {"code": "activity__code"}


class SubAgreementOverrulePages(OverrulePages):
    """The status of one sub-agreement."""

    name = "plans:sub_agreement_overrule"
    about, relation = SubAgreement, "sub_agreement"
    found_by: ClassVar = {"sub": "sub_agreement__slug"}
