"""The shared lists, as fields choose from them by name, number and other names."""

from collections.abc import Sequence
from typing import Any

from abc_portal.core.choosing import Choosable, register
from abc_portal.core.distinctions import apart
from abc_portal.directory import adding
from abc_portal.directory.enums import OrganisationKind
from abc_portal.directory.models import HousingArea, HousingDepartment, Organisation, Person

ORGANISATIONS, MUNICIPALITIES = "organisationer", "kommuner"
DEPARTMENTS, AREAS, PEOPLE = "afdelinger", "omraader", "personer"
OF_ORGANISATIONS = ("name", "short_name", "cvr", "aliases__name", "municipality__name")
OF_DEPARTMENTS = ("name", "number", "aliases__name", "organisation__name", "organisation__short_name")
OF_AREAS = ("name", "aliases__name", "municipality__name")
OF_PEOPLE = ("name", "title", "organisation__name")


def person_label(person: Person) -> str:
    """A person as the list of choices shows them."""
    return ", ".join(part for part in (person.name, person.title, str(person.organisation or "")) if part)


def people_labels(people: Sequence[Person]) -> dict[int, str]:
    return apart(people, person_label)


def full_department_name(department: HousingDepartment) -> str:
    """A department as the list of choices shows it: with its organisation and number."""
    number = f" ({department.number})" if department.number else ""
    return f"{department.organisation} · {department}{number if department.name else ''}"


def department_labels(departments: Sequence[HousingDepartment]) -> dict[int, str]:
    return apart(departments, full_department_name)


def organisation_note(organisation: Organisation) -> str:
    """What kind of organisation it is, and where."""
    kind = str(OrganisationKind(organisation.kind).label)
    return ", ".join(part for part in (kind, str(organisation.municipality or "")) if part)


def town_note(row: Any) -> str:
    return str(row.municipality or "")


def department_choice(code: str, rows: Any, **more: Any) -> Choosable:
    """A list of departments, called by organisation, name and number."""
    return Choosable(code, rows, OF_DEPARTMENTS, labels=department_labels, related=("organisation",), **more)


def people_choice(code: str, rows: Any, **more: Any) -> Choosable:
    """A list of people, called by name, title and organisation, to which one may add."""
    more = {"adding": adding.PERSON, **more}
    return Choosable(code, rows, OF_PEOPLE, labels=people_labels, related=("organisation",), **more)


def area_choice(code: str, rows: Any, **more: Any) -> Choosable:
    """A list of areas, each with its municipality."""
    return Choosable(code, rows, OF_AREAS, labels=apart, note=town_note, related=("municipality",), **more)


def organisation_choice(code: str, rows: Any, **more: Any) -> Choosable:
    """A list of organisations, each with its kind and municipality."""
    more = {"labels": apart, "note": organisation_note, "related": ("municipality",), **more}
    return Choosable(code, rows, OF_ORGANISATIONS, **more)


def register_choices() -> None:
    """Declare the lists that all plans share; what they lack is added where it is needed."""
    offered, departments, areas = (model.objects.offered_to for model in (Organisation, HousingDepartment, HousingArea))
    towns, shared = {"kind": OrganisationKind.MUNICIPALITY}, {"in_plan": False}
    for model, choosable in (
        (Organisation, organisation_choice(
            ORGANISATIONS, lambda scope: offered(scope.user), adding=adding.ORGANISATION, **shared)),
        (None, organisation_choice(
            MUNICIPALITIES, lambda scope: offered(scope.user).filter(**towns), adding=adding.MUNICIPALITY, **shared)),
        (HousingDepartment, department_choice(
            DEPARTMENTS, lambda scope: departments(scope.user), adding=adding.DEPARTMENT, **shared)),
        (HousingArea, area_choice(AREAS, lambda scope: areas(scope.user), adding=adding.AREA, **shared)),
        (Person, people_choice(PEOPLE, lambda scope: Person.objects.offered_to(scope.user), **shared)),
    ):  # fmt: skip
        register(choosable, *([model] if model else []))
