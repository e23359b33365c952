"""Focus areas, sub-agreements, positions, activities and stories as parts of a plan's document."""

from abc_portal.directory.interchange import DEPARTMENTS, ORGANISATIONS
from abc_portal.exchange.interchange.kinds import Flag, Partly, Ref, Rich, Text
from abc_portal.exchange.interchange.parts import Field, Part
from plans.agreement.models.sub_agreements import (
    GoalServed,
    PlanFocusArea,
    Responsibility,
    SubAgreement,
    SubAgreementDepartment,
    SubGoal,
)
from plans.shared.interchange import (
    FOCUS_AREAS,
    NAME,
    OVERALL_GOALS,
    PLAN_FOCUS_AREAS,
    ROUNDS,
    SLUG,
    SUB_AGREEMENTS,
    SUB_GOALS,
)

CHOSEN = Part(
    ("focus_areas",),
    PlanFocusArea,
    (
        Field("focus_area", Ref(FOCUS_AREAS), required=True),
        Field("local_name", NAME),
        Field("is_chosen", Flag(), default=True),
        Field("problem", Rich()),
        Field("handled_where", Text(None)),
    ),
    namespace=PLAN_FOCUS_AREAS,
    key_attr="focus_area_code",
    identity=("focus_area",),
)
SUBS = Part(
    ("sub_agreements",),
    SubAgreement,
    (
        Field("slug", SLUG, required=True),
        Field("name", NAME, required=True),
        Field("focus_area", Ref(PLAN_FOCUS_AREAS), "plan_focus_area", required=True),
        Field("content", Rich()),
        Field("target_groups", Text(None)),
        Field("cited_round", Ref(ROUNDS)),
        Field("start", Partly()),
        Field("end", Partly()),
    ),
    namespace=SUB_AGREEMENTS,
    key_attr="slug",
    related=("plan_focus_area__focus_area",),
    children=(
        Part(
            ("departments",),
            SubAgreementDepartment,
            (Field("department", Ref(DEPARTMENTS), required=True),),
            parent="sub_agreement",
            path="sub_agreement__plan",
            order=("pk",),
        ),
    ),
)
GOALS_REACHED = Part(
    ("sub_goals",),
    SubGoal,
    (
        Field("code", SLUG),
        Field("text", Text(None), required=True),
        Field("sub_agreement", Ref(SUB_AGREEMENTS)),
        Field("focus_area", Ref(PLAN_FOCUS_AREAS), "plan_focus_area"),
    ),
    namespace=SUB_GOALS,
    key_attr="code",
    related=("plan_focus_area__focus_area",),
    children=(
        Part(
            ("goals",),
            GoalServed,
            (Field("goal", Ref(OVERALL_GOALS), required=True),),
            parent="sub_goal",
            path="sub_goal__plan",
            order=("goal__position", "pk"),
        ),
    ),
)
ROLES = Part(
    ("responsibilities",),
    Responsibility,
    (
        Field("sub_agreement", Ref(SUB_AGREEMENTS)),
        Field("phase", NAME),
        Field("organisation", Ref(ORGANISATIONS)),
        Field("who", Text(300)),
        Field("contributes", Text(None), required=True),
    ),
)
