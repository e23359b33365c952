"""The pages of a sub-agreement and of a focus area; sub-goals, goals, roles, and what the plan supports."""

from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.activities.models import Activity, Story
from plans.activities.presenters import story_facts
from plans.activities.views.activities import STORIES_SHOWN, ActivityRow
from plans.agreement import actions
from plans.agreement.forms.agreement import OwnFocusAreaForm, OwnGoalForm, SubGoalForm, SupportForm
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
from plans.agreement.views.rows import AgreementRow
from plans.lifecycle.models.plan import Plan
from plans.milestones.presenters.panel import panel_of
from plans.progress.querysets.rows import rows_of, work_of
from plans.results.presenters.with_readings import criteria_read
from plans.rounds.models import OverallGoal
from plans.shared import access, panels
from plans.shared.access import Resource
from plans.shared.views.base import AddRow, DeleteRow, EditRow, PlanPage
from plans.shared.views.rows import EditWithRows


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
        read = criteria_read(rows.criteria, plan=self.plan, day=self.day, is_back=self.is_back, exact=exact)
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
        read = criteria_read(rows.criteria, plan=self.plan, day=self.day, is_back=self.is_back, exact=exact)
        goals = SubGoal.objects.visible_to(user).filter(plan_focus_area=area).with_goals()
        return {
            "area": focus_area_facts([area])[0],
            "goals": facts.sub_goal_facts(goals, read),
            "activities": activity_tree(activities, work),
            "sub_agreements": subs,
        }


class AddAreaActivity(EditWithRows, ActivityRow, AddRow):
    """An activity straight under a focus area."""

    def new_row(self) -> Activity:
        area = _area(self)
        return Activity(plan=self.plan, plan_focus_area=area, position=area.activities.count())

    def lead(self, row: Any) -> str:
        return _("Under the focus area “%s”.") % row.plan_focus_area


def _area(view: Any) -> Any:
    areas = PlanFocusArea.objects.editable_by(view.request.user).filter(plan=view.plan)  # type: ignore[attr-defined]
    return get_object_or_404(areas.select_related("focus_area"), pk=view.kwargs["pk"])


def _sub(view: Any) -> Any:
    subs = SubAgreement.objects.editable_by(view.request.user).filter(plan=view.plan)  # type: ignore[attr-defined]
    return get_object_or_404(subs, slug=view.kwargs["sub"])


class AddOwnFocusArea(AgreementRow, AddRow):
    """A focus area that no round prescribes."""

    model, form_class = PlanFocusArea, OwnFocusAreaForm

    def new_row(self) -> PlanFocusArea:
        return PlanFocusArea(plan=self.plan, position=self.plan.focus_areas.count())

    def title(self, row: Any) -> str:
        return _("Add a focus area of the plan's own")

    def write(self, form: Any) -> bool:
        actions.add_own_focus_area(
            row=form.instance,
            name=form.cleaned_data["name"],
            by=self.request.user,
            form=self.sending(),
        )
        return True


# --- sub-goals ------------------------------------------------------------------------------------------


class SubGoalRow(AgreementRow):
    """A sub-goal, on the page of its sub-agreement or focus area."""

    model, form_class = SubGoal, SubGoalForm

    def back(self, row: Any) -> str:
        if row.sub_agreement_id:
            return reverse("plans:sub_agreement", args=[self.plan.slug, row.sub_agreement.slug])
        return reverse("plans:focus_area", args=[self.plan.slug, row.plan_focus_area_id])


class AddSubGoal(EditWithRows, SubGoalRow, AddRow):
    def new_row(self) -> SubGoal:
        sub = _sub(self)
        return SubGoal(plan=self.plan, sub_agreement=sub, position=sub.sub_goals.count())


class AddAreaSubGoal(EditWithRows, SubGoalRow, AddRow):
    def new_row(self) -> SubGoal:
        area = _area(self)
        return SubGoal(plan=self.plan, plan_focus_area=area, position=area.sub_goals.count())


class EditSubGoal(EditWithRows, SubGoalRow, EditRow):
    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("sub_goal_delete", row)


class DeleteSubGoal(SubGoalRow, DeleteRow):
    pass


# --- the plan's own goals, and what it supports ------------------------------------------------------------


class AddOwnGoal(AgreementRow, AddRow):
    model, form_class = OverallGoal, OwnGoalForm

    def new_row(self) -> OverallGoal:
        return OverallGoal(plan=self.plan, position=OverallGoal.objects.filter(plan=self.plan).count())


class EditOwnGoal(AgreementRow, EditRow):
    model, form_class = OverallGoal, OwnGoalForm

    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("own_goal_delete", row)


class DeleteOwnGoal(AgreementRow, DeleteRow):
    model = OverallGoal


class AddSupport(AgreementRow, AddRow):
    model, form_class = Support, SupportForm

    def new_row(self) -> Support:
        return Support(plan=self.plan, position=self.plan.supports.count())


class EditSupport(AgreementRow, EditRow):
    model, form_class = Support, SupportForm

    def links(self, row: Any) -> dict[str, Any]:
        return self.delete_link("support_delete", row)


class DeleteSupport(AgreementRow, DeleteRow):
    model = Support


# --- who contributes what ------------------------------------------------------------------------------------


class RoleRow(AgreementRow):
    """What stands above a table: only the table itself is edited."""

    def title(self, row: Any) -> str:
        return _("Roles and responsibilities: %s") % row


class EditPlanRoles(EditWithRows, RoleRow, EditRow):
    """The plan's own table."""

    model, form_class = Plan, PlanRolesForm

    def row(self) -> Any:
        return get_object_or_404(Plan.objects.editable_by(self.request.user), pk=self.plan.pk)


class EditSubRoles(EditWithRows, RoleRow, EditRow):
    """A sub-agreement's table."""

    model, form_class = SubAgreement, SubRolesForm

    def row(self) -> Any:
        return _sub(self)

    def back(self, row: Any) -> str:
        return reverse("plans:sub_agreement", args=[self.plan.slug, row.slug])
