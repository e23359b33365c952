"""Success criteria, results, milestones and what was decided about them, as parts of a plan's document."""

from abc_portal.directory.interchange import PEOPLE
from abc_portal.exchange.interchange.kinds import Choice, Day, Flag, Partly, Ref, Text
from abc_portal.exchange.interchange.parts import Field, Part
from plans.milestones.enums import MilestoneState
from plans.milestones.models import Evidence, Milestone, Postponement
from plans.shared.interchange import (
    ACTIVITIES,
    FILES,
    MILESTONES,
    NAME,
    PLAN_FOCUS_AREAS,
    POSITIONS,
    QUARTER,
    SLUG,
    SUB_AGREEMENTS,
)

ALL_MILESTONES = Part(
    ("milestones",),
    Milestone,
    (
        Field("code", SLUG),
        Field("text", Text(400), required=True),
        Field("focus_area", Ref(PLAN_FOCUS_AREAS), "plan_focus_area"),
        Field("sub_agreement", Ref(SUB_AGREEMENTS)),
        Field("activity", Ref(ACTIVITIES)),
        Field("due", Partly()),
        Field("due_quarter", QUARTER),
        Field("person", Ref(PEOPLE)),
        Field("post", Ref(POSITIONS)),
        Field("responsible", NAME),
        Field("state", Choice(MilestoneState), default=MilestoneState.PLANNED),
        Field("is_draft", Flag(), default=False),
        Field("reached", Partly()),
        Field("dropped_because", Text(500)),
        Field("note", Text(None)),
        Field("reported", Day(), "reported_on"),
        Field("follows", Ref(MILESTONES)),
    ),
    namespace=MILESTONES,
    key_attr="code",
    related=("plan_focus_area__focus_area",),
    children=(
        Part(
            ("postponements",),
            Postponement,
            (
                Field("former", Partly()),
                Field("former_quarter", QUARTER),
                Field("decided", Partly()),
                Field("reason", Text(500), required=True),
            ),
            parent="milestone",
            path="milestone__plan",
            order=("pk",),
        ),
        Part(
            ("evidence",),
            Evidence,
            (Field("note", Text(500)), Field("link", Text(200)), Field("file", Ref(FILES))),
            parent="milestone",
            path="milestone__plan",
            order=("pk",),
            identity=("note", "link", "file"),
        ),
    ),
)
