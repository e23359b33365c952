"""The chain from goals to results, and statuses set by hand."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.pages.base import PlanPage
from abc_portal.pages.rows import DeleteRow, EditRow
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


class OverruleRow:
    """The status of one activity or sub-agreement; it is made when it is not there yet."""

    nav = "agreements"
    model, form_class = StatusOverrule, OverruleForm
    plan: Any
    kwargs: dict[str, Any]
    request: Any
    #: What has the status: its model, the word by which addresses and rows know it, and the row's name for it.
    about: Any
    word = key = relation = ""

    def row(self) -> StatusOverrule:
        rows = self.about.objects.editable_by(self.request.user).filter(plan=self.plan)
        found = get_object_or_404(rows.select_related("overrule"), **{self.key: self.kwargs[self.word]})
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
            return reverse("plans:activity", args=[self.plan.slug, row.activity.code])
        return reverse("plans:sub_agreement", args=[self.plan.slug, row.sub_agreement.slug])


class _OfActivity(OverruleRow):
    about, word, key, relation = Activity, "code", "code", "activity"


class _OfSubAgreement(OverruleRow):
    about, word, key, relation = SubAgreement, "sub", "slug", "sub_agreement"


class _Edit(EditRow):
    delete_name = ""

    def write(self, form: Any) -> bool:
        return actions.overrule(
            row=form.instance,
            by=self.request.user,
            made_from=form.cleaned_data.get("made_from"),
            form=self.sending(),
        )

    def links(self, row: Any) -> dict[str, Any]:
        args = [self.plan.slug, row.activity.code if row.activity_id else row.sub_agreement.slug]
        return {"delete": reverse(self.delete_name, args=args)} if row.pk else {}


class _Standing:
    """A status that is set by hand now; there is nothing to take away where none is."""

    def row(self) -> Any:
        row = super().row()  # type: ignore[misc]
        if row.pk is None:
            raise Http404
        return row

    def title(self, row: Any) -> str:
        return _("Let the status of “%s” be worked out again?") % (row.activity or row.sub_agreement)

    def done(self, row: Any) -> str:
        return _("The status is worked out again.")


class OverruleActivity(_OfActivity, _Edit):
    delete_name = "plans:activity_overrule_delete"


class OverruleSubAgreement(_OfSubAgreement, _Edit):
    delete_name = "plans:sub_agreement_overrule_delete"


class WorkOutActivity(_Standing, _OfActivity, DeleteRow):
    """Take a status set by hand away."""


class WorkOutSubAgreement(_Standing, _OfSubAgreement, DeleteRow):
    """Take a status set by hand away."""
