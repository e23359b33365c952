"""How criteria stand to their targets: each rule, and what holds for any figures."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.results.calculations.counted import CountedFigure, CountedTarget, meets
from plans.results.calculations.progress import reading
from plans.results.enums import Comparison, Counting, Direction, Judgement, Progress, ResultState, TargetKind
from plans.shared.periods import PartialPeriod, Period

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
HALFWAY = date(2023, 7, 2)
AFTER = date(2024, 1, 15)


def target(**change: Any) -> CountedTarget:
    return CountedTarget(**{"kind": TargetKind.NUMBER, "period": YEAR, "target": Decimal(100), **change})


def figure(value: Any = None, month: int = 1, **change: Any) -> CountedFigure:
    first = date(2023, month, 1)
    last = (date(2023 + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
    return CountedFigure(first, last, **{"value": None if value is None else Decimal(value), **change})


def progress(wanted: CountedTarget, figures: list[CountedFigure], day: date) -> Progress:
    return reading(wanted, figures, day).progress


@pytest.mark.parametrize(
    ("counted", "day", "expected"),
    [
        ([100], HALFWAY, Progress.REACHED),
        ([60], HALFWAY, Progress.AHEAD),
        ([55], HALFWAY, Progress.ON_TRACK),
        ([50], HALFWAY, Progress.ON_TRACK),
        ([46], HALFWAY, Progress.ON_TRACK),
        ([44], HALFWAY, Progress.BEHIND),
        ([0], HALFWAY, Progress.BEHIND),
        ([99], AFTER, Progress.NOT_REACHED),
        ([60, 40], AFTER, Progress.REACHED),
        ([], HALFWAY, Progress.UNKNOWN),
        ([], AFTER, Progress.UNKNOWN),
    ],
)
def test_a_growing_count_is_held_against_the_time(counted: list[int], day: date, expected: Progress) -> None:
    figures = [figure(value, month) for month, value in enumerate(counted, start=1)]
    assert progress(target(), figures, day) == expected


@pytest.mark.parametrize(
    ("change", "value", "day", "expected"),
    [
        ({"comparison": Comparison.AT_MOST}, 40, HALFWAY, Progress.TOO_EARLY),
        ({"comparison": Comparison.AT_MOST}, 101, HALFWAY, Progress.NOT_REACHED),
        ({"comparison": Comparison.AT_MOST}, 100, AFTER, Progress.REACHED),
        ({"comparison": Comparison.LESS}, 100, AFTER, Progress.NOT_REACHED),
        ({"comparison": Comparison.LESS}, 99, AFTER, Progress.REACHED),
        ({"comparison": Comparison.EXACTLY}, 100, HALFWAY, Progress.TOO_EARLY),
        ({"comparison": Comparison.EXACTLY}, 100, AFTER, Progress.REACHED),
        ({"comparison": Comparison.EXACTLY}, 99, AFTER, Progress.NOT_REACHED),
        ({"comparison": Comparison.MORE}, 100, HALFWAY, Progress.AHEAD),
        ({"comparison": Comparison.MORE}, 101, HALFWAY, Progress.REACHED),
        ({"counting": Counting.LATEST}, 120, HALFWAY, Progress.TOO_EARLY),
        ({"counting": Counting.LATEST}, 120, AFTER, Progress.REACHED),
        ({"counting": Counting.LATEST}, 80, AFTER, Progress.NOT_REACHED),
        ({"counting": Counting.LATEST, "comparison": Comparison.AT_MOST}, 200, HALFWAY, Progress.TOO_EARLY),
        ({"target": None}, 80, AFTER, Progress.NO_TARGET),
        ({"target": Decimal(0)}, 0, HALFWAY, Progress.REACHED),
        ({"target": Decimal(0), "comparison": Comparison.MORE}, 0, HALFWAY, Progress.BEHIND),
    ],
)
def test_other_numbers_are_judged_when_their_time_is_over(
    change: dict[str, Any], value: int, day: date, expected: Progress
) -> None:
    assert progress(target(**change), [figure(value)], day) == expected


def test_it_is_over_when_the_last_day_has_gone() -> None:
    assert progress(target(), [figure(99)], date(2023, 12, 31)) == Progress.ON_TRACK
    assert progress(target(), [figure(99)], date(2024, 1, 1)) == Progress.NOT_REACHED


def test_what_is_not_known_does_not_become_a_failure() -> None:
    hidden = figure(month=2, state=ResultState.SUPPRESSED)
    found = reading(target(), [figure(90), hidden], AFTER)
    assert (found.progress, found.total, found.is_partial) == (Progress.UNKNOWN, Decimal(90), True)
    assert progress(target(), [figure(100), hidden], AFTER) == Progress.REACHED
    assert progress(target(comparison=Comparison.AT_MOST), [figure(90), hidden], AFTER) == Progress.UNKNOWN
    assert progress(target(), [hidden], AFTER) == Progress.UNKNOWN


def test_the_latest_figure_is_the_one_whose_time_is_latest() -> None:
    latest = target(counting=Counting.LATEST)
    assert reading(latest, [figure(7, 6), figure(9, 2)], AFTER).total == 7
    assert reading(latest, [figure(9, 2), figure(7, 6)], AFTER).total == 7


def test_a_share_is_its_counts_together() -> None:
    share = target(kind=TargetKind.SHARE, target=Decimal(50))
    rows = [figure(numerator=10, denominator=20, month=1), figure(numerator=30, denominator=40, month=2)]
    found = reading(share, rows, AFTER)
    assert (found.total, found.numerator, found.denominator) == (Decimal("66.6667"), 40, 60)
    assert found.progress == Progress.REACHED
    assert progress(share, rows, HALFWAY) == Progress.TOO_EARLY
    only_percent = [*rows, figure(value=20, month=3)]
    assert reading(share, only_percent, AFTER).total == 20
    assert reading(share, [figure(numerator=0, denominator=0)], AFTER).progress == Progress.UNKNOWN


@pytest.mark.parametrize(
    ("direction", "baseline", "values", "day", "expected"),
    [
        (Direction.UP, 5, [6], AFTER, Progress.REACHED),
        (Direction.UP, 5, [5], AFTER, Progress.NOT_REACHED),
        (Direction.DOWN, 5, [4], AFTER, Progress.REACHED),
        (Direction.DOWN, None, [9, 4], AFTER, Progress.REACHED),
        (Direction.DOWN, None, [4], AFTER, Progress.UNKNOWN),
        (Direction.DOWN, 5, [4], HALFWAY, Progress.TOO_EARLY),
    ],
)
def test_a_direction_is_judged_from_the_start(
    direction: Direction, baseline: int | None, values: list[int], day: date, expected: Progress
) -> None:
    wanted = target(
        kind=TargetKind.DIRECTION,
        counting=Counting.LATEST,
        target=None,
        direction=direction,
        baseline=None if baseline is None else Decimal(baseline),
    )
    assert progress(wanted, [figure(value, month) for month, value in enumerate(values, start=1)], day) == expected


@pytest.mark.parametrize(
    ("judged", "day", "expected"),
    [
        ([Judgement.REACHED], HALFWAY, Progress.REACHED),
        ([Judgement.PARTLY], HALFWAY, Progress.TOO_EARLY),
        ([Judgement.PARTLY], AFTER, Progress.NOT_REACHED),
        ([Judgement.NOT_REACHED, Judgement.REACHED], AFTER, Progress.REACHED),
        ([None], AFTER, Progress.UNKNOWN),
    ],
)
def test_words_are_judged_by_people(judged: list[Any], day: date, expected: Progress) -> None:
    wanted = target(kind=TargetKind.TEXT, target=None)
    assert (
        progress(wanted, [figure(month=m, judgement=item) for m, item in enumerate(judged, start=1)], day) == expected
    )


def test_a_result_that_had_not_begun_by_the_day_is_not_there() -> None:
    found = reading(target(), [figure(10, 1), figure(500, 9)], date(2023, 8, 31))
    assert (found.total, found.latest_on) == (Decimal(10), date(2023, 1, 31))


def test_every_comparison_is_known() -> None:
    for item in Comparison:
        assert isinstance(meets(item, Decimal(1), Decimal(1)), bool)


# --- time goes by whole stretches of the rhythm ------------------------------------------------------------

QUARTERS = tuple(YEAR.quarters())


def by_quarters(**change: Any) -> CountedTarget:
    return target(periods=QUARTERS, **change)


def quarterly(*values: Any, **change: Any) -> list[CountedFigure]:
    """One figure a quarter, the first first; ``None`` is a quarter of which nothing is told."""
    return [
        CountedFigure(quarter.first, quarter.last, value=Decimal(value), **change)
        for quarter, value in zip(QUARTERS, values, strict=False)
        if value is not None
    ]


@pytest.mark.parametrize(
    ("values", "day", "expected"),
    [
        ([25], date(2023, 3, 31), Progress.ON_TRACK),
        ([25], date(2023, 4, 15), Progress.ON_TRACK),
        ([25], date(2023, 6, 30), Progress.ON_TRACK),
        ([10], date(2023, 3, 31), Progress.TOO_EARLY),
        ([10], date(2023, 4, 1), Progress.BEHIND),
        ([30], date(2023, 6, 30), Progress.AHEAD),
        ([25, 25], date(2023, 6, 25), Progress.ON_TRACK),
        ([25, 1], date(2023, 6, 25), Progress.ON_TRACK),
        ([25, 1], date(2023, 7, 1), Progress.BEHIND),
        ([25, 60], date(2023, 6, 25), Progress.AHEAD),
        ([25], date(2023, 7, 1), Progress.UNKNOWN),
        ([60], date(2023, 7, 1), Progress.AHEAD),
        ([None, 25], date(2023, 7, 1), Progress.UNKNOWN),
        ([25, 25, 25], date(2023, 12, 31), Progress.ON_TRACK),
        ([25, 25, 25], date(2024, 1, 5), Progress.UNKNOWN),
        ([25, 25, 25, 24], date(2024, 1, 5), Progress.NOT_REACHED),
        ([25, 25, 25, 24], date(2023, 12, 31), Progress.ON_TRACK),
        ([25, 25, None, 50], date(2023, 12, 31), Progress.REACHED),
    ],
)
def test_a_count_by_quarters_is_judged_when_a_quarter_is_over(values: list[Any], day: date, expected: Progress) -> None:
    assert progress(by_quarters(), quarterly(*values), day) == expected


@pytest.mark.parametrize(
    ("change", "values", "day", "expected"),
    [
        ({"comparison": Comparison.AT_MOST}, [25, 25, 25], date(2023, 12, 31), Progress.TOO_EARLY),
        ({"comparison": Comparison.AT_MOST}, [25, 25, 25], date(2024, 1, 5), Progress.UNKNOWN),
        ({"comparison": Comparison.AT_MOST}, [25, 25, 25, 25], date(2024, 1, 5), Progress.REACHED),
        ({"comparison": Comparison.AT_MOST}, [25, 80], date(2023, 7, 5), Progress.NOT_REACHED),
        ({"counting": Counting.LATEST}, [90, 95, 120], date(2024, 1, 5), Progress.UNKNOWN),
        ({"counting": Counting.LATEST}, [None, None, None, 120], date(2024, 1, 5), Progress.REACHED),
        ({"counting": Counting.LATEST}, [None, None, None, 80], date(2023, 12, 31), Progress.TOO_EARLY),
    ],
)
def test_a_figure_whose_last_quarter_is_missing_is_not_judged(
    change: dict[str, Any], values: list[Any], day: date, expected: Progress
) -> None:
    assert progress(by_quarters(**change), quarterly(*values), day) == expected


def test_who_says_that_the_latest_figure_is_not_stated_lets_the_one_before_count() -> None:
    said = CountedFigure(QUARTERS[3].first, QUARTERS[3].last, state=ResultState.NOT_STATED)
    assert progress(by_quarters(counting=Counting.LATEST), [*quarterly(90, 95, 120), said], AFTER) == Progress.REACHED
    assert progress(by_quarters(), [*quarterly(25, 25, 25), said], AFTER) == Progress.UNKNOWN


def test_added_shares_and_words_wait_for_the_last_quarter_too() -> None:
    share = by_quarters(kind=TargetKind.SHARE, target=Decimal(50))
    rows = [CountedFigure(quarter.first, quarter.last, numerator=3, denominator=4) for quarter in QUARTERS]
    assert progress(share, rows, AFTER) == Progress.REACHED
    assert progress(share, rows[1:], AFTER) == Progress.UNKNOWN
    words = by_quarters(kind=TargetKind.TEXT, target=None)
    partly = [CountedFigure(quarter.first, quarter.last, judgement=Judgement.PARTLY) for quarter in QUARTERS]
    assert progress(words, partly[:3], AFTER) == Progress.UNKNOWN
    assert progress(words, partly, AFTER) == Progress.NOT_REACHED
    falls = by_quarters(kind=TargetKind.DIRECTION, target=None, direction=Direction.DOWN, counting=Counting.LATEST)
    assert progress(falls, quarterly(9, 8, 7), AFTER) == Progress.UNKNOWN
    assert progress(falls, quarterly(9, 8, 7, 6), AFTER) == Progress.REACHED


def test_a_quarter_is_known_by_what_covers_it_or_by_an_event_in_it() -> None:
    def missing(*rows: CountedFigure) -> tuple[Period, ...]:
        return reading(by_quarters(), rows, date(2023, 7, 1)).missing

    assert missing(figure(1, 1)) == QUARTERS[:2]
    assert missing(figure(1, 1), figure(1, 2), figure(1, 3)) == QUARTERS[1:2]
    assert missing(CountedFigure(date(2023, 5, 1), date(2023, 5, 1), value=Decimal(1), label="Fest")) == QUARTERS[:1]
    assert missing(CountedFigure(YEAR.first, YEAR.last, value=Decimal(1))) == ()
    assert missing() == ()
    latest = reading(by_quarters(counting=Counting.LATEST), quarterly(None, 5), date(2023, 10, 1))
    assert latest.missing == QUARTERS[2:3]


def test_at_events_nothing_is_awaited_and_time_goes_by_months() -> None:
    wanted = target(periods=tuple(YEAR.months()), is_awaited=False)
    event = CountedFigure(date(2023, 5, 5), date(2023, 5, 5), value=Decimal(42), label="Fest")
    assert progress(wanted, [event], date(2023, 5, 6)) == Progress.ON_TRACK
    assert progress(wanted, [event], date(2023, 5, 31)) == Progress.ON_TRACK
    assert progress(wanted, [event], date(2023, 8, 1)) == Progress.BEHIND
    assert progress(wanted, [event], AFTER) == Progress.NOT_REACHED
    assert reading(wanted, [event], AFTER).missing == ()


def test_the_latest_day_is_never_one_to_come_nor_after_what_was_entered() -> None:
    [row] = quarterly(7)
    assert reading(by_quarters(), [row], date(2023, 2, 1)).latest_on == date(2023, 2, 1)
    assert reading(by_quarters(), [row], date(2023, 8, 1)).latest_on == date(2023, 3, 31)
    [early] = quarterly(7, reported=date(2023, 3, 1))
    assert reading(by_quarters(), [early], date(2023, 8, 1)).latest_on == date(2023, 3, 1)


# --- what holds for any figures ------------------------------------------------------------------------

#: From less progress to more, for a growing count. Not known is the least: nothing is said of it, and what is entered
#: next may show it to be anything, a failure too.
RANKS = [
    Progress.UNKNOWN,
    Progress.NOT_REACHED,
    Progress.BEHIND,
    Progress.TOO_EARLY,
    Progress.ON_TRACK,
    Progress.AHEAD,
    Progress.REACHED,
]
#: What reads as work that fails.
FAILS = (Progress.BEHIND, Progress.NOT_REACHED)
values = st.decimals(min_value=0, max_value=300, places=2)
figures = st.lists(st.tuples(values, st.integers(1, 12)), max_size=12)
days = st.dates(date(2022, 11, 1), date(2024, 3, 1))
rhythms = st.sampled_from([(), tuple(YEAR.months()), QUARTERS, tuple(YEAR.half_years()), (YEAR,)])
targets = st.builds(target, periods=rhythms, is_awaited=st.booleans(), target=st.sampled_from([Decimal(100)]))
results = st.lists(st.tuples(values, st.integers(1, 12), st.sampled_from(ResultState)), max_size=12)


def stated(value: Decimal, month: int, state: ResultState) -> CountedFigure:
    return figure(value if state == ResultState.COUNTED else None, month, state=state)


@given(targets, results, values, st.integers(1, 12), days)
def test_more_results_never_read_as_less_progress(
    wanted: CountedTarget, rows: list[tuple[Decimal, int, ResultState]], more: Decimal, month: int, day: date
) -> None:
    few = [stated(*row) for row in rows]
    before, after = reading(wanted, few, day), reading(wanted, [*few, figure(more, month)], day)
    assert RANKS.index(after.progress) >= RANKS.index(before.progress)
    assert (after.total or 0) >= (before.total or 0)
    assert (after.share_of_target or 0) >= (before.share_of_target or Fraction(0))


@given(targets, results, st.integers(1, 12), st.sampled_from([ResultState.NOT_STATED, ResultState.SUPPRESSED]), days)
def test_saying_that_a_figure_is_not_known_makes_no_failure(
    wanted: CountedTarget, rows: list[tuple[Decimal, int, ResultState]], month: int, state: ResultState, day: date
) -> None:
    few = [stated(*row) for row in rows]
    before, after = progress(wanted, few, day), progress(wanted, [*few, figure(month=month, state=state)], day)
    assert after == before or (before in FAILS and after == Progress.UNKNOWN)


@given(targets, results, days)
def test_what_is_missing_is_never_a_failure(
    wanted: CountedTarget, rows: list[tuple[Decimal, int, ResultState]], day: date
) -> None:
    found = reading(wanted, [stated(*row) for row in rows], day)
    assert not (found.missing and found.progress in FAILS)


@given(figures, days, st.randoms(use_true_random=False), st.sampled_from(Counting), st.sampled_from(TargetKind))
def test_the_order_of_entry_does_not_matter(
    counted: list[tuple[Decimal, int]], day: date, shuffler: Any, counting: Counting, kind: TargetKind
) -> None:
    wanted = target(kind=kind, counting=counting, direction=Direction.UP, target=Decimal(50))
    rows = [figure(value, month, label=f"{number}") for number, (value, month) in enumerate(counted)]
    mixed = list(rows)
    shuffler.shuffle(mixed)
    assert reading(wanted, rows, day) == reading(wanted, mixed, day)


@given(figures, days, values)
def test_a_lower_target_is_never_harder(counted: list[tuple[Decimal, int]], day: date, less: Decimal) -> None:
    rows = [figure(value, month) for value, month in counted]
    hard, easy = target(target=less + 50), target(target=less + 1)
    assert RANKS.index(progress(easy, rows, day)) >= RANKS.index(progress(hard, rows, day))


@given(days)
def test_the_share_of_time_grows_from_nothing_to_all(day: date) -> None:
    gone = reading(target(), [], day).share_of_time
    assert 0 <= gone <= 1
    assert gone == (0 if day < YEAR.first else 1 if day >= YEAR.last else gone)


@pytest.mark.parametrize(
    ("change", "value", "expected"),
    [
        ({}, 100, Progress.REACHED),
        ({}, 10, Progress.UNKNOWN),
        ({"comparison": Comparison.AT_MOST}, 40, Progress.UNKNOWN),
        ({"comparison": Comparison.AT_MOST}, 101, Progress.NOT_REACHED),
        ({"kind": TargetKind.DIRECTION, "direction": Direction.UP, "baseline": Decimal(5)}, 40, Progress.UNKNOWN),
    ],
)
def test_a_criterion_whose_time_is_not_known_is_judged_only_where_time_does_not_matter(
    change: Any, value: int, expected: Progress
) -> None:
    """Neither late nor too early: nobody knows how much time there is."""
    found = reading(target(period=PartialPeriod(YEAR.first, None), **change), [figure(value)], HALFWAY)
    assert (found.progress, found.share_of_time) == (expected, None)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 89))
def test_a_result_for_a_part_of_a_quarter_counts_only_as_the_part_that_it_is(
    whole: int, part: int, length: int
) -> None:
    """On track only where it is enough for the whole quarter; else what the rest brings is not known."""
    first, second = QUARTERS[:2]
    partly = CountedFigure(second.first, second.first + timedelta(days=length), value=Decimal(part))
    figures = [CountedFigure(first.first, first.last, value=Decimal(whole)), partly]
    found = progress(target(periods=QUARTERS), figures, QUARTERS[2].first)
    is_enough = whole + part >= 45  # nine tenths of what is to be reached when two quarters are gone
    assert (found in (Progress.ON_TRACK, Progress.AHEAD, Progress.REACHED)) == is_enough
    assert is_enough or found == (Progress.UNKNOWN if partly.last < second.last else Progress.BEHIND)
