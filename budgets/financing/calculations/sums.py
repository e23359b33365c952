"""Totals that distinguish the unknown from zero, and the local share."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from budgets.financing.enums import ContributionKind, Funder, SourceKind


@dataclass(frozen=True)
class Total:
    """A sum of øre together with how many of its parts are unknown.

    ``Total()`` is the sum of nothing. Add with ``+``.
    """

    oere: int = 0
    parts: int = 0
    unknown: int = 0

    @classmethod
    def of(cls, amounts: Iterable[int | None]) -> "Total":
        listed = list(amounts)
        known = [amount for amount in listed if amount is not None]
        return cls(sum(known), len(listed), len(listed) - len(known))

    def __add__(self, other: "Total") -> "Total":
        return Total(self.oere + other.oere, self.parts + other.parts, self.unknown + other.unknown)

    @property
    def is_whole(self) -> bool:
        """Every part is known, and there is at least one."""
        return self.parts > 0 and self.unknown == 0

    @property
    def exact(self) -> int | None:
        """The sum in øre when every part is known, else ``None``."""
        return self.oere if self.is_whole else None


@dataclass(frozen=True)
class ContributionLine:
    """One contribution as the sums need it; amounts in øre, ``None`` unknown."""

    source: SourceKind
    kind: ContributionKind
    amount: int | None
    beside_plan: bool = False


def funder(source: SourceKind, kind: ContributionKind) -> Funder:
    """The group in which a contribution is drawn."""
    if source == SourceKind.MUNICIPALITY:
        return Funder.HOURS if kind == ContributionKind.HOURS else Funder.MUNICIPALITY
    return _FUNDERS[source]


_FUNDERS = {
    SourceKind.LBF: Funder.LBF,
    SourceKind.DEPARTMENT: Funder.DEPARTMENTS,
    SourceKind.OWN_FUND: Funder.FUNDS,
    SourceKind.HOUSING: Funder.OTHERS,
    SourceKind.OTHER: Funder.OTHERS,
}


def by_funder(lines: Iterable[ContributionLine]) -> dict[Funder, Total]:
    """The plan's own financing by group, in the fixed order; groups without a line are left out."""
    inside = [line for line in lines if not line.beside_plan]
    return {
        group: Total.of(line.amount for line in inside if funder(line.source, line.kind) == group)
        for group in Funder
        if any(funder(line.source, line.kind) == group for line in inside)
    }


def total(lines: Iterable[ContributionLine]) -> Total:
    """The plan's whole financing; what is beside the plan does not count."""
    return Total.of(line.amount for line in lines if not line.beside_plan)


def local(lines: Iterable[ContributionLine]) -> Total:
    """What is not Landsbyggefonden's."""
    return Total.of(line.amount for line in lines if not line.beside_plan and line.source != SourceKind.LBF)


def beside(lines: Iterable[ContributionLine]) -> Total:
    """What runs beside the plan."""
    return Total.of(line.amount for line in lines if line.beside_plan)


def local_share(lines: Iterable[ContributionLine], *, with_hours: bool = True) -> Decimal | None:
    """The local financing in per cent of the whole, two decimals; ``None`` while any part is unknown.

    ``with_hours=False`` leaves hours out of both. A plan without a grant from LBF, or whose sum is
    zero, has no such share. Source: the rounds' demand of at least 25 % local financing.
    """
    counted = [line for line in lines if with_hours or line.kind != ContributionKind.HOURS]
    whole, own = total(counted), local(counted)
    has_grant = any(line.source == SourceKind.LBF and not line.beside_plan for line in counted)
    if not has_grant or not whole.is_whole or whole.oere <= 0:
        return None
    return (Decimal(own.oere) * 100 / Decimal(whole.oere)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def amount_in_all(stated: int | None, periods: Iterable[int | None]) -> int | None:
    """A contribution's total in øre: the stated one, else the sum of its periods when all are known."""
    return stated if stated is not None else Total.of(periods).exact
