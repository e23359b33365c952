"""What of the history a user may see."""

from typing import Any, Self

from django.db import models

from abc_portal.audit import access


class ChangeSetQuerySet(models.QuerySet):
    """Change sets in the wholes whose history the user sees; the system administrator sees all."""

    def visible_to(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        return self.filter(scope__in=access.scopes_seen_by(user))


class TouchedQuerySet(models.QuerySet):
    """What those change sets touched."""

    def visible_to(self, user: Any) -> Self:
        if user.is_superuser and user.is_active:
            return self
        return self.filter(change_set__scope__in=access.scopes_seen_by(user))
