"""What a careful colleague would say of a plan (*bemærkninger*): the register of checks, and this app's.

Codes are stable: scripts and people refer to them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.utils.text import Truncator
from django.utils.translation import get_language, override

from plans.shared.answer_cache import answer_cache, fetch_once
from plans.shared.enums import Severity, Topic


@dataclass(frozen=True)
class Finding:
    """One remark: what is wrong, where, how serious, and what to do.

    ``link`` leads to the place to mend it; ``why`` is a sentence on why it matters.
    """

    code: str
    severity: Severity
    where: str
    message: str
    fix: str
    link: str = ""
    why: str = ""

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


@dataclass
class Review:
    """One review of a plan: what several checks need is fetched once and shared between them.

    ``exact`` says that its reader sees small counts; to others nothing is told that follows from one.
    """

    plan: Any
    exact: bool = True
    _fetched: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, fetch: Callable[[Any], Iterable[Any]]) -> list[Any]:
        """The rows under that name, fetched for the plan the first time they are asked for."""
        if name not in self._fetched:
            self._fetched[name] = fetch_once(self.plan, name, fetch)
        return self._fetched[name]

    def lacking(self, kind: str) -> Iterator[tuple[int, str]]:
        """Key and name of each row of the plan that lacks what :func:`register_lacking` asks for under that kind."""
        return ((pk, Truncator(name).chars(LONGEST_NAME)) for pk, name in self.asked(kind))

    def asked(self, kind: str) -> Iterator[tuple[int, str]]:
        """The same with the whole of what was asked for, for who packed more than a name into it."""
        return ((pk, name) for found, pk, name, *_nothing in self.once("rows", rows_told_of) if found == kind)


LONGEST_NAME = 120
_lacks: dict[str, tuple[Callable[[Any], Any], Any]] = {}


def register_lacking(kind: str, rows: Callable[[Any], Any], name: Any) -> None:
    """Say which of a plan's rows lack something, and the column or expression that names them.

    All kinds together are one question to the database: a page of remarks must not ask more the more checks there are.
    """
    _lacks[kind] = (rows, name)


#: Questions of other checks that are asked together with what is lacking; see :func:`ask_along`.
_along: list[Callable[[Any], list[Any]]] = []


def ask_along(queries: Callable[[Any], list[Any]]) -> None:
    """Have a plan's queries asked together with what is lacking, each for the columns of :func:`rows_told_of`."""
    _along.append(queries)


def rows_told_of(plan: Any) -> list[tuple[str, int, str, str, str]]:
    """Kind, key, name, short name and text of rows that checks look at; all in one question to the database."""
    asked = [
        rows(plan)
        .order_by()
        .annotate(t_of=text_value(kind), t_name=Cast(name, TextField()), t_slug=text_value(""), t_text=text_value(""))
        .values_list("t_of", "pk", "t_name", "t_slug", "t_text")
        for kind, (rows, name) in _lacks.items()
    ]
    first, *others = [*asked, *(query for queries in _along for query in queries(plan))]
    return list(first.union(*others, all=True))


def text_value(words: str) -> Value:
    """The words as a column of a query."""
    return Value(words, TextField())


Check = Callable[[Review], Iterable[Finding]]
_checks: list[Check] = []
_topics: dict[Check, Topic] = {}
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def register(*checks: Check, topic: Topic = Topic.AGREEMENTS) -> None:
    """Add checks on that topic; each takes a review and asks the database a fixed number of times.

    What a check fetches goes through :meth:`Review.once`: for a reader in another language it is run twice.
    """
    _checks.extend(check for check in checks if check not in _checks)
    _topics.update(dict.fromkeys(checks, topic))


@dataclass(frozen=True)
class LocalisedFinding:
    """A finding in the reader's language; ``own`` is the same in the portal's, by which it is known again."""

    topic: Topic
    finding: Finding
    own: Finding


def told(plan: Any, *, exact: bool) -> list[LocalisedFinding]:
    """Everything the checks say of the plan to a reader who sees small counts, or who does not; most serious first."""
    with answer_cache(plan):
        review = Review(plan, exact)
        found = [each for check in _checks for each in _told_by(check, review)]
    return sorted(found, key=lambda each: _place(each.finding))


def _told_by(check: Check, review: Review) -> list[LocalisedFinding]:
    read = list(check(review))
    own = read
    if get_language() != settings.LANGUAGE_CODE:
        with override(settings.LANGUAGE_CODE):
            own = list(check(review))
    return [LocalisedFinding(_topics[check], *pair) for pair in zip(read, own, strict=True)]


def _place(finding: Finding) -> tuple[Any, ...]:
    return _ORDER[finding.severity], finding.where, finding.code, finding.message


def findings(plan: Any) -> list[Finding]:
    """The secretariat's findings alone, in the reader's language."""
    return [each.finding for each in told(plan, exact=True)]


#: What the one question to the database calls those who have not signed, and those of whom the day is not known.
UNSIGNED, UNDATED = "signatory_unsigned", "signatory_undated"
