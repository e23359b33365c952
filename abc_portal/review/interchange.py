"""Remarks that were set aside, as a part of a plan's document."""

from abc_portal.exchange.interchange.parts import Field, Part
from abc_portal.review.models import SetAside

REMARKS_SET_ASIDE = Part(
    ("set_aside",),
    SetAside,
    (
        "code where message",
        Field("fingerprint", help="What it is known by; in older documents it is known by its sentences."),
        Field("reason", "because", required=True),
    ),
    identity=("code", "where", "message"),
)
