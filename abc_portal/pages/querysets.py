"""Rows of plans: whose they are, which of them a user may see and edit, and which held on a day."""

from collections.abc import Callable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from abc_portal.core.access import Resource
from abc_portal.pages import source


class PlanScopedQuerySet(models.QuerySet):
    """Rows that belong to a plan, by the model's ``plan_path``; seen by who may see its ``resource``."""

    def visible_to(self, user: Any) -> Self:
        return self._in_plans(user, source.plans.plans_seen)

    def editable_by(self, user: Any) -> Self:
        return self._in_plans(user, source.plans.plans_edited)

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

    def _in_plans(self, user: Any, plans_of: Callable[[Any, Resource], Any]) -> Self:
        if user.is_superuser and user.is_active:
            return self
        path = getattr(self.model, "plan_path", "plan")
        return self.filter(**{f"{path}__in": plans_of(user, self.model.resource)})
