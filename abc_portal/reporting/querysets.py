"""Whose requested documents are whose."""

from typing import Any, Self

from django.db import models

from plans.shared.access import FULL_SIGHT, Resource, plans_where


class DocumentRequestQuerySet(models.QuerySet):
    """Each user sees their own, and only while they still have a role in the plan."""

    def visible_to(self, user: Any) -> Self:
        own = self.filter(asked_by=user)
        if user.is_superuser and user.is_active:
            return own
        return own.filter(plan__in=plans_where(user, Resource.PLAN, FULL_SIGHT))
