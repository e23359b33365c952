"""Adding to the shared lists where something is needed: what is asked of a new row, and which rows it may be."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from abc_portal.core.choose_fields import AddingForm
from abc_portal.core.choosing import Adding, ChoiceScope
from abc_portal.core.text import fold
from abc_portal.directory import access
from abc_portal.directory.enums import OrganisationKind
from abc_portal.directory.interchange.likeness import names_of, resembling
from abc_portal.directory.models import HousingArea, HousingDepartment, Organisation, Person

#: What is written around a number: “Afd. 08” is 8.
_NUMBER_SIGNS = re.compile(r"^\D*0*|[\s.-]")


class NewOrganisationForm(AddingForm):
    """An organisation that the list lacks."""

    lists: ClassVar = {"municipality": "kommuner"}

    class Meta:
        model = Organisation
        fields = ("kind", "name", "short_name", "cvr", "municipality")


class NewMunicipalityForm(AddingForm):
    """A municipality that the list lacks."""

    class Meta:
        model = Organisation
        fields = ("name", "cvr")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = OrganisationKind.MUNICIPALITY


class NewDepartmentForm(AddingForm):
    """A department of a housing organisation, with its number."""

    lists: ClassVar = {"municipality": "kommuner"}

    class Meta:
        model = HousingDepartment
        fields = ("organisation", "number", "name", "municipality")


class NewAreaForm(AddingForm):
    """An area that the list lacks."""

    lists: ClassVar = {"municipality": "kommuner"}

    class Meta:
        model = HousingArea
        fields = ("name", "municipality")


class NewPersonForm(AddingForm):
    """Somebody whom the plan works with; how they are reached is written on the page of the plan's bodies."""

    class Meta:
        model = Person
        fields = ("name", "title", "organisation")
        widgets: ClassVar = {"title": forms.TextInput}


def like_organisations(new: Organisation, scope: ChoiceScope) -> list[Organisation]:
    """Those of the same CVR number, and those of a like name of whatever kind."""
    every = Organisation.objects.offered_to(scope.user).select_related("municipality").prefetch_related("aliases")
    rows = list(every)
    same_number = [row for row in rows if new.cvr and row.cvr == new.cvr]
    return _once([*same_number, *resembling(new, rows)])


def like_departments(new: HousingDepartment, scope: ChoiceScope) -> list[HousingDepartment]:
    """Of its organisation those of the same number or a like name; of others those of the very name."""
    offered = (
        HousingDepartment.objects.offered_to(scope.user).select_related("organisation").prefetch_related("aliases")
    )
    within = list(offered.filter(organisation=new.organisation_id)) if new.organisation_id else []
    number = _plain_number(new.number)
    same_number = [row for row in within if number and _plain_number(row.number) == number]
    named = [row for row in offered.filter(name__icontains=fold(new.name))[:50] if fold(new.name) in names_of(row)]
    return _once([*same_number, *resembling(new, within), *named])


def like_areas(new: HousingArea, scope: ChoiceScope) -> list[HousingArea]:
    """Those of a like name."""
    every = HousingArea.objects.offered_to(scope.user).select_related("municipality").prefetch_related("aliases")
    return resembling(new, every)


def like_people(new: Person, scope: ChoiceScope) -> list[Person]:
    """Of those whom the user works with, the ones of a like name; strangers are told of to nobody."""
    return resembling(new, Person.objects.offered_to(scope.user).select_related("organisation"))


def _plain_number(number: str) -> str:
    return _NUMBER_SIGNS.sub("", fold(number))


def _once(rows: list[Any]) -> list[Any]:
    return list({row.pk: row for row in rows}.values())


def _adding(form: type[AddingForm], doubles: Any, title: Any) -> Adding:
    return Adding(form, access.may_add_shared, doubles, title)


ORGANISATION = _adding(NewOrganisationForm, like_organisations, _("Add “%(name)s” as a new organisation"))
MUNICIPALITY = _adding(NewMunicipalityForm, like_organisations, _("Add “%(name)s” as a new municipality"))
DEPARTMENT = _adding(NewDepartmentForm, like_departments, _("Add “%(name)s” as a new housing department"))
AREA = _adding(NewAreaForm, like_areas, _("Add “%(name)s” as a new housing area"))
PERSON = _adding(NewPersonForm, like_people, _("Add “%(name)s” as a new person"))
