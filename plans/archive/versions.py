"""The versions of a plan's files."""

from typing import Any

from plans.archive.models import PlanFileVersion


def versions_of(plan: Any) -> Any:
    """Every version of the archive's files with its file; of each file the newest first."""
    rows = PlanFileVersion.objects.filter(file__plan=plan).select_related("file")
    return rows.order_by("file__position", "file", "-number")
