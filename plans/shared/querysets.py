"""What of the plans a user may see; and named facts that come with them."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from plans.shared import access
from plans.shared.access import AccessLevel, Resource
from plans.shared.enums import Role


class PlanScopedQuerySet(models.QuerySet):
    """Rows that belong to a plan, by the model's ``plan_path``; seen by the right over its ``thing``."""

    def visible_to(self, user: Any) -> Self:
        return self._where(user, access.FULL_SIGHT)

    def editable_by(self, user: Any) -> Self:
        return self._where(user, [access.AccessLevel.EDIT])

    def of_plan(self, plan: Any) -> Self:
        """The plan's own rows."""
        return self.filter(**{getattr(self.model, "plan_path", "plan"): plan})

    def with_plan(self) -> Self:
        """Each row with its plan, which a list over several plans names."""
        return self.select_related(getattr(self.model, "plan_path", "plan"))

    def valid_on(self, day: date) -> Self:
        """Rows that hold on that day, by the model's ``valid_columns``; an unknown first or last day is open."""
        first, last = self.model.valid_columns
        return self.filter(
            Q(**{first: None}) | Q(**{f"{first}__lte": day}), Q(**{last: None}) | Q(**{f"{last}__gte": day})
        )

    def _where(self, user: Any, wanted: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        path = getattr(self.model, "plan_path", "plan")
        return self.filter(**{f"{path}__in": access.plans_where(user, self.model.thing, wanted)})


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
