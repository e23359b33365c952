"""Statuses set by hand as facts for pages and papers: frozen, without queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core.dates import written
from plans.progress.enums import WorkStatus
from plans.progress.presenters.words import status_words


@dataclass(frozen=True)
class OverruleFacts:
    """A status set by hand, with reason, author and date; ``worked_out`` is the status it overrules.

    ``entered_since`` is the last day on which something behind it was reported after it was set; ``None`` without.
    """

    pk: int
    because: str
    by: str
    decided_on: date
    worked_out: str
    entered_since: date | None = None

    @property
    def sentence(self) -> str:
        return " ".join(part for part in (self._set_words(), self._since_words()) if part)

    def _since_words(self) -> str:
        """That the facts have changed since, so that the reason may no longer hold."""
        if self.entered_since is None:
            return ""
        return _("More was reported since, last on %s: look whether the reason still holds.") % written(
            self.entered_since
        )

    def _set_words(self) -> str:
        values = {"by": self.by, "day": written(self.decided_on), "why": self.because, "status": self.worked_out}
        return _("Set by hand by %(by)s, %(day)s: %(why)s (worked out: %(status)s)") % values


def overrule_of(row: Any, worked: WorkStatus | None, day: date, entered: date | None) -> OverruleFacts | None:
    """The status set by hand, once the day it was set has come; ``entered`` is the last day of a report behind it."""
    found = getattr(row, "overrule", None)
    if found is None or found.decided_on > day:
        return None
    since = entered if entered is not None and entered > found.decided_on else None
    return OverruleFacts(found.pk, found.because, found.by_name, found.decided_on, status_words(worked), since)
