"""Progress: the chain of goals, the pages of an activity, sub-agreement or focus area, and statuses set by hand."""

from typing import Any, ClassVar

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from abc_portal.pages import panels
from abc_portal.pages.base import PlanPage
from abc_portal.pages.row_pages import RowPages
from plans.activities.models import Activity, ActivityHours, Story
from plans.activities.presenters import ActivityCountFacts, activity_count_facts, activity_page, story_facts
from plans.agreement.models.agreement import Party
from plans.agreement.models.sub_agreements import (
    FocusAreaDepartment,
    PlanFocusArea,
    Responsibility,
    SubAgreement,
    SubGoal,
)
from plans.agreement.presenters import agreement as facts
from plans.agreement.presenters.work import (
    activity_tree,
    department_and_period,
    focus_area_facts,
    party_facts,
    sub_agreement_facts,
)
from plans.milestones.models import Milestone
from plans.milestones.presenters.panel import panel_of
from plans.progress import actions
from plans.progress.forms import OverruleForm
from plans.progress.models import StatusOverrule
from plans.progress.presenters.chain import chain
from plans.progress.presenters.work import PlanWork, plan_work
from plans.progress.querysets.rows import Rows, criteria_of, rows_of, work_of
from plans.results.calculations.small_counts import EVERYTHING, SmallCounts
from plans.results.presenters.with_readings import criteria_read
from plans.rounds.models import OverallGoal
from plans.shared import access
from plans.shared.access import Resource
from plans.shared.presenters import place_names
from plans.shared.querysets import with_places

STORIES_SHOWN = 5


class GoalChain(PlanPage):
    """What is meant to move which goal: goal, sub-goal, activity, criterion, result."""

    template_name = "plans/progress/chain.html"
    nav = "chain"

    def context(self) -> dict[str, Any]:
        user, exact = self.request.user, access.may_see(self.request.user, Resource.EXACT_COUNTS, self.plan)
        activities = self.held(Activity.objects.visible_to(user).filter(plan=self.plan))
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


class ActivityPage(PlanPage):
    """One activity: what it is for, who does it, with how many hours, and who carries it on."""

    template_name = "plans/activities/activity.html"
    nav = "activities"

    def context(self) -> dict[str, Any]:
        row = self.activity()
        both = [key for key in (row.pk, row.described_with_id) if key]
        hours = ActivityHours.objects.visible_to(self.request.user).filter(activity__in=both).select_related("post")
        shown = list(self.stories(row)[: STORIES_SHOWN + 1])
        described = activity_page(
            row,
            hours=self.held(hours),
            describes=self.held(row.describes.all()),
            parts=self.held(row.parts.all()),
        )
        rows = rows_of(self.plan, self.request.user)
        exact = access.may_see(self.request.user, Resource.EXACT_COUNTS, self.plan)
        own = [item for item in rows.criteria if item.activity_id == row.pk]
        return {
            "activity": described,
            "work": self.work(rows, exact).activities.get(row.pk),
            "criteria": criteria_read(own, plan=self.plan, day=self.day, is_back=self.is_back, exact=exact).get(
                (row.pk, None), []
            ),
            "milestones": panel_of(self.plan, f"activity:{row.pk}", rows.milestones, self.day),
            "counts": self.counts(row, exact=exact),
            "not_then": self.not_then(row),
            "stories": story_facts(shown[:STORIES_SHOWN]),
            "more": len(shown) > STORIES_SHOWN,
        }

    def counts(self, row: Any, *, exact: bool) -> list[ActivityCountFacts]:
        """What was counted by the day."""
        rule = EVERYTHING if exact else SmallCounts(self.plan.small_count)
        found = row.counts.all()
        counted = [item for item in found if not self.is_as_of or item.counted is None or item.counted_on <= self.day]
        return activity_count_facts(counted, rule)

    def work(self, rows: Rows, exact: bool) -> PlanWork:
        """The status of all the plan's activities, since this one's follows from its parts."""
        every = Activity.objects.visible_to(self.request.user).filter(plan=self.plan).select_related("overrule")
        return work_of(self.plan, day=self.day, activities=list(self.held(every)), subs=(), exact=exact, rows=rows)

    def activity(self) -> Any:
        rows = Activity.objects.visible_to(self.request.user).filter(plan=self.plan)
        with_one = rows.select_related(
            "sub_agreement",
            "plan_focus_area__focus_area",
            "parent",
            "anchoring__organisation",
            "described_with__anchoring__organisation",
        )
        with_many = with_places(with_one).prefetch_related("sub_goals__sub_goal", "capacities", "counts")
        return get_object_or_404(with_many, code=self.kwargs["code"])

    def stories(self, row: Any) -> Any:
        rows = Story.objects.visible_to(self.request.user).filter(Q(activity=row.pk) | Q(activity__parent=row.pk))
        if self.is_as_of:
            rows = rows.filter(happened_on__lte=self.day)
        return rows.filter(plan=self.plan).select_related("sub_agreement", "activity")


class SubAgreementPage(PlanPage):
    """One sub-agreement: parties, departments, goals, activities, and who contributes what."""

    template_name = "plans/agreement/sub_agreement.html"
    nav = "agreements"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        subs = SubAgreement.objects.visible_to(user).filter(plan=self.plan)
        with_one = subs.select_related("plan_focus_area__focus_area", "cited_round", "overrule")
        sub = get_object_or_404(with_places(with_one), slug=self.kwargs["sub"])
        parties = self.held(Party.objects.visible_to(user).filter(sub_agreements__sub_agreement=sub))
        activities = self.held(Activity.objects.visible_to(user).filter(sub_agreement=sub)).select_related("overrule")
        roles = Responsibility.objects.visible_to(user).filter(sub_agreement=sub)
        stories = self.stories(sub)
        if self.is_as_of:
            stories = stories.filter(happened_on__lte=self.day)
        exact = access.may_see(user, Resource.EXACT_COUNTS, self.plan)
        rows = rows_of(self.plan, user)
        work = work_of(self.plan, day=self.day, activities=list(activities), subs=[sub], exact=exact, rows=rows)
        read = criteria_read(rows.criteria, plan=self.plan, day=self.day, is_back=self.is_back, exact=exact)
        return {
            "sub": sub_agreement_facts([sub], activities, work)[0],
            "focus_area": focus_area_facts([sub.plan_focus_area])[0],
            "not_then": self.not_then(sub),
            "parties": facts.signatures_of(
                party_facts(parties.with_signatures(), day=self.past_day, subs=False), sub.pk
            ),
            "scope": place_names(sub),
            "goals": facts.sub_goal_facts(
                SubGoal.objects.visible_to(user).filter(sub_agreement=sub).with_goals(), read
            ),
            "milestones": panel_of(self.plan, f"sub:{sub.pk}", rows.milestones, self.day),
            "phases": facts.role_facts(roles.select_related("organisation")),
            "stories": story_facts(stories[:STORIES_SHOWN]),
            "panels": panels.panels("sub_agreement", self.plan, sub, user, self.day),
        }

    def stories(self, sub: SubAgreement) -> Any:
        """The stories of the sub-agreement and its activities, newest first."""
        rows = Story.objects.visible_to(self.request.user).filter(Q(sub_agreement=sub) | Q(activity__sub_agreement=sub))
        return rows.filter(plan=self.plan).select_related("sub_agreement", "activity")


class FocusAreaPage(PlanPage):
    """A focus area with its problem description, and the sub-goals and activities directly under it."""

    template_name = "plans/agreement/focus_area.html"
    nav = "agreements"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        areas = PlanFocusArea.objects.visible_to(user).filter(plan=self.plan).select_related("focus_area")
        area = get_object_or_404(areas, pk=self.kwargs["pk"])
        activities = self.held(Activity.objects.visible_to(user).filter(plan_focus_area=area)).select_related(
            "overrule"
        )
        subs = self.held(SubAgreement.objects.visible_to(user).filter(plan_focus_area=area))
        exact = access.may_see(user, Resource.EXACT_COUNTS, self.plan)
        rows = rows_of(self.plan, user)
        work = work_of(self.plan, day=self.day, activities=list(activities), subs=(), exact=exact, rows=rows)
        read = criteria_read(rows.criteria, plan=self.plan, day=self.day, is_back=self.is_back, exact=exact)
        goals = SubGoal.objects.visible_to(user).filter(plan_focus_area=area).with_goals()
        return {
            "area": focus_area_facts([area])[0],
            "goals": facts.sub_goal_facts(goals, read),
            "activities": activity_tree(activities, work),
            "sub_agreements": subs,
            "departments": self._departments(area),
        }

    def _departments(self, area: PlanFocusArea) -> list[tuple[str, str]]:
        """The departments that it is for, each with from and to when; on another day those that it was for then."""
        rows = FocusAreaDepartment.objects.visible_to(self.request.user).filter(plan_focus_area=area)
        held = self.held(rows).select_related("department")
        return [department_and_period(row) for row in held]


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

    name, nav = "plans:activity_overrule", "activities"
    about, relation = Activity, "activity"
    found_by: ClassVar = {"code": "activity__code"}


class SubAgreementOverrulePages(OverrulePages):
    """The status of one sub-agreement."""

    name = "plans:sub_agreement_overrule"
    about, relation = SubAgreement, "sub_agreement"
    found_by: ClassVar = {"sub": "sub_agreement__slug"}
