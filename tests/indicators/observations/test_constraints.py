"""Each rule that the database holds about indicators is broken once, and says its sentence."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import RestrictedError

from abc_portal.audit import change_sets
from indicators.models import Indicator, Observation
from plans.models import FundingRound
from tests import broken_rules, factories
from tests.people import Cast

pytestmark = pytest.mark.django_db


def _indicator(**fields: Any) -> Indicator:
    return Indicator(**{"code": "egen", "name": "Andel", "unit": "percent", "better": "higher", **fields})


def _round() -> FundingRound:
    return FundingRound.objects.get(code="2019-26")


def _twice_in_plan(cast: Cast) -> Indicator:
    factories.saved(_indicator(plan=cast.plan))
    return _indicator(plan=cast.plan)


def _measured(cast: Cast, **fields: Any) -> Observation:
    of = factories.indicator(cast.plan)
    return Observation(**{"plan": cast.plan, "indicator": of, "population": "area", "value": 5, "year": 2019, **fields})


def _two_used(cast: Cast, **fields: Any) -> Observation:
    first = factories.saved(_measured(cast, **fields), cast.plan)
    return _measured(cast, **{**fields, "indicator": first.indicator, "value": 6})


#: A rule's name, and rows that break it.
BROKEN: list[tuple[str, Callable[[Cast], Any]]] = [
    ("indicator_of_round_or_plan", lambda cast: _indicator()),
    ("indicator_of_round_or_plan", lambda cast: _indicator(plan=cast.plan, round=_round())),
    ("indicator_once_in_round", lambda cast: _indicator(round=_round(), code="dagtilbud")),
    ("indicator_once_in_plan", _twice_in_plan),
    ("observation_value_fits_state", lambda cast: _measured(cast, value=None)),
    ("observation_value_fits_state", lambda cast: _measured(cast, state="missing")),
    ("observation_value_fits_state", lambda cast: _measured(cast, state="suppressed")),
    ("observation_unused_has_reason", lambda cast: _measured(cast, is_used=False)),
    ("observation_department_fits", lambda cast: _measured(cast, population="department")),
    ("observation_department_fits", lambda cast: _measured(cast, department=cast.housing)),
    ("observation_one_used", _two_used),
    ("observation_one_used", lambda cast: _two_used(cast, year=None, period="de sidste fem år")),
    ("observation_one_used", lambda cast: _two_used(cast, population="municipality", part="her")),
]


@pytest.mark.parametrize(("name", "broken"), BROKEN)
def test_a_rule_fires(cast: Cast, name: str, broken: Callable[[Cast], Any]) -> None:
    broken_rules.fires(broken(cast), name)


def test_every_rule_is_broken_here() -> None:
    assert {name for name, _broken in BROKEN} == broken_rules.names("indicators")


@pytest.mark.parametrize(
    "other",
    [
        {"is_used": False, "not_used_because": "En anden kilde"},
        {"year": 2020},
        {"year": None},
        {"part": "den anden del"},
        {"population": "municipality"},
    ],
)
def test_another_value_beside_the_one_used_is_taken(cast: Cast, other: dict[str, Any]) -> None:
    first = factories.saved(_measured(cast), cast.plan)
    factories.saved(_measured(cast, indicator=first.indicator, **other), cast.plan)


def test_many_others_and_many_departments_may_have_the_same_year(cast: Cast) -> None:
    first = factories.saved(_measured(cast, population="other", population_name="Nabobyen"), cast.plan)
    factories.saved(
        _measured(cast, indicator=first.indicator, population="other", population_name="Regionen"), cast.plan
    )
    for department in (cast.housing, factories.department()):
        factories.saved(
            _measured(cast, indicator=first.indicator, population="department", department=department), cast.plan
        )


def test_an_indicator_of_another_plan_cannot_be_measured_here(cast: Cast) -> None:
    with pytest.raises(ValidationError) as caught:
        _measured(cast, indicator=factories.indicator(cast.other_plan)).full_clean()
    assert list(caught.value.message_dict) == ["indicator"]
    _measured(cast, indicator=Indicator.objects.get(code="dagtilbud")).full_clean()


@pytest.mark.parametrize("year", [1979, 2200])
def test_a_year_that_cannot_be_is_refused(cast: Cast, year: int) -> None:
    with pytest.raises(ValidationError) as caught:
        _measured(cast, year=year).full_clean()
    assert list(caught.value.message_dict) == ["year"]


def test_an_indicator_with_figures_cannot_be_deleted(cast: Cast) -> None:
    of = factories.saved(_measured(cast), cast.plan).indicator
    with pytest.raises(RestrictedError):
        change_sets.delete(of, change_set=change_sets.begin(by=None, program="tests"))
