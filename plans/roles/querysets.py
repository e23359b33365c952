"""What of the plans a user may see; and named facts that come with them."""

from typing import Self

from abc_portal.pages.querysets import PlanScopedQuerySet


class MembershipQuerySet(PlanScopedQuerySet):
    """Roles in plans."""

    def with_names(self) -> Self:
        return self.select_related("user", "sub_agreement", "department", "plan")

    def with_accounts(self) -> Self:
        """Each role with its account, what was sent to invite its owner, and what it is for."""
        return self.select_related("plan", "user__invitation", "sub_agreement", "department__organisation")
