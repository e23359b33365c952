"""Hours of a week: ranges, sums, the share of full time, and the day that is counted."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.shared.periods import Period
from plans.staffing.calculations import (
    FULL_WEEK,
    NO_HOURS,
    DaySpan,
    Hours,
    Load,
    PositionHours,
    load,
    on_day,
    tenths_of,
    total,
    week_of,
)

NUMBERS = st.decimals(0, 100, places=2)
RANGES = st.tuples(NUMBERS, NUMBERS).map(lambda pair: Hours(min(pair), max(pair)))
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@given(st.lists(RANGES).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_a_sum_is_irrelevant(both: tuple[list[Hours], list[Hours]]) -> None:
    assert total(both[0]) == total(both[1])


@given(st.lists(RANGES))
def test_a_sum_goes_from_the_least_to_the_most_and_is_a_range_when_any_is(rows: list[Hours]) -> None:
    found = total(rows)
    assert (found.least, found.most) == (sum(r.least for r in rows), sum(r.most for r in rows))
    assert found.is_range == any(row.is_range for row in rows)


@given(RANGES, RANGES)
def test_hours_added_to_nothing_are_themselves_and_more_hours_are_never_less_of_a_load(
    one: Hours, other: Hours
) -> None:
    assert NO_HOURS + one == one
    heavier = [Load.UNDER, Load.FITS, Load.OVER]
    assert heavier.index(load(one + other, 500)) >= heavier.index(load(one, 500))


def test_a_range_is_not_turned_round() -> None:
    assert Hours.of(Decimal(1), Decimal(2)).is_range
    assert not Hours.of(Decimal(7)).is_range
    with pytest.raises(ValueError, match="fewer than the least"):
        Hours.of(Decimal(2), Decimal(1))


@pytest.mark.parametrize(
    ("least", "most", "share", "expected"),
    [
        ("37", "37", 1000, Load.FITS),
        ("37", "38", 1000, Load.FITS),
        ("36", "38", 1000, Load.FITS),
        ("37.5", "38", 1000, Load.OVER),
        ("35", "36.5", 1000, Load.UNDER),
        ("0", "0", 1000, Load.UNDER),
        ("12", "12", 324, Load.FITS),
        ("12", "12", 323, Load.OVER),
        ("12", "12", 325, Load.UNDER),
        ("80", "90", None, Load.UNKNOWN),
    ],
)
def test_over_when_the_least_is_over_and_under_when_the_most_is_under(
    least: str, most: str, share: int | None, expected: Load
) -> None:
    assert load(Hours(Decimal(least), Decimal(most)), share) == expected


@given(st.integers(1, 10000))
def test_a_share_s_own_hours_fit_it(share: int) -> None:
    week = week_of(share)
    assert week is not None
    assert tenths_of(week) == share
    assert load(Hours.of(week), share) == Load.FITS


def test_full_time_is_37_hours_and_an_unknown_share_has_no_week() -> None:
    assert week_of(1000) == FULL_WEEK == 37
    assert week_of(500) == Decimal("18.5")
    assert week_of(None) is None


@given(DAYS, st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))
def test_hours_count_on_the_days_that_all_their_spans_hold(day: date, first: date | None, last: date | None) -> None:
    rows = [PositionHours(Hours.of(Decimal(1)), (DaySpan(first, None), DaySpan(None, last)))]
    holds = (first is None or first <= day) and (last is None or day <= last)
    assert bool(on_day(rows, day)) == holds


def test_both_days_of_a_span_are_in_it() -> None:
    span = DaySpan(date(2022, 1, 1), date(2022, 12, 31))
    assert span.holds_on(date(2022, 1, 1))
    assert span.holds_on(date(2022, 12, 31))
    assert not span.holds_on(date(2021, 12, 31))
    assert not span.holds_on(date(2023, 1, 1))


@given(DAYS, DAYS, DAYS)
def test_a_day_outside_the_period_is_counted_as_its_nearest(day: date, one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    counted = Period(first, last).nearest(day)
    assert first <= counted <= last
    assert counted == day or not first <= day <= last
