"""Focus areas, sub-agreements, positions, activities and stories as parts of a plan's document."""

from django.db.models import F

from abc_portal.directory.interchange import DEPARTMENTS, ORGANISATIONS, PEOPLE
from abc_portal.exchange.interchange.kinds import Choice, Exact, Flag, Partly, Ref, Rich, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part
from plans.enums import ActivityState, AnchoringState, EmploymentRole, StoryKind, Vacancy
from plans.interchange.names import (
    ACTIVITIES,
    FOCUS_AREAS,
    NAME,
    OVERALL_GOALS,
    PLAN_FOCUS_AREAS,
    POSITIONS,
    ROUNDS,
    SLUG,
    SUB_AGREEMENTS,
    SUB_GOALS,
)
from plans.models import (
    Activity,
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    Anchoring,
    GoalServed,
    PlanFocusArea,
    Position,
    PositionHolder,
    PositionOrganisation,
    Responsibility,
    Story,
    SubAgreement,
    SubAgreementDepartment,
    SubGoal,
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
POSTS = Part(
    ("positions",),
    Position,
    (
        Field("code", SLUG),
        Field("title", NAME, required=True),
        Field("share", Whole(10000)),
        Field("vacancy", Choice(Vacancy), default=Vacancy.UNKNOWN),
        Field("start", Partly()),
        Field("end", Partly()),
        Field("note", Text(None)),
    ),
    namespace=POSITIONS,
    key_attr="code",
    children=(
        Part(
            ("organisations",),
            PositionOrganisation,
            (
                Field("organisation", Ref(ORGANISATIONS), required=True),
                Field("role", Choice(EmploymentRole), default=EmploymentRole.EMPLOYER),
                Field("share", Whole(1000)),
            ),
            parent="post",
            path="post__plan",
            order=("role", "pk"),
        ),
        Part(
            ("holders",),
            PositionHolder,
            (Field("person", Ref(PEOPLE), required=True), Field("start", Partly()), Field("end", Partly())),
            parent="post",
            path="post__plan",
            order=(F("starts_on").asc(nulls_first=True), "pk"),
        ),
    ),
)

WORK = Part(
    ("activities",),
    Activity,
    (
        Field("code", SLUG),
        Field("name", NAME, required=True),
        Field("sub_agreement", Ref(SUB_AGREEMENTS)),
        Field("focus_area", Ref(PLAN_FOCUS_AREAS), "plan_focus_area"),
        Field("described_with", Ref(ACTIVITIES)),
        Field("state", Choice(ActivityState), default=ActivityState.UNKNOWN),
        Field("purpose", Rich()),
        Field("content", Rich()),
        Field("target_group", Text(None)),
        Field("partners", Text(None)),
        Field("local_evaluation", Text(None)),
        Field("start", Partly()),
        Field("end", Partly()),
        Field("is_period_unknown", Flag(), default=False),
    ),
    namespace=ACTIVITIES,
    key_attr="code",
    nests="parent",
    outer=("sub_agreement", "focus_area"),
    related=("plan_focus_area__focus_area",),
    children=(
        Part(
            ("departments",),
            ActivityDepartment,
            (Field("department", Ref(DEPARTMENTS), required=True),),
            parent="activity",
            path="activity__plan",
            order=("pk",),
        ),
        Part(
            ("sub_goals",),
            ActivityGoal,
            (Field("sub_goal", Ref(SUB_GOALS), required=True),),
            parent="activity",
            path="activity__plan",
            order=("sub_goal__position", "sub_goal__code", "pk"),
        ),
        Part(
            ("hours",),
            ActivityHours,
            (
                Field("post", Ref(POSITIONS), required=True),
                Field("least", Exact(), required=True),
                Field("most", Exact()),
                Field("basis", NAME),
                Field("start", Partly()),
                Field("end", Partly()),
            ),
            parent="activity",
            path="activity__plan",
            order=("pk",),
        ),
        Part(
            ("anchoring",),
            Anchoring,
            (
                Field("who", Text(300)),
                Field("organisation", Ref(ORGANISATIONS)),
                Field("how", Text(None)),
                Field("due", Partly()),
                Field("state", Choice(AnchoringState), default=AnchoringState.UNKNOWN),
                Field("note", Text(None)),
            ),
            parent="activity",
            path="activity__plan",
            order=("pk",),
            single=True,
        ),
    ),
)
STORIES = Part(
    ("stories",),
    Story,
    (
        Field("kind", Choice(StoryKind), default=StoryKind.STORY),
        Field("title", NAME, required=True),
        Field("happened", Partly()),
        Field("text", Rich(), required=True),
        Field("told_by", NAME),
        Field("sub_agreement", Ref(SUB_AGREEMENTS)),
        Field("activity", Ref(ACTIVITIES)),
    ),
    order=(F("happened_on").asc(nulls_first=True), "pk"),
)
