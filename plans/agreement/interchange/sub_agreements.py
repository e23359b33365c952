"""Focus areas, sub-agreements, positions, activities and stories as parts of a plan's document."""

from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import Part
from plans.agreement.models.sub_agreements import (
    FocusAreaDepartment,
    GoalServed,
    PlanFocusArea,
    Responsibility,
    SubAgreement,
    SubAgreementArea,
    SubAgreementDepartment,
    SubGoal,
)

CHOSEN = Part(
    ("focus_areas",),
    PlanFocusArea,
    "focus_area local_name is_chosen problem handled_where",
    namespace="plan_focus_areas",
    key_attr="focus_area_code",
    words=_("the plan's focus areas (focus_areas)"),
    identity=("focus_area",),
    children=(Part(("departments",), FocusAreaDepartment, "department start end"),),
)
SUBS = Part(
    ("sub_agreements",),
    SubAgreement,
    "slug name focus_area=plan_focus_area content target_groups cited_round start end",
    key_attr="slug",
    words=_("the sub-agreements (sub_agreements)"),
    related=("plan_focus_area__focus_area",),
    children=(
        Part(("departments",), SubAgreementDepartment, "department"),
        Part(("areas",), SubAgreementArea, "area"),
    ),
)
GOALS_REACHED = Part(
    ("sub_goals",),
    SubGoal,
    "code text sub_agreement focus_area=plan_focus_area",
    key_attr="code",
    words=_("the sub-goals (sub_goals)"),
    related=("plan_focus_area__focus_area",),
    children=(Part(("goals",), GoalServed, "goal", order=("goal__position", "pk")),),
)
ROLES = Part(("responsibilities",), Responsibility, "sub_agreement phase organisation who contributes")
