"""What is told of a plan's money, each check fired and not fired."""

from datetime import date
from typing import Any

import pytest

from abc_portal.review.findings import Finding
from budgets.models import Contribution, StatedAmount
from plans.models import FundingRound, Plan
from tests import factories
from tests.findings import findings
from tests.people import Cast

pytestmark = pytest.mark.django_db
MILLION = 10**6 * 100
CODES = ("stated-total-differs", "stated-unit-unclear", "periods-differ-from-total", "local-share-too-low")


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """15 million from LBF, 3 from a department, 1 from a fund, 2 from the municipality: 21 in all."""
    plan = cast.plan
    plan.is_financing_complete = True
    factories.saved(plan)
    factories.contribution(factories.source(plan, "lbf", label="LBF"), 15 * MILLION)
    factories.contribution(factories.source(plan, "department", department=cast.housing), 3 * MILLION)
    factories.contribution(factories.source(plan, "own_fund", label="Fonden"), MILLION)
    factories.contribution(factories.source(plan, "municipality", label="Kommunen"), 2 * MILLION)
    return Plan.objects.get(pk=plan.pk)


def _money(plan: Plan) -> list[Finding]:
    return [finding for finding in findings(plan) if finding.code in CODES]


def _of(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in findings(plan) if finding.code == code]


def _states(plan: Plan, subject: str, printed: str, **fields: Any) -> StatedAmount:
    row = StatedAmount(plan=plan, subject=subject, as_printed=printed, place="s. 2", **fields)
    return factories.saved(row, plan)


def _row(plan: Plan, kind: str) -> Contribution:
    return Contribution.objects.get(source__plan=plan, source__kind=kind)


def test_without_statements_there_is_nothing_to_remark(plan: Plan) -> None:
    assert _money(plan) == []


@pytest.mark.parametrize(
    ("subject", "printed"),
    [
        ("total", "21 mio. kr."),
        ("lbf", "15.000.000 kr."),
        ("municipality", "2.000 t. kr."),
        ("departments", "3,0 mio."),
        ("local", "6 mio. kr."),
    ],
)
def test_a_statement_that_fits_is_left_in_peace(plan: Plan, subject: str, printed: str) -> None:
    _states(plan, subject, printed)
    assert _money(plan) == []


@pytest.mark.parametrize("subject", ["total", "lbf", "municipality", "departments", "local"])
def test_a_statement_of_each_kind_can_differ(plan: Plan, subject: str) -> None:
    _states(plan, subject, "7.777 kr.")
    [found] = _money(plan)
    assert (found.code, found.severity.value) == ("stated-total-differs", "warning")
    assert "7.777" in found.message
    assert "s. 2" in found.where
    assert found.fix
    assert found.link == f"/planer/{plan.slug}/oekonomi/"


def test_a_statement_beside_the_plan(plan: Plan) -> None:
    town = factories.source(plan, "municipality", label="Kommunen igen")
    factories.contribution(town, 4 * MILLION, is_beside_plan=True)
    _states(plan, "beside", "4 mio.")
    _states(plan, "beside_municipal", "4 mio.")
    assert _money(plan) == []
    _states(plan, "beside_municipal", "5 mio.")
    [found] = _money(plan)
    assert "1.000.000\u00a0kr." in found.message


def test_the_departments_with_the_fund(plan: Plan) -> None:
    _states(plan, "departments", "4 mio.")
    [found] = _money(plan)
    assert "tælles med: Fonden." in found.message
    assert "4.000.000\u00a0kr." in found.message


def test_a_wrong_unit_and_an_unreadable_one(plan: Plan) -> None:
    _states(plan, "lbf", "15.000 mio. kr.")
    _states(plan, "total", "enogtyve")
    assert [(item.code, item.severity.value) for item in _money(plan)] == [("stated-unit-unclear", "warning")] * 2
    messages = " ".join(item.message for item in _money(plan))
    assert "15.000.000\u00a0kr." in messages
    assert "enogtyve" in messages


@pytest.mark.parametrize(
    ("qualifier", "printed", "holds"),
    [
        ("over", "20 mio.", True),
        ("over", "22 mio.", False),
        ("under", "22 mio.", True),
        ("under", "20 mio.", False),
        ("about", "20 mio.", True),
        ("about", "15 mio.", False),
        ("over", "mange", False),
    ],
)
def test_a_statement_meant_loosely(plan: Plan, qualifier: str, printed: str, holds: bool) -> None:
    _states(plan, "total", printed, qualifier=qualifier)
    assert (_money(plan) == []) is holds


def test_where_an_amount_is_unknown_only_a_sum_that_is_too_small_differs(plan: Plan) -> None:
    factories.contribution(factories.source(plan, "municipality", label="Kommunen igen"), None)
    _states(plan, "total", "27 mio.")
    _states(plan, "municipality", "7 mio.")
    assert _money(plan) == []
    _states(plan, "municipality", "1 mio.")
    [found] = _money(plan)
    assert "mindst 2.000.000\u00a0kr." in found.message


def test_a_year_and_a_total_of_one_contribution(plan: Plan) -> None:
    row = _row(plan, "lbf")
    for year in (2021, 2022, 2023, 2024):
        factories.contribution_period(row, year, 375_000_000)
    _states(plan, "per_year", "3.750.000", contribution=row)
    _states(plan, "contribution", "15 mio. kr.", contribution=row)
    assert _money(plan) == []
    _states(plan, "per_year", "37.50", contribution=row)
    _states(plan, "contribution", "14 mio. kr.", contribution=row)
    assert [item.code for item in _money(plan)] == ["stated-total-differs"] * 2
    assert all("LBF" in item.where for item in _money(plan))


def test_a_year_of_an_unknown_contribution_says_nothing(plan: Plan) -> None:
    row = factories.contribution(factories.source(plan, "other", label="En fond"), None)
    _states(plan, "per_year", "5 kr.", contribution=row)
    assert not [item for item in _money(plan) if item.code != "local-share-too-low"]


@pytest.mark.parametrize(
    ("years", "count"),
    [([375, 375, 375, 375], 0), ([375, 375, 375, 374], 1), ([375, 375, 375, None], 0), ([], 0), ([0], 1)],
)
def test_the_years_sum_to_the_total(plan: Plan, years: list[int | None], count: int) -> None:
    row = _row(plan, "lbf")
    for number, amount in enumerate(years):
        factories.contribution_period(row, 2021 + number, None if amount is None else amount * 10**6)
    found = _money(plan)
    assert [item.code for item in found] == ["periods-differ-from-total"] * count
    if count:
        assert found[0].severity.value == "error"
        assert "15.000.000\u00a0kr." in found[0].message


def test_the_local_share_against_the_round_s_demand(plan: Plan) -> None:
    assert plan.round.least_local_share == 250
    row = _row(plan, "municipality")
    row.amount_oere = 0
    factories.saved(row, plan)
    [found] = _money(plan)
    assert (found.code, found.severity.value) == ("local-share-too-low", "error")
    assert "21,05\u00a0%" in found.message


def test_where_nothing_is_demanded_nothing_is_too_low(plan: Plan) -> None:
    row = _row(plan, "municipality")
    row.amount_oere = 0
    factories.saved(row, plan)
    round_ = FundingRound.objects.get(pk=plan.round_id)
    round_.least_local_share = None
    factories.saved(round_)
    assert _money(Plan.objects.get(pk=plan.pk)) == []


def test_a_contribution_whose_amount_nobody_knows(plan: Plan) -> None:
    code = "contribution-amount-missing"
    row = factories.contribution(factories.source(plan, "housing", label="AKB"), note="Besluttes i november 2020.")
    [found] = _of(plan, code)
    assert found.message.endswith("AKB kendes ikke. Besluttes i november 2020.")
    period = factories.contribution_period(row, 2021, None)
    assert len(_of(plan, code)) == 1, "an unknown year is no amount"
    period.amount_oere = 0
    factories.saved(period, plan)
    assert _of(plan, code) == [], "nothing is an amount"


def test_a_contribution_that_ends_before_what_it_pays_for(plan: Plan) -> None:
    code = "contribution-shorter-than-purpose"
    effort = factories.effort(plan, "Forankret indsats", ends_on=date(2024, 12, 31), ends_on_precision="year")
    row = factories.contribution(factories.source(plan, "housing", label="AKB"), is_beside_plan=True, effort=effort)
    for year in (2021, 2022, 2023):
        factories.contribution_period(row, year, 600_000_00)
    [found] = _of(plan, code)
    assert "31. december 2023, men »Forankret indsats« går til 2024" in found.message
    factories.contribution_period(row, 2024, 600_000_00)
    assert _of(plan, code) == []


def test_a_plan_s_own_contribution_is_held_against_the_plan_s_time(plan: Plan) -> None:
    code = "contribution-shorter-than-purpose"
    row = factories.contribution(factories.source(plan, "housing", label="AKB"))
    factories.contribution_period(row, 2023, 600_000_00)
    assert len(_of(plan, code)) == 1
    factories.contribution_period(row, 2024, 600_000_00)
    assert _of(plan, code) == [], "two months of 2025 are no year"


def test_the_checks_ask_as_often_however_many_rows(plan: Plan, django_assert_max_num_queries: Any) -> None:
    for number in range(15):
        row = factories.contribution(factories.source(plan, "other", label=f"Fond {number}"), 100)
        factories.contribution_period(row, 2021, 99)
        _states(plan, "contribution", "5 kr.", contribution=row)
    with django_assert_max_num_queries(80):
        assert len(_money(plan)) == 30


def test_an_unfinished_financing_is_not_below_the_demand(cast: Cast) -> None:
    """LBF's grant is entered and the local side is not: nothing is said to be too low, but that it is not finished."""
    factories.contribution(factories.source(cast.plan, "lbf", label="LBF"), 25 * MILLION)
    plan = Plan.objects.get(pk=cast.plan.pk)
    codes = [item.code for item in findings(plan)]
    assert "local-share-too-low" not in codes
    assert codes.count("financing-not-complete") == 1
    plan.is_financing_complete = True
    codes = [item.code for item in findings(plan)]
    assert codes.count("local-share-too-low") == 1
    assert "financing-not-complete" not in codes


def test_what_an_unfinished_financing_may_still_come_to_is_no_fault(plan: Plan) -> None:
    plan.is_financing_complete = False
    _states(plan, "total", "30 mio.")
    _states(plan, "municipality", "ca. 5 mio. kr.")
    assert _money(plan) == []
    _states(plan, "total", "20 mio.")
    [found] = _money(plan)
    assert "mindst 21.000.000\u00a0kr." in found.message


@pytest.mark.parametrize(
    ("printed", "holds"),
    [("ca. 20 mio. kr.", True), ("højst 21 mio. kr.", True), ("højst 20 mio.", False), ("mindst 22 mio.", False)],
)
def test_an_amount_with_its_own_word_is_read_with_it(plan: Plan, printed: str, holds: bool) -> None:
    _states(plan, "total", printed)
    assert (_money(plan) == []) is holds
    assert all(item.code == "stated-total-differs" for item in _money(plan))


def test_known_periods_above_the_total_are_told_though_one_is_unknown(plan: Plan) -> None:
    row = _row(plan, "lbf")
    factories.contribution_period(row, 2021, 16 * MILLION)
    factories.contribution_period(row, 2022, None)
    assert [item.code for item in _money(plan)] == ["periods-differ-from-total"]
