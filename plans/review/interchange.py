"""Remarks that were set aside, as a part of a plan's document."""

from abc_portal.exchange.interchange.kinds import Text
from abc_portal.exchange.interchange.parts import Field, Part
from plans.review.models import SetAside
from plans.shared.interchange import SLUG

REMARKS_SET_ASIDE = Part(
    ("set_aside",),
    SetAside,
    (
        Field("code", SLUG, required=True),
        Field("where", Text(None), required=True),
        Field("message", Text(None), required=True),
        Field("fingerprint", Text(16), help="What it is known by; in older documents it is known by its sentences."),
        Field("reason", Text(500), "because", required=True),
    ),
    order=("pk",),
    identity=("code", "where", "message"),
)
