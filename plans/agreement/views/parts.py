"""The pages of a sub-agreement and of a focus area; sub-goals, goals, roles, and what the plan supports."""

from typing import Any, ClassVar

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from abc_portal.pages import panels
from abc_portal.pages.base import PlanPage
from plans.activities.models import Activity, Story
from plans.activities.presenters import story_facts
from plans.activities.views.activities import STORIES_SHOWN
from plans.agreement.forms.agreement import OwnGoalForm, SubGoalForm, SupportForm
from plans.agreement.forms.roles import PlanRolesForm, SubRolesForm
from plans.agreement.models.agreement import Party, Support
from plans.agreement.models.sub_agreements import (
    PlanFocusArea,
    Responsibility,
    SubAgreement,
    SubAgreementDepartment,
    SubGoal,
)
from plans.agreement.presenters import agreement as facts
from plans.agreement.presenters.work import activity_tree, focus_area_facts, party_facts, sub_agreement_facts
from plans.agreement.views.rows import AgreementRowPages
from plans.lifecycle.models.plan import Plan
from plans.milestones.presenters.panel import panel_of
from plans.progress.querysets.rows import rows_of, work_of
from plans.results.presenters.with_readings import criteria_read
from plans.rounds.models import OverallGoal
from plans.shared import access
from plans.shared.access import Resource


class SubAgreementPage(PlanPage):
    """One sub-agreement: who, for whom, what it is to reach, what is done, and who contributes what."""

    template_name = "plans/agreement/sub_agreement.html"
    nav = "agreements"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        subs = SubAgreement.objects.visible_to(user).filter(plan=self.plan)
        sub = get_object_or_404(
            subs.select_related("plan_focus_area__focus_area", "cited_round", "overrule"), slug=self.kwargs["sub"]
        )
        parties = Party.objects.visible_to(user).filter(sub_agreements__sub_agreement=sub)
        activities = Activity.objects.visible_to(user).filter(sub_agreement=sub).select_related("overrule")
        scope = SubAgreementDepartment.objects.visible_to(user).filter(sub_agreement=sub)
        roles = Responsibility.objects.visible_to(user).filter(sub_agreement=sub)
        stories = self.stories(sub)
        if self.is_as_of:
            parties, activities = parties.valid_on(self.day), activities.valid_on(self.day)
            stories = stories.filter(happened_on__lte=self.day)
        exact = access.may_see(user, Resource.EXACT_COUNTS, self.plan)
        rows = rows_of(self.plan, user)
        work = work_of(self.plan, day=self.day, activities=list(activities), subs=[sub], exact=exact, rows=rows)
        read = criteria_read(rows.criteria, plan=self.plan, day=self.day, exact=exact)
        return {
            "sub": sub_agreement_facts([sub], activities, work)[0],
            "focus_area": focus_area_facts([sub.plan_focus_area])[0],
            "not_then": self.not_then(sub),
            "parties": facts.signatures_of(
                party_facts(parties.with_signatures(), day=self.past_day, subs=False), sub.pk
            ),
            "scope": facts.scope_facts(scope.select_related("department")),
            "goals": facts.sub_goal_facts(
                SubGoal.objects.visible_to(user).filter(sub_agreement=sub).with_goals(),
                read,
            ),
            "milestones": panel_of(self.plan, f"sub:{sub.pk}", rows.milestones, self.day),
            "phases": facts.role_facts(roles.select_related("organisation")),
            "stories": story_facts(stories[:STORIES_SHOWN]),
            "panels": panels.panels("sub_agreement", self.plan, sub, user, self.day),
        }

    def stories(self, sub: SubAgreement) -> Any:
        """What is told of the sub-agreement and its activities, the newest first."""
        rows = Story.objects.visible_to(self.request.user).filter(Q(sub_agreement=sub) | Q(activity__sub_agreement=sub))
        return rows.filter(plan=self.plan).select_related("sub_agreement", "activity")


class FocusAreaPage(PlanPage):
    """A focus area with its problem description, and the sub-goals and activities that stand straight under it."""

    template_name = "plans/agreement/focus_area.html"
    nav = "agreements"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        areas = PlanFocusArea.objects.visible_to(user).filter(plan=self.plan).select_related("focus_area")
        area = get_object_or_404(areas, pk=self.kwargs["pk"])
        activities = Activity.objects.visible_to(user).filter(plan_focus_area=area).select_related("overrule")
        subs = SubAgreement.objects.visible_to(user).filter(plan_focus_area=area)
        if self.is_as_of:
            activities, subs = activities.valid_on(self.day), subs.valid_on(self.day)
        exact = access.may_see(user, Resource.EXACT_COUNTS, self.plan)
        rows = rows_of(self.plan, user)
        work = work_of(self.plan, day=self.day, activities=list(activities), subs=(), exact=exact, rows=rows)
        read = criteria_read(rows.criteria, plan=self.plan, day=self.day, exact=exact)
        goals = SubGoal.objects.visible_to(user).filter(plan_focus_area=area).with_goals()
        return {
            "area": focus_area_facts([area])[0],
            "goals": facts.sub_goal_facts(goals, read),
            "activities": activity_tree(activities, work),
            "sub_agreements": subs,
        }


class SubGoalPages(AgreementRowPages):
    """A sub-goal, on the page of its sub-agreement or focus area."""

    name, above = "plans:sub_goal", "sub_agreement"
    model, form = SubGoal, SubGoalForm
    above_found_by: ClassVar = {"sub": "slug"}

    def back(self, row: Any) -> str:
        if row.sub_agreement_id:
            return self.address("plans:sub_agreement", row.sub_agreement.slug)
        return self.address("plans:focus_area", row.plan_focus_area_id)


class AreaSubGoalPages(SubGoalPages):
    """A new sub-goal straight under a focus area."""

    above = "plan_focus_area"
    above_found_by: ClassVar = {"pk": "pk"}


class OwnGoalPages(AgreementRowPages):
    """A goal of the plan's own."""

    name = "plans:own_goal"
    model, form = OverallGoal, OwnGoalForm


class SupportPages(AgreementRowPages):
    """What the plan supports."""

    name = "plans:support"
    model, form = Support, SupportForm


# --- who contributes what ------------------------------------------------------------------------------------


class PlanRolesPages(AgreementRowPages):
    """The plan's own table of roles; of what stands above a table only the table is edited."""

    model, form = Plan, PlanRolesForm
    found_by: ClassVar = {}

    def title(self, row: Any) -> str:
        return _("Roles and responsibilities: %s") % row


class SubRolesPages(PlanRolesPages):
    """A sub-agreement's table."""

    model, form = SubAgreement, SubRolesForm
    found_by: ClassVar = {"sub": "slug"}

    def back(self, row: Any) -> str:
        return self.address("plans:sub_agreement", row.slug)
