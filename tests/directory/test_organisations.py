"""Organisations, departments and areas: numbers that are text, names in other forms, each rule with its sentence."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.audit import change_sets
from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import (
    AreaAlias,
    AreaDepartment,
    DepartmentAlias,
    DepartmentListing,
    FormerOwner,
    HousingArea,
    HousingDepartment,
    Organisation,
    OrganisationAlias,
)
from abc_portal.directory.validators import CVR_WEIGHTS, validate_cvr
from tests import factories
from tests.broken_rules import is_refused_by_the_database


def refusal(cvr: str) -> str:
    with pytest.raises(ValidationError) as refused:
        validate_cvr(cvr)
    return refused.value.messages[0]


# --- CVR numbers ----------------------------------------------------------------------------------------


def test_the_number_of_the_example_is_valid() -> None:
    validate_cvr("62816414")


@pytest.mark.parametrize(
    "cvr", ["", "6281641", "628164140", "6281 414", "62816a14", "٦٢٨١٦٤١٤", "00000000", "-2816414"]
)
def test_a_number_of_another_form_is_refused(cvr: str) -> None:
    assert refusal(cvr) == "Et CVR-nummer har otte cifre, for eksempel 62816414."


def test_a_wrong_check_digit_is_distinguished_from_a_wrong_form() -> None:
    assert refusal("62816415").startswith("62816415 er ikke et gyldigt CVR-nummer: Kontrolcifret passer ikke")


@given(st.integers(1_000_000, 9_999_999))
def test_of_ten_last_digits_at_most_one_fits(stem: int) -> None:
    fitting = []
    for last in range(10):
        cvr = f"{stem}{last}"
        weighted = sum(weight * int(digit) for weight, digit in zip(CVR_WEIGHTS, cvr, strict=True))
        try:
            validate_cvr(cvr)
        except ValidationError:
            assert weighted % 11
        else:
            fitting.append(last)
    assert len(fitting) <= 1


@given(st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place: int, step: int) -> None:
    digits = list("62816414")
    digits[place] = str((int(digits[place]) + step) % 10)
    with pytest.raises(ValidationError):
        validate_cvr("".join(digits))


@pytest.mark.django_db
def test_an_organisation_needs_no_number_and_several_may_lack_one() -> None:
    factories.organisation("A", cvr="")
    factories.organisation("B", cvr="")
    factories.organisation("C", cvr="62816414")
    assert Organisation.objects.count() == 3


@pytest.mark.django_db
def test_a_wrong_number_is_a_fault_of_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        Organisation(name="A", kind="housing", cvr="12345678").full_clean()
    assert list(refused.value.message_dict) == ["cvr"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["municipality", "housing", "administration", "fund", "police", "school", "association", "other"]
)
def test_every_kind_of_organisation_has_a_danish_name(kind: str) -> None:
    row = factories.organisation("A", kind=kind)
    assert row.get_kind_display() != kind
    assert row.get_kind_display().islower()


# --- department numbers ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["463-0", "5", "T15", "005", "5a", "1.234", "Æ1", ""])
def test_a_departments_number_is_text_and_stays_as_written(number: str) -> None:
    row = factories.department("Parken", number)
    assert HousingDepartment.objects.get(pk=row.pk).number == number


@pytest.mark.django_db
def test_two_organisations_may_use_the_same_number() -> None:
    one, other = factories.organisation("AKB"), factories.organisation("VA")
    factories.department("Parken", "5", one)
    factories.department("Parken", "5", other)
    factories.department("Skoven", "05", one)
    assert HousingDepartment.objects.filter(number="5").count() == 2


@pytest.mark.django_db
def test_departments_without_a_number_are_distinguished_by_name() -> None:
    owner = factories.organisation("AKB")
    for name in ("Parken", "Skoven"):
        factories.department(name, "", owner)
    factories.department("Parken", "7", owner)
    factories.department("Parken", "8", owner)
    assert HousingDepartment.objects.filter(organisation=owner).count() == 4


# --- every rule fires, with its sentence -------------------------------------------------------------------------


def _organisation(**fields: Any) -> Organisation:
    return Organisation(**{"name": "Boligforeningen", "kind": "housing", **fields})


def _same_organisation(**fields: Any) -> tuple[Any, Any]:
    return _organisation(**fields), _organisation(**fields)


def _same_area(**fields: Any) -> tuple[Any, Any]:
    return HousingArea(name="Nord", **fields), HousingArea(name="Nord", **fields)


def _departments(**fields: Any) -> tuple[Any, ...]:
    home = factories.organisation("Ejer")
    return tuple(HousingDepartment(organisation=home, name="Parken", **fields) for _number in range(2))


def _aliases(model: type[models.Model], field: str, resource: Any) -> tuple[Any, ...]:
    return tuple(model(**{field: resource, "name": "Et andet navn"}) for _number in range(2))


def _members(first: date, last: date) -> tuple[Any, ...]:
    return (AreaDepartment(area=factories.area(), department=factories.department(), starts_on=first, ends_on=last),)


def _of_department(model: Any, **fields: Any) -> tuple[Any, ...]:
    """The same twice for one department; where it is refused by itself, once."""
    department = factories.department()
    rows = tuple(model(department=department, **fields) for _number in range(2))
    return rows[1:] if "ends_on" in fields else rows


def _town() -> Organisation:
    return factories.organisation("Byen", kind="municipality")


#: Rule → (its sentence, a function that gives rows to save and then the row that is refused).
ORGANISATION_CASES: dict[str, Any] = {
    "organisation_once": ("Der er allerede en organisation", lambda: _same_organisation(municipality=_town())),
    "organisation_without_municipality_once": ("Der er allerede en organisation", _same_organisation),
    "municipality_is_in_no_municipality": (
        "En kommune ligger ikke i en anden kommune",
        lambda: (Organisation(name="Herlev", kind="municipality", municipality=_town()),),
    ),
    "organisation_cvr_once": (
        "En anden organisation har allerede det CVR-nummer",
        lambda: (_organisation(cvr="62816414"), _organisation(name="En anden", cvr="62816414")),
    ),
}  # fmt: skip
DEPARTMENT_CASES: dict[str, Any] = {
    "department_number_once": (
        "Organisationen har allerede en afdeling med det nummer", lambda: _departments(number="463-0"),
    ),
    "department_name_once": ("Organisationen har allerede en afdeling med det navn", lambda: _departments()),
    "department_is_named": (
        "Skriv afdelingens navn, eller dens nummer",
        lambda: (HousingDepartment(organisation=factories.organisation()),),
    ),
    "department_listing_once": (
        "Afdelingen står allerede på den liste", lambda: _of_department(DepartmentListing, kind="ghetto"),
    ),
    "department_listing_period": (
        "Den sidste dag ligger før den første",
        lambda: _of_department(
            DepartmentListing, kind="ghetto", starts_on=date(2022, 1, 2), ends_on=date(2022, 1, 1)
        ),
    ),
    "former_owner_once": (
        "Organisationen står allerede som ejer",
        lambda: _of_department(FormerOwner, organisation=factories.organisation()),
    ),
    "former_owner_period": (
        "Den sidste dag ligger før den første",
        lambda: _of_department(
            FormerOwner, organisation=factories.organisation(), starts_on=date(2022, 1, 2), ends_on=date(2022, 1, 1)
        ),
    ),
}  # fmt: skip
AREA_CASES: dict[str, Any] = {
    "area_once": (
        "Kommunen har allerede et område med det navn", lambda: _same_area(municipality=_town()),
    ),
    "area_without_municipality_once": ("Der er allerede et område med det navn uden kommune", _same_area),
    "area_department_period": (
        "Den sidste dag ligger før den første", lambda: _members(date(2022, 1, 2), date(2022, 1, 1)),
    ),
    "organisation_alias_once": (
        "Navnet er allerede tilføjet", lambda: _aliases(OrganisationAlias, "organisation", factories.organisation()),
    ),
    "department_alias_once": (
        "Navnet er allerede tilføjet", lambda: _aliases(DepartmentAlias, "department", factories.department()),
    ),
    "area_alias_once": ("Navnet er allerede tilføjet", lambda: _aliases(AreaAlias, "area", factories.area())),
}  # fmt: skip
CASES = {**ORGANISATION_CASES, **DEPARTMENT_CASES, **AREA_CASES}
MODELS = (
    Organisation, OrganisationAlias, HousingDepartment, DepartmentAlias, DepartmentListing, FormerOwner, HousingArea,
    AreaAlias, AreaDepartment,
)  # fmt: skip


def test_every_rule_of_the_tables_is_among_the_cases() -> None:
    named = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    assert named == set(CASES)


@pytest.mark.django_db
@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_broken_rule_is_reported_with_its_sentence(rule: str) -> None:
    sentence, rows = CASES[rule]
    *standing, refused = rows()
    for row in standing:
        factories.saved(row)
    with pytest.raises(ValidationError) as fault:
        refused.full_clean()
    assert [message for message in fault.value.messages if message.startswith(sentence)], fault.value.messages


@pytest.mark.django_db
@pytest.mark.parametrize("rule", sorted(CASES))
def test_the_database_itself_holds_the_rule(rule: str) -> None:
    *standing, refused = CASES[rule][1]()
    for row in standing:
        factories.saved(row)
    before = type(refused).objects.count()
    is_refused_by_the_database(refused)
    assert type(refused).objects.count() == before


# --- other names, areas ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_other_names_belong_to_one_thing_and_go_with_it() -> None:
    one, other = factories.organisation("AKB"), factories.organisation("VA")
    for owner in (one, other):
        factories.saved(OrganisationAlias(organisation=owner, name="Foreningen"))
    change_sets.delete(one, change_set=change_sets.begin(by=None, program="tests"))
    assert [str(alias) for alias in OrganisationAlias.objects.all()] == ["Foreningen"]


@pytest.mark.django_db
def test_other_names_are_listed_in_danish_order() -> None:
    owner = factories.organisation("AKB")
    for name in ("Zebra", "Åen", "Alfa", "Ø"):
        factories.saved(OrganisationAlias(organisation=owner, name=name))
    assert [alias.name for alias in owner.aliases.all()] == ["Alfa", "Zebra", "Ø", "Åen"]


@pytest.mark.django_db
def test_an_area_groups_departments_and_parts_of_them_for_a_time() -> None:
    area, whole, parted = factories.area("Nord"), factories.department("AB Nord"), factories.department("VA Bæk")
    factories.saved(AreaDepartment(area=area, department=whole))
    for part in ("Blok 1-4", "Blok 5-9"):
        row = AreaDepartment(area=area, department=parted, part=part)
        row.start = PartialDate.around(date(2021, 5, 1), Precision.YEAR)
        row.end = PartialDate.around(date(2024, 5, 1), Precision.YEAR)
        factories.saved(row)
    assert [str(membership) for membership in area.memberships.all()] == [
        "AB Nord",
        "VA Bæk (Blok 1-4)",
        "VA Bæk (Blok 5-9)",
    ]
    last = area.memberships.last()
    assert (last.starts_on, last.ends_on) == (date(2021, 1, 1), date(2024, 12, 31))


@pytest.mark.django_db
def test_an_area_may_lie_in_a_town_that_is_not_known() -> None:
    town = factories.organisation("Byen", kind="municipality")
    factories.area("Nord")
    factories.area("Nord", municipality=town)
    assert HousingArea.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["organisation", "municipality", "department", "area's municipality"])
def test_what_others_stand_on_is_not_deleted(what: str) -> None:
    owner, town = factories.organisation("AKB"), factories.organisation("Byen", kind="municipality")
    department = factories.department("Parken", "5", owner, municipality=town)
    area_town = factories.organisation("En anden by", kind="municipality")
    factories.saved(AreaDepartment(area=factories.area("Nord", municipality=area_town), department=department))
    row = {"organisation": owner, "municipality": town, "department": department, "area's municipality": area_town}[
        what
    ]
    with pytest.raises(ProtectedError), transaction.atomic():
        change_sets.delete(row, change_set=change_sets.begin(by=None, program="tests"))
