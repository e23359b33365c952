"""Which drafts of the plans a user may see."""

from typing import Any

from django.db.models import Q

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
