"""Which drafts of the plans a user may see, and the places that rows are for."""

from typing import Any

from django.db.models import Prefetch, Q

from plans.shared import access
from plans.shared.access import AccessLevel, Resource
from plans.shared.enums import Role


def drafts_seen(user: Any, prefix: str = "") -> Q:
    """Which drafts a user sees: all, by their role in the plan, or those of their own sub-agreement."""
    plans = access.plans_where(user, Resource.DRAFTS, access.FULL_SIGHT)
    own = access.held_today(user, access.roles_with(Resource.DRAFTS, [AccessLevel.OWN])).filter(role=Role.GROUP)
    subs = own.values("sub_agreement")
    return (
        Q(**{f"{prefix}plan__in": plans})
        | Q(**{f"{prefix}sub_agreement__in": subs})
        | Q(**{f"{prefix}activity__sub_agreement__in": subs})
    )


def with_places(rows: Any) -> Any:
    """Activities, sub-agreements or efforts with the areas and departments that each is for."""
    related = ((name, getattr(rows.model, f"{name}s").rel.related_model) for name in ("area", "department"))
    return rows.prefetch_related(*(Prefetch(f"{name}s", model.objects.select_related(name)) for name, model in related))
