"""A plan's own indicators and all its observations as parts of its document."""

from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import Part
from indicators.definitions.models import Indicator
from plans.shared.interchange import codes_prescribed, find_prescribed

OWN_INDICATORS = Part(
    ("indicators",),
    Indicator,
    "code name goal unit better source",
    help="An indicator (*indikator*) of the plan's own; the funding round's are there already.",
    key_attr="code",
    find=find_prescribed(Indicator),
    known=codes_prescribed(Indicator),
    words=_("the funding round's indicators and the plan's own (indicators)"),
)
