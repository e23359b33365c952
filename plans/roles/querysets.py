"""What of the plans a user may see; and named facts that come with them."""

from typing import Self

from abc_portal.pages.querysets import PlanScopedQuerySet


class MembershipQuerySet(PlanScopedQuerySet):
    """Roles in plans."""

    def with_names(self) -> Self:
        return self.select_related("user", "sub_agreement", "department", "plan")
