"""Targets that are reckoned from a start, and figures on the way: what they come to, how they read, and who sees it."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core.dates import PartialDate, Precision
from plans.results.calculations.counted import CountedFigure, CountedTarget
from plans.results.calculations.progress import reading
from plans.results.calculations.small_counts import EVERYTHING, SmallCounts
from plans.results.calculations.targets import InterimTarget, figure_to_reach, rule_of
from plans.results.enums import Comparison, Counting, Progress, TargetBasis, TargetKind
from plans.results.presenters import readings, words
from plans.results.presenters.facts import sentence
from plans.shared.periods import Period

PERIOD = Period(date(2014, 1, 1), date(2017, 12, 31))
PLAN = SimpleNamespace(starts_on=PERIOD.first, ends_on=PERIOD.last, period=PERIOD)


def criterion(**change: Any) -> Any:
    """A criterion that others can be made of: at least 20 families, for the whole plan."""
    given = {
        "target_kind": "number", "comparison": "ge", "target": Decimal(20), "basis": "figure", "direction": "",
        "baseline": None, "interim_target": None, "interim_on": None, "interim": None, "target_text": "",
        "unit": "familier", "text": "var med", "counting": "latest", "rhythm": "period", "starts_on": None,
        "ends_on": None, "each_department": False, "department_count": None, **change,
    }  # fmt: skip
    return SimpleNamespace(**given)


@pytest.mark.parametrize(
    ("basis", "expected", "comparison"),
    [
        ("figure", 20, "ge"), ("percent_more", 60, "ge"), ("percent_less", 40, "le"), ("more", 70, "ge"),
        ("less", 30, "le"),
    ],
)  # fmt: skip
def test_a_target_is_reckoned_from_the_start(basis: str, expected: int, comparison: str) -> None:
    assert figure_to_reach(Decimal(20), TargetBasis(basis), Decimal(50)) == expected
    assert rule_of(Comparison.AT_LEAST, TargetBasis(basis)) == comparison
    assert rule_of(Comparison.NOT_LOWER, TargetBasis(basis)) == comparison


@given(st.sampled_from(TargetBasis), st.decimals(0, 10**6, places=4), st.decimals(0, 10**6, places=4))
def test_a_figure_to_reach_is_stored_and_never_below_zero(basis: TargetBasis, target: Decimal, start: Decimal) -> None:
    found = figure_to_reach(target, basis, start)
    assert found is not None
    assert found >= 0
    assert found == round(found, 4)


def test_a_target_without_its_start_is_not_known() -> None:
    assert figure_to_reach(Decimal(20), TargetBasis.MORE, None) is None
    row = criterion(basis="percent_more")
    result = CountedFigure(PERIOD.first, PERIOD.last, value=Decimal(70))
    found = reading(readings.target_of(row, PLAN), [result], date(2018, 2, 1))
    assert found.progress == Progress.UNKNOWN
    assert words.verdict_words(row, found) == "tallet ved start kendes ikke"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"comparison": "nh"}, "ikke højere end 20 familier"),
        ({"comparison": "nl", "target_kind": "share"}, "ikke lavere end 20 %"),
        ({"baseline": Decimal(12), "target_kind": "share"}, "mindst 20 % (fra 12 %)"),
        ({"target": None, "baseline": Decimal(12)}, "intet mål (fra 12 familier)"),
        ({"basis": "percent_more", "baseline": Decimal(50)}, "mindst 20 % mere end ved start (fra 50 familier)"),
        ({"basis": "less", "target_kind": "share"}, "mindst 20 procentpoint mindre end ved start"),
        ({"basis": "more"}, "mindst 20 familier mere end ved start"),
        ({"target_text": "og helst flere."}, "mindst 20 familier; og helst flere"),
        (
            {
                "target_kind": "share", "target": Decimal(30), "baseline": Decimal(12), "interim_target": Decimal(20),
                "interim_on": date(2015, 12, 31),
                "interim": PartialDate.around(date(2015, 12, 31), Precision.YEAR),
            },
            "mindst 30 % (fra 12 %), 20 % senest 2015",
        ),
    ],
)  # fmt: skip
def test_what_a_target_holds_is_said(change: dict[str, Any], expected: str) -> None:
    assert words.target_words(criterion(**change)) == expected


def test_the_sentence_says_it_too_but_not_where_it_begins() -> None:
    row = criterion(basis="percent_more", baseline=Decimal(3), target_text="i hver klub")
    assert sentence(row, PLAN) == "Mindst 20 % mere end ved start: var med; i hver klub, hele planen"


def test_a_start_that_is_a_small_count_hides_what_would_tell_it() -> None:
    row, rule = criterion(basis="percent_more", baseline=Decimal(3)), SmallCounts(5)
    result = SimpleNamespace(
        starts_on=PERIOD.first, ends_on=PERIOD.last, start=PartialDate(PERIOD.first), end=PartialDate(PERIOD.last),
        state="counted", value=Decimal(70), numerator=None, denominator=None, judgement="", label="", reported_on=None,
    )  # fmt: skip
    day = date(2018, 2, 1)
    assert readings.reading_of(row, PLAN, day, [result], rule=EVERYTHING).progress == Progress.REACHED
    hidden = readings.reading_of(row, PLAN, day, [result], rule=rule)
    assert (hidden.progress, hidden.share_of_target) == (None, None)
    assert {Progress.REACHED, Progress.NOT_REACHED} <= hidden.possible
    assert words.target_words(row, rule) == "mindst 20 % mere end ved start (fra under 5 familier)"


def on_the_way(figures: list[tuple[date, int]], day: date, **change: Any) -> Any:
    target = CountedTarget(
        **{
            "kind": TargetKind.SHARE, "period": PERIOD, "counting": Counting.LATEST, "target": Decimal(30),
            "interim": InterimTarget(Decimal(20), date(2015, 12, 31)), "is_awaited": False, **change,
        }
    )  # fmt: skip
    return reading(target, [CountedFigure(last, last, value=Decimal(value)) for last, value in figures], day).progress


@pytest.mark.parametrize(
    ("figures", "day", "expected"),
    [
        ([(date(2014, 12, 31), 15)], date(2015, 6, 1), Progress.TOO_EARLY),
        ([(date(2015, 12, 31), 15)], date(2016, 1, 5), Progress.BEHIND),
        ([(date(2015, 12, 31), 20)], date(2016, 1, 5), Progress.ON_TRACK),
        ([(date(2014, 12, 31), 15)], date(2016, 1, 5), Progress.UNKNOWN),
        ([(date(2017, 12, 31), 29)], date(2018, 1, 5), Progress.NOT_REACHED),
        ([(date(2017, 12, 31), 30)], date(2018, 1, 5), Progress.REACHED),
    ],
)
def test_a_figure_on_the_way_is_judged_from_its_day_on(
    figures: list[tuple[date, int]], day: date, expected: Progress
) -> None:
    assert on_the_way(figures, day) == expected


def test_a_growing_count_follows_the_way_by_the_figure_on_it() -> None:
    """Ten of a hundred in the first half: then ten is on track, where an even way would have asked for fifty."""
    change = {
        "kind": TargetKind.NUMBER, "counting": Counting.CUMULATIVE, "target": Decimal(100),
        "interim": InterimTarget(Decimal(10), date(2015, 12, 31)),
    }  # fmt: skip
    figures = [(date(2015, 12, 1), 10)]
    assert on_the_way(figures, date(2015, 12, 31), **change) == Progress.ON_TRACK
    assert on_the_way(figures, date(2015, 12, 31), **{**change, "interim": None}) == Progress.BEHIND
    assert on_the_way(figures, date(2016, 12, 31), **change) == Progress.BEHIND
