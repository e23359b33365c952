"""A plan's own indicators and all its observations as parts of its document."""

from django.utils.translation import gettext_lazy as _

from abc_portal.directory.enums import Qualifier
from abc_portal.directory.interchange import DEPARTMENTS
from abc_portal.exchange.interchange.kinds import Choice, Exact, Flag, Ref, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part, register
from indicators.enums import Better, Population, Unit, ValueState
from indicators.models import Indicator, Instrument, Observation
from plans.interchange import find_prescribed
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
OBSERVATIONS = Part(
    ("observations",),
    Observation,
    (
        Field("indicator", Ref(INDICATORS), required=True),
        Field("population", Choice(Population), required=True),
        Field("population_name", Text(120)),
        Field("department", Ref(DEPARTMENTS)),
        Field("part", Text(120)),
        Field("year", Whole(2199)),
        Field("period", Text(80)),
        Field("state", Choice(ValueState), default=ValueState.KNOWN),
        Field("value", Exact()),
        Field("qualifier", Choice(Qualifier), default=Qualifier.EXACT),
        Field("as_printed", Text(60)),
        Field("source", Text(200)),
        Field("place", Text(200)),
        Field("instrument", Ref(INSTRUMENTS)),
        Field("area_note", Text(200)),
        Field("definition", Text(300)),
        Field("is_baseline", Flag(), default=False),
        Field("is_used", Flag(), default=True),
        Field("not_used_because", Text(300)),
    ),
)


def register_parts() -> None:
    register.refer(
        INDICATORS,
        find=find_prescribed(Indicator),
        key=lambda row: row.code,
        words=_("the funding round's indicators and the plan's own (indicators)"),
    )
    register.refer(
        INSTRUMENTS,
        find=lambda key, _plan: Instrument.objects.filter(code=key).first(),
        key=lambda row: row.code,
        words=_("the portal's instruments"),
    )
    register.add(OWN_INDICATORS, OBSERVATIONS)
