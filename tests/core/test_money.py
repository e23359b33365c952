"""Money is whole øre; what a Dane types is read in one way or not at all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from abc_portal.core import money
from abc_portal.core.money import LARGEST, AmountError

OERE = st.integers(0, LARGEST)
WEIGHTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(
    ("text", "oere"),
    [
        ("0", 0),
        ("1", 100),
        ("1.234.567,89", 123456789),
        ("1234567,89", 123456789),
        ("1 234 567", 123456700),
        ("1\u00a0234\u202f567,5", 123456750),
        ("575.940 kr.", 57594000),
        ("575.940kr", 57594000),
        ("kr. 575.940", 57594000),
        ("DKK 1", 100),
        ("1.200,-", 120000),
        ("  1.200 \t", 120000),
        ("-5", -500),
        ("−5,25", -525),
        ("-0", 0),
        ("0,05", 5),
        ("000,50", 50),
        ("100.000.000.000", LARGEST),
    ],
)
def test_an_amount_is_read_as_a_dane_writes_it(text: str, oere: int) -> None:
    assert money.parse_amount(text) == oere


@pytest.mark.parametrize(
    "text",
    [
        "1.23", "12.34", "1.2345", "1,234", "1,234.56", "1.23.45", "1234.567", "12.34.567", "1 23", "12 34 567",
        "1,5E3", "1e3", "0x10", "1,", ",5", "5.", ".5", "--5", "- 5", "5-", "1.234,567", "1,2,3", "1'234",
        "", "   ", "kr.", "-", "fem", "5 mio.", "5 %", "5 EUR", "١٢", "−١٢", "１２", "1²", "½", "1.234.", "\x00",
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_or_none_is_refused(text: str) -> None:
    with pytest.raises(AmountError):
        money.parse_amount(text)


def test_a_refusal_shows_what_was_typed_and_an_example() -> None:
    with pytest.raises(AmountError) as refusal:
        money.parse_amount("  1.23 ")
    assert str(refusal.value) == (
        "»1.23« kan ikke læses som et beløb. Skriv for eksempel 1.234.567,89 eller 1234567,89."
    )


@pytest.mark.parametrize("text", ["100.000.000.000,01", "1" + "0" * 12, "9" * 40, "-100.000.000.001"])
def test_an_amount_that_does_not_fit_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(AmountError, match="100 mia"):
        money.parse_amount(text)


@pytest.mark.parametrize("text", ["9" * 5000, "1," + "9" * 5000, "." * 100_000, "1.234" * 20_000])
def test_a_very_long_text_is_refused_with_a_short_sentence(text: str) -> None:
    """Python itself refuses to read numbers of more than 4,300 digits, in English."""
    with pytest.raises(AmountError) as refusal:
        money.parse_amount(text)
    assert len(str(refusal.value)) < 200


@given(OERE)
@example(0)
@example(LARGEST)
def test_what_is_written_can_be_read_again(oere: int) -> None:
    assert money.parse_amount(money.plain_amount(oere)) == oere
    assert money.parse_amount(money.amount(oere)) == oere
    assert money.parse_amount(money.plain_amount(-oere)) == -oere


@given(OERE)
def test_dots_for_thousands_change_nothing(oere: int) -> None:
    text = money.plain_amount(oere)
    assert money.parse_amount(text.replace(".", "")) == oere
    assert money.parse_amount(text.replace(".", " ")) == oere


@given(st.integers(1, 999), st.from_regex(r"[0-9]{1,5}", fullmatch=True))
def test_a_dot_is_never_a_decimal_mark(kroner: int, after: str) -> None:
    """``1.234`` is a thousand and more; ``1.23``, ``1.2`` and ``1.2345`` are nothing at all."""
    text = f"{kroner}.{after}"
    if len(after) == 3:
        assert money.parse_amount(text) == (kroner * 1000 + int(after)) * 100
    else:
        with pytest.raises(AmountError):
            money.parse_amount(text)


@given(st.integers(0, 999_999), st.from_regex(r"[0-9]{1,4}", fullmatch=True))
def test_a_comma_is_never_a_mark_of_thousands(kroner: int, after: str) -> None:
    text = f"{kroner},{after}"
    if len(after) <= 2:
        assert money.parse_amount(text) == kroner * 100 + int(after.ljust(2, "0"))
    else:
        with pytest.raises(AmountError):
            money.parse_amount(text)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        oere = money.parse_amount(text)
    except AmountError:
        return
    assert abs(oere) <= LARGEST


@pytest.mark.parametrize(
    ("oere", "plain"),
    [
        (0, "0"), (1, "0,01"), (50, "0,50"), (100, "1"), (99999, "999,99"), (100000, "1.000"),
        (120049600, "1.200.496"), (120049650, "1.200.496,50"), (-5, "−0,05"), (-120049600, "−1.200.496"),
    ],
)  # fmt: skip
def test_oere_are_shown_only_where_there_are_any(oere: int, plain: str) -> None:
    assert money.plain_amount(oere) == plain
    assert money.amount(oere) == f"{plain}\u00a0kr."


@given(st.integers(0, LARGEST), WEIGHTS)
@example(1, [1, 1, 1])
@example(100, [0, 0, 1])
def test_parts_always_sum_to_the_whole(total: int, weights: list[int]) -> None:
    parts = money.split(total, weights)
    assert sum(parts) == total
    assert len(parts) == len(weights)


@given(st.integers(-LARGEST, LARGEST), WEIGHTS)
def test_each_part_is_within_one_oere_of_its_exact_share(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    for part, weight in zip(money.split(total, weights), weights, strict=True):
        assert abs(part * whole - total * weight) < whole
        if weight == 0:
            assert part == 0


@given(st.integers(0, LARGEST), WEIGHTS)
def test_a_larger_weight_never_gets_less(total: int, weights: list[int]) -> None:
    by_weight = sorted(zip(weights, money.split(total, weights), strict=True))
    assert [part for _weight, part in by_weight] == sorted(part for _weight, part in by_weight)


def test_the_largest_remainders_get_what_is_left_and_equal_ones_the_earlier() -> None:
    assert money.split(100, [1, 1, 1]) == [34, 33, 33]
    assert money.split(10, [3, 3, 4]) == [3, 3, 4]
    assert money.split(10, [10, 26, 64]) == [1, 3, 6]
    assert money.split(-1, [1, 1]) == [0, -1]
    assert money.split(0, [1, 2]) == [0, 0]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [-1, 5]])
def test_there_must_be_something_to_divide_by(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        money.split(100, weights)


@given(WEIGHTS)
def test_shares_sum_to_a_hundred_per_cent(parts: list[int]) -> None:
    assert sum(money.tenths_of_percent(parts)) == 1000


@pytest.mark.parametrize("parts", [[], [0], [0, 0], [5, -1], [-1]])
def test_nothing_has_no_shares(parts: list[int]) -> None:
    assert money.tenths_of_percent(parts) == []


def test_the_shares_of_a_plan_as_its_document_prints_them() -> None:
    """LBF 15.200.000 and eight million of co-financing: 65,5 % and 34,5 %."""
    assert money.tenths_of_percent([1_520_000_000, 800_007_600]) == [655, 345]
