"""How many dwellings, households and residents the departments of a plan are said to have, in one question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import OuterRef, Subquery

from abc_portal.directory.models import Count, CountedPlace
from plans.lifecycle.models.plan import PlanDepartment

_DEPARTMENT = ("status", "department_id", "department__name", "department__number")
_COUNT = ("id", "kind", "value", "qualifier", "counted_on", "counted_on_precision", "source")


@dataclass(frozen=True)
class Counted:
    """One department of the plan, and one of the counts that it is counted in; ``count`` is ``None`` for none.

    ``places`` says how many departments and areas the count is for in all.
    """

    status: str
    department_id: int
    name: str
    number: str
    count: Count | None
    places: int

    @property
    def count_id(self) -> int | None:
        return self.count.pk if self.count else None


def counted(plan: Any) -> list[Counted]:
    """The plan's departments in order, once for each of their counts."""
    whole = CountedPlace.objects.filter(count=OuterRef("department__counts__count")).order_by()
    places = Subquery(whole.values("count").annotate(n=CountOf("pk")).values("n"))
    columns = [f"department__counts__count__{name}" for name in _COUNT]
    rows = PlanDepartment.objects.filter(plan=plan).annotate(places=places)
    found: dict[tuple[int, int | None], Counted] = {}
    for status, pk, name, number, many, *values in rows.values_list(*_DEPARTMENT, "places", *columns):
        count = Count(**dict(zip(_COUNT, values, strict=True))) if values[0] is not None else None
        # A department that takes part with two parts has two rows.
        found.setdefault((pk, values[0]), Counted(status, pk, name, number, count, many or 0))
    return list(found.values())


def whole_counts(rows: Iterable[Counted]) -> list[tuple[Count, list[Counted]]]:
    """The counts that are for departments among these alone, each with its departments."""
    by_count: dict[int, list[Counted]] = {}
    for row in rows:
        if row.count is not None:
            by_count.setdefault(row.count.pk, []).append(row)
    return [(item[0].count, item) for item in by_count.values() if item[0].count and item[0].places == len(item)]


def latest_of_each_kind(sets: Iterable[tuple[Count, list[Counted]]], departments: Iterable[int]) -> dict[str, Count]:
    """By kind the latest count that is for exactly these departments."""
    wanted = set(departments)
    exact = [count for count, rows in sets if wanted and {row.department_id for row in rows} == wanted]
    return {count.kind: count for count in sorted(exact, key=lambda item: (item.counted_on or date.min, item.pk))}
