"""The plan itself, its life and surroundings, and what it has set for itself, as parts of its document."""

from abc_portal.exchange.interchange.kinds import Text
from abc_portal.exchange.interchange.parts import Field, Part
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
