"""Each rule that the database holds about money is broken once, and says its sentence."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from abc_portal.audit import change_sets
from budgets.models import Contribution, ContributionPeriod, FinancingSource, StatedAmount
from plans.models import ParallelEffort, Plan
from tests import broken_rules, factories
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    """One cast for the whole file; what a test adds is undone after it."""
    return cast_once


def _row(cast: Cast) -> Contribution:
    return factories.contribution(factories.source(cast.plan, label="LBF"), 400)


def _effort(plan: Plan) -> ParallelEffort:
    return factories.saved(ParallelEffort(plan=plan, kind="renovation", name="Renovering"))


def _twice(cast: Cast) -> ContributionPeriod:
    row = _row(cast)
    factories.contribution_period(row, 2021, 5)
    return ContributionPeriod(contribution=row, starts_on=date(2021, 1, 1), ends_on=date(2022, 12, 31))


def _period(cast: Cast, **fields: Any) -> ContributionPeriod:
    days = {"starts_on": date(2021, 1, 2), "ends_on": date(2021, 12, 31)}
    return ContributionPeriod(contribution=_row(cast), **{**days, **fields})


def _stated(cast: Cast, subject: str, **fields: Any) -> StatedAmount:
    return StatedAmount(plan=cast.plan, subject=subject, as_printed="5 kr.", place="s. 1", **fields)


#: A rule's name, and rows that break it.
BROKEN: list[tuple[str, Callable[[Cast], Any]]] = [
    ("department_source_has_department", lambda cast: FinancingSource(plan=cast.plan, kind="department", label="A")),
    (
        "department_source_has_department",
        lambda cast: FinancingSource(plan=cast.plan, kind="lbf", label="LBF", department=cast.housing),
    ),
    ("source_has_a_name", lambda cast: FinancingSource(plan=cast.plan, kind="other")),
    (
        "contribution_in_kind_says_if_it_counts",
        lambda cast: Contribution(source=_row(cast).source, counts_as_local=True),
    ),
    ("contribution_not_negative", lambda cast: Contribution(source=_row(cast).source, amount_oere=-1)),
    ("contribution_period_not_negative", lambda cast: _period(cast, amount_oere=-1)),
    ("contribution_period_order", lambda cast: _period(cast, ends_on=date(2021, 1, 1))),
    ("contribution_period_once", _twice),
    (
        "contribution_to_an_effort_is_beside",
        lambda cast: Contribution(source=_row(cast).source, effort=_effort(cast.plan)),
    ),
    ("stated_amount_names_contribution", lambda cast: _stated(cast, "contribution")),
    ("stated_amount_names_contribution", lambda cast: _stated(cast, "per_year")),
    ("stated_amount_names_contribution", lambda cast: _stated(cast, "total", contribution=_row(cast))),
]


@pytest.mark.parametrize(("name", "broken"), BROKEN)
def test_a_rule_fires(cast: Cast, name: str, broken: Callable[[Cast], Any]) -> None:
    broken_rules.fires(broken(cast), name)


def test_every_rule_is_broken_here() -> None:
    assert {name for name, _broken in BROKEN} == broken_rules.names("budgets")


def test_a_contribution_pays_for_an_effort_beside_its_own_plan(cast: Cast) -> None:
    row = _row(cast)
    row.is_beside_plan, row.effort = True, _effort(cast.plan)
    row.full_clean()
    row.effort = _effort(cast.other_plan)
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert list(caught.value.message_dict) == ["effort"]


def test_a_stated_amount_is_about_a_contribution_of_its_own_plan(cast: Cast) -> None:
    row = _row(cast)
    _stated(cast, "contribution", contribution=row).full_clean()
    other = StatedAmount(plan=cast.other_plan, subject="contribution", as_printed="5", place="s. 1", contribution=row)
    with pytest.raises(ValidationError) as caught:
        other.full_clean()
    assert list(caught.value.message_dict) == ["contribution"]


@pytest.mark.parametrize("amount", [0, None, 10**13])
def test_zero_unknown_and_large_amounts_are_taken(cast: Cast, amount: int | None) -> None:
    row = _row(cast)
    row.amount_oere = amount
    factories.saved(row)
    assert Contribution.objects.get(pk=row.pk).amount_oere == amount


def test_a_payer_cannot_be_deleted_while_it_pays(cast: Cast) -> None:
    paying = factories.organisation()
    factories.source(cast.plan, organisation=paying)
    with pytest.raises(ProtectedError):
        change_sets.delete(paying, change_set=change_sets.begin(by=None, program="tests"))
