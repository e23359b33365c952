"""A plan's own indicators and all its observations as parts of its document."""

from django.utils.translation import gettext_lazy as _

from abc_portal.directory.enums import Qualifier
from abc_portal.directory.interchange import DEPARTMENTS
from abc_portal.exchange.interchange.kinds import Choice, Exact, Flag, Ref, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part, register
from indicators.definitions.interchange import INDICATORS, INSTRUMENTS, OWN_INDICATORS
from indicators.definitions.models import Indicator, Instrument
from indicators.observations.enums import Population, ValueState
from indicators.observations.models import Observation
from plans.interchange import find_prescribed

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
