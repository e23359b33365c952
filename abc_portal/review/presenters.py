"""Facts for the page Gennemgang."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, GroupWords, Remark, place_of


@dataclass(frozen=True)
class RemarkLine:
    """One line of the review: a remark, or all those of a kind that are alike but for the row they are about."""

    remarks: tuple[Remark, ...]

    @property
    def is_many(self) -> bool:
        return len(self.remarks) > 1

    @property
    def finding(self) -> Finding:
        """The only one, or the first of several."""
        return self.remarks[0].finding

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    @property
    def where(self) -> str:
        return self._words.where

    @property
    def message(self) -> str:
        group = self._group
        return self.finding.message if group is None else group.sentence(len(self.remarks))

    @property
    def fix(self) -> str:
        return self._words.fix

    @property
    def link(self) -> str:
        return self._words.link

    @property
    def _group(self) -> GroupWords | None:
        return self.finding.group if self.is_many else None

    @property
    def _words(self) -> GroupWords | Finding:
        return self._group or self.finding

    def as_json(self) -> dict[str, Any]:
        """The form that ``check_plan --json`` prints; of several, each one stands under ``rows``."""
        if not self.is_many:
            return self.remarks[0].as_json()
        own = {"where": self.where, "message": self.message, "fix": self.fix, "link": self.link}
        rows = [remark.as_json() for remark in self.remarks]
        named = [{key: row[key] for key in ("where", "message", "link", "set_aside") if key in row} for row in rows]
        return {**self.finding.as_json(), **own, "rows": named}


def remark_lines(listed: Iterable[Remark]) -> list[RemarkLine]:
    """The remarks as lines, the most serious first; those set aside stand together when the reason is the same."""
    lines: dict[Any, list[Remark]] = {}
    for remark in listed:
        lines.setdefault(_line_of(remark), []).append(remark)
    found = [RemarkLine(tuple(held)) for held in lines.values()]
    return sorted(found, key=lambda line: place_of(line.severity, line.where, line.finding.code, line.message))


def _line_of(remark: Remark) -> tuple[Any, ...]:
    """What remarks of one line have in common."""
    finding, because = remark.finding, remark.aside and remark.aside.because
    if finding.group is None:
        return (remark.mark,)
    return (finding.code, finding.severity, remark.topic, finding.group, because)


@dataclass(frozen=True)
class AsideFacts:
    """A remark set aside: what it was, why it was set aside, and who said so when."""

    pk: int
    where: str
    message: str
    because: str
    by: str
    at: datetime | None


def aside_facts(rows: Iterable[Any], history: Iterable[Any]) -> list[AsideFacts]:
    """The rows in order; ``history`` is theirs with the change sets, oldest first.

    The name shown is that of the author of the present reason.
    """
    said: dict[int, Any] = {}
    for version in history:
        earlier = said.get(version.id)
        if earlier is None or earlier.because != version.because:
            said[version.id] = version
    return [_facts(row, said.get(row.pk)) for row in rows]


def _facts(row: Any, version: Any) -> AsideFacts:
    change_set = version.history_change_set if version is not None else None
    by, at = (change_set.by_name, change_set.at) if change_set is not None else ("", None)
    return AsideFacts(row.pk, row.where, row.message, row.because, by, at)
