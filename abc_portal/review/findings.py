"""What a careful colleague would say of a plan (*bemærkninger*): the register of checks, what they find, and what of it
is set aside.

Codes are stable: scripts and people refer to them."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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
class GroupWords:
    """How several findings of a kind read as one line: where, the sentence for so many, what to do, where to do it."""

    where: str
    sentence: Callable[[int], str]
    fix: str
    link: str


@dataclass(frozen=True)
class Finding:
    """What is wrong, where, how serious it is, and what to do.

    ``link`` leads to the place to mend it; ``why`` is a sentence on why it matters. ``about`` names the object by keys
    that it has in the plan's document too, and ``facts`` are the plain values that the finding rests on: a finding that
    was set aside is known by its code and these. So neither holds a sentence, nor a count of people, which could be
    guessed from the fingerprint. ``formerly`` are other pairs of these by which it was known in earlier releases.

    Findings with the same ``group`` are read as one line, in which ``detail`` is what is said of this one.
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
    formerly: tuple[tuple[tuple[str, ...], tuple[Any, ...]], ...] = ()
    group: GroupWords | None = None
    detail: str = ""

    @property
    def in_group(self) -> str:
        """What is said of it in the line of its kind: its name, and its detail."""
        name = self.where.partition(" · ")[2] or self.where
        return f"{name}: {self.detail}" if self.detail else name

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
        return _fingerprint(self.code, self.about, self.facts)

    @property
    def former_fingerprints(self) -> list[str]:
        """What it was known by in earlier releases."""
        return [_fingerprint(self.code, about, facts) for about, facts in self.formerly]

    @property
    def fingerprint_by_words(self) -> str:
        """What it was known by before: its sentences in the portal's language."""
        return fingerprint_by_words(self.code, self.where, self.message)


def _fingerprint(code: str, about: tuple[str, ...], facts: tuple[Any, ...]) -> str:
    known_by = [code, list(about), list(facts)]
    return _digest(json.dumps(known_by, ensure_ascii=False, default=_plain))


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
_of_missing: set[str] = set()
_nothing_missed: list[Callable[[Review], bool]] = []
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def register(
    *checks: Check,
    topic: Topic = Topic.AGREEMENTS,
    of_figures: Iterable[str] = (),
    of_missing: Iterable[str] = (),
) -> None:
    """Add checks on that topic; each takes a review and asks the database a fixed number of times.

    ``of_figures`` are the codes of findings on single figures: to a reader who does not see small counts some of these
    are not reported, though they hold. ``of_missing`` are those of findings that something is not entered: not reported
    where nothing is missed yet, and no more than advice in a plan that was over when it was entered.
    """
    _checks.update(dict.fromkeys(checks, topic))
    _of_figures.update(of_figures)
    _of_missing.update(of_missing)


def register_nothing_missed(rule: Callable[[Review], bool]) -> None:
    """Add a rule that says of which plans nothing is missed yet."""
    _nothing_missed.append(rule)


def findings(plan: Any, *, today: date, exact: bool) -> list[tuple[Topic, Finding]]:
    """Everything the checks find in the plan, the most serious first; ``exact``: for a reader who sees small counts."""
    review = Review(plan, today, exact)
    found = [(topic, finding) for check, topic in _checks.items() for finding in check(review)]
    listed = _distinct(_expected(review, found))
    return sorted(listed, key=lambda pair: place_of(pair[1].severity, pair[1].where, pair[1].code, pair[1].message))


def _expected(review: Review, found: list[tuple[Topic, Finding]]) -> list[tuple[Topic, Finding]]:
    """The findings without what nobody misses yet; what nobody can enter any more is advice."""
    if any(rule(review) for rule in _nothing_missed):
        return [(topic, finding) for topic, finding in found if finding.code not in _of_missing]
    if not review.plan.was_entered_after_its_end:
        return found
    return [
        (topic, replace(finding, severity=Severity.INFO) if finding.code in _of_missing else finding)
        for topic, finding in found
    ]


def _distinct(found: list[tuple[Topic, Finding]]) -> Iterator[tuple[Topic, Finding]]:
    """The findings, where those after the first of several that read alike are numbered, in the order of their
    rows."""
    seen: Counter[str] = Counter()
    for topic, finding in found:
        fingerprint = finding.fingerprint
        seen[fingerprint] += 1
        number = seen[fingerprint]
        yield topic, finding if number == 1 else replace(finding, about=(*finding.about, f"#{number}"), formerly=())


def place_of(severity: Severity, where: str, code: str, message: str) -> tuple[Any, ...]:
    """Where it stands in the list: the most serious first, and always in the same order."""
    return _ORDER[severity], where, code, message


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
    known = {finding.fingerprint: row for _topic, finding in found if (row := _aside_by_facts(finding, rows))}
    if by_words := [row for row in rows.values() if row.is_known_by_words]:
        own_words = in_own_language(plan, [finding for _topic, finding in found], today)
        known = _aside_by_words(own_words, by_words) | known
    all_of_them = tuple(Remark(topic, finding, known.get(finding.fingerprint)) for topic, finding in found)
    in_force = {remark.aside.pk for remark in all_of_them if remark.aside is not None}
    past = (row for row in rows.values() if row.pk not in in_force and (exact or row.code not in _of_figures))
    return Remarks(all_of_them, tuple(past))


def _aside_by_facts(finding: Finding, rows: dict[str, Any]) -> Any:
    """The row that sets the finding aside by what it is known by now, or was in an earlier release."""
    return next((rows[one] for one in (finding.fingerprint, *finding.former_fingerprints) if one in rows), None)


def _aside_by_words(own_words: list[Finding], rows: list[Any]) -> dict[str, Any]:
    """By fingerprint, the rows that set findings aside by their sentences, or by the gist of these where only one
    finding has it: sentences are reworded, and what they are about stays."""
    exact = {row.fingerprint: row for row in rows}
    known = {own.fingerprint: exact[words] for own in own_words if (words := own.fingerprint_by_words) in exact}
    left = {_gist(row): row for row in rows if row not in known.values()}
    gists = Counter(map(_gist, own_words))
    for own in own_words:
        if (gist := _gist(own)) in left and gists[gist] == 1:
            known.setdefault(own.fingerprint, left[gist])
    return known


def _gist(said: Any) -> tuple[str, ...]:
    """What sentences are about, however they are worded: the code, what the place is called, and every number."""
    return (said.code, said.where.partition(" · ")[2], *re.findall(r"\d+(?:[.,]\d+)*", said.message))


def in_own_language(plan: Any, found: list[Finding], today: date) -> list[Finding]:
    """The findings in the portal's language; only for a reader in another one are they worked out again, all of
    them."""
    if get_language() == settings.LANGUAGE_CODE:
        return found
    with override(settings.LANGUAGE_CODE):
        return [finding for _topic, finding in findings(plan, today=today, exact=True)]
