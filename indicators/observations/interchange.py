"""A plan's own indicators and all its observations as parts of its document."""

from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import Part, register
from indicators.definitions.interchange import OWN_INDICATORS
from indicators.definitions.models import Instrument
from indicators.observations.models import Observation

OBSERVATIONS = Part(
    ("observations",),
    Observation,
    (
        "indicator population population_name department part year period state value qualifier",
        "as_printed source place instrument area_note definition is_baseline is_used not_used_because",
    ),
)


def register_parts() -> None:
    register.refer(
        "instruments",
        Instrument,
        find=lambda key, _plan: Instrument.objects.filter(code=key).first(),
        known=lambda _plan: Instrument.objects.values_list("code", flat=True),
        key=lambda row: row.code,
        words=_("the portal's instruments"),
    )
    register.add(OWN_INDICATORS, OBSERVATIONS)
