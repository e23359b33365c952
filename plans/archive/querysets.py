"""What of the plans a user may see; and named facts that come with them."""

from typing import Any, Self

from django.db.models import Q

from abc_portal.core import word_search
from abc_portal.pages.querysets import PlanScopedQuerySet
from plans.shared import access

#: What a file is found by, in the archive and by the search.
SEARCHED = ("title", "description", "key", "versions__name")


class FileQuerySet(PlanScopedQuerySet):
    """Files of the archive and their versions, visible to the file's audience."""

    def visible_to(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        path, sight_path = getattr(self.model, "plan_path", "plan"), getattr(self.model, "sight_path", "sight")
        seen = Q(pk__in=[])
        for sight, roles in access.SEES_FILES.items():
            seen |= Q(**{sight_path: sight, f"{path}__in": access.held_today(user, roles).values("plan_id")})
        return self.filter(seen)

    def with_versions(self) -> Self:
        """With all that lists and pages show."""
        return self.select_related("sub_agreement", "activity").prefetch_related("versions")

    def search(self, text: str) -> Self:
        """Files whose title, description, short name or a version's name holds every word of the text."""
        return word_search.holding(self, SEARCHED, text)  # type: ignore[return-value]
