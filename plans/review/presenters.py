"""A plan's findings together with what was set aside of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override

from plans.review.findings import Finding, findings
from plans.review.models import SetAside
from plans.shared.enums import Topic


@dataclass(frozen=True)
class Remark:
    """One finding as its reader meets it; ``aside`` is the row that sets it aside, if one does."""

    topic: Topic
    finding: Finding
    aside: SetAside | None

    @property
    def mark(self) -> str:
        """The finding's short name in addresses; another one when the facts change."""
        return self.finding.fingerprint

    def as_json(self) -> dict[str, str]:
        """The form that ``check_plan --json`` prints; ``set_aside`` is the reason."""
        return self.finding.as_json() | ({} if self.aside is None else {"set_aside": self.aside.because})


@dataclass(frozen=True)
class Remarks:
    """What is said of a plan, the most serious first; and rows that set aside what nobody says any more."""

    all: tuple[Remark, ...]
    past: tuple[SetAside, ...]

    @property
    def open(self) -> list[Remark]:
        return [remark for remark in self.all if remark.aside is None]

    @property
    def set_aside(self) -> list[Remark]:
        return [remark for remark in self.all if remark.aside is not None]


#: Remarks on single figures: to who does not see small counts some are not told, though they hold.
OF_FIGURES = frozenset({"result-far-outside", "share-over-hundred"})


def remarks(plan: Any, *, today: date, exact: bool) -> Remarks:
    """Every finding of the plan, those set aside and those that are not; ``exact`` as in
    :func:`plans.review.findings.findings`.

    That a remark on a figure was set aside is told to who sees small counts alone, unless the remark itself is told.
    """
    rows = {row.fingerprint: row for row in SetAside.objects.filter(plan=plan)}
    found = findings(plan, today=today, exact=exact)
    by_words = {}
    if any(row.is_known_by_words for row in rows.values()):
        own_words = in_own_language(plan, [finding for _topic, finding in found], today)
        by_words = {own.fingerprint: own.fingerprint_by_words for own in own_words}
    all_of_them = tuple(
        Remark(topic, finding, rows.get(finding.fingerprint) or rows.get(by_words.get(finding.fingerprint, "")))
        for topic, finding in found
    )
    known = {remark.aside.pk for remark in all_of_them if remark.aside is not None}
    past = (row for row in rows.values() if row.pk not in known and (exact or row.code not in OF_FIGURES))
    return Remarks(all_of_them, tuple(past))


def in_own_language(plan: Any, found: list[Finding], today: date) -> list[Finding]:
    """The findings in the portal's language; only for a reader in another one are they worked out again, all of
    them."""
    if get_language() == settings.LANGUAGE_CODE:
        return found
    with override(settings.LANGUAGE_CODE):
        return [finding for _topic, finding in findings(plan, today=today, exact=True)]
