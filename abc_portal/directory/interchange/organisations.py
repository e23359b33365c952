"""Organisations, their housing departments, and people."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from abc_portal.core.text import fold
from abc_portal.directory.enums import OrganisationKind
from abc_portal.directory.interchange.likeness import (
    Entry,
    Found,
    best_own,
    decided,
    in_towns,
    loosely,
    names_of,
    towns_of,
)
from abc_portal.directory.interchange.matching import MatchedRows
from abc_portal.directory.interchange.names import DEPARTMENTS, ORGANISATIONS, PEOPLE
from abc_portal.directory.interchange.under import RowsUnder
from abc_portal.directory.models import (
    DepartmentAlias,
    DepartmentListing,
    FormerOwner,
    HousingDepartment,
    Organisation,
    OrganisationAlias,
    Person,
)
from abc_portal.exchange.interchange.kinds import Pending
from abc_portal.exchange.interchange.shared import ImportContext

#: Of these there is one of a name in the whole country.
NATIONAL = (OrganisationKind.MUNICIPALITY, OrganisationKind.FUND)


class Organisations(MatchedRows):
    """Organisations of any kind."""

    namespace, model, columns = ORGANISATIONS, Organisation, "kind name short_name cvr municipality"
    alias, owner = OrganisationAlias, "organisation"
    words = _("the organisations (organisations)")
    relations = ("aliases", "municipality")

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, f"{row.kind} {row.municipality.name if row.municipality else ''} {row.cvr}"

    def order(self, documents: list[dict[str, Any]]) -> Iterable[int]:
        """Municipalities first: the others refer to them."""
        return sorted(
            range(len(documents)), key=lambda place: documents[place]["kind"] != OrganisationKind.MUNICIPALITY
        )

    def match(self, entry: Entry) -> Found:
        """By CVR number and a name; else by kind, a name and a town."""
        rows = [row for row in self._stored(entry) if row.pk not in entry.taken]
        cvr, kind = entry.facts["cvr"], entry.facts["kind"]
        named = [row for row in rows if entry.name in names_of(row)]
        if by_cvr := [row for row in rows if cvr and row.cvr == cvr]:
            return Found(by_cvr[0]) if names_of(by_cvr[0]) & entry.names else Found(likely=tuple(by_cvr))
        if own := best_own(entry, (row for row in named if row.kind == kind and fold(row.name) == entry.name)):
            return Found(own)
        possible = [row for row in rows if row.kind == kind and not _is_another(row, entry)]
        same = [row for row in possible if row in named]
        loose = [row for row in possible if _is_loosely(row, entry)]
        if kind in NATIONAL:
            found = Found(same[0]) if len(same) == 1 else Found(likely=tuple(same or loose))
        else:
            towns, here = self._towns(entry), self._here(entry)
            of_row = lambda row: {row.municipality_id} - {None} or towns.get(row.pk, set())  # noqa: E731
            found = decided(entry, same, loose, of_row, here, is_sure_without_towns=True)
        return found if found.row or found.likely else Found(similar=tuple(named))

    def completed(self, entry: Entry) -> dict[str, Any]:
        """In the only town that the document has it in, where nothing else sets it apart."""
        here = self._here(entry)
        if entry.facts["municipality"] or entry.facts["cvr"] or entry.facts["kind"] in NATIONAL or len(here) != 1:
            return entry.facts
        return {**entry.facts, "municipality": Organisation.objects.get(pk=min(here))}

    def words_of(self, facts: dict[str, Any], row: Any = None) -> str:
        value = facts.get if row is None else vars(row).get
        town = facts.get("municipality") if row is None else row.municipality
        parts = [OrganisationKind(value("kind")).label, town, value("cvr") and f"CVR {value('cvr')}"]
        return f"{value('name')} ({', '.join(str(part) for part in parts if part)})"

    def known_by(self, row: Organisation, entry: Entry) -> str:
        return in_towns(self.words_of({}, row), self._towns(entry).get(row.pk, set()), row.municipality)

    def _stored(self, entry: Entry) -> list[Organisation]:
        every = Organisation.objects.select_related("municipality").prefetch_related("aliases").order_by("pk")
        return entry.pooled("rows", lambda: list(every))

    def _towns(self, entry: Entry) -> dict[int, set[int]]:
        return entry.pooled("towns", _towns_of_organisations)

    def _here(self, entry: Entry) -> set[int]:
        """The towns that the document has the organisation in: its own, its departments', or the plan's."""
        if entry.facts["municipality"]:
            return {entry.facts["municipality"].pk}
        found: set[int] = set()
        for department in entry.whole.get(DEPARTMENTS, []):
            if department.get("organisation") == entry.key:
                found |= entry.town(department.get("municipality"))
        return found or entry.plan_town


def _towns_of_organisations() -> dict[int, set[int]]:
    """Where each organisation has departments, and where plans use it."""
    found = towns_of(ORGANISATIONS)
    located = HousingDepartment.objects.exclude(municipality=None).order_by()
    for number, town in located.values_list("organisation", "municipality"):
        found.setdefault(number, set()).add(town)
    return found


def _is_another(row: Organisation, entry: Entry) -> bool:
    """What is known of both sets them apart: their CVR numbers, or their towns."""
    town = entry.facts["municipality"]
    apart = town is not None and row.municipality_id is not None and row.municipality_id != town.pk
    return apart or bool(row.cvr and entry.facts["cvr"] and row.cvr != entry.facts["cvr"])


def _is_loosely(row: Organisation, entry: Entry) -> bool:
    """A short name, another name or a spelling in common."""
    shorts = {fold(name) for name in (row.short_name, entry.facts["short_name"]) if name}
    theirs = {*names_of(row), fold(row.short_name)} - {""}
    mine = {*entry.names, fold(entry.facts["short_name"])} - {""}
    return bool(theirs & mine) or bool(
        {loosely(name) for name in theirs - shorts} & {loosely(name) for name in mine - shorts} - {""}
    )


class Departments(MatchedRows):
    """Housing departments, each of one organisation."""

    namespace, model, columns = DEPARTMENTS, HousingDepartment, "organisation number name municipality"
    alias, owner = DepartmentAlias, "department"
    words = _("the departments (departments)")
    relations = ("aliases", "organisation", "municipality", "listings", "former_owners__organisation")
    under: ClassVar = {
        "listings": RowsUnder(
            DepartmentListing, "listings", "department", "list=kind start", "printed_name end source"
        ),
        "former_owners": RowsUnder(FormerOwner, "former_owners", "department", "organisation start", "end source"),
    }

    def lists(self) -> dict[str, Any]:
        return {**super().lists(), **{key: rows.schema() for key, rows in self.under.items()}}

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        for row in rows:
            yield from super().closure([row])
            yield from self.under["former_owners"].pending(row)

    def dump_lists(self, row: Any, key: Any) -> dict[str, Any]:
        return {**super().dump_lists(row, key), **{name: rows.dump(row, key) for name, rows in self.under.items()}}

    def after(self, row: Any, document: dict[str, Any], path: str, reader: ImportContext) -> None:
        for key, rows in self.under.items():
            rows.load(row, document.get(key, []), f"{path}.{key}", reader)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.label, f"{row.organisation.name} {row.number}"

    def match(self, entry: Entry) -> Found:
        """By number and name within the organisation; where one number is unknown, by the name alone."""
        rows = [row for row in self._stored(entry) if row.pk not in entry.taken]
        number = fold(entry.facts["number"])
        named = [row for row in rows if entry.name in names_of(row)]
        numbered = [row for row in rows if number and fold(row.number) == number]
        if numbered:
            theirs = names_of(numbered[0])
            is_meant = theirs & entry.names or not theirs or not entry.names
            return Found(numbered[0]) if is_meant else Found(likely=tuple(numbered))
        if own := best_own(entry, (row for row in named if not (number and row.number))):
            return Found(own)
        open_ones = [row for row in named if not row.number]
        if len(open_ones) == 1 and (number or len(named) == 1 or fold(open_ones[0].name) == entry.name):
            return Found(open_ones[0])
        if not number and named:
            return Found(named[0]) if len(named) == 1 else Found(likely=tuple(named))
        likely = [row for row in rows if _is_likely_department(row, entry)]
        return Found(likely=tuple(likely)) if likely else Found(similar=tuple(named))

    def words_of(self, facts: dict[str, Any], row: Any = None) -> str:
        name, number, owner = (
            facts[key] if row is None else getattr(row, key) for key in ("name", "number", "organisation")
        )
        return f"{number} {name} ({owner})".strip()

    def _stored(self, entry: Entry) -> list[HousingDepartment]:
        owner = entry.facts["organisation"]
        if owner is None:
            return []
        rows = HousingDepartment.objects.filter(organisation=owner).select_related("organisation")
        return entry.pooled(owner.pk, lambda: list(rows.prefetch_related("aliases").order_by("pk")))


_NUMBER_SIGNS = re.compile(r"^\D*0*|[\s.-]")


def _is_likely_department(row: HousingDepartment, entry: Entry) -> bool:
    """The number is the same but for its spelling (``Afd. 08``, ``8``), or a name is and a number is unknown."""
    mine, theirs = (_NUMBER_SIGNS.sub("", fold(text)) for text in (entry.facts["number"], row.number))
    is_near = bool({loosely(name) for name in names_of(row)} & {loosely(name) for name in entry.names})
    return is_near and (mine == theirs or not mine or not theirs)


class People(MatchedRows):
    """People who sign or sit; names and titles only, never contact details or accounts."""

    namespace, model, columns = PEOPLE, Person, "name title organisation"
    words = _("the people (people)")
    relations = ("organisation",)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, f"{row.title} {row.organisation.name if row.organisation else ''}"

    def match(self, entry: Entry) -> Found:
        """Only among persons whom the importing user works with: a stranger of the same name may be somebody else.

        Of whom less is known than the document says, it is asked, unless the plan itself has the person; only the
        operator and who may edit the person can fill it in.
        """
        named = [row for row in self._stored(entry) if row.pk not in entry.taken and fold(row.name) == entry.name]
        title, organisation = fold(entry.facts["title"]), entry.facts["organisation"]
        same = [row for row in named if fold(row.title) == title and row.organisation == organisation]
        if same:
            return Found(best_own(entry, same) or same[0])
        editable = entry.pooled("editable", lambda: self._editable(entry.by))
        lesser = [
            row
            for row in named
            if row.pk in editable and fold(row.title) in ("", title) and row.organisation in (None, organisation)
        ]
        if own := best_own(entry, lesser):
            return Found(own)
        return Found(likely=tuple(lesser)) if lesser else Found(similar=tuple(named))

    def words_of(self, facts: dict[str, Any], row: Any = None) -> str:
        keys = ("name", "title", "organisation")
        return ", ".join(str(part) for key in keys if (part := facts[key] if row is None else getattr(row, key)))

    def _stored(self, entry: Entry) -> list[Person]:
        known = Person.objects.all() if entry.by is None else Person.objects.offered_to(entry.by)
        return entry.pooled("rows", lambda: list(known.select_related("organisation").order_by("pk")))

    def _editable(self, by: Any) -> set[int]:
        rows = Person.objects.all() if by is None else Person.objects.editable_by(by)
        return set(rows.order_by().values_list("pk", flat=True))
