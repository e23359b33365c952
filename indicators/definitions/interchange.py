"""A plan's own indicators and all its observations as parts of its document."""

from abc_portal.exchange.interchange.kinds import Choice, Ref, Text
from abc_portal.exchange.interchange.parts import Field, Part
from indicators.definitions.enums import Better, Unit
from indicators.definitions.models import Indicator
from plans.shared.interchange import OVERALL_GOALS, SLUG

INDICATORS, INSTRUMENTS = "indicators", "instruments"

OWN_INDICATORS = Part(
    ("indicators",),
    Indicator,
    (
        Field("code", SLUG, required=True),
        Field("name", Text(300), required=True),
        Field("goal", Ref(OVERALL_GOALS)),
        Field("unit", Choice(Unit), required=True),
        Field("better", Choice(Better), required=True),
        Field("source", Text(200)),
    ),
    help="An indicator (*indikator*) of the plan's own; the funding round's are there already.",
    namespace=INDICATORS,
    key_attr="code",
)
