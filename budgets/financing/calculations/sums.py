"""Totals that distinguish the unknown from zero."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

from budgets.financing.enums import ContributionKind, Funder, SourceKind


@dataclass(frozen=True)
class Total:
    """A sum of øre together with how many of its parts are unknown.

    ``is_open`` says that there may be parts that are not entered. Where a part is unknown or may be missing, ``oere``
    is a lower bound. ``Total()`` is the sum of nothing. Add with ``+``.
    """

    oere: int = 0
    parts: int = 0
    unknown: int = 0
    is_open: bool = False

    @classmethod
    def of(cls, amounts: Iterable[int | None]) -> "Total":
        listed = list(amounts)
        known = [amount for amount in listed if amount is not None]
        return cls(sum(known), len(listed), len(listed) - len(known))

    @classmethod
    def sum(cls, totals: Iterable["Total"]) -> "Total":
        return sum(totals, start=cls())

    def __add__(self, other: "Total") -> "Total":
        return Total(
            self.oere + other.oere,
            self.parts + other.parts,
            self.unknown + other.unknown,
            self.is_open or other.is_open,
        )

    def opened(self, is_open: bool = True) -> Self:
        """The same sum, to which parts may be missing."""
        return replace(self, is_open=self.is_open or is_open)

    @property
    def is_known(self) -> bool:
        """At least one part is known."""
        return self.unknown < self.parts

    @property
    def is_whole(self) -> bool:
        """Every part is known, none is missing, and there is at least one."""
        return self.parts > 0 and self.unknown == 0 and not self.is_open

    @property
    def exact(self) -> int | None:
        """The sum in øre when it is whole, else ``None``."""
        return self.oere if self.is_whole else None


@dataclass(frozen=True)
class ContributionLine:
    """One contribution as the sums need it; ``counts_as_local`` is what is said of a gift in kind."""

    source: SourceKind
    kind: ContributionKind
    amount: Total
    beside_plan: bool = False
    counts_as_local: bool | None = None

    @property
    def is_local(self) -> bool | None:
        """Whether it counts as local financing; ``None`` for a gift in kind from outside that does not say so."""
        if self.source == SourceKind.LBF:
            return False
        if self.kind != ContributionKind.IN_KIND:
            return True
        if self.counts_as_local is None and self.source == SourceKind.OTHER:
            return None
        return self.counts_as_local is not False


def funder(source: SourceKind, kind: ContributionKind) -> Funder:
    """The group in which a contribution is drawn."""
    if source == SourceKind.MUNICIPALITY:
        return Funder.HOURS if kind == ContributionKind.HOURS else Funder.MUNICIPALITY
    return _FUNDERS[source]


_FUNDERS = {
    SourceKind.LBF: Funder.LBF,
    SourceKind.DEPARTMENT: Funder.DEPARTMENTS,
    SourceKind.HOUSING: Funder.HOUSING,
    SourceKind.OWN_FUND: Funder.FUNDS,
    SourceKind.OTHER: Funder.OTHERS,
}


def by_funder(lines: Iterable[ContributionLine]) -> dict[Funder, Total]:
    """The plan's own financing by group, in the fixed order; groups without a line are left out."""
    inside = [line for line in lines if not line.beside_plan]
    return {
        group: Total.sum(line.amount for line in inside if funder(line.source, line.kind) == group)
        for group in Funder
        if any(funder(line.source, line.kind) == group for line in inside)
    }


def total(lines: Iterable[ContributionLine], *, is_complete: bool) -> Total:
    """The plan's whole financing; what is beside the plan does not count."""
    return Total.sum(line.amount for line in lines if not line.beside_plan).opened(not is_complete)


def grant(lines: Iterable[ContributionLine]) -> Total:
    """What Landsbyggefonden pays. A plan has one grant: what is entered of it is the whole of it."""
    return Total.sum(line.amount for line in lines if not line.beside_plan and line.source == SourceKind.LBF)


def local(lines: Iterable[ContributionLine], *, is_complete: bool) -> Total:
    """What counts as local financing; a gift of which that is not said may come to it."""
    inside = [line for line in lines if not line.beside_plan]
    undecided = any(line.is_local is None for line in inside)
    return Total.sum(line.amount for line in inside if line.is_local).opened(undecided or not is_complete)


def neither(lines: Iterable[ContributionLine]) -> Total:
    """What is paid to the plan and is neither the grant nor known to count as local financing."""
    return Total.sum(
        line.amount for line in lines if not line.beside_plan and line.source != SourceKind.LBF and not line.is_local
    )


def beside(lines: Iterable[ContributionLine]) -> Total:
    """What runs beside the plan."""
    return Total.sum(line.amount for line in lines if line.beside_plan)


def amount_in_all(stated: int | None, periods: Iterable[int | None], *, is_open: bool = False) -> Total:
    """A contribution's total: the stated one, else the sum of its periods.

    ``is_open`` says that the periods need not be all: then their sum is a lower bound.
    """
    listed = list(periods)
    if stated is not None or not listed:
        return Total.of([stated])
    return Total.of(listed).opened(is_open)


def covers(periods: Iterable[tuple[date, date]], first: date | None, last: date | None) -> bool:
    """Whether the periods leave no day out from the first to the last; not where one of these is not known."""
    if first is None or last is None:
        return False
    day = first
    for starts_on, ends_on in sorted(periods):
        if starts_on > day:
            return False
        day = max(day, ends_on + timedelta(days=1))
    return day > last
