"""What of the plans a user may see; and named facts that come with them."""

from typing import Any, Self

from django.db.models import Q

from abc_portal.directory import access as directory_access
from abc_portal.directory.querysets import ReferenceQuerySet
from plans.shared import access


class SectionQuerySet(ReferenceQuerySet):
    """Sections that rounds prescribe, as the other shared lists."""

    def of_plan(self, plan: Any) -> Self:
        """What the plan's round prescribes."""
        return self.filter(round=plan.round_id)


class PrescribedQuerySet(ReferenceQuerySet):
    """What rounds prescribe, as the other shared lists; and plans' own, seen and edited as the rest of the plan."""

    def visible_to(self, user: Any) -> Self:
        return self._shared_and_own(user, access.FULL_SIGHT)

    def offered_to(self, user: Any) -> Self:
        return self._shared_and_own(user, [access.AccessLevel.EDIT])

    def editable_by(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        return self.filter(plan__in=access.plans_where(user, access.Resource.PLAN, [access.AccessLevel.EDIT]))

    def of_plan(self, plan: Any) -> Self:
        """What the plan's round prescribes and what is the plan's own."""
        return self.filter(Q(plan=plan) | Q(round=plan.round_id, round__isnull=False))

    def with_plan(self) -> Self:
        """Each with the plan or the round that it belongs to, which a list over several plans names."""
        return self.select_related("plan", "round")

    def _shared_and_own(self, user: Any, wanted: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        own = Q(plan__in=access.plans_where(user, access.Resource.PLAN, wanted))
        return self.filter(own | Q(plan=None) if directory_access.may_see_reference(user) else own)
