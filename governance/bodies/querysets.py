"""Named facts about bodies."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Prefetch, Q

from abc_portal.pages.querysets import PlanScopedQuerySet


class SeatHolderQuerySet(PlanScopedQuerySet):
    """Who holds which seat."""

    def on(self, day: date) -> Self:
        """Those who hold their seat on that day."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


def with_seats(bodies: Any) -> Any:
    """The bodies with their seats and who holds them; two questions more."""
    seats, holders = apps.get_model("governance", "Seat"), apps.get_model("governance", "SeatHolder")
    return bodies.prefetch_related(
        Prefetch("seats", seats._base_manager.select_related("organisation")),
        Prefetch("seats__holders", holders._base_manager.select_related("person")),
    )


def with_orders(bodies: Any) -> Any:
    """The bodies with those that they meet before; one question more."""
    orders = apps.get_model("governance", "BodyOrder")
    return bodies.prefetch_related(Prefetch("meets_before", orders._base_manager.select_related("later")))


def bodies_of(plan: Any) -> Any:
    """The plan's bodies with the round whose rules their mandate cites."""
    return plan.bodies.select_related("cited_round")
