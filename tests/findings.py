"""The review of a plan as it is today, for a reader who sees small counts or who does not."""

from typing import Any

from django.utils import timezone

from abc_portal.review import findings as checks
from abc_portal.review.findings import Finding, Remarks


def findings(plan: Any, *, exact: bool = True) -> list[Finding]:
    return [finding for _topic, finding in checks.findings(plan, today=timezone.localdate(), exact=exact)]


def remarks(plan: Any, *, exact: bool = True) -> Remarks:
    return checks.remarks(plan, today=timezone.localdate(), exact=exact)
