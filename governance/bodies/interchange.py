"""A plan's bodies with their seats as parts of its document."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from abc_portal.exchange.interchange.parts import Part, register
from governance.bodies.models import Body, BodyOrder, Seat, SeatHolder

BODY = Part(
    ("bodies",),
    Body,
    ("kind name sub_agreement area purpose meetings_least meetings_most meetings_about rhythm", "cited_round"),
    key_attr="name",
    words=_("the bodies (bodies)"),
    children=(
        Part(
            ("seats",),
            Seat,
            "title organisation least most per is_ad_hoc",
            children=(
                Part(
                    ("holders",),
                    SeatHolder,
                    "person start=starts_on end=ends_on",
                    order=(F("starts_on").asc(nulls_first=True), "pk"),
                ),
            ),
        ),
    ),
)
ORDER = Part(
    ("body_order",),
    BodyOrder,
    "first=earlier then=later",
    parent="",
    path="earlier__plan",
    order=("later__position", "earlier__position", "pk"),
)


def register_parts() -> None:
    register.add(BODY, ORDER)
