"""Numbers with a comma, thousands with a dot; what could be two numbers is none."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from abc_portal.core import numbers
from abc_portal.core.numbers import NumberError

DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"), ("88,9", "88.9"), ("1.654", "1654"), ("1654", "1654"), ("1 654", "1654"),
        ("1\u00a0654,25", "1654.25"), ("−0,5", "-0.5"), ("-3", "-3"), (" 5,50 ", "5.50"), ("1.234.567,8", "1234567.8"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_a_dane_writes_it(text: str, value: str) -> None:
    assert numbers.parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "88.9", "88.90", "1,234.5", "88 9", "12 34", "1. 234", ",5", "5,", "1e3", "NaN", "Infinity", "--1", "- 1", "",
        "  ", "ti", "5 %", "١٢", "1_000", "9" * 25, "9" * 5000, "1,2,3", "1,200,000",
    ],
)  # fmt: skip
def test_what_could_be_two_numbers_or_none_is_refused(text: str) -> None:
    with pytest.raises(NumberError, match=r"kan ikke læses som et tal\. Skriv for eksempel 88,9 eller 1\.654"):
        numbers.parse_number(text)


@pytest.mark.parametrize(
    ("text", "either"),
    [("1,200", "1.200 eller 1,2"), ("12,345", "12.345 eller 12,3450"), ("-999,000", "-999.000 eller -999")],
)
def test_english_thousands_are_refused_with_both_readings(text: str, either: str) -> None:
    with pytest.raises(NumberError, match=f"kan være {either}"):
        numbers.parse_number(text)


@pytest.mark.parametrize(("text", "value"), [("0,125", "0.125"), ("1234,500", "1234.5"), ("12,3450", "12.345")])
def test_three_decimals_that_no_thousands_could_be_are_read(text: str, value: str) -> None:
    assert numbers.parse_number(text) == Decimal(value)


def test_decimals_are_stored_as_typed() -> None:
    assert str(numbers.parse_number("29,0")) == "29.0"


@given(DECIMALS)
@example(Decimal("-0.0000"))
def test_what_is_written_can_be_read_again(value: Decimal) -> None:
    assert numbers.parse_number(numbers.number(value)) == value
    assert numbers.parse_number(numbers.number(numbers.plain_value(value))) == value


@given(st.integers(1, 999), st.from_regex(r"[0-9]{1,5}", fullmatch=True))
def test_a_dot_is_never_a_decimal_mark(whole: int, after: str) -> None:
    if len(after) == 3:
        assert numbers.parse_number(f"{whole}.{after}") == whole * 1000 + int(after)
    else:
        with pytest.raises(NumberError):
            numbers.parse_number(f"{whole}.{after}")


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with suppress(NumberError):
        assert numbers.parse_number(text).is_finite()


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("88.9"), None, "88,9"),
        (Decimal("29.0"), None, "29,0"),
        (1654, None, "1.654"),
        (-1654, None, "−1.654"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("0.25"), 1, "0,3"),
        (Decimal("-0.25"), 1, "−0,3"),
        (Decimal("34.48"), 0, "34"),
        (5, 1, "5,0"),
        (Decimal("-0"), None, "0"),
        (Decimal("-0.04"), 1, "0,0"),
    ],
)
def test_a_number_is_written_with_a_comma_and_rounds_half_up(value: Decimal, places: int | None, text: str) -> None:
    assert numbers.number(value, places) == text


def test_a_per_cent_sign_follows_a_space_that_does_not_break() -> None:
    assert numbers.percent(Decimal("34.5")) == "34,5\u00a0%"
    assert numbers.percent_of_tenths(345) == "34,5\u00a0%"
    assert numbers.percent_of_tenths(1000) == "100,0\u00a0%"
    assert numbers.percent_of_tenths(5) == "0,5\u00a0%"


def test_a_share_is_rounded_once_half_up() -> None:
    assert numbers.share(800_007_600, 2_320_007_600, 2) == Decimal("34.48")
    assert numbers.share(1, 8, 2) == Decimal("12.50")
    assert numbers.share(1, 800, 1) == Decimal("0.1")
    assert numbers.share(5, 1000, 0) == Decimal("1")
    assert numbers.share(0, 5) == Decimal("0.0")


@pytest.mark.parametrize("whole", [0, -1])
def test_nothing_has_no_shares(whole: int) -> None:
    assert numbers.share(0, whole) is None


@pytest.mark.parametrize(
    ("padded", "plain"), [("88.9000", "88.9"), ("5.0000", "5"), ("100.0000", "100"), ("0E-4", "0")]
)
def test_the_zeros_of_a_column_are_not_shown(padded: str, plain: str) -> None:
    assert str(numbers.plain_value(Decimal(padded))) == plain
