"""The review of a plan as it is today, for a reader who sees small counts or who does not."""

from typing import Any

from django.utils import timezone

from plans.review import findings as checks
from plans.review import presenters
from plans.review.findings import Finding
from plans.review.presenters import Remarks


def findings(plan: Any, *, exact: bool = True) -> list[Finding]:
    return [finding for _topic, finding in checks.findings(plan, today=timezone.localdate(), exact=exact)]


def remarks(plan: Any, *, exact: bool = True) -> Remarks:
    return presenters.remarks(plan, today=timezone.localdate(), exact=exact)
