"""Sub-goals, the plan's own focus areas and goals, roles, and what the plan supports."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.pages.rows import AddRow, DeleteRow, EditRow
from abc_portal.pages.with_rows import EditWithRows
from plans.agreement import actions
from plans.agreement.forms.agreement import OwnFocusAreaForm, OwnGoalForm, SubGoalForm, SupportForm
from plans.agreement.forms.roles import PlanRolesForm, SubRolesForm
from plans.agreement.models.agreement import Support
from plans.agreement.models.sub_agreements import (
    PlanFocusArea,
    SubAgreement,
    SubGoal,
)
from plans.agreement.views.rows import AgreementRow
from plans.lifecycle.models.plan import Plan
from plans.rounds.models import OverallGoal


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
