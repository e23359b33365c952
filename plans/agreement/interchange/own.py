"""What a plan has set for itself, and what it supports, as parts of its document."""

from abc_portal.directory.interchange import ORGANISATIONS
from abc_portal.exchange.interchange.kinds import Choice, Ref, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part
from plans.agreement.enums import SupportKind
from plans.agreement.models.agreement import Support
from plans.rounds.models import FocusArea, OverallGoal
from plans.shared.interchange import FOCUS_AREAS, NAME, OVERALL_GOALS, SLUG

OWN_FOCUS_AREAS = Part(
    ("own_focus_areas",),
    FocusArea,
    (Field("code", SLUG, required=True), Field("name", NAME, required=True)),
    help="A focus area (*indsatsområde*) of the plan's own; the funding round's are there already.",
    namespace=FOCUS_AREAS,
    key_attr="code",
)
OWN_GOALS = Part(
    ("goals",),
    OverallGoal,
    (Field("code", SLUG, required=True), Field("text", Text(400), required=True)),
    help="An overall goal (*overordnet mål*) of the plan's own; the funding round's are there already.",
    namespace=OVERALL_GOALS,
    key_attr="code",
)
#: Stands in the plan's own part.
SUPPORTS = Part(
    ("supports",),
    Support,
    (
        Field("kind", Choice(SupportKind), required=True),
        Field("number", Whole(17)),
        Field("name", NAME, required=True),
        Field("organisation", Ref(ORGANISATIONS)),
        Field("note", Text(None)),
    ),
)
