"""Housing areas, and how many dwellings, households or residents places have."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core.qualifiers import Qualifier
from abc_portal.core.text import fold
from abc_portal.directory.interchange.likeness import Entry, Found, decided, in_towns, loosely, names_of, towns_of
from abc_portal.directory.interchange.matching import (
    MatchedRows,
    filled,
    list_of,
    object_of,
    partly,
    read,
)
from abc_portal.directory.interchange.names import AREAS, COUNTS, DEPARTMENTS
from abc_portal.directory.interchange.under import RowsUnder, store_or_fill
from abc_portal.directory.models import (
    AreaAlias,
    AreaDepartment,
    AreaListing,
    Count,
    CountedPlace,
    HousingArea,
    HousingDepartment,
    Organisation,
)
from abc_portal.exchange.interchange.kinds import Partly, Pending, Ref, ValueFault, Whole
from abc_portal.exchange.interchange.shared import ImportContext, SharedRow

LISTINGS = RowsUnder(AreaListing, "listings", "area", "list=kind start", "printed_name end source")


class Areas(MatchedRows):
    """Housing areas with the departments, or parts of them, that they group."""

    namespace, model, columns = AREAS, HousingArea, "name municipality"
    alias, owner = AreaAlias, "area"
    words = gettext_lazy("the areas (areas)")
    relations = ("aliases", "municipality", "memberships__department", "listings")

    def lists(self) -> dict[str, Any]:
        member = object_of(AreaDepartment, "department part start end")
        return {**super().lists(), "departments": list_of(member), "listings": LISTINGS.schema()}

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        for row in rows:
            yield from super().closure([row])
            for member in row.memberships.all():
                yield Pending(DEPARTMENTS, member.department)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, row.municipality.name if row.municipality else ""

    def dump_lists(self, row: Any, key: Any) -> dict[str, Any]:
        return {
            **super().dump_lists(row, key),
            "departments": self._members(row, key),
            "listings": LISTINGS.dump(row, key),
        }

    def _members(self, row: Any, key: Any) -> list[dict[str, Any]]:
        dumped = [
            filled(
                {
                    "department": key(DEPARTMENTS, member.department),
                    "part": member.part,
                    "start": partly(member.start),
                    "end": partly(member.end),
                }
            )
            for member in row.memberships.all()
        ]
        return sorted(dumped, key=lambda item: (item["department"], item.get("part", "")))

    def match(self, entry: Entry) -> Found:
        """By a name and the town; who knows no town is asked about one that does."""
        town, rows = entry.facts["municipality"], self._stored(entry)
        possible = [
            row
            for row in rows
            if row.pk not in entry.taken and not (town and row.municipality and row.municipality_id != town.pk)
        ]
        same = [row for row in possible if entry.name in names_of(row)]
        written = {loosely(name) for name in entry.names}
        loose = [row for row in possible if {loosely(name) for name in names_of(row)} & written]
        towns = self._towns(entry)
        of_row = lambda row: {row.municipality_id} - {None} or towns.get(row.pk, set())  # noqa: E731
        here = {town.pk} if town else entry.plan_town
        found = decided(entry, same, loose, of_row, here, is_sure_without_towns=False)
        similar = tuple(row for row in rows if entry.name in names_of(row))
        return found if found.row or found.likely else Found(similar=similar)

    def completed(self, entry: Entry) -> dict[str, Any]:
        """In the plan's town, where the document says none."""
        if entry.facts["municipality"] or len(entry.plan_town) != 1:
            return entry.facts
        return {**entry.facts, "municipality": Organisation.objects.get(pk=min(entry.plan_town))}

    def words_of(self, facts: dict[str, Any], row: Any = None) -> str:
        name, town = (facts[key] if row is None else getattr(row, key) for key in ("name", "municipality"))
        return f"{name} ({town})" if town else str(name)

    def known_by(self, row: HousingArea, entry: Entry) -> str:
        return in_towns(self.words_of({}, row), self._towns(entry).get(row.pk, set()), row.municipality)

    def _towns(self, entry: Entry) -> dict[int, set[int]]:
        return entry.pooled("towns", lambda: towns_of(AREAS))

    def _stored(self, entry: Entry) -> list[HousingArea]:
        every = HousingArea.objects.select_related("municipality").prefetch_related("aliases").order_by("pk")
        return entry.pooled("rows", lambda: list(every))

    def after(self, row: Any, document: dict[str, Any], path: str, reader: ImportContext) -> None:
        members = list(row.memberships.all()) if row.pk else []
        for place, item in enumerate(document.get("departments", [])):
            here = f"{path}.departments[{place}]"
            member = AreaDepartment(area=row, part=item.get("part", ""))
            if department := read(reader, Ref(HousingDepartment), item, "department", here):
                member.department = department
            member.start = read(reader, Partly(), item, "start", here)
            member.end = read(reader, Partly(), item, "end", here)
            identity = (member.department_id, fold(member.part))
            same = [known for known in members if (known.department_id, fold(known.part)) == identity]
            store_or_fill(reader, member, same, ("start", "end"), here, {"department": "department", "part": "part"})
        LISTINGS.load(row, document.get("listings", []), f"{path}.listings", reader)


class Counts(SharedRow):
    """Dwellings, households or residents of departments and areas; nothing refers to them."""

    namespace, model = COUNTS, Count
    relations = ("places__department", "places__area")

    def schema(self) -> dict[str, Any]:
        return object_of(
            Count,
            "kind value source qualifier counted",
            value=Whole(2_000_000_000),
            departments=list_of(Ref(HousingDepartment)),
            areas=list_of(Ref(HousingArea)),
        )

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        for row in rows:
            for place in row.places.all():
                yield Pending(DEPARTMENTS, place.department) if place.department else Pending(AREAS, place.area)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.kind, f"{row.counted_on or ''} {row.value:012d} {row.source} {row.qualifier}"

    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        dumped = [
            filled(
                {
                    "kind": row.kind,
                    "value": row.value,
                    "source": row.source,
                    "qualifier": "" if row.qualifier == Qualifier.EXACT else row.qualifier,
                    "counted": partly(row.counted),
                    "departments": sorted(
                        key(DEPARTMENTS, place.department) for place in row.places.all() if place.department
                    ),
                    "areas": sorted(key(AREAS, place.area) for place in row.places.all() if place.area),
                }
            )
            for row in rows
        ]
        # The same said twice is one statement, and an import takes it as one.
        return [item for place, item in enumerate(dumped) if item not in dumped[:place]]

    def load(self, documents: list[dict[str, Any]], path: str, reader: ImportContext) -> None:
        for place, document in enumerate(documents):
            self._load_one(document, f"{path}[{place}]", reader)

    def _load_one(self, document: dict[str, Any], path: str, reader: ImportContext) -> None:
        row = Count(
            kind=document["kind"],
            value=document["value"],
            source=document["source"],
            qualifier=document.get("qualifier", Qualifier.EXACT),
        )
        row.counted = read(reader, Partly(), document, "counted", path)
        places = [
            *self._places(reader, document, "departments", DEPARTMENTS, path),
            *self._places(reader, document, "areas", AREAS, path),
        ]
        if not document.get("departments") and not document.get("areas"):
            reader.fault(path, _("Say which departments or areas the number is for."))
        elif any(place.pk is None for _column, place in places):
            reader.store(row, path, {"kind": "kind", "value": "value"})
        elif (
            places and not self._is_stored(row, places) and reader.store(row, path, {"kind": "kind", "value": "value"})
        ):
            for column, place in places:
                reader.store(CountedPlace(count=row, **{column: place}), path, {})

    def _places(
        self, reader: ImportContext, document: dict[str, Any], key: str, namespace: str, path: str
    ) -> list[tuple[str, Any]]:
        found = []
        for place, item in enumerate(document.get(key, [])):
            try:
                found.append((key.removesuffix("s"), reader.find(namespace, item)))
            except ValueFault as fault:
                reader.fault(f"{path}.{key}[{place}]", str(fault))
        return found

    def _is_stored(self, row: Count, places: list[tuple[str, Any]]) -> bool:
        """The very same statement is already there, from an earlier import."""
        same = Count.objects.filter(
            kind=row.kind, value=row.value, source=row.source, qualifier=row.qualifier,
            counted_on=row.counted_on, counted_on_precision=row.counted_on_precision,
        ).prefetch_related("places")  # fmt: skip
        wanted = {(column, place.pk) for column, place in places}
        return any(wanted == {_placed(place) for place in item.places.all()} for item in same)


def _placed(place: CountedPlace) -> tuple[str, int | None]:
    return ("department", place.department_id) if place.department_id else ("area", place.area_id)
