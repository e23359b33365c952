"""How many dwellings, households and residents the departments of a plan are said to have, in one question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import OuterRef, Q, Subquery

from abc_portal.directory.enums import CountKind
from abc_portal.directory.models import AreaDepartment, Count, CountedPlace
from abc_portal.directory.models.places import department_label
from plans.lifecycle.models.plan import PlanArea, PlanDepartment

#: A department or an area: ``("department", 12)``.
Place = tuple[str, int]

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
    def label(self) -> str:
        """The department as it is called; see :func:`department_label`."""
        return department_label(self.name, self.number)

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


@dataclass(frozen=True)
class StatedCount:
    """A count, and all the places that it is for by what they are."""

    count: Count
    places: dict[Place, CountedPlace]


def place_of(row: CountedPlace) -> Place:
    return ("department", row.department_id) if row.department_id else ("area", row.area_id or 0)


def places_counted(departments: Any, areas: Any) -> Any:
    """Every place of the counts that are for one of these departments or areas, with the count and the place's name."""
    touching = CountedPlace.objects.filter(Q(department__in=departments) | Q(area__in=areas)).values("count")
    return CountedPlace.objects.filter(count__in=touching).select_related("count", "department", "area")


def by_count(rows: Iterable[CountedPlace]) -> list[StatedCount]:
    """The counts with their places, by kind and date."""
    found: dict[int, StatedCount] = {}
    for row in rows:
        found.setdefault(row.count_id, StatedCount(row.count, {})).places[place_of(row)] = row
    kinds = list(CountKind)
    return sorted(
        found.values(),
        key=lambda item: (kinds.index(CountKind(item.count.kind)), item.count.counted_on or date.min, item.count.pk),
    )


def stated_counts(plan: Any) -> list[StatedCount]:
    """The counts that are for the plan's departments and areas alone."""
    departments = set(PlanDepartment.objects.filter(plan=plan).values_list("department", flat=True))
    areas = set(PlanArea.objects.filter(plan=plan).values_list("area", flat=True))
    inside = {*(("department", pk) for pk in departments), *(("area", pk) for pk in areas)}
    return [item for item in by_count(places_counted(departments, areas)) if item.places.keys() <= inside]


def departments_of_areas(plan: Any) -> dict[int, set[int]]:
    """The departments that belong to each of the plan's areas as wholes, and still do."""
    found: dict[int, set[int]] = {}
    rows = AreaDepartment.objects.filter(area__plans__plan=plan, part="", ends_on=None)
    for area, department in rows.values_list("area", "department"):
        found.setdefault(area, set()).add(department)
    return found
