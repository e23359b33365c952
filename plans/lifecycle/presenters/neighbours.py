"""Facts about the plans around a plan: those before, after and beside it. Frozen, without queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from plans.lifecycle.enums import RelationKind


@dataclass(frozen=True)
class NeighbourFacts:
    """A plan before or after; ``slug`` is empty when it is not in the portal. Whether to link it is the page's to
    ask."""

    name: str
    slug: str
    note: str = ""
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Neighbours:
    """The plans that a plan continues, those that continue it, and those that run beside it."""

    before: tuple[NeighbourFacts, ...] = ()
    after: tuple[NeighbourFacts, ...] = ()
    beside: tuple[NeighbourFacts, ...] = ()


def neighbours(plan: Any, rows: Iterable[Any]) -> Neighbours:
    """From the relations that have the plan on either side, with both plans."""
    found: dict[str, list[NeighbourFacts]] = {kind: [] for kind in RelationKind}
    for row in rows:
        if row.plan_id == plan.pk:
            known = row.other is not None
            found[row.kind].append(
                NeighbourFacts(
                    row.other.name if known else row.other_name,
                    row.other.slug if known else "",
                    row.note,
                    row.other_id,
                )
            )
        else:
            found[_SEEN_FROM_THE_OTHER[row.kind]].append(
                NeighbourFacts(row.plan.name, row.plan.slug, row.note, row.plan_id)
            )
    return Neighbours(*(tuple(dict.fromkeys(found[kind])) for kind in RelationKind))


_SEEN_FROM_THE_OTHER = {
    RelationKind.CONTINUES: RelationKind.CONTINUED_BY,
    RelationKind.CONTINUED_BY: RelationKind.CONTINUES,
    RelationKind.BESIDE: RelationKind.BESIDE,
}
