"""Where a plan is in its period, and its years, counted from its own first day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.period import Period, Phase

PLAN = Period(date(2021, 3, 1), date(2025, 2, 28))
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31))
LENGTHS = st.integers(min_value=0, max_value=3700)
PERIODS = st.builds(lambda first, days: Period(first, first + timedelta(days=days)), DAYS, LENGTHS)


@pytest.mark.parametrize(
    ("day", "phase", "gone"),
    [
        (date(1999, 1, 1), Phase.COMING, 0),
        (date(2021, 2, 28), Phase.COMING, 0),
        (date(2021, 3, 1), Phase.RUNNING, 0),
        (date(2021, 3, 15), Phase.RUNNING, 1),
        (date(2022, 5, 17), Phase.RUNNING, 30),
        (date(2023, 2, 28), Phase.RUNNING, 49),
        (date(2025, 2, 27), Phase.RUNNING, 99),
        (date(2025, 2, 28), Phase.RUNNING, 100),
        (date(2025, 3, 1), Phase.OVER, 100),
        (date(2199, 1, 1), Phase.OVER, 100),
    ],
)
def test_before_in_and_after_the_period(day: date, phase: Phase, gone: int) -> None:
    assert (PLAN.phase(day), PLAN.gone(day)) == (phase, gone)


def test_a_period_of_one_day() -> None:
    one = Period(date(2024, 2, 29), date(2024, 2, 29))
    assert one.days == 1
    assert one.gone(date(2024, 2, 28)) == 0
    assert one.gone(date(2024, 2, 29)) == 100
    assert one.years() == [one]


@given(PERIODS, DAYS)
def test_what_is_gone_fits_the_phase(period: Period, day: date) -> None:
    gone = period.gone(day)
    assert 0 <= gone <= 100
    if period.phase(day) == Phase.COMING:
        assert gone == 0
    if period.phase(day) == Phase.OVER:
        assert gone == 100
    assert (gone == 100) == (day >= period.last)


@given(PERIODS, DAYS, st.integers(min_value=0, max_value=4000))
def test_time_never_goes_back(period: Period, day: date, more: int) -> None:
    assert period.gone(day) <= period.gone(day + timedelta(days=more))


# --- plan years -----------------------------------------------------------------------------------------


def _years(first: date, last: date) -> list[tuple[date, date]]:
    return [(year.first, year.last) for year in Period(first, last).years()]


def test_four_years_from_the_first_of_march() -> None:
    assert _years(PLAN.first, PLAN.last) == [
        (date(2021, 3, 1), date(2022, 2, 28)),
        (date(2022, 3, 1), date(2023, 2, 28)),
        (date(2023, 3, 1), date(2024, 2, 29)),
        (date(2024, 3, 1), date(2025, 2, 28)),
    ]


def test_the_last_year_may_be_shorter() -> None:
    assert _years(date(2013, 1, 1), date(2014, 6, 30)) == [
        (date(2013, 1, 1), date(2013, 12, 31)),
        (date(2014, 1, 1), date(2014, 6, 30)),
    ]


def test_a_plan_that_begins_on_the_29th_of_february() -> None:
    assert _years(date(2020, 2, 29), date(2025, 2, 28)) == [
        (date(2020, 2, 29), date(2021, 2, 28)),
        (date(2021, 3, 1), date(2022, 2, 28)),
        (date(2022, 3, 1), date(2023, 2, 28)),
        (date(2023, 3, 1), date(2024, 2, 28)),
        (date(2024, 2, 29), date(2025, 2, 28)),
    ]


@given(PERIODS)
def test_the_years_follow_on_each_other_and_fill_the_period(period: Period) -> None:
    years = period.years()
    assert years[0].first == period.first
    assert years[-1].last == period.last
    for year, following in pairwise(years):
        assert following.first == year.last + timedelta(days=1)
    assert sum(year.days for year in years) == period.days


@given(PERIODS)
def test_every_year_but_the_last_is_a_whole_one(period: Period) -> None:
    years = period.years()
    assert all(year.days in (365, 366) for year in years[:-1])
    assert years[-1].days <= 366
