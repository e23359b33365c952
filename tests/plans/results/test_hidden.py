"""What is told where small counts are not shown: just what would be the same whatever each of them is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.milestones.enums import MilestoneStanding
from plans.progress.calculations import possible_statuses, possible_sums, summed_status, work_status
from plans.progress.enums import WorkStatus
from plans.results.calculations.counted import CountedFigure, CountedTarget
from plans.results.calculations.hidden import seen_reading
from plans.results.calculations.progress import reading
from plans.results.calculations.small_counts import EVERYTHING, SmallCounts
from plans.results.enums import Comparison, Counting, Direction, Progress, ResultState, TargetKind
from plans.shared.periods import Period

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
HALFWAY, AFTER = date(2023, 7, 2), date(2024, 1, 15)
FIVE = SmallCounts(5)


def target(wanted: Any, **change: Any) -> CountedTarget:
    return CountedTarget(**{"kind": TargetKind.NUMBER, "period": YEAR, "target": Decimal(wanted), **change})


def figures(*values: Any) -> list[CountedFigure]:
    """A result for each month from January."""
    firsts = [date(2023, month, 1) for month in range(1, 13)]
    return [
        CountedFigure(first, first + timedelta(27), value=Decimal(value))
        for first, value in zip(firsts, values, strict=False)
    ]


def shares(*pairs: tuple[int, int]) -> list[CountedFigure]:
    bare = figures(*[0] * len(pairs))
    return [
        replace(item, value=None, numerator=part, denominator=whole)
        for item, (part, whole) in zip(bare, pairs, strict=True)
    ]


MOST, EXACTLY, LATEST = Comparison.AT_MOST, Comparison.EXACTLY, Counting.LATEST


@pytest.mark.parametrize(
    ("wanted", "values", "day", "expected"),
    [
        (target(18), (4, 4, 5, 5), AFTER, None),  # 12 to 18
        (target(19), (4, 4, 5, 5), AFTER, Progress.NOT_REACHED),
        (target(12), (4, 4, 5, 5), AFTER, Progress.REACHED),
        (target(13), (10, 3), AFTER, None),  # one alone
        (target(11), (10, 3), AFTER, Progress.REACHED),
        (target(1), (3,), AFTER, Progress.REACHED),  # zero is shown, so it is one at least
        (target(18), (4, 4, 5, 5), HALFWAY, None),
        (target(100), (4, 4, 5, 5), HALFWAY, Progress.BEHIND),
        (target(20), (9, 1), HALFWAY, None),  # on track or ahead
        (target(12, comparison=MOST), (10, 3), HALFWAY, None),  # passed, or not yet
        (target(14, comparison=MOST), (10, 3), AFTER, Progress.REACHED),
        (target(12, comparison=EXACTLY), (10, 4), AFTER, None),  # neither end is
        (target(9, comparison=EXACTLY), (10, 4), AFTER, Progress.NOT_REACHED),
        (target(3, counting=LATEST), (10, 2), AFTER, None),
        (target(3, counting=LATEST), (2, 10), AFTER, Progress.REACHED),  # the earlier does not count
        (target(3, comparison=MOST, counting=LATEST), (9, "4.5"), AFTER, None),  # 4,5 is hidden, and over 4
    ],
)
def test_a_verdict_is_shown_where_no_small_count_decides_it(
    wanted: CountedTarget, values: tuple[Any, ...], day: date, expected: Progress | None
) -> None:
    assert seen_reading(wanted, figures(*values), day, FIVE).progress == expected
    assert seen_reading(wanted, figures(*values), day, EVERYTHING) == reading(wanted, figures(*values), day)


@pytest.mark.parametrize(
    ("change", "values", "expected"),
    [
        ({"direction": Direction.UP}, (2, 3), None),
        ({"direction": Direction.UP}, (2, 7), Progress.REACHED),
        ({"direction": Direction.DOWN}, (2, 7), Progress.NOT_REACHED),
        ({"direction": Direction.DOWN}, (2, 3, 0), Progress.REACHED),
        ({"direction": Direction.DOWN, "baseline": Decimal(4)}, (9, 2), None),
        ({"direction": Direction.DOWN, "baseline": Decimal(4)}, (2, 9), Progress.NOT_REACHED),
        ({"direction": Direction.DOWN, "baseline": Decimal(5)}, (9, 2), Progress.REACHED),
    ],
)
def test_a_movement_is_shown_where_neither_its_start_nor_its_end_is_decided_by_a_small_count(
    change: dict[str, Any], values: tuple[int, ...], expected: Progress | None
) -> None:
    wanted = CountedTarget(TargetKind.DIRECTION, YEAR, LATEST, **change)
    assert seen_reading(wanted, figures(*values), AFTER, FIVE).progress == expected


@pytest.mark.parametrize("counting", Counting)
@pytest.mark.parametrize("pair", [(3, 40), (38, 40), (2, 4)])
def test_of_a_withheld_share_no_verdict_is_shown(counting: Counting, pair: tuple[int, int]) -> None:
    wanted = target(50, kind=TargetKind.SHARE, counting=counting)
    assert seen_reading(wanted, shares((30, 40), pair), AFTER, FIVE).progress is None
    assert seen_reading(wanted, shares((30, 40), pair), HALFWAY, FIVE).progress == Progress.TOO_EARLY
    earlier = Progress.REACHED if counting == Counting.LATEST else None
    assert seen_reading(wanted, shares(pair, (30, 40)), AFTER, FIVE).progress == earlier


# --- whatever the figures are ----------------------------------------------------------------------------

_LIMITS = st.integers(2, 5)
_TARGETS = st.builds(
    CountedTarget,
    kind=st.just(TargetKind.NUMBER),
    period=st.just(YEAR),
    counting=st.sampled_from(Counting),
    comparison=st.sampled_from(Comparison),
    target=st.integers(0, 24).map(Decimal),
    periods=st.sampled_from([(), tuple(YEAR.parts("quarter"))]),
    is_awaited=st.booleans(),
)
_MOVEMENTS = st.builds(
    CountedTarget,
    kind=st.just(TargetKind.DIRECTION),
    period=st.just(YEAR),
    direction=st.sampled_from(Direction),
    baseline=st.none() | st.integers(0, 7).map(Decimal),
)
_FIGURES = st.lists(st.integers(0, 8), min_size=1, max_size=4).map(lambda values: figures(*values))
_DAYS = st.sampled_from([date(2023, 2, 1), date(2023, 4, 15), HALFWAY, date(2023, 12, 31), AFTER])


def every(
    wanted: CountedTarget, listed: list[CountedFigure], rule: SmallCounts
) -> Iterator[tuple[CountedTarget, list[CountedFigure]]]:
    """The same with every value that the hidden figures could have."""

    def could(value: Decimal | None) -> list[Decimal | None]:
        return [Decimal(number) for number in range(1, rule.limit)] if rule.is_small(value) else [value]

    for start, *values in product(could(wanted.baseline), *(could(item.value) for item in listed)):
        given_ones = [replace(item, value=value) for item, value in zip(listed, values, strict=True)]
        yield replace(wanted, baseline=start), given_ones


@settings(max_examples=150)
@given(_TARGETS | _MOVEMENTS, _FIGURES, _DAYS, _LIMITS)
def test_a_verdict_is_shown_just_when_all_values_agree(
    wanted: CountedTarget, listed: list[CountedFigure], day: date, limit: int
) -> None:
    rule = SmallCounts(limit)
    found = {reading(*item, day).progress for item in every(wanted, listed, rule)}
    shown = {(seen := seen_reading(*item, day, rule)).progress for item in every(wanted, listed, rule)}
    assert shown == (found if len(found) == 1 else {None})
    assert found <= seen.possible


@settings(max_examples=60)
@given(
    st.lists(st.tuples(_TARGETS, _FIGURES, st.booleans()), min_size=1, max_size=3),
    st.lists(st.sampled_from(MilestoneStanding), max_size=2),
    _DAYS,
)
def test_a_status_is_shown_only_when_all_values_agree(
    criteria: list[tuple[CountedTarget, list[CountedFigure], bool]], standings: list[MilestoneStanding], day: date
) -> None:
    """Criteria of one activity, or each of another, and what they come to together."""
    rule = SmallCounts(3)
    could = [{reading(*item, day).progress for item in every(*of[:2], rule)} for of in criteria]
    seen = [seen_reading(*of[:2], day, rule).possible for of in criteria]
    together = {work_status(chosen, standings) for chosen in product(*could)}
    possible = possible_statuses(seen, standings)
    assert together <= possible
    parts = {summed_status([work_status([item], standings) for item in chosen]) for chosen in product(*could)}
    assert parts <= possible_sums([possible_statuses([item], standings) for item in seen])


def test_what_lies_between_counts_where_the_ends_alone_would_agree() -> None:
    """Too early and reached make the same beside what is too early to say; on track, between them, does not."""
    quarters = tuple(YEAR.parts("quarter"))
    seen = seen_reading(target(4, periods=quarters), figures(2), date(2023, 2, 1), FIVE)
    assert seen.possible >= {Progress.REACHED, Progress.AHEAD}
    possible = frozenset({Progress.TOO_EARLY, Progress.ON_TRACK, Progress.REACHED})
    sums = possible_sums([frozenset({WorkStatus.TOO_EARLY}), possible_statuses([possible], [])])
    assert sums == {WorkStatus.TOO_EARLY, WorkStatus.ON_TRACK}


def test_what_is_not_counted_is_neither_small_nor_hidden() -> None:
    suppressed = replace(figures(3)[0], state=ResultState.SUPPRESSED, value=None)
    assert seen_reading(target(10), [suppressed], AFTER, FIVE).progress == Progress.UNKNOWN


def test_a_limit_of_one_hides_nothing() -> None:
    assert not SmallCounts(1).is_small(Decimal("0.5"))
    assert SmallCounts(1).span(Decimal("0.5")) == (Decimal("0.5"), Decimal("0.5"))
