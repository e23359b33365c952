"""What a plan has set for itself, and what it supports, as parts of its document."""

from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import Part
from plans.agreement.models.agreement import Support
from plans.rounds.models import FocusArea, OverallGoal
from plans.shared.interchange import codes_prescribed, find_prescribed

OWN_FOCUS_AREAS = Part(
    ("own_focus_areas",),
    FocusArea,
    "code name",
    help="A focus area (*indsatsområde*) of the plan's own; the funding round's are there already.",
    namespace="focus_areas",
    key_attr="code",
    find=find_prescribed(FocusArea),
    known=codes_prescribed(FocusArea),
    words=_("the funding round's focus areas and the plan's own (own_focus_areas)"),
)
OWN_GOALS = Part(
    ("goals",),
    OverallGoal,
    "code text focus_area",
    help="An overall goal (*overordnet mål*) of the plan's own; the funding round's are there already.",
    key_attr="code",
    find=find_prescribed(OverallGoal),
    known=codes_prescribed(OverallGoal),
    words=_("the funding round's overall goals and the plan's own (goals)"),
)
#: In the plan's own part.
SUPPORTS = Part(("supports",), Support, "kind number name organisation note")
