"""Focus areas, sub-agreements, positions, activities and stories as parts of a plan's document."""

from django.db.models import F

from abc_portal.directory.interchange import DEPARTMENTS, ORGANISATIONS
from abc_portal.exchange.interchange.kinds import Choice, Exact, Flag, Partly, Ref, Rich, Text
from abc_portal.exchange.interchange.parts import Field, Part
from plans.activities.enums import AnchoringState, StoryKind
from plans.activities.models import Activity, ActivityDepartment, ActivityGoal, ActivityHours, Anchoring, Story
from plans.shared.enums import ActivityState
from plans.shared.interchange import (
    ACTIVITIES,
    NAME,
    PLAN_FOCUS_AREAS,
    POSITIONS,
    SLUG,
    SUB_AGREEMENTS,
    SUB_GOALS,
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
