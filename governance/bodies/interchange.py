"""A plan's bodies with their seats as parts of its document."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from abc_portal.directory.interchange import AREAS, ORGANISATIONS, PEOPLE
from abc_portal.exchange.interchange.kinds import Choice, Day, Flag, Ref, Rich, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part, register
from governance.bodies.enums import BodyKind
from governance.bodies.models import Body, BodyOrder, Seat, SeatHolder
from plans.shared.interchange import ROUNDS, SUB_AGREEMENTS

BODIES = "bodies"
SMALL = Whole(32767)

BODY = Part(
    ("bodies",),
    Body,
    (
        Field("kind", Choice(BodyKind), required=True),
        Field("name", Text(200), required=True),
        Field("sub_agreement", Ref(SUB_AGREEMENTS)),
        Field("area", Ref(AREAS)),
        Field("purpose", Rich()),
        Field("meetings_least", SMALL),
        Field("meetings_most", SMALL),
        Field("meetings_about", Flag(), default=False),
        Field("rhythm", Text(300)),
        Field("cited_round", Ref(ROUNDS)),
    ),
    namespace=BODIES,
    key_attr="name",
    children=(
        Part(
            ("seats",),
            Seat,
            (
                Field("title", Text(200), required=True),
                Field("organisation", Ref(ORGANISATIONS)),
                Field("least", SMALL),
                Field("most", SMALL),
                Field("per", Text(120)),
                Field("is_ad_hoc", Flag(), default=False),
            ),
            parent="body",
            path="body__plan",
            children=(
                Part(
                    ("holders",),
                    SeatHolder,
                    (
                        Field("person", Ref(PEOPLE), required=True),
                        Field("start", Day(), "starts_on"),
                        Field("end", Day(), "ends_on"),
                    ),
                    parent="seat",
                    path="seat__body__plan",
                    order=(F("starts_on").asc(nulls_first=True), "pk"),
                ),
            ),
        ),
    ),
)
ORDER = Part(
    ("body_order",),
    BodyOrder,
    (Field("first", Ref(BODIES), "earlier", required=True), Field("then", Ref(BODIES), "later", required=True)),
    parent="",
    path="earlier__plan",
    order=("later__position", "earlier__position", "pk"),
)


def register_parts() -> None:
    register.refer(BODIES, key=lambda row: row.name, words=_("the bodies (bodies)"))
    register.add(BODY, ORDER)
