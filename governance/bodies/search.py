"""How bodies and their members are found by the search."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from governance.bodies.models import Body, SeatHolder
from plans.shared.searching import place_in_plan, plan_page

register(
    SearchKind(
        "organer",
        _("Bodies"),
        Body,
        ("name", "purpose"),
        address=plan_page("governance:bodies"),
        place=place_in_plan,
        related=("plan",),
        order=40,
    ),
    SearchKind(
        "medlemmer",
        _("Members of bodies"),
        SeatHolder,
        ("person__name", "seat__title"),
        address=lambda row: reverse("governance:bodies", args=[row.seat.body.plan.slug]),
        place=lambda row: f"{row.seat.title}, {row.seat.body} · {row.seat.body.plan}",
        related=("person", "seat__body__plan"),
        order=51,
    ),
)
