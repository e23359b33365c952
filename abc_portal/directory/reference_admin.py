"""What the administration of lists shared by all plans has in common, also those of other apps."""

from typing import Any

from django.http import HttpRequest

from abc_portal.audit.admin import TrackedAdmin
from abc_portal.directory import access


class ReferenceAdmin(TrackedAdmin):
    """Lists shared by all plans: seen by secretariats, edited by the system administrator."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_see_reference(request.user)
