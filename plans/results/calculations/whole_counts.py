"""Which figures are counts of whole ones: people, and times that something happened. Pure."""

from decimal import Decimal

from plans.results.enums import Counting, TargetKind

#: Units, as Danes write them, of what is counted one by one.
COUNTED_ONE_BY_ONE = frozenset({
    "gang", "gange", "møde", "møder", "arrangement", "arrangementer", "besøg", "henvendelse", "henvendelser", "forløb",
    "hold", "aftale", "aftaler",
})  # fmt: skip


def counts_whole(*, kind: str, counting: str, counts_people: bool, unit: str) -> bool:
    """Whether the figures are counts that are added up; an average, which is the latest figure, may have decimals."""
    is_sum = kind == TargetKind.NUMBER and counting == Counting.CUMULATIVE
    return is_sum and (counts_people or unit.strip().casefold() in COUNTED_ONE_BY_ONE)


def is_whole(value: Decimal) -> bool:
    """Whether the figure has no decimals other than zeros."""
    return value == value.to_integral_value()
