"""Focus areas, sub-agreements, positions, activities and stories as parts of a plan's document."""

from django.db.models import F

from abc_portal.directory.interchange import ORGANISATIONS, PEOPLE
from abc_portal.exchange.interchange.kinds import Choice, Partly, Ref, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part
from plans.shared.interchange import (
    NAME,
    POSITIONS,
    SLUG,
)
from plans.staffing.enums import EmploymentRole, Vacancy
from plans.staffing.models import Position, PositionHolder, PositionOrganisation

POSTS = Part(
    ("positions",),
    Position,
    (
        Field("code", SLUG),
        Field("title", NAME, required=True),
        Field("share", Whole(10000)),
        Field("vacancy", Choice(Vacancy), default=Vacancy.UNKNOWN),
        Field("start", Partly()),
        Field("end", Partly()),
        Field("note", Text(None)),
    ),
    namespace=POSITIONS,
    key_attr="code",
    children=(
        Part(
            ("organisations",),
            PositionOrganisation,
            (
                Field("organisation", Ref(ORGANISATIONS), required=True),
                Field("role", Choice(EmploymentRole), default=EmploymentRole.EMPLOYER),
                Field("share", Whole(1000)),
            ),
            parent="post",
            path="post__plan",
            order=("role", "pk"),
        ),
        Part(
            ("holders",),
            PositionHolder,
            (Field("person", Ref(PEOPLE), required=True), Field("start", Partly()), Field("end", Partly())),
            parent="post",
            path="post__plan",
            order=(F("starts_on").asc(nulls_first=True), "pk"),
        ),
    ),
)
