"""Results that cover a part of the time only, and words that nobody judged, settle nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from plans.results.calculations.counted import CountedFigure
from plans.results.calculations.progress import reading
from plans.results.enums import Comparison, Counting, Direction, Judgement, Progress, TargetKind
from plans.shared.periods import Period
from tests.plans.results.test_progress import AFTER, by_quarters, figure, progress, target

FIVE_YEARS = Period(date(2013, 1, 1), date(2017, 12, 31))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Progress.UNKNOWN),
        ({"counting": Counting.LATEST}, Progress.UNKNOWN),
        ({"kind": TargetKind.SHARE, "counting": Counting.LATEST}, Progress.UNKNOWN),
        ({"comparison": Comparison.AT_MOST}, Progress.UNKNOWN),
        ({"target": Decimal(40)}, Progress.REACHED),
        ({"kind": TargetKind.DIRECTION, "direction": Direction.UP, "baseline": Decimal(50)}, Progress.UNKNOWN),
    ],
)
def test_a_result_for_a_part_of_the_time_does_not_judge_it(change: dict[str, Any], expected: Progress) -> None:
    wanted = target(period=FIVE_YEARS, is_awaited=False, **change)
    early = CountedFigure(date(2013, 1, 1), date(2014, 6, 30), value=Decimal(45), judgement=Judgement.NOT_REACHED)
    assert progress(wanted, [early], date(2018, 2, 1)) == expected
    whole = CountedFigure(date(2014, 7, 1), date(2017, 11, 30), value=Decimal(0))
    assert progress(wanted, [early, whole], date(2018, 2, 1)) != Progress.UNKNOWN


def test_a_growing_count_known_for_a_part_of_the_time_is_not_behind() -> None:
    wanted = target(period=FIVE_YEARS, is_awaited=False)
    early = CountedFigure(date(2013, 1, 1), date(2014, 6, 30), value=Decimal(30))
    assert progress(wanted, [early], date(2016, 6, 1)) == Progress.UNKNOWN
    assert progress(wanted, [early], date(2014, 8, 1)) == Progress.ON_TRACK
    event = CountedFigure(date(2014, 6, 30), date(2014, 6, 30), value=Decimal(30), label="Fest")
    assert progress(wanted, [event], date(2018, 2, 1)) == Progress.NOT_REACHED


def test_a_result_for_a_part_of_the_last_quarter_is_not_the_whole_of_it() -> None:
    latest = by_quarters(counting=Counting.LATEST)
    part = CountedFigure(date(2023, 10, 1), date(2023, 10, 15), value=Decimal(120))
    assert progress(latest, [part], date(2024, 1, 5)) == Progress.UNKNOWN
    rest = CountedFigure(date(2023, 10, 16), date(2023, 12, 31), value=Decimal(120))
    assert progress(latest, [part, rest], date(2024, 1, 5)) == Progress.REACHED


def test_words_go_by_the_latest_results_own_judgement() -> None:
    wanted = target(kind=TargetKind.TEXT, target=None)
    figures = [figure(month=1, judgement=Judgement.REACHED), figure(month=2)]
    assert progress(wanted, figures, AFTER) == Progress.UNKNOWN
    assert reading(wanted, figures, AFTER).is_judged is False
