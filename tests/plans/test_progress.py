"""How criteria stand to their targets: each rule, and what holds for any figures."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.period import Period
from plans.calculations.progress import CountedTarget, Figure, meets, reading
from plans.enums import Comparison, Counting, Direction, Judgement, Progress, ResultState, TargetKind

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
HALFWAY = date(2023, 7, 2)
AFTER = date(2024, 1, 15)


def target(**change: Any) -> CountedTarget:
    return CountedTarget(**{"kind": TargetKind.NUMBER, "period": YEAR, "target": Decimal(100), **change})


def figure(value: Any = None, month: int = 1, **change: Any) -> Figure:
    first = date(2023, month, 1)
    last = (date(2023 + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
    return Figure(first, last, **{"value": None if value is None else Decimal(value), **change})


def progress(wanted: CountedTarget, figures: list[Figure], day: date) -> Progress:
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


def test_the_last_day_is_when_it_is_over() -> None:
    assert progress(target(), [figure(99)], date(2023, 12, 30)) == Progress.ON_TRACK
    assert progress(target(), [figure(99)], date(2023, 12, 31)) == Progress.NOT_REACHED


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
        progress(wanted, [figure(month=m, judgement=each) for m, each in enumerate(judged, start=1)], day) == expected
    )


def test_a_result_that_had_not_begun_by_the_day_is_not_there() -> None:
    found = reading(target(), [figure(10, 1), figure(500, 9)], date(2023, 8, 31))
    assert (found.total, found.latest_on) == (Decimal(10), date(2023, 1, 31))


def test_every_comparison_is_known() -> None:
    for each in Comparison:
        assert isinstance(meets(each, Decimal(1), Decimal(1)), bool)


# --- what holds for any figures ------------------------------------------------------------------------

#: From less progress to more, for a growing count.
RANKS = [Progress.UNKNOWN, Progress.NOT_REACHED, Progress.BEHIND, Progress.ON_TRACK, Progress.AHEAD, Progress.REACHED]
values = st.decimals(min_value=0, max_value=300, places=2)
figures = st.lists(st.tuples(values, st.integers(1, 12)), max_size=12)
days = st.dates(date(2022, 11, 1), date(2024, 3, 1))


@given(figures, values, st.integers(1, 12), days)
def test_more_results_never_read_as_less_progress(
    counted: list[tuple[Decimal, int]], more: Decimal, month: int, day: date
) -> None:
    few = [figure(value, number) for value, number in counted]
    before, after = reading(target(), few, day), reading(target(), [*few, figure(more, month)], day)
    assert RANKS.index(after.progress) >= RANKS.index(before.progress)
    assert (after.total or 0) >= (before.total or 0)
    assert (after.share_of_target or 0) >= (before.share_of_target or Fraction(0))


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
