"""What is told of how many dwellings, households and residents the departments are said to have."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core.qualifiers import Range, meant
from abc_portal.directory.models import AreaDepartment, Count, CountedPlace, HousingArea, HousingDepartment
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding
from plans.lifecycle.calculations.counts import either, least_of_parts, together
from plans.lifecycle.models.plan import PlanArea
from plans.models import Plan
from tests import factories
from tests.findings import findings
from tests.people import Cast

INF = float("inf")


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def both(cast: Cast) -> list[HousingDepartment]:
    """The plan's two departments."""
    other = factories.department("AKB Engen", "12")
    factories.takes_part(cast.plan, other)
    return [cast.housing, other]


def count(value: int, *departments: Any, kind: str = "dwellings", **fields: Any) -> Count:
    row = factories.saved(Count(kind=kind, value=value, **{"source": "Ansøgningen", **fields}))
    for department in departments:
        factories.saved(CountedPlace(count=row, department=department))
    return row


def count_findings(cast: Cast, code: str) -> list[Finding]:
    found = findings(Plan.objects.get(pk=cast.plan.pk))
    return [item for item in found if item.code == code and item.where.startswith("Afdelinger")]


# --- two values -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_two_counts_of_the_same_disagree(cast: Cast, both: list[HousingDepartment]) -> None:
    count(210, both[0])
    count(212, both[0], source="Delaftalen")
    [found] = count_findings(cast, "values-disagree")
    assert found.severity == Severity.WARNING
    assert found.where == f"Afdelinger · {both[0].name}: boliger"
    assert found.message == "To værdier for det samme: 210 boliger (Ansøgningen) og 212 boliger (Delaftalen)."
    assert found.link == f"/planer/{cast.plan.slug}/forloeb/#afdelinger"


@pytest.mark.django_db
def test_so_do_two_totals(cast: Cast, both: list[HousingDepartment]) -> None:
    count(1400, *both, kind="residents", qualifier="over")
    count(1300, *both, kind="residents")
    [found] = count_findings(cast, "values-disagree")
    assert "over 1.400 beboere" in found.message


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        {"value": 210},
        {"value": 220, "qualifier": "about"},
        {"value": 200, "qualifier": "over"},
        {"value": 212, "kind": "residents"},
        {"value": 212, "counted_on": date(2022, 1, 1), "counted_on_precision": "day"},
    ],
)
def test_what_can_be_true_at_once_is_not_reported(
    cast: Cast, both: list[HousingDepartment], other: dict[str, Any]
) -> None:
    count(210, both[0], counted_on=date(2020, 1, 1), counted_on_precision="day")
    count(other.pop("value"), both[0], **other)
    assert count_findings(cast, "values-disagree") == []


@pytest.mark.django_db
def test_other_places_are_another_fact(cast: Cast, both: list[HousingDepartment]) -> None:
    count(210, both[0])
    count(95, both[1])
    count(900, both[0], factories.department())
    row = count(500, both[0])
    factories.saved(CountedPlace(count=row, area=factories.area()))
    assert count_findings(cast, "values-disagree") == count_findings(cast, "stated-total-differs") == []


@pytest.mark.django_db
def test_a_department_that_takes_part_with_two_parts_is_one(cast: Cast, both: list[HousingDepartment]) -> None:
    factories.takes_part(cast.plan, both[1], part="Blok 2")
    count(95, both[1])
    assert count_findings(cast, "values-disagree") == []


# --- totals -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_stated_total_is_the_sum_of_what_it_covers(cast: Cast, both: list[HousingDepartment]) -> None:
    count(210, both[0])
    count(95, both[1])
    total = count(350, *both, source="Ansøgningen, side 1")
    [found] = count_findings(cast, "stated-total-differs")
    assert found.severity == Severity.WARNING
    names = f"{both[0].name} og {both[1].name}"
    assert found.where == f"Afdelinger · {names}: boliger"
    assert "350 boliger (Ansøgningen, side 1)" in found.message
    assert found.message.endswith("giver 305.")
    total.value = 305
    factories.saved(total)
    assert count_findings(cast, "stated-total-differs") == []


@pytest.mark.django_db
def test_where_a_department_is_not_counted_nothing_is_summed(cast: Cast, both: list[HousingDepartment]) -> None:
    count(210, both[0])
    count(350, *both)
    assert count_findings(cast, "stated-total-differs") == []


@pytest.mark.django_db
@pytest.mark.parametrize(("total", "words"), [(305, ""), (306, ""), (307, "mellem 305 og 306")])
def test_of_two_values_either_will_do(cast: Cast, both: list[HousingDepartment], total: int, words: str) -> None:
    count(210, both[0])
    count(211, both[0], source="Delaftalen")
    count(95, both[1])
    count(total, *both)
    assert [words in item.message for item in count_findings(cast, "stated-total-differs")] == ([True] if words else [])


@pytest.mark.django_db
def test_more_than_is_known_is_reported_as_at_least(cast: Cast, both: list[HousingDepartment]) -> None:
    count(300, both[0], qualifier="over")
    count(95, both[1])
    count(350, *both)
    [found] = count_findings(cast, "stated-total-differs")
    assert "mindst 395" in found.message


@pytest.mark.django_db
def test_all_counts_are_one_question(cast: Cast, both: list[HousingDepartment], django_assert_num_queries: Any) -> None:
    from plans.lifecycle.counted import counted

    for place in range(4):
        count(100 + place, *both)
    with django_assert_num_queries(1):
        assert len(counted(cast.plan)) == 8


# --- areas, and parts of a whole -----------------------------------------------------------------------------


def counted_in(value: int, *areas: Any, **fields: Any) -> Count:
    row = factories.saved(Count(kind="dwellings", value=value, **{"source": "Ansøgningen", **fields}))
    for area in areas:
        factories.saved(CountedPlace(count=row, area=area))
    return row


@pytest.fixture
def area(cast: Cast, both: list[HousingDepartment]) -> HousingArea:
    """An area of the plan that both departments belong to."""
    area = factories.area("Engparken")
    factories.saved(PlanArea(plan=cast.plan, area=area), cast.plan)
    for department in both:
        factories.saved(AreaDepartment(area=area, department=department))
    return area


def of_code(cast: Cast, code: str) -> list[Finding]:
    return [item for item in findings(Plan.objects.get(pk=cast.plan.pk)) if item.code == code]


@pytest.mark.django_db
def test_two_counts_of_an_area_disagree(cast: Cast, area: HousingArea) -> None:
    counted_in(253, area)
    counted_in(454, area, source="Bilag 2")
    [found] = of_code(cast, "values-disagree")
    assert found.where == "Boligområder · Engparken: boliger"
    assert found.message == "To værdier for det samme: 253 boliger (Ansøgningen) og 454 boliger (Bilag 2)."
    assert found.link.endswith("/forloeb/#boligomraader")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("whole", "qualifier", "part", "count_"),
    [(300, "exact", 301, 1), (300, "exact", 300, 0), (300, "at_least", 301, 0), (300, "at_most", 301, 1)],
)
def test_a_part_of_an_area_is_not_more_than_the_area(
    cast: Cast, area: HousingArea, both: list[HousingDepartment], whole: int, qualifier: str, part: int, count_: int
) -> None:
    counted_in(whole, area, qualifier=qualifier)
    count(part, both[0])
    found = of_code(cast, "stated-total-differs")
    assert len(found) == count_
    assert all(f"mindst {part}" in item.message for item in found)


@pytest.mark.django_db
def test_some_of_several_departments_are_not_more_than_all(cast: Cast, both: list[HousingDepartment]) -> None:
    count(200, *both)
    row = count(210, both[0], qualifier="at_least")
    [found] = of_code(cast, "stated-total-differs")
    assert "200 boliger (Ansøgningen), men dele af dem har alene mindst 210" in found.message
    row.qualifier = "at_most"
    factories.saved(row)
    assert of_code(cast, "stated-total-differs") == []


@pytest.mark.django_db
def test_the_plan_s_course_shows_every_count(cast: Cast, area: HousingArea, both: list[HousingDepartment]) -> None:
    counted_in(300, area, qualifier="at_most")
    count(480, *both, kind="residents", counted_on=date(2021, 1, 1), source="Beboerdata")
    text = cast.client("leader").get(f"/planer/{cast.plan.slug}/forloeb/").content.decode()
    names = " og ".join(sorted(str(department) for department in both))
    for words in (
        "højst 300 boliger",
        "480 beboere",
        "1. januar 2021",
        "Beboerdata",
        f"Alle planens afdelinger: {names}",
    ):
        assert words in text


# --- the calculation --------------------------------------------------------------------------------------------


def test_what_a_number_may_mean() -> None:
    assert meant(210, "exact") == Range(210, 210)
    assert meant(200, "over") == Range(200, INF)
    assert meant(200, "under") == Range(0, 200)
    assert meant(100, "about").meets(Range(110, 110))
    assert not meant(100, "about").meets(Range(111, 111))


def test_several_statements_and_several_places() -> None:
    assert either([Range(1, 1), Range(3, 4)]) == Range(1, 4)
    assert together([Range(1, 4), Range(2, INF)]) == Range(3, INF)
    assert not together([Range(1, 4)]).is_exact


LEASTS = st.dictionaries(st.integers(0, 9), st.integers(0, 500))


@given(st.sets(st.integers(0, 4)), LEASTS, st.dictionaries(st.integers(0, 4), st.sets(st.integers(5, 9))), st.data())
def test_parts_have_at_least_what_is_said_of_them(
    whole: set[int], own: dict[int, int], parts: dict[int, set[int]], data: st.DataObject
) -> None:
    """However many there truly are in each part and place, the bound holds."""
    inside = {part: data.draw(st.integers(own.get(part, 0), 600)) for part in range(5, 10)}
    taken: set[int] = set()
    true = 0
    for place in sorted(whole, key=str):
        mine = parts.get(place, set()) - taken
        taken |= mine
        true += max(own.get(place, 0), sum(inside[part] for part in mine))
    assert least_of_parts(whole, own, parts) <= true


def test_a_part_of_two_places_counts_once() -> None:
    assert least_of_parts([1, 2], {5: 100}, {1: {5}, 2: {5}}) == 100
    assert least_of_parts([1, 2], {1: 150, 5: 100, 2: 30}, {1: {5}, 2: set()}) == 180
    assert least_of_parts([1, 5], {5: 100}, {1: {5}}) == 100
