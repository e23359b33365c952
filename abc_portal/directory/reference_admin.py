"""What the administration of lists shared by all plans has in common, also those of other apps."""

from typing import Any

from django.http import HttpRequest

from abc_portal.audit.admin import TrackedAdmin
from abc_portal.directory import access


class ReferenceAdmin(TrackedAdmin):
    """Lists shared by all plans: seen by secretariats, edited by the system administrator."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_see_reference(request.user)


class SharedListAdmin(ReferenceAdmin):
    """Organisations, departments and areas: secretariats add; who leads a plan edits what only that plan uses."""

    def may_add_any(self, request: HttpRequest) -> bool:
        return access.may_add_shared(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_edit_reference(request.user)
