"""A period of which a day is not known says only what follows from the day that is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core.dates import PartialDate, Precision
from plans.shared.periods import PartialPeriod, Period, Phase, gone_between, partial_period

FIRST, LAST = date(2021, 3, 1), date(2025, 2, 28)


@pytest.mark.parametrize(
    ("first", "last", "day", "phase"),
    [
        (FIRST, None, date(2021, 2, 28), Phase.COMING),
        (FIRST, None, date(2021, 3, 1), Phase.UNKNOWN),
        (FIRST, None, date(2090, 1, 1), Phase.UNKNOWN),
        (None, LAST, date(1990, 1, 1), Phase.UNKNOWN),
        (None, LAST, date(2025, 3, 1), Phase.OVER),
        (None, None, date(2025, 3, 1), Phase.UNKNOWN),
        (FIRST, LAST, date(2022, 1, 1), Phase.RUNNING),
    ],
)
def test_phase_of_a_partial_period_follows_from_the_known_day(
    first: date | None, last: date | None, day: date, phase: Phase
) -> None:
    assert partial_period(first, last).phase(day) == phase


def test_partial_period_is_whole_only_with_both_days() -> None:
    assert partial_period(FIRST, LAST).whole == Period(FIRST, LAST)
    assert PartialPeriod(FIRST, None).whole is None
    assert PartialPeriod(None, LAST).whole is None


def test_nearest_day_of_a_partial_period_is_bounded_by_the_known_day() -> None:
    assert PartialPeriod(FIRST, None).nearest(date(2000, 1, 1)) == FIRST
    assert PartialPeriod(FIRST, None).nearest(date(2090, 1, 1)) == date(2090, 1, 1)
    assert PartialPeriod(None, LAST).nearest(date(2090, 1, 1)) == LAST
    assert PartialPeriod(None, None).nearest(FIRST) == FIRST


def test_partial_period_meets_what_the_known_day_does_not_exclude() -> None:
    before, after = Period(date(2019, 1, 1), date(2019, 12, 31)), Period(date(2030, 1, 1), date(2030, 12, 31))
    assert not PartialPeriod(FIRST, None).meets(before)
    assert PartialPeriod(FIRST, None).meets(after)
    assert PartialPeriod(None, LAST).meets(before)
    assert not PartialPeriod(None, LAST).meets(after)


@given(
    st.sampled_from([Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR]),
    st.sampled_from([Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR]),
    st.dates(date(2021, 1, 1), date(2026, 1, 1)),
    st.data(),
)
def test_how_much_is_gone_lies_between_the_least_and_the_most_for_all_days_that_it_can_be(
    of_first: Precision, of_last: Precision, day: date, data: st.DataObject
) -> None:
    start, end = PartialDate(FIRST, of_first), PartialDate(LAST, of_last)
    first = data.draw(st.dates(start.first, start.last))
    last = data.draw(st.dates(end.first, end.last))
    least, most = gone_between(start, end, day)
    assert least <= Period(first, last).gone(day) <= most


def test_of_a_period_with_exact_days_one_share_is_gone() -> None:
    exact = PartialDate(FIRST, Precision.DAY), PartialDate(LAST, Precision.DAY)
    assert gone_between(*exact, date(2023, 2, 28)) == (49, 49) == (Period(FIRST, LAST).gone(date(2023, 2, 28)),) * 2
