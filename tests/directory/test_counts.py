"""Dated counts with a source and a qualifier, for a department, an area or any set of them."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from abc_portal.audit import change_sets
from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import Count, CountedPlace
from tests import factories
from tests.broken_rules import is_refused_by_the_database

pytestmark = pytest.mark.django_db


def count(**fields: Any) -> Count:
    return factories.saved(Count(**{"kind": "households", "value": 1654, "source": "Aftalen, afsnit 1", **fields}))


def place(of: Count, **fields: Any) -> CountedPlace:
    return factories.saved(CountedPlace(count=of, **fields))


@pytest.mark.parametrize(
    ("kind", "text"),
    [("dwellings", "1.654 boliger"), ("households", "1.654 husstande"), ("residents", "1.654 beboere")],
)
def test_a_count_reads_as_a_number_with_its_kind(kind: str, text: str) -> None:
    assert str(count(kind=kind)) == text


@pytest.mark.parametrize(
    ("qualifier", "word"), [("exact", "præcis"), ("about", "ca."), ("over", "over"), ("under", "under")]
)
def test_a_number_may_be_exact_about_over_or_under(qualifier: str, word: str) -> None:
    row = count(qualifier=qualifier)
    row.refresh_from_db()
    assert (str(row.qualifier), row.get_qualifier_display()) == (qualifier, word)


def test_a_number_without_a_qualifier_is_exact_and_without_a_day_undated() -> None:
    row = count()
    assert (str(row.qualifier), row.counted) == ("exact", None)


@pytest.mark.parametrize("fields", [{"qualifier": "roughly"}, {"kind": "cars"}, {"value": -1}, {"value": None}])
def test_a_count_that_says_nothing_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        count(**fields)


def test_none_counted_is_a_count() -> None:
    assert count(value=0).value == 0


@pytest.mark.parametrize("precision", list(Precision))
def test_a_count_is_dated_as_well_as_it_is_known(precision: Precision) -> None:
    row = Count(kind="dwellings", value=1, source="Essens")
    row.counted = PartialDate.around(date(2020, 5, 17), precision)
    factories.saved(row)
    assert Count.objects.get().counted == PartialDate.around(date(2020, 5, 17), precision)


def test_a_total_for_several_places_is_one_count() -> None:
    total = count()
    departments = [factories.department(name) for name in ("AKB Hedemarken", "VA Blokland", "AB Nord")]
    for department in departments:
        place(total, department=department)
    place(total, area=factories.area("Blokland"))
    assert [str(item) for item in total.places.all()] == ["AKB Hedemarken", "VA Blokland", "AB Nord", "Blokland"]
    assert Count.objects.filter(places__department=departments[0]).get() == total


def test_a_place_may_have_many_counts_from_many_sources() -> None:
    department = factories.department()
    for source, value in (("Aftalen", 394), ("LBF", 394), ("LBF", 401)):
        place(count(kind="dwellings", source=source, value=value), department=department)
    assert department.counts.count() == 3


#: Rule → its sentence, and the fields of the row that breaks it.
RULES: dict[str, tuple[str, Any]] = {
    "count_has_source": ("Angiv, hvor tallet kommer fra", lambda: Count(kind="dwellings", value=1, source="")),
    "counted_place_is_one": ("Vælg enten en afdeling eller et område", lambda: CountedPlace(count=count())),
    "counted_department_once": ("Afdelingen er allerede talt med", lambda: _twice(department=factories.department())),
    "counted_area_once": ("Området er allerede talt med", lambda: _twice(area=factories.area())),
}


def _twice(**fields: Any) -> CountedPlace:
    total = count()
    place(total, **fields)
    return CountedPlace(count=total, **fields)


def test_every_rule_of_the_tables_is_among_the_cases() -> None:
    assert {constraint.name for model in (Count, CountedPlace) for constraint in model._meta.constraints} == set(RULES)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_broken_rule_is_reported_with_its_sentence(rule: str) -> None:
    sentence, build = RULES[rule]
    row = build()
    with pytest.raises(ValidationError) as fault:
        row.validate_constraints()
    assert [message for message in fault.value.messages if message.startswith(sentence)], fault.value.messages


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_database_itself_holds_the_rule(rule: str) -> None:
    row = RULES[rule][1]()
    is_refused_by_the_database(row)


def test_a_place_is_not_both_a_department_and_an_area() -> None:
    row = CountedPlace(count=count(), department=factories.department(), area=factories.area())
    with pytest.raises(ValidationError, match="enten en afdeling eller et område"):
        row.full_clean()
    is_refused_by_the_database(row)


def test_the_places_go_with_the_count_and_the_count_stays_with_the_places() -> None:
    total, department = count(), factories.department()
    place(total, department=department)
    with pytest.raises(Exception, match="protected"), transaction.atomic():
        change_sets.delete(department, change_set=change_sets.begin(by=None, program="tests"))
    change_sets.delete(total, change_set=change_sets.begin(by=None, program="tests"))
    assert not CountedPlace.objects.exists()
