"""What a careful colleague would say of a plan (*bemærkninger*): the register of checks, what they find, and what of it
is set aside.

Codes are stable: scripts and people refer to them."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import get_language, override

from abc_portal.core.numbers import plain_value
from abc_portal.review.enums import Severity, Topic

LONGEST_NAME = 120


def short(name: str) -> str:
    """The name as a finding has it: long ones are cut."""
    return Truncator(name).chars(LONGEST_NAME)


@dataclass(frozen=True)
class Finding:
    """What is wrong, where, how serious it is, and what to do.

    ``link`` leads to the place to mend it; ``why`` is a sentence on why it matters. ``about`` names the object by keys
    that it has in the plan's document too, and ``facts`` are the plain values that the finding rests on: a finding that
    was set aside is known by its code and these. So neither holds a sentence, nor a count of people, which could be
    guessed from the fingerprint.
    """

    code: str
    severity: Severity
    where: str
    message: str
    fix: str
    link: str = ""
    why: str = ""
    about: tuple[str, ...] = ()
    facts: tuple[Any, ...] = ()

    def as_json(self) -> dict[str, str]:
        """The form that ``check_plan --json`` prints."""
        return {
            "code": self.code,
            "severity": str(self.severity.value),
            "where": self.where,
            "message": self.message,
            "fix": self.fix,
            "why": self.why,
            "link": self.link,
        }

    @property
    def fingerprint(self) -> str:
        """The finding's short name in addresses and where it is set aside; another one when the facts change."""
        known_by = [self.code, list(self.about), list(self.facts)]
        return _digest(json.dumps(known_by, ensure_ascii=False, default=_plain))

    @property
    def fingerprint_by_words(self) -> str:
        """What it was known by before: its sentences in the portal's language."""
        return fingerprint_by_words(self.code, self.where, self.message)


def fingerprint_by_words(code: str, where: str, message: str) -> str:
    """What a finding with these sentences was known by before facts were."""
    return _digest("\n".join((code, where, message)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> str:
    """A value that JSON does not know, written the same on every database."""
    return str(plain_value(value) if isinstance(value, Decimal) else value)


@dataclass(frozen=True)
class Review:
    """What a check is given: the plan, the day, and whether its reader sees small counts.

    To a reader who does not, nothing is reported that follows from one.
    """

    plan: Any
    today: date
    exact: bool = True


Check = Callable[[Review], Iterable[Finding]]
_checks: dict[Check, Topic] = {}
_of_figures: set[str] = set()
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def register(*checks: Check, topic: Topic = Topic.AGREEMENTS, of_figures: Iterable[str] = ()) -> None:
    """Add checks on that topic; each takes a review and asks the database a fixed number of times.

    ``of_figures`` are the codes of findings on single figures: to a reader who does not see small counts some of these
    are not reported, though they hold.
    """
    _checks.update(dict.fromkeys(checks, topic))
    _of_figures.update(of_figures)


def findings(plan: Any, *, today: date, exact: bool) -> list[tuple[Topic, Finding]]:
    """Everything the checks find in the plan, the most serious first; ``exact``: for a reader who sees small counts."""
    review = Review(plan, today, exact)
    found = [(topic, finding) for check, topic in _checks.items() for finding in check(review)]
    return sorted(found, key=lambda pair: _place(pair[1]))


def _place(finding: Finding) -> tuple[Any, ...]:
    return _ORDER[finding.severity], finding.where, finding.code, finding.message


@dataclass(frozen=True)
class Remark:
    """One finding as its reader meets it; ``aside`` is the row that sets it aside, if one does."""

    topic: Topic
    finding: Finding
    aside: Any

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
    past: tuple[Any, ...]

    @property
    def open(self) -> list[Remark]:
        return [remark for remark in self.all if remark.aside is None]

    @property
    def set_aside(self) -> list[Remark]:
        return [remark for remark in self.all if remark.aside is not None]


def remarks(plan: Any, *, today: date, exact: bool) -> Remarks:
    """Every finding of the plan, those set aside and those that are not; ``exact`` as in :func:`findings`.

    That a remark on a figure was set aside is told to who sees small counts alone, unless the remark itself is told.
    """
    rows = {row.fingerprint: row for row in plan.set_aside.all()}
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
    past = (row for row in rows.values() if row.pk not in known and (exact or row.code not in _of_figures))
    return Remarks(all_of_them, tuple(past))


def in_own_language(plan: Any, found: list[Finding], today: date) -> list[Finding]:
    """The findings in the portal's language; only for a reader in another one are they worked out again, all of
    them."""
    if get_language() == settings.LANGUAGE_CODE:
        return found
    with override(settings.LANGUAGE_CODE):
        return [finding for _topic, finding in findings(plan, today=today, exact=True)]
