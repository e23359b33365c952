"""How the lists that plans share are found by the search, by secretariats; they stand in the administration."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abc_portal.core.distinctions import apart
from abc_portal.core.searching import SearchKind, register
from abc_portal.directory import access, choices
from abc_portal.directory.models import HousingArea, HousingDepartment, Organisation, Person


def _page(model: str) -> Callable[[Any], str]:
    return lambda row: reverse(f"admin:directory_{model}_change", args=[row.pk])


def _list(model: str) -> str:
    return f"admin:directory_{model}_changelist"


register(
    SearchKind(
        "personer",
        _("Persons"),
        Person,
        choices.OF_PEOPLE,
        address=_page("person"),
        place=lambda row: ", ".join(part for part in (row.title, str(row.organisation or "")) if part),
        related=("organisation",),
        opens=access.may_see_reference,
        listed=_list("person"),
        order=70,
    ),
    SearchKind(
        "organisationer",
        _("Organisations"),
        Organisation,
        choices.OF_ORGANISATIONS,
        address=_page("organisation"),
        place=choices.organisation_note,
        related=("municipality",),
        listed=_list("organisation"),
        order=71,
    ),
    SearchKind(
        "afdelinger",
        _("Departments"),
        HousingDepartment,
        choices.OF_DEPARTMENTS,
        address=_page("housingdepartment"),
        labels=choices.department_labels,
        related=("organisation",),
        listed=_list("housingdepartment"),
        order=72,
    ),
    SearchKind(
        "omraader",
        _("Areas"),
        HousingArea,
        choices.OF_AREAS,
        address=_page("housingarea"),
        place=choices.town_note,
        labels=apart,
        related=("municipality",),
        listed=_list("housingarea"),
        order=73,
    ),
)
