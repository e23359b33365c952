"""Organisations, departments, areas, people and counts in a plan's document.

They are shared by all plans: a document's row is matched with what stands (an organisation by CVR
number or kind and name, a department by number or name within its organisation) and made only when
it is new. A fact that conflicts with what stands is a fault; nothing is overwritten.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.directory.enums import CountKind, OrganisationKind, Qualifier
from abc_portal.directory.models import (
    AreaAlias,
    AreaDepartment,
    Count,
    CountedPlace,
    DepartmentAlias,
    HousingArea,
    HousingDepartment,
    Organisation,
    OrganisationAlias,
    Person,
)
from abc_portal.exchange.interchange.kinds import Choice, Kind, Partly, Pending, Ref, Text, ValueFault, Whole
from abc_portal.exchange.interchange.shared import Reader, SharedRow, share

ORGANISATIONS, DEPARTMENTS, AREAS, PEOPLE, COUNTS = "organisations", "departments", "areas", "people", "counts"
NAME = Text(200)
KEY = Text(200, r"\S")


def register_shared() -> None:
    for rows in (Organisations(), Departments(), Areas(), People(), Counts()):
        share(rows.namespace, rows)


def _object(required: dict[str, Kind], optional: dict[str, Any]) -> dict[str, Any]:
    kinds = {**required, **optional}
    properties = {key: kind.schema() if isinstance(kind, Kind) else kind for key, kind in kinds.items()}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _list(kind: Kind | dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": kind.schema() if isinstance(kind, Kind) else kind}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _names(aliases: Iterable[Any]) -> list[str]:
    return sorted((alias.name for alias in aliases), key=danish.sort_key)


def _partly(value: Any) -> Any:
    return None if value is None else Partly().dump(value)


def _read(reader: Reader, kind: Kind, document: dict[str, Any], key: str, path: str) -> Any:
    """The document's value; ``None`` when absent; a fault (and ``None``) when it cannot be read."""
    if document.get(key) in (None, ""):
        return None
    try:
        return kind.load(document[key], reader)
    except ValueFault as fault:
        reader.fault(f"{path}.{key}", str(fault))
        return None


class MatchedRows(SharedRow):
    """A list whose rows have a key, are matched with what stands, and may have other names."""

    alias: type[Any] | None = None
    owner = ""

    def load(self, documents: list[dict[str, Any]], path: str, reader: Reader) -> None:
        for place, document in enumerate(documents):
            self._load_one(document, f"{path}[{place}]", reader)

    def facts(self, document: dict[str, Any], path: str, reader: Reader) -> dict[str, Any]:
        """The row's own columns as the document states them."""
        raise NotImplementedError

    def match(self, facts: dict[str, Any]) -> Any:
        """The row that stands, or ``None``."""
        raise NotImplementedError

    def make(self, facts: dict[str, Any]) -> Any:
        raise NotImplementedError

    def after(self, row: Any, document: dict[str, Any], path: str, reader: Reader) -> None:
        """What hangs under the row."""

    def _load_one(self, document: dict[str, Any], path: str, reader: Reader) -> None:
        facts = self.facts(document, path, reader)
        row = self.match(facts)
        if row is None:
            row = self.make(facts)
            if not reader.store(row, path, {name: name for name in facts}):
                return
        else:
            self._agree(reader, path, row, facts)
        reader.remember(self.namespace, document["key"], row, path)
        self._add_aliases(reader, path, row, document.get("aliases", []))
        self.after(row, document, path, reader)

    def _agree(self, reader: Reader, path: str, row: Any, facts: dict[str, Any]) -> None:
        """Facts that the document states must be those that stand; an absent fact says nothing."""
        for key, value in facts.items():
            stands = getattr(row, key)
            if value not in (None, "") and stands != value:
                reader.fault(
                    f"{path}.{key}",
                    _("The portal says “%(stands)s” about %(row)s, the document “%(value)s”. Nothing is overwritten.")
                    % {"stands": stands if stands not in (None, "") else _("not stated"), "row": row, "value": value},
                )

    def _add_aliases(self, reader: Reader, path: str, row: Any, names: Iterable[str]) -> None:
        if self.alias is None:
            return
        known = {alias.name for alias in row.aliases.all()}
        for place, name in enumerate(names):
            if name not in known:
                reader.store(self.alias(**{self.owner: row, "name": name}), f"{path}.aliases[{place}]", {})


class Organisations(MatchedRows):
    """Organisations of any kind."""

    namespace, alias, owner = ORGANISATIONS, OrganisationAlias, "organisation"

    def schema(self) -> dict[str, Any]:
        return _object(
            {"key": KEY, "kind": Choice(OrganisationKind), "name": NAME},
            {"short_name": Text(40), "cvr": Text(8), "aliases": _list(NAME)},
        )

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        return ()

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, row.kind

    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        return [
            _filled(
                {
                    "key": key(ORGANISATIONS, row),
                    "kind": row.kind,
                    "name": row.name,
                    "short_name": row.short_name,
                    "cvr": row.cvr,
                    "aliases": _names(row.aliases.all()),
                }
            )
            for row in rows
        ]

    def facts(self, document: dict[str, Any], path: str, reader: Reader) -> dict[str, Any]:
        return {name: document.get(name, "") for name in ("kind", "name", "short_name", "cvr")}

    def match(self, facts: dict[str, Any]) -> Organisation | None:
        by_cvr = Organisation.objects.filter(cvr=facts["cvr"]).first() if facts["cvr"] else None
        return by_cvr or Organisation.objects.filter(kind=facts["kind"], name=facts["name"]).first()

    def make(self, facts: dict[str, Any]) -> Organisation:
        return Organisation(**facts)


class Departments(MatchedRows):
    """Housing departments, each of one organisation."""

    namespace, alias, owner = DEPARTMENTS, DepartmentAlias, "department"

    def schema(self) -> dict[str, Any]:
        return _object(
            {"key": KEY, "organisation": Ref(ORGANISATIONS), "name": NAME},
            {"number": Text(20), "municipality": Ref(ORGANISATIONS), "aliases": _list(NAME)},
        )

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        for row in rows:
            yield Pending(ORGANISATIONS, row.organisation)
            if row.municipality:
                yield Pending(ORGANISATIONS, row.municipality)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, f"{row.organisation.name} {row.number}"

    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        return [
            _filled(
                {
                    "key": key(DEPARTMENTS, row),
                    "organisation": key(ORGANISATIONS, row.organisation),
                    "number": row.number,
                    "name": row.name,
                    "municipality": key(ORGANISATIONS, row.municipality) if row.municipality else "",
                    "aliases": _names(row.aliases.all()),
                }
            )
            for row in rows
        ]

    def facts(self, document: dict[str, Any], path: str, reader: Reader) -> dict[str, Any]:
        return {
            "organisation": _read(reader, Ref(ORGANISATIONS), document, "organisation", path),
            "number": document.get("number", ""),
            "name": document["name"],
            "municipality": _read(reader, Ref(ORGANISATIONS), document, "municipality", path),
        }

    def match(self, facts: dict[str, Any]) -> HousingDepartment | None:
        if facts["organisation"] is None:
            return None
        named = "number" if facts["number"] else "name"
        found = HousingDepartment.objects.filter(organisation=facts["organisation"], **{named: facts[named]})
        return found.first()

    def make(self, facts: dict[str, Any]) -> HousingDepartment:
        return HousingDepartment(**facts)


class Areas(MatchedRows):
    """Housing areas with the departments, or parts of them, that they group."""

    namespace, alias, owner = AREAS, AreaAlias, "area"

    def schema(self) -> dict[str, Any]:
        member = _object({"department": Ref(DEPARTMENTS)}, {"part": NAME, "start": Partly(), "end": Partly()})
        return _object(
            {"key": KEY, "name": NAME},
            {"municipality": Ref(ORGANISATIONS), "aliases": _list(NAME), "departments": _list(member)},
        )

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        for row in rows:
            if row.municipality:
                yield Pending(ORGANISATIONS, row.municipality)
            for member in row.memberships.select_related("department"):
                yield Pending(DEPARTMENTS, member.department)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, row.municipality.name if row.municipality else ""

    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        return [
            _filled(
                {
                    "key": key(AREAS, row),
                    "name": row.name,
                    "municipality": key(ORGANISATIONS, row.municipality) if row.municipality else "",
                    "aliases": _names(row.aliases.all()),
                    "departments": self._members(row, key),
                }
            )
            for row in rows
        ]

    def _members(self, row: Any, key: Any) -> list[dict[str, Any]]:
        dumped = [
            _filled(
                {
                    "department": key(DEPARTMENTS, member.department),
                    "part": member.part,
                    "start": _partly(member.start),
                    "end": _partly(member.end),
                }
            )
            for member in row.memberships.select_related("department")
        ]
        return sorted(dumped, key=lambda each: (each["department"], each.get("part", "")))

    def facts(self, document: dict[str, Any], path: str, reader: Reader) -> dict[str, Any]:
        municipality = _read(reader, Ref(ORGANISATIONS), document, "municipality", path)
        return {"name": document["name"], "municipality": municipality}

    def match(self, facts: dict[str, Any]) -> HousingArea | None:
        return HousingArea.objects.filter(**facts).first()

    def make(self, facts: dict[str, Any]) -> HousingArea:
        return HousingArea(**facts)

    def after(self, row: Any, document: dict[str, Any], path: str, reader: Reader) -> None:
        known = {(member.department_id, member.part, member.start, member.end) for member in row.memberships.all()}
        for place, each in enumerate(document.get("departments", [])):
            here = f"{path}.departments[{place}]"
            member = AreaDepartment(area=row, part=each.get("part", ""))
            member.department = _read(reader, Ref(DEPARTMENTS), each, "department", here)
            member.start = _read(reader, Partly(), each, "start", here)
            member.end = _read(reader, Partly(), each, "end", here)
            if (member.department_id, member.part, member.start, member.end) not in known:
                reader.store(member, here, {"department": "department", "part": "part"})


class People(MatchedRows):
    """People who sign or sit; names and titles only, never addresses or accounts."""

    namespace = PEOPLE

    def schema(self) -> dict[str, Any]:
        return _object({"key": KEY, "name": NAME}, {"title": NAME, "organisation": Ref(ORGANISATIONS)})

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        return (Pending(ORGANISATIONS, row.organisation) for row in rows if row.organisation)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, f"{row.title} {row.organisation.name if row.organisation else ''}"

    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        return [
            _filled(
                {
                    "key": key(PEOPLE, row),
                    "name": row.name,
                    "title": row.title,
                    "organisation": key(ORGANISATIONS, row.organisation) if row.organisation else "",
                }
            )
            for row in rows
        ]

    def facts(self, document: dict[str, Any], path: str, reader: Reader) -> dict[str, Any]:
        organisation = _read(reader, Ref(ORGANISATIONS), document, "organisation", path)
        return {"name": document["name"], "title": document.get("title", ""), "organisation": organisation}

    def match(self, facts: dict[str, Any]) -> Person | None:
        return Person.objects.filter(**facts).order_by("pk").first()

    def make(self, facts: dict[str, Any]) -> Person:
        return Person(**facts)


class Counts(SharedRow):
    """Dwellings, households or residents of departments and areas; nothing refers to them."""

    namespace = COUNTS

    def schema(self) -> dict[str, Any]:
        return _object(
            {"kind": Choice(CountKind), "value": Whole(2_000_000_000), "source": Text(300)},
            {
                "qualifier": Choice(Qualifier),
                "counted": Partly(),
                "departments": _list(Ref(DEPARTMENTS)),
                "areas": _list(Ref(AREAS)),
            },
        )

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        for row in rows:
            for place in row.places.select_related("department", "area"):
                yield Pending(DEPARTMENTS, place.department) if place.department else Pending(AREAS, place.area)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.kind, f"{row.counted_on or ''} {row.value:012d} {row.source} {row.qualifier}"

    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        return [
            _filled(
                {
                    "kind": row.kind,
                    "value": row.value,
                    "source": row.source,
                    "qualifier": "" if row.qualifier == Qualifier.EXACT else row.qualifier,
                    "counted": _partly(row.counted),
                    "departments": sorted(
                        key(DEPARTMENTS, place.department) for place in row.places.all() if place.department
                    ),
                    "areas": sorted(key(AREAS, place.area) for place in row.places.all() if place.area),
                }
            )
            for row in rows
        ]

    def load(self, documents: list[dict[str, Any]], path: str, reader: Reader) -> None:
        for place, document in enumerate(documents):
            self._load_one(document, f"{path}[{place}]", reader)

    def _load_one(self, document: dict[str, Any], path: str, reader: Reader) -> None:
        row = Count(
            kind=document["kind"],
            value=document["value"],
            source=document["source"],
            qualifier=document.get("qualifier", Qualifier.EXACT),
        )
        row.counted = _read(reader, Partly(), document, "counted", path)
        places = [
            *self._places(reader, document, "departments", DEPARTMENTS, path),
            *self._places(reader, document, "areas", AREAS, path),
        ]
        if not places:
            reader.fault(path, _("Say which departments or areas the number is for."))
        elif not self._stands(row, places) and reader.store(row, path, {"kind": "kind", "value": "value"}):
            for column, place in places:
                reader.store(CountedPlace(count=row, **{column: place}), path, {})

    def _places(
        self, reader: Reader, document: dict[str, Any], key: str, namespace: str, path: str
    ) -> list[tuple[str, Any]]:
        found = []
        for place, each in enumerate(document.get(key, [])):
            row = _read(reader, Ref(namespace), {"it": each}, "it", f"{path}.{key}[{place}]")
            if row is not None:
                found.append((key.removesuffix("s"), row))
        return found

    def _stands(self, row: Count, places: list[tuple[str, Any]]) -> bool:
        """The very same statement is already there, from an earlier import."""
        same = Count.objects.filter(
            kind=row.kind, value=row.value, source=row.source, qualifier=row.qualifier,
            counted_on=row.counted_on, counted_on_precision=row.counted_on_precision,
        ).prefetch_related("places")  # fmt: skip
        wanted = {(column, place.pk) for column, place in places}
        return any(wanted == {_placed(place) for place in each.places.all()} for each in same)


def _placed(place: CountedPlace) -> tuple[str, int | None]:
    return ("department", place.department_id) if place.department_id else ("area", place.area_id)
