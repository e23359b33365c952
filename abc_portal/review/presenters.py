"""Facts for the page Gennemgang."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


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
