"""A plan's findings together with what was set aside of them."""

import hashlib
from dataclasses import dataclass
from typing import Any

from plans.review.findings import Finding, told
from plans.review.models import SetAside
from plans.shared.enums import Topic


@dataclass(frozen=True)
class Remark:
    """One finding as its reader meets it; ``aside`` is the row that sets it aside, if one does.

    ``own`` is the finding in the portal's language: rows and addresses know it by that.
    """

    topic: Topic
    finding: Finding
    own: Finding
    aside: SetAside | None

    @property
    def mark(self) -> str:
        """The finding's short name in addresses; another one when the facts change."""
        return hashlib.sha256("\n".join(_key(self.own)).encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, str]:
        """The form that ``check_plan --json`` prints; ``set_aside`` is the reason."""
        return self.finding.as_json() | ({} if self.aside is None else {"set_aside": self.aside.because})


@dataclass(frozen=True)
class Remarks:
    """What is told of a plan, the most serious first; and rows that set aside what nobody tells any more."""

    all: tuple[Remark, ...]
    past: tuple[SetAside, ...]

    @property
    def open(self) -> list[Remark]:
        return [each for each in self.all if each.aside is None]

    @property
    def set_aside(self) -> list[Remark]:
        return [each for each in self.all if each.aside is not None]


#: Remarks on single figures: to who does not see small counts some are not told, though they hold.
OF_FIGURES = frozenset({"result-far-outside", "share-over-hundred"})


def remarks(plan: Any, *, exact: bool) -> Remarks:
    """Every finding of the plan, those set aside and those that are not; ``exact`` as in :func:`plans.review.findings.told`.

    That a remark on a figure was set aside is told to who sees small counts alone, unless the remark itself is told.
    """
    rows = {_key(row): row for row in SetAside.objects.filter(plan=plan)}
    found = tuple(
        Remark(each.topic, each.finding, each.own, rows.get(_key(each.own))) for each in told(plan, exact=exact)
    )
    known = {_key(each.own) for each in found}
    past = (row for key, row in rows.items() if key not in known and (exact or row.code not in OF_FIGURES))
    return Remarks(found, tuple(past))


def _key(about: Finding | SetAside) -> tuple[str, str, str]:
    return about.code, about.where, about.message
