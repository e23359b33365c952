"""Named facts about bodies."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from abc_portal.pages.querysets import PlanScopedQuerySet
from governance.contacts import access


class ContactDetailsQuerySet(PlanScopedQuerySet):
    """How a plan reaches people: seen by its secretariat, by the person, and by those who share a body with them."""

    def visible_to(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        if not user.is_active:
            return self.none()
        members = apps.get_model("governance", "SeatHolder")._base_manager.filter(
            access.prefixed(access.own_body(user), "seat__body__"),
            person=OuterRef("person"),
            seat__body__plan=OuterRef("plan"),
        )
        written = super().visible_to(user).order_by().values("pk")
        return self.filter(Q(pk__in=written) | Q(person__user=user.pk) | Exists(members))
