"""Efforts beside a plan as facts for its page: frozen, without queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from plans.shared.efforts import Payment
from plans.shared.presenters import held_words, place_names


@dataclass(frozen=True)
class EffortPartyFacts:
    """Who takes part in an effort, and what it is to be for."""

    name: str
    aim: str


@dataclass(frozen=True)
class EffortFacts:
    pk: int
    name: str
    kind: str
    organisation: str
    period: str
    places: tuple[str, ...]
    description: str
    parties: tuple[EffortPartyFacts, ...]
    link: str
    payments: tuple[Payment, ...]

    @property
    def beneath(self) -> tuple[str, ...]:
        """The line under its name: who carries it out, where, and when."""
        return tuple(part for part in (self.organisation, ", ".join(self.places), self.period) if part)


def effort_facts(rows: Iterable[Any], payments: dict[int, list[Payment]]) -> list[EffortFacts]:
    """Efforts that come ``with_parties()``, and what pays for each as far as the reader sees it."""
    return [
        EffortFacts(
            pk=row.pk,
            name=row.name,
            kind=row.get_kind_display(),
            organisation=row.organisation.name if row.organisation else "",
            period=held_words(row.start, row.end),
            places=place_names(row),
            description=row.description,
            parties=tuple(EffortPartyFacts(str(party), party.aim) for party in row.parties.all()),
            link=row.link,
            payments=tuple(payments.get(row.pk, ())),
        )
        for row in rows
    ]
