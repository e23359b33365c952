"""What is told of a plan's indicators, each check fired and not fired."""

from typing import Any

import pytest

from abc_portal.review.findings import Finding
from indicators.models import Indicator, Observation
from plans.models import Plan
from tests import factories
from tests.findings import findings
from tests.people import Cast

pytestmark = pytest.mark.django_db
CODES = (
    "values-disagree", "definitions-differ", "unit-differs", "value-out-of-range", "area-differs",
    "comparator-not-municipality",
)  # fmt: skip


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return cast.plan


@pytest.fixture
def of(plan: Plan) -> Indicator:
    return factories.indicator(plan, name="Andel i arbejde")


def _findings(plan: Plan, *codes: str) -> list[Finding]:
    return [finding for finding in findings(plan) if finding.code in (codes or CODES)]


def _pair(of: Indicator, area: Any = 50, year: int = 2019, **fields: Any) -> Observation:
    factories.observation(of.plan, of, 60, "municipality", year=year)
    return factories.observation(of.plan, of, area, year=year, **fields)


def _unused(of: Indicator, value: Any, **fields: Any) -> Observation:
    fields = {"year": 2019, "is_used": False, "not_used_because": "En anden kilde", **fields}
    return factories.observation(of.plan, of, value, **fields)


def test_two_figures_of_one_year_leave_nothing_to_remark(plan: Plan, of: Indicator) -> None:
    _pair(of)
    assert _findings(plan) == []


# --- values that disagree -------------------------------------------------------------------------------


def test_two_values_for_the_same_fact(plan: Plan, of: Indicator) -> None:
    _pair(of, place="tabellen", as_printed="50,0 %")
    _unused(of, 53, place="teksten")
    [found] = _findings(plan)
    assert (found.code, found.severity.value) == ("values-disagree", "warning")
    message = found.message.replace("\u00a0", " ")
    assert "50,0 % (2019, tabellen)" in message
    assert "53 % (2019, teksten)" in message
    assert "Andel i arbejde" in found.where
    assert found.link == f"/planer/{plan.slug}/indikatorer/"
    assert found.fix


@pytest.mark.parametrize(
    ("used", "used_printed", "other", "other_printed", "agree"),
    [
        ("29.02", "29,02 %", "29", "29 %", True),
        ("29.02", "29,02 %", "29", "29,0 %", True),
        ("29.4", "29,4 %", "29", "29 %", True),
        ("29.4", "29,4 %", "29", "29,0 %", False),
        ("29", "29 %", "29.02", "29,02 %", True),
        ("29", "29,0 %", "29.4", "29,4 %", False),
        ("29", "", "29", "", True),
        ("29", "", "30", "", False),
        ("0", "0 %", "0.4", "0,4 %", True),
    ],
)
def test_a_value_that_is_the_other_one_rounded_agrees(
    plan: Plan, of: Indicator, used: str, used_printed: str, other: str, other_printed: str, agree: bool
) -> None:
    _pair(of, used, as_printed=used_printed)
    _unused(of, other, as_printed=other_printed)
    assert (_findings(plan) == []) is agree


def test_a_known_value_disagrees_with_one_that_is_withheld(plan: Plan, of: Indicator) -> None:
    _pair(of)
    _unused(of, None, state="suppressed")
    [found] = _findings(plan)
    assert found.code == "values-disagree"
    assert "diskretioneret" in found.message


@pytest.mark.parametrize(
    "fields",
    [
        {"year": 2020},
        {"part": "en anden del"},
        {"population": "country"},
    ],
)
def test_another_fact_may_have_another_value(plan: Plan, of: Indicator, fields: dict[str, Any]) -> None:
    _pair(of)
    _unused(of, 99, **fields)
    assert _findings(plan, "values-disagree") == []


def test_a_value_without_a_year_is_held_against_those_with_one(plan: Plan, of: Indicator) -> None:
    _pair(of)
    _unused(of, 99, year=None)
    assert len(_findings(plan, "values-disagree")) == 1


def test_departments_are_not_held_against_each_other(cast: Cast, of: Indicator) -> None:
    other = factories.department()
    factories.takes_part(cast.plan, other)
    factories.observation(cast.plan, of, 10, "department", department=cast.housing, year=2019)
    _unused(of, 20, population="department", department=other)
    assert _findings(cast.plan, "values-disagree") == []
    _unused(of, 20, population="department", department=cast.housing)
    assert len(_findings(cast.plan, "values-disagree")) == 1


def test_another_definition_is_reported_also_when_the_values_agree(plan: Plan, of: Indicator) -> None:
    _pair(of, "29.02")
    _unused(of, 29, definition="i gang eller fuldført")
    [found] = _findings(plan)
    assert (found.code, found.severity.value) == ("definitions-differ", "warning")
    assert "i gang eller fuldført" in found.message


def test_another_definition_and_another_value_are_two_remarks(plan: Plan, of: Indicator) -> None:
    _pair(of, "29.02")
    _unused(of, 40, definition="i gang eller fuldført")
    assert sorted(item.code for item in _findings(plan)) == ["definitions-differ", "values-disagree"]


# --- units and ranges -------------------------------------------------------------------------------------


def test_a_grade_printed_as_per_cent(plan: Plan) -> None:
    of = factories.indicator(plan, unit="grade")
    _pair(of, "5.2", as_printed="5,2 %")
    factories.observation(plan, of, "-3", year=2018, as_printed="-3")
    found = _findings(plan, "unit-differs", "value-out-of-range")
    assert [(item.code, item.severity.value) for item in found if "5,2" in item.message] == [
        ("unit-differs", "warning")
    ]


@pytest.mark.parametrize(
    ("unit", "value", "outside"),
    [
        ("percent", "0", False), ("percent", "100", False), ("percent", "100.01", True),
        ("grade", "-3", False), ("grade", "12", False), ("grade", "12.1", True), ("grade", "-3.1", True),
        ("number", "-5", False), ("number", "9999", False),
    ],
)  # fmt: skip
def test_a_value_outside_its_unit_s_range(plan: Plan, unit: str, value: str, outside: bool) -> None:
    of = factories.indicator(plan, unit=unit)
    factories.observation(plan, of, value, year=2019)
    found = _findings(plan, "value-out-of-range")
    assert len(found) == outside
    if outside:
        assert found[0].severity.value == "error"


def test_a_change_in_per_cent_has_no_limits(plan: Plan, of: Indicator) -> None:
    factories.observation(plan, of, -46, year=2019)
    factories.observation(plan, of, 120, year=2020)
    assert _findings(plan, "value-out-of-range") == []


def test_a_missing_or_suppressed_value_is_in_no_range(plan: Plan, of: Indicator) -> None:
    factories.observation(plan, of, None, year=2018, state="missing")
    factories.observation(plan, of, None, year=2019, state="suppressed")
    assert _findings(plan) == []


# --- areas and comparators ----------------------------------------------------------------------------------


def test_a_figure_for_another_area(plan: Plan, of: Indicator) -> None:
    _pair(of, area_note="inkl. nabokvarteret")
    [found] = _findings(plan)
    assert (found.code, found.severity.value) == ("area-differs", "info")
    assert "inkl. nabokvarteret" in found.message


def test_another_area_matters_only_where_the_figure_is_used_for_the_area(plan: Plan, of: Indicator) -> None:
    _pair(of)
    _unused(of, 50, area_note="inkl. nabokvarteret")
    factories.observation(plan, of, 50, "country", year=2019, area_note="inkl. nabokvarteret")
    assert _findings(plan, "area-differs") == []


def test_an_area_s_figure_without_the_municipality_s(plan: Plan, of: Indicator) -> None:
    factories.observation(plan, of, 50, year=2019)
    [found] = _findings(plan)
    assert (found.code, found.severity.value) == ("comparator-not-municipality", "info")
    assert "ingenting" in found.message
    factories.observation(plan, of, 60, "all_plans", year=2019, population_name="alle 66 helhedsplaner")
    [found] = _findings(plan)
    assert "alle 66 helhedsplaner" in found.message
    factories.observation(plan, of, 60, "municipality", year=2019)
    assert _findings(plan) == []


def test_a_figure_of_an_unknown_year_is_compared_with_none(plan: Plan, of: Indicator) -> None:
    factories.observation(plan, of, 50, year=None)
    factories.observation(plan, of, 60, "country", year=None)
    assert _findings(plan, "comparator-not-municipality") == []


@pytest.mark.parametrize("fields", [{"year": 2018}, {"part": "en anden del"}])
def test_the_municipality_s_figure_must_be_for_the_same(plan: Plan, of: Indicator, fields: dict[str, Any]) -> None:
    factories.observation(plan, of, 50, year=2019)
    factories.observation(plan, of, 60, "municipality", **{"year": 2019, **fields})
    assert len(_findings(plan, "comparator-not-municipality")) == 1


def test_a_suppressed_figure_needs_no_comparator_and_is_none(plan: Plan, of: Indicator) -> None:
    factories.observation(plan, of, None, year=2018, state="suppressed")
    assert _findings(plan) == []
    factories.observation(plan, of, 50, year=2019)
    factories.observation(plan, of, None, "municipality", year=2019, state="suppressed")
    assert len(_findings(plan, "comparator-not-municipality")) == 1


def test_the_checks_ask_as_often_however_many_figures(plan: Plan, django_assert_max_num_queries: Any) -> None:
    for number in range(15):
        of = factories.indicator(plan, name=f"Indikator {number}")
        _pair(of, as_printed="50")
        _unused(of, 99)
    with django_assert_max_num_queries(80):
        assert len(_findings(plan, "values-disagree")) == 15
