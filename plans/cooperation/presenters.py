"""Agreements beside the plan as facts for pages, without queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.dates import PartialDate


@dataclass(frozen=True)
class CooperationFacts:
    """One agreement beside the plan; ``file_pk`` is set only for a reader who sees the file."""

    pk: int
    kind: str
    title: str
    subject: str
    start: PartialDate | None
    end: PartialDate | None
    signed: PartialDate | None
    parties: tuple[str, ...]
    file_pk: int | None
    file_title: str
    has_file: bool

    @property
    def parties_words(self) -> str:
        return danish.joined(list(self.parties), _("and")) or _("not stated")

    @property
    def period_words(self) -> str:
        if self.start is None and self.end is None:
            return _("not stated")
        unknown = _("not stated")
        return f"{self.start or unknown} – {self.end or unknown}"


def cooperation_facts(agreements: Iterable[Any], *, sights: Iterable[Any]) -> list[CooperationFacts]:
    """Agreements that come with ``file`` and ``parties__organisation``; ``sights`` are the files the reader sees."""
    seen = set(sights)
    return [_facts(agreement, agreement.file is not None and agreement.file.sight in seen) for agreement in agreements]


def _facts(agreement: Any, may_fetch: bool) -> CooperationFacts:
    return CooperationFacts(
        pk=agreement.pk,
        kind=str(agreement.get_kind_display()),
        title=agreement.title,
        subject=agreement.subject,
        start=agreement.start,
        end=agreement.end,
        signed=agreement.signed,
        parties=tuple(str(party) for party in agreement.parties.all()),
        file_pk=agreement.file_id if may_fetch else None,
        file_title=agreement.file.title if may_fetch else "",
        has_file=agreement.file_id is not None,
    )
