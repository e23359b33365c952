"""What rows of an agreement are called where they are chosen and listed."""

from typing import Any


def focus_area_label(row: Any) -> str:
    """A focus area by the plan's own name for it, or the round's."""
    return str(row.local_name or row.focus_area.name)
