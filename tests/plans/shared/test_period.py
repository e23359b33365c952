"""Where a plan is in its period, and its years and quarters; the calendar's and the accounts' years beside them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core.dates import PartialDate, months_later
from plans.shared.enums import Granularity
from plans.shared.period_words import calendar_words
from plans.shared.periods import Period, Phase, gap_range, months_between, place_in_year

PLAN = Period(date(2021, 3, 1), date(2025, 2, 28))
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31))
LENGTHS = st.integers(min_value=0, max_value=3700)
PERIODS = st.builds(lambda first, days: Period(first, first + timedelta(days=days)), DAYS, LENGTHS)
#: First days that months or years do not all have, which chance alone would hardly find.
ODD_DAYS = st.builds(
    lambda year, day: date(year, *day) if day != (2, 29) else date(year // 4 * 4, 2, 29),
    st.integers(1952, 2096),
    st.sampled_from(
        [(1, 29), (1, 30), (1, 31), (2, 28), (2, 29), (3, 31), (5, 31), (8, 31), (11, 29), (11, 30), (12, 31)]
    ),
)
ANY_PERIODS = st.builds(
    lambda first, days: Period(first, first + timedelta(days=days)), st.one_of(DAYS, ODD_DAYS), LENGTHS
)


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


def _fill(parts: list[Period], period: Period) -> None:
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert all(part.first <= part.last for part in parts)
    assert all((after.first - part.last).days == 1 for part, after in pairwise(parts))
    assert sum(part.days for part in parts) == period.days


@given(ANY_PERIODS)
def test_the_years_and_the_quarters_fill_the_period_without_hole_or_overlap(period: Period) -> None:
    _fill(period.years(), period)
    _fill(period.quarters(), period)


@given(ANY_PERIODS)
def test_every_year_but_the_last_is_a_whole_one(period: Period) -> None:
    years = period.years()
    assert all(year.days in (365, 366) for year in years[:-1])
    assert years[-1].days <= 366


@given(ANY_PERIODS)
def test_four_quarters_are_a_plan_year(period: Period) -> None:
    quarters = period.quarters()
    assert [quarter.first for quarter in quarters[::4]] == [year.first for year in period.years()]
    assert all(89 <= quarter.days <= 92 for quarter in quarters[:-1])
    assert quarters[-1].days <= 92


@given(ANY_PERIODS)
def test_quarters_begin_on_the_first_days_day_of_the_month_and_never_drift(period: Period) -> None:
    for number, quarter in enumerate(period.quarters()):
        if (period.first.month, period.first.day, number % 4) != (2, 29, 0):
            assert quarter.first == months_later(period.first, number * 3)


def _firsts(first: date, last: date) -> list[str]:
    return [quarter.first.isoformat() for quarter in Period(first, last).quarters()]


def test_quarters_of_a_plan_that_begins_inside_the_calendars() -> None:
    quarters = PLAN.quarters()
    assert len(quarters) == 16
    assert (quarters[0], quarters[15]) == (
        Period(date(2021, 3, 1), date(2021, 5, 31)),
        Period(date(2024, 12, 1), date(2025, 2, 28)),
    )


def test_the_last_quarter_may_be_shorter() -> None:
    assert Period(date(2014, 7, 1), date(2015, 1, 1)).quarters() == [
        Period(date(2014, 7, 1), date(2014, 9, 30)),
        Period(date(2014, 10, 1), date(2014, 12, 31)),
        Period(date(2015, 1, 1), date(2015, 1, 1)),
    ]


def test_quarters_from_the_31st_and_from_the_29th_of_february() -> None:
    assert _firsts(date(2020, 8, 31), date(2021, 9, 30)) == [
        "2020-08-31", "2020-11-30", "2021-02-28", "2021-05-31", "2021-08-31",
    ]  # fmt: skip
    assert _firsts(date(2020, 2, 29), date(2021, 6, 30)) == [
        "2020-02-29", "2020-05-29", "2020-08-29", "2020-11-29", "2021-03-01", "2021-05-29",
    ]  # fmt: skip


# --- the calendar's and the accounts' years -------------------------------------------------------------


def test_the_calendar_years_that_a_plan_meets() -> None:
    assert PLAN.calendar_years() == [Period(date(y, 1, 1), date(y, 12, 31)) for y in range(2021, 2026)]


@pytest.mark.parametrize(
    ("first_month", "labels", "first"),
    [
        (1, ["2021", "2022"], date(2021, 1, 1)),
        (3, ["2021/22"], date(2021, 3, 1)),
        (4, ["2020/21", "2021/22"], date(2020, 4, 1)),
        (10, ["2020/21", "2021/22"], date(2020, 10, 1)),
    ],
)
def test_the_accounting_years_that_a_plan_meets(first_month: int, labels: list[str], first: date) -> None:
    found = Period(date(2021, 3, 1), date(2022, 2, 28)).accounting_years(first_month)
    assert [calendar_words(year.first.year, year.last.year) for year in found] == labels
    assert found[0].first == first


def test_an_accounting_year_over_a_new_century_has_two_digits() -> None:
    year = Period(date(1999, 9, 1), date(1999, 9, 1)).accounting_years(7)[0]
    assert calendar_words(year.first.year, year.last.year) == "1999/00"


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_there_is_not_begins_no_accounting_year(month: int) -> None:
    with pytest.raises(ValueError, match="month"):
        PLAN.accounting_years(month)


@given(ANY_PERIODS, st.integers(1, 12))
def test_accounting_years_are_whole_and_only_those_that_meet_the_period(period: Period, first_month: int) -> None:
    years = period.accounting_years(first_month)
    _fill(years, Period(years[0].first, years[-1].last))
    assert all((year.first.month, year.first.day, year.years()) == (first_month, 1, [year]) for year in years)
    assert years[0].phase(period.first) == years[-1].phase(period.last) == Phase.RUNNING


# --- between plans, and longer ones ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (date(2025, 3, 1), 0),
        (date(2025, 3, 2), 1),
        (date(2026, 3, 1), 365),
        (date(2025, 2, 28), -1),
        (date(2025, 2, 1), -28),
    ],
)
def test_the_gap_to_the_next_plan(after: date, days: int) -> None:
    assert gap_range(PartialDate(PLAN.last), PartialDate(after)).days == days


@pytest.mark.parametrize(
    ("last", "months", "longer"),
    [
        (date(2025, 2, 28), 6, date(2025, 8, 31)),
        (date(2025, 2, 28), 0, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 4, 30), 10, date(2024, 2, 29)),
        (date(2024, 2, 28), 6, date(2024, 8, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 30), 1, date(2025, 2, 28)),
        (date(2025, 6, 15), 7, date(2026, 1, 15)),
    ],
)
def test_a_plan_is_extended_by_whole_months(last: date, months: int, longer: date) -> None:
    assert Period(PLAN.first, last).extended(months) == Period(PLAN.first, longer)


@given(ANY_PERIODS, st.integers(0, 60))
def test_an_extension_keeps_the_first_day_and_counts_months(period: Period, months: int) -> None:
    longer = period.extended(months)
    assert longer.first == period.first
    assert (longer.last.year - period.last.year) * 12 + longer.last.month - period.last.month == months
    if (period.last + timedelta(days=1)).day == 1:
        assert (longer.last + timedelta(days=1)).day == 1


def test_no_plan_is_extended_backwards() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        PLAN.extended(-1)


@given(DAYS, st.integers(0, 1200), st.integers(0, 27))
def test_months_between_two_days_lead_from_one_to_the_other(first: date, months: int, days: int) -> None:
    progress = months_later(first, months) + timedelta(days=days)
    assert months_between(first, progress) == (months, days)


@pytest.mark.parametrize(
    ("number", "grain", "place"),
    [
        (0, "quarter", (1, 1)),
        (7, "quarter", (2, 4)),
        (12, "month", (2, 1)),
        (3, "half_year", (2, 2)),
        (4, "year", (5, 1)),
    ],
)
def test_a_part_is_counted_within_its_plan_year(number: int, grain: str, place: tuple[int, int]) -> None:
    assert place_in_year(number, Granularity(grain)) == place


def test_days_lie_in_a_period_and_periods_meet() -> None:
    assert PLAN.holds(PLAN.first)
    assert PLAN.holds(PLAN.last)
    assert not PLAN.holds(PLAN.last + timedelta(days=1))
    assert not PLAN.holds(None)
    assert PLAN.meets(Period(PLAN.last, PLAN.last + timedelta(days=1)))
    assert not PLAN.meets(Period(PLAN.last + timedelta(days=1), PLAN.last + timedelta(days=1)))


@pytest.mark.parametrize(("last", "whole"), [(date(2021, 2, 28), True), (date(2024, 2, 28), False)])
def test_whole_months_end_on_their_last_day(last: date, whole: bool) -> None:
    assert Period(date(2021, 1, 1), last).is_whole_months is whole
    assert not Period(date(2021, 1, 2), last).is_whole_months
