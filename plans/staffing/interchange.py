"""Focus areas, sub-agreements, positions, activities and stories as parts of a plan's document."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import Part
from plans.staffing.models import Office, Position, PositionHolder, PositionOrganisation

POSTS = Part(
    ("positions",),
    Position,
    "code title share headcount vacancy start end appointment note",
    key_attr="code",
    words=_("the positions (positions)"),
    children=(
        Part(("organisations",), PositionOrganisation, "organisation role share", order=("role", "pk")),
        Part(
            ("holders",),
            PositionHolder,
            "person share start end",
            order=(F("starts_on").asc(nulls_first=True), "pk"),
            identity=("person",),
        ),
    ),
)
OFFICES = Part(("offices",), Office, "kind name address start end note", identity=("name", "address"))
