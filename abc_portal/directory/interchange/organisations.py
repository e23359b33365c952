"""Organisations, their housing departments, and people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from abc_portal.directory.interchange.matching import MatchedRows
from abc_portal.directory.interchange.names import DEPARTMENTS, ORGANISATIONS, PEOPLE
from abc_portal.directory.models import DepartmentAlias, HousingDepartment, Organisation, OrganisationAlias, Person


class Organisations(MatchedRows):
    """Organisations of any kind."""

    namespace, model, columns = ORGANISATIONS, Organisation, "kind name short_name cvr"
    alias, owner = OrganisationAlias, "organisation"
    words = _("the organisations (organisations)")
    relations = ("aliases",)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, row.kind

    def match(self, facts: dict[str, Any], taken: set[Any], own: list[Any], by: Any) -> Organisation | None:
        free = Organisation.objects.exclude(pk__in=taken)
        by_cvr = free.filter(cvr=facts["cvr"]).first() if facts["cvr"] else None
        return by_cvr or free.filter(kind=facts["kind"], name=facts["name"]).first()


class Departments(MatchedRows):
    """Housing departments, each of one organisation."""

    namespace, model, columns = DEPARTMENTS, HousingDepartment, "organisation number name municipality"
    alias, owner = DepartmentAlias, "department"
    words = _("the departments (departments)")
    relations = ("aliases", "organisation", "municipality")

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, f"{row.organisation.name} {row.number}"

    def match(self, facts: dict[str, Any], taken: set[Any], own: list[Any], by: Any) -> HousingDepartment | None:
        """By its number; without one by its name, where no other department may be meant."""
        free = HousingDepartment.objects.filter(organisation=facts["organisation"]).exclude(pk__in=taken)
        if facts["number"]:
            return free.filter(number=facts["number"]).first()
        named = list(free.filter(name=facts["name"]).order_by("number")[:2])
        return named[0] if len(named) == 1 or (named and not named[0].number) else None


class People(MatchedRows):
    """People who sign or sit; names and titles only, never contact details or accounts."""

    namespace, model, columns = PEOPLE, Person, "name title organisation"
    words = _("the people (people)")
    relations = ("organisation",)

    def identity(self, row: Any) -> tuple[str, str]:
        return row.name, f"{row.title} {row.organisation.name if row.organisation else ''}"

    def match(self, facts: dict[str, Any], taken: set[Any], own: list[Any], by: Any) -> Person | None:
        """Only among persons whom the importing user works with: a stranger of the same name may be somebody else."""
        known = Person.objects.all() if by is None else Person.objects.offered_to(by)
        same = known.filter(**facts).exclude(pk__in=taken).order_by("pk")
        return min(same, key=lambda person: own.index(person.pk) if person.pk in own else len(own), default=None)
