"""Organisations, their housing departments, and people."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from abc_portal.directory.enums import OrganisationKind
from abc_portal.directory.interchange.matching import KEY, NAME, MatchedRows, filled, list_of, names_of, object_of, read
from abc_portal.directory.interchange.names import DEPARTMENTS, ORGANISATIONS, PEOPLE
from abc_portal.directory.models import DepartmentAlias, HousingDepartment, Organisation, OrganisationAlias, Person
from abc_portal.exchange.interchange.kinds import Choice, Pending, Ref, Text
from abc_portal.exchange.interchange.shared import ImportContext


class Organisations(MatchedRows):
    """Organisations of any kind."""

    namespace, alias, owner = ORGANISATIONS, OrganisationAlias, "organisation"
    words = _("the organisations (organisations)")
    relations = ("aliases",)

    def schema(self) -> dict[str, Any]:
        return object_of(
            Organisation,
            {"key": KEY, "kind": Choice(OrganisationKind), "name": NAME},
            {"short_name": Text(40), "cvr": Text(8), "aliases": list_of(NAME)},
        )

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        return ()

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, row.kind

    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        return [
            filled(
                {
                    "key": key(ORGANISATIONS, row),
                    "kind": row.kind,
                    "name": row.name,
                    "short_name": row.short_name,
                    "cvr": row.cvr,
                    "aliases": names_of(row.aliases.all()),
                }
            )
            for row in rows
        ]

    def facts(self, document: dict[str, Any], path: str, reader: ImportContext) -> dict[str, Any]:
        return {name: document.get(name, "") for name in ("kind", "name", "short_name", "cvr")}

    def match(self, facts: dict[str, Any], taken: set[Any], own: list[Any], by: Any) -> Organisation | None:
        free = Organisation.objects.exclude(pk__in=taken)
        by_cvr = free.filter(cvr=facts["cvr"]).first() if facts["cvr"] else None
        return by_cvr or free.filter(kind=facts["kind"], name=facts["name"]).first()

    def make(self, facts: dict[str, Any]) -> Organisation:
        return Organisation(**facts)


class Departments(MatchedRows):
    """Housing departments, each of one organisation."""

    namespace, alias, owner = DEPARTMENTS, DepartmentAlias, "department"
    words = _("the departments (departments)")
    relations = ("aliases", "organisation", "municipality")

    def schema(self) -> dict[str, Any]:
        return object_of(
            HousingDepartment,
            {"key": KEY, "organisation": Ref(ORGANISATIONS), "name": NAME},
            {"number": Text(20), "municipality": Ref(ORGANISATIONS), "aliases": list_of(NAME)},
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
            filled(
                {
                    "key": key(DEPARTMENTS, row),
                    "organisation": key(ORGANISATIONS, row.organisation),
                    "number": row.number,
                    "name": row.name,
                    "municipality": key(ORGANISATIONS, row.municipality) if row.municipality else "",
                    "aliases": names_of(row.aliases.all()),
                }
            )
            for row in rows
        ]

    def facts(self, document: dict[str, Any], path: str, reader: ImportContext) -> dict[str, Any]:
        return {
            "organisation": read(reader, Ref(ORGANISATIONS), document, "organisation", path),
            "number": document.get("number", ""),
            "name": document["name"],
            "municipality": read(reader, Ref(ORGANISATIONS), document, "municipality", path),
        }

    def match(self, facts: dict[str, Any], taken: set[Any], own: list[Any], by: Any) -> HousingDepartment | None:
        """By its number; without one by its name, where no other department may be meant."""
        free = HousingDepartment.objects.filter(organisation=facts["organisation"]).exclude(pk__in=taken)
        if facts["number"]:
            return free.filter(number=facts["number"]).first()
        named = list(free.filter(name=facts["name"]).order_by("number")[:2])
        return named[0] if len(named) == 1 or (named and not named[0].number) else None

    def make(self, facts: dict[str, Any]) -> HousingDepartment:
        return HousingDepartment(**facts)


class People(MatchedRows):
    """People who sign or sit; names and titles only, never contact details or accounts."""

    namespace = PEOPLE
    words = _("the people (people)")
    relations = ("organisation",)

    def schema(self) -> dict[str, Any]:
        return object_of(Person, {"key": KEY, "name": NAME}, {"title": NAME, "organisation": Ref(ORGANISATIONS)})

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        return (Pending(ORGANISATIONS, row.organisation) for row in rows if row.organisation)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, f"{row.title} {row.organisation.name if row.organisation else ''}"

    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        return [
            filled(
                {
                    "key": key(PEOPLE, row),
                    "name": row.name,
                    "title": row.title,
                    "organisation": key(ORGANISATIONS, row.organisation) if row.organisation else "",
                }
            )
            for row in rows
        ]

    def facts(self, document: dict[str, Any], path: str, reader: ImportContext) -> dict[str, Any]:
        organisation = read(reader, Ref(ORGANISATIONS), document, "organisation", path)
        return {"name": document["name"], "title": document.get("title", ""), "organisation": organisation}

    def match(self, facts: dict[str, Any], taken: set[Any], own: list[Any], by: Any) -> Person | None:
        """Among those whom the one who imports works with: a stranger of the same name may be somebody else."""
        known = Person.objects.all() if by is None else Person.objects.offered_to(by)
        same = known.filter(**facts).exclude(pk__in=taken).order_by("pk")
        return min(same, key=lambda person: own.index(person.pk) if person.pk in own else len(own), default=None)

    def make(self, facts: dict[str, Any]) -> Person:
        return Person(**facts)
