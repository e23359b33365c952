"""What a funding round prescribes, as facts for a page, without queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plans.shared.words import percent_words


@dataclass(frozen=True)
class DocumentFacts:
    """A document of the round by its official name, with the headings that it prescribes for it."""

    name: str
    kind: str
    required: str
    template: str
    note: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class RoundFacts:
    name: str
    legal_basis: str
    years: str
    least_share: str
    hours_count: str
    has_sub_agreements: bool
    areas: tuple[str, ...]
    goals: tuple[str, ...]
    headings: tuple[str, ...]
    documents: tuple[DocumentFacts, ...]


def round_facts(
    row: Any, *, areas: Iterable[Any], goals: Iterable[Any], sections: Iterable[Any], documents: Iterable[Any]
) -> RoundFacts:
    """The round with what it prescribes, each in its order."""
    listed = list(sections)
    return RoundFacts(
        name=row.name,
        legal_basis=row.legal_basis,
        years=f"{row.first_year}–{row.last_year}",
        least_share=_("not stated") if row.least_local_share is None else percent_words(row.least_local_share),
        hours_count=known_words(row.hours_count),
        has_sub_agreements=row.has_sub_agreements,
        areas=tuple(area.name for area in areas),
        goals=tuple(goal.text for goal in goals),
        headings=tuple(item.heading for item in listed if item.document_id is None),
        documents=tuple(_document(document, listed) for document in documents),
    )


def known_words(value: bool | None) -> str:
    """Yes, no, or that it is not known: the three are different."""
    return {True: _("Yes"), False: _("No"), None: _("not known")}[value]


def _document(row: Any, sections: list[Any]) -> DocumentFacts:
    return DocumentFacts(
        name=row.name,
        kind=str(row.get_kind_display()),
        required=known_words(row.is_required),
        template=known_words(row.has_template),
        note=row.note,
        headings=tuple(section.heading for section in sections if section.document_id == row.pk),
    )
