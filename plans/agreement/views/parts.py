"""Sub-goals, the plan's own focus areas and goals, roles, and what the plan supports."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from plans.agreement.forms.agreement import OwnGoalForm, SubGoalForm, SupportForm
from plans.agreement.forms.roles import PlanRolesForm, SubRolesForm
from plans.agreement.models.agreement import Support
from plans.agreement.models.sub_agreements import (
    SubAgreement,
    SubGoal,
)
from plans.agreement.views.rows import AgreementRowPages
from plans.lifecycle.models.plan import Plan
from plans.rounds.models import OverallGoal


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
    """The plan's own table of roles; only the table is edited."""

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
