"""The plan itself, its life and surroundings, and what it has set for itself, as parts of its document."""

from abc_portal.directory.interchange import AREAS, DEPARTMENTS, ORGANISATIONS
from abc_portal.exchange.interchange.kinds import Choice, Day, Flag, Partly, Ref, Rich, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part
from plans.lifecycle.enums import DepartmentStatus, EffortKind, RelationKind, State
from plans.lifecycle.models.plan import Plan, PlanArea, PlanDepartment
from plans.lifecycle.models.steps import ParallelEffort, PlanExtension, PlanRelation, PlanStep
from plans.shared.interchange import EFFORTS, NAME, PLANS, ROUNDS, SLUG

PLAN = Part(
    ("plan",),
    Plan,
    (
        Field("slug", SLUG, required=True),
        Field("name", NAME, required=True),
        Field("title", NAME, "area_name"),
        Field("municipality", Ref(ORGANISATIONS)),
        Field("round", Ref(ROUNDS)),
        Field("is_own", Flag(), default=False),
        Field("case_number", Text(20)),
        Field("start", Partly(), required=True),
        Field("end", Partly(), required=True),
        Field("accounting_month", Whole(12)),
        Field("vision", Rich()),
        Field("small_count", Whole(100), default=5),
        Field("stale_days", Whole(1000), default=120),
        Field("entered", Day(), "entered_on"),
        Field("is_example", Flag(), default=False),
    ),
    single=True,
    children=(
        Part(
            ("relations",),
            PlanRelation,
            (
                Field("kind", Choice(RelationKind), required=True),
                Field("plan", Ref(PLANS), "other"),
                Field("name", NAME, "other_name"),
                Field("note", Text(None)),
            ),
            identity=("kind", "plan", "name"),
        ),
        Part(
            ("areas",),
            PlanArea,
            (Field("area", Ref(AREAS), required=True), Field("joined", Partly()), Field("left", Partly())),
        ),
        Part(
            ("departments",),
            PlanDepartment,
            (
                Field("department", Ref(DEPARTMENTS), required=True),
                Field("status", Choice(DepartmentStatus), default=DepartmentStatus.IN_PLAN),
                Field("part", NAME),
                Field("joined", Partly()),
                Field("left", Partly()),
            ),
            identity=("department", "part"),
        ),
        Part(
            ("steps",),
            PlanStep,
            (
                Field("state", Choice(State), required=True),
                Field("happened", Partly()),
                Field("by_whom", NAME),
                Field("lbf_wording", Text(300)),
                Field("case_number", Text(40)),
                Field("note", Text(None)),
                Field("is_entered_as_it_stands", Flag(), default=False),
            ),
        ),
        Part(
            ("extensions",),
            PlanExtension,
            (
                Field("decided", Partly()),
                Field("former_end", Partly(), required=True),
                Field("new_end", Partly(), required=True),
                Field("former_name", NAME),
                Field("note", Text(None)),
            ),
        ),
        Part(
            ("efforts",),
            ParallelEffort,
            (
                Field("kind", Choice(EffortKind), required=True),
                Field("name", NAME, required=True),
                Field("organisation", Ref(ORGANISATIONS)),
                Field("description", Rich()),
                Field("link", Text(200)),
                Field("start", Partly()),
                Field("end", Partly()),
            ),
            namespace=EFFORTS,
            key_attr="name",
        ),
    ),
)
