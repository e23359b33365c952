"""Focus areas, sub-agreements, positions, activities and stories as parts of a plan's document."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import Part
from plans.activities.models import (
    Activity,
    ActivityArea,
    ActivityCapacity,
    ActivityCount,
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    Anchoring,
    Story,
)

WORK = Part(
    ("activities",),
    Activity,
    (
        "code name sub_agreement focus_area=plan_focus_area described_with state purpose content",
        "target_group least_age most_age admission admission_note partners local_evaluation",
        "start end is_period_unknown",
    ),
    key_attr="code",
    words=_("the activities that stand before it (activities)"),
    nests="parent",
    outer=("sub_agreement", "focus_area"),
    related=("plan_focus_area__focus_area",),
    children=(
        Part(("departments",), ActivityDepartment, "department"),
        Part(("areas",), ActivityArea, "area"),
        Part(("capacities",), ActivityCapacity, "least most qualifier unit per", identity=("unit", "per")),
        Part(
            ("counts",),
            ActivityCount,
            "kind label value qualifier counted source",
            identity=("kind", "label", "counted"),
        ),
        Part(("sub_goals",), ActivityGoal, "sub_goal", order=("sub_goal__position", "sub_goal__code", "pk")),
        Part(("hours",), ActivityHours, "post least most basis start end"),
        Part(("anchoring",), Anchoring, "who organisation how due state note", single=True),
    ),
)
STORIES = Part(
    ("stories",),
    Story,
    "kind title happened text told_by sub_agreement activity",
    order=(F("happened_on").asc(nulls_first=True), "pk"),
)
