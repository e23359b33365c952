"""What documents say of a plan's values, as facts: frozen, without queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from plans.lifecycle.enums import PlanValue


@dataclass(frozen=True)
class PlanValueFacts:
    """One stated value; ``pk`` is its row's."""

    pk: int
    as_printed: str
    place: str
    note: str
    is_used: bool

    @property
    def words(self) -> str:
        """``31. december 2016 (Aftalen, side 1)``."""
        return f"{self.as_printed} ({self.place})"


@dataclass(frozen=True)
class PlanValuesFacts:
    """What is said of one value, in the order in which it was entered."""

    subject: str
    label: str
    values: tuple[PlanValueFacts, ...]

    @property
    def competes(self) -> bool:
        """Whether the documents print it differently."""
        return len({" ".join(item.as_printed.casefold().split()) for item in self.values}) > 1

    @property
    def used(self) -> PlanValueFacts | None:
        return next((item for item in self.values if item.is_used), None)

    @property
    def words(self) -> str:
        """``Sidste dag: 31. december 2017 (Aftalen) bruges; oplyst også 2016 (Ansøgningen)``; else what is said."""
        used, others = self.used, [item.words for item in self.values if not item.is_used]
        label = self.label[:1].upper() + self.label[1:]
        listed = danish.joined(others, _("and"))
        if used is None:
            return _("%(value)s: stated as %(values)s") % {"value": label, "values": listed}
        if not others:
            return _("%(value)s: %(used)s") % {"value": label, "used": used.words}
        return _("%(value)s: %(used)s is used; also stated as %(values)s") % {
            "value": label, "used": used.words, "values": listed,
        }  # fmt: skip


def stated_facts(rows: Iterable[Any]) -> tuple[PlanValuesFacts, ...]:
    """The stated values by what they are of, in the order of :class:`PlanValue`."""
    listed = list(rows)
    found = []
    for subject in PlanValue:
        own = [row for row in listed if row.subject == subject]
        values = tuple(PlanValueFacts(row.pk, row.as_printed, row.place, row.note, row.is_used) for row in own)
        if values:
            found.append(PlanValuesFacts(subject.value, str(subject.label), values))
    return tuple(found)


def competing(rows: Iterable[Any]) -> tuple[str, ...]:
    """A sentence for each value that the documents print differently."""
    return tuple(item.words for item in stated_facts(rows) if item.competes)
