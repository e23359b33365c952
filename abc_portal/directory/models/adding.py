"""What secretariats add to the shared lists where they need it."""

from typing import Any

from abc_portal.directory import access


class AddedInPlace:
    """A row that a form may add along with its own, by who may."""

    def check_can_add(self, by: Any) -> None:
        access.check_can_add_shared(by)
