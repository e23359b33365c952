"""How far the area is from its comparator, and whether it comes nearer: truth tables, and what always holds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.definitions.enums import Better
from indicators.observations.calculations import AreaStanding, Distance, Movement, distance, movement, rounds_to

VALUES = st.decimals(min_value=-1000, max_value=1000, places=2)
MAYBE = st.one_of(st.none(), VALUES)
WAYS = st.sampled_from(Better)


def exactly(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("area", "comparator", "better", "difference", "standing"),
    [
        ("88.9", "92.5", "higher", "-3.6", "worse"),
        ("92.5", "88.9", "higher", "3.6", "better"),
        ("21.1", "15.6", "lower", "5.5", "worse"),
        ("3.6", "5.5", "lower", "-1.9", "better"),
        ("66", "66", "higher", "0", "same"),
        ("66", "66.00", "lower", "0", "same"),
        ("1", "1", "neither", "0", "same"),
        ("1", "2", "neither", "-1", "different"),
        ("2", "1", "neither", "1", "different"),
        (None, "15.6", "lower", None, "unknown"),
        ("21.1", None, "lower", None, "unknown"),
        (None, None, "higher", None, "unknown"),
        ("0", "0", "higher", "0", "same"),
        ("0", "5", "higher", "-5", "worse"),
        ("0", "5", "lower", "-5", "better"),
    ],
)
def test_the_distance(
    area: str | None, comparator: str | None, better: str, difference: str | None, standing: str
) -> None:
    assert distance(exactly(area), exactly(comparator), Better(better)) == Distance(
        exactly(difference), AreaStanding(standing)
    )


@given(MAYBE, MAYBE, WAYS)
def test_missing_is_never_zero(area: Decimal | None, comparator: Decimal | None, better: Better) -> None:
    found = distance(area, comparator, better)
    unknown = area is None or comparator is None
    assert (found.difference is None) == unknown
    assert (found.standing == AreaStanding.UNKNOWN) == unknown


@given(VALUES, VALUES)
def test_better_one_way_is_worse_the_other(area: Decimal, comparator: Decimal) -> None:
    opposite = {
        AreaStanding.BETTER: AreaStanding.WORSE,
        AreaStanding.WORSE: AreaStanding.BETTER,
        AreaStanding.SAME: AreaStanding.SAME,
    }
    higher = distance(area, comparator, Better.HIGHER).standing
    assert distance(area, comparator, Better.LOWER).standing == opposite[higher]
    assert distance(comparator, area, Better.HIGHER).standing == opposite[higher]


@given(VALUES, VALUES, WAYS, st.decimals(min_value=-100, max_value=100, places=2))
def test_the_standing_depends_on_the_difference_alone(
    area: Decimal, comparator: Decimal, better: Better, more: Decimal
) -> None:
    assert distance(area + more, comparator + more, better) == distance(area, comparator, better)


# --- movement -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "better", "moved"),
    [
        ("-3.6", "-2.0", "higher", "narrowed"),
        ("-3.6", "-4.0", "higher", "widened"),
        ("-3.6", "-3.6", "higher", "held"),
        ("-3.6", "5", "higher", "narrowed"),
        ("5.5", "2.0", "lower", "narrowed"),
        ("5.5", "6.0", "lower", "widened"),
        ("5.5", "-20", "lower", "narrowed"),
        ("0", "-1", "higher", "widened"),
        ("0", "-1", "lower", "narrowed"),
        ("3", "-2", "neither", "narrowed"),
        ("-2", "3", "neither", "widened"),
        ("3", "-3", "neither", "held"),
        (None, "1", "higher", "awaiting"),
        ("1", None, "higher", "awaiting"),
        (None, None, "neither", "awaiting"),
    ],
)
def test_the_movement(before: str | None, now: str | None, better: str, moved: str) -> None:
    assert movement(_at(before), _at(now), Better(better)) == Movement(moved)


def _at(difference: str | None) -> Distance:
    return Distance(exactly(difference), AreaStanding.UNKNOWN if difference is None else AreaStanding.DIFFERENT)


@given(MAYBE, MAYBE, WAYS)
def test_without_two_figures_there_is_no_movement(before: Decimal | None, now: Decimal | None, better: Better) -> None:
    found = movement(Distance(before, AreaStanding.SAME), Distance(now, AreaStanding.SAME), better)
    assert (found == Movement.AWAITING) == (before is None or now is None)


@given(VALUES, VALUES, WAYS)
def test_going_back_undoes_the_movement(before: Decimal, now: Decimal, better: Better) -> None:
    opposite = {Movement.NARROWED: Movement.WIDENED, Movement.WIDENED: Movement.NARROWED, Movement.HELD: Movement.HELD}
    one, other = Distance(before, AreaStanding.DIFFERENT), Distance(now, AreaStanding.DIFFERENT)
    assert movement(other, one, better) == opposite[movement(one, other, better)]


@given(VALUES, VALUES, VALUES)
def test_a_comparator_that_moves_as_much_leaves_the_distance(area: Decimal, comparator: Decimal, more: Decimal) -> None:
    for better in Better:
        before = distance(area, comparator, better)
        assert movement(before, distance(area + more, comparator + more, better), better) == Movement.HELD


# --- rounding -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exact", "printed", "fits"),
    [
        ("29.02", "29", True),
        ("29.02", "29.0", True),
        ("29.06", "29.0", False),
        ("29.05", "29.1", True),
        ("29.05", "29.0", True),
        ("18.61", "18.6", True),
        ("18.66", "18.6", False),
        ("29.5", "30", True),
        ("29.51", "29", False),
        ("24.1", "21.1", False),
        ("0.4", "0", True),
        ("-0.4", "0", True),
        ("-1.6", "-2", True),
        ("29.0200", "29.02", True),
        ("100", "100", True),
    ],
)
def test_a_printed_value_is_the_exact_one_rounded(exact: str, printed: str, fits: bool) -> None:
    assert rounds_to(Decimal(exact), Decimal(printed)) is fits


@given(st.decimals(min_value=-1000, max_value=1000, places=4), st.integers(min_value=0, max_value=4))
def test_every_value_rounds_to_itself_with_fewer_decimals(exact: Decimal, places: int) -> None:
    assert rounds_to(exact, round(exact, places))


@given(VALUES, VALUES)
def test_a_value_printed_in_full_fits_only_itself(exact: Decimal, printed: Decimal) -> None:
    assert rounds_to(exact, printed) == (exact == printed)
