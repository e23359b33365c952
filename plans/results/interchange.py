"""Success criteria, results, milestones and what was decided about them, as parts of a plan's document."""

from abc_portal.exchange.interchange.kinds import Choice, Day, Exact, Flag, Partly, Ref, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part
from plans.results.enums import Comparison, Counting, Direction, Judgement, LadderStep, ResultState, TargetKind
from plans.results.models import ClosedPeriod, Criterion, Result
from plans.shared.enums import Granularity
from plans.shared.interchange import (
    ACTIVITIES,
    CRITERIA,
    NAME,
    SLUG,
    SUB_GOALS,
)

COUNT = Whole(2**31 - 1)

ALL_CRITERIA = Part(
    ("criteria",),
    Criterion,
    (
        Field("code", SLUG),
        Field("activity", Ref(ACTIVITIES)),
        Field("sub_goal", Ref(SUB_GOALS)),
        Field("step", Choice(LadderStep), default=LadderStep.UNKNOWN),
        Field("text", Text(400), required=True),
        Field("target_kind", Choice(TargetKind), default=TargetKind.NUMBER),
        Field("comparison", Choice(Comparison), default=Comparison.AT_LEAST),
        Field("target", Exact()),
        Field("direction", Choice(Direction)),
        Field("baseline", Exact()),
        Field("target_text", Text(None)),
        Field("unit", Text(80)),
        Field("counts_people", Flag(), default=True),
        Field("counting", Choice(Counting), default=Counting.CUMULATIVE),
        Field("rhythm", Choice(Granularity), default=Granularity.QUARTER),
        Field("start", Partly()),
        Field("end", Partly()),
        Field("note", Text(None)),
    ),
    namespace=CRITERIA,
    key_attr="code",
    related=("activity__plan_focus_area__focus_area", "sub_goal"),
)
RESULTS = Part(
    ("results",),
    Result,
    (
        Field("criterion", Ref(CRITERIA), required=True),
        Field("grain", Choice(Granularity), default=Granularity.QUARTER),
        Field("start", Partly(), required=True),
        Field("end", Partly(), required=True),
        Field("label", NAME),
        Field("state", Choice(ResultState), default=ResultState.COUNTED),
        Field("value", Exact()),
        Field("numerator", COUNT),
        Field("denominator", COUNT),
        Field("is_approximate", Flag(), default=False),
        Field("text", Text(None)),
        Field("judgement", Choice(Judgement)),
        Field("source", Text(300)),
        Field("note", Text(None)),
        Field("reported", Day(), "reported_on"),
    ),
    parent="",
    path="criterion__plan",
    order=("criterion__position", "criterion__code", "starts_on", "ends_on", "label"),
    identity=("criterion", "start", "end", "label"),
)
CLOSED = Part(
    ("closed_periods",),
    ClosedPeriod,
    (
        Field("start", Day(), "starts_on", required=True),
        Field("end", Day(), "ends_on", required=True),
        Field("reason", Text(300), required=True),
        Field("closed_by", NAME),
        Field("closed", Day(), "closed_on"),
    ),
    order=("starts_on", "ends_on"),
    identity=("start", "end"),
)
