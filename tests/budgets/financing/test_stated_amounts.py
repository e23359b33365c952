"""Reading amounts as documents print them, and every way in which they can fail to fit the rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import money
from budgets.financing.calculations.stated import (
    PrintedAmount,
    StatedAmountFault,
    Verdict,
    compare,
    compare_per_year,
    read,
)

MILLION = 10**6 * 100

#: As printed → øre.
FORMS = {
    "23.200 mio. kr.": 23_200 * MILLION,
    "15.200 mio.": 15_200 * MILLION,
    "4. mio. kr.": 4 * MILLION,
    "4. mio": 4 * MILLION,
    "4 mio": 4 * MILLION,
    "4 Mio. Kr.": 4 * MILLION,
    "4MIO": 4 * MILLION,
    "4,5 mio. kr.": 4_500_000_00,
    "4 mill. kr.": 4 * MILLION,
    "4 millioner kr.": 4 * MILLION,
    "1 million kr.": MILLION,
    "2,2 mia. kr.": 2_200 * MILLION,
    "1 milliard": 1_000 * MILLION,
    "2 milliarder kr.": 2_000 * MILLION,
    "500 t. kr.": 500_000_00,
    "500 t.kr.": 500_000_00,
    "500 tkr.": 500_000_00,
    "500 tusind kr.": 500_000_00,
    "1,5 t. kr.": 1_500_00,
    "93.45": 93_45,
    "93,45": 93_45,
    "93.450": 93_450_00,
    "1.200.496 kr.": 1_200_496_00,
    "1200496": 1_200_496_00,
    "1 200 496": 1_200_496_00,
    "1\u00a0200\u00a0496 kr.": 1_200_496_00,
    "575.940,00 kr.": 575_940_00,
    "575.940,50": 575_940_50,
    "575.940,-": 575_940_00,
    "575.940,- kr.": 575_940_00,
    "kr. 575.940": 575_940_00,
    "kr 575.940": 575_940_00,
    "DKK 575.940": 575_940_00,
    "575.940 DKK": 575_940_00,
    "  4 \n mio.\tkr. ": 4 * MILLION,
    "0": 0,
    "0 kr.": 0,
    "ca. 4,5 mio. kr.": 4_500_000_00,
    "over 8 mio. kr.": 8 * MILLION,
    "højst kr. 575.940": 575_940_00,
}
UNREADABLE = [
    "", " ", "kr.", "mio. kr.", "ca.", "ca. ca. 4 mio.", "under højst 8 mio. kr.", "-5", "−5 kr.",
    "1.23.456", "1,234,567", "12.3456",
    "5e3", "½ mio.", "٣", "fire mio.", "1 2 3", "1.2 3", "4 mio. kr. om året", "4 mio. mio.", "0,001 kr.", "4.,", ",5",
    "1..000", "1.000 000.0", "#REF!", "1/2",
]  # fmt: skip


@pytest.mark.parametrize(("printed", "oere"), FORMS.items())
def test_a_printed_form(printed: str, oere: int) -> None:
    reading = read(printed)
    assert reading is not None, printed
    assert reading.oere == oere


@pytest.mark.parametrize("printed", UNREADABLE)
def test_what_is_no_amount_is_not_guessed_at(printed: str) -> None:
    assert read(printed) is None


@pytest.mark.parametrize(
    ("printed", "grain"),
    [
        ("23.200 mio.", MILLION),
        ("4,5 mio.", 100_000_00),
        ("4,50 mio.", 10_000_00),
        ("93.45", 1),
        ("93.450 kr.", 100),
        ("2,2 mia.", 100 * MILLION),
        ("1,5 t. kr.", 100_00),
    ],
)
def test_how_fine_a_printed_amount_is(printed: str, grain: int) -> None:
    reading = read(printed)
    assert reading is not None
    assert reading.grain == grain


@given(st.text(max_size=60))
def test_reading_never_raises(printed: str) -> None:
    reading = read(printed)
    assert reading is None or (reading.oere >= 0 and reading.grain >= 1)


@given(st.text(alphabet="0123456789., -krmiotDKK½٣\u00a0\u202f", max_size=60), st.integers(0, 10**13))
def test_comparing_never_raises(printed: str, rows: int) -> None:
    verdicts = compare(printed, rows, [("another", rows // 2)])
    assert len(verdicts) <= 2
    assert len(compare_per_year(printed, rows, 4)) <= 1


@given(st.integers(min_value=0, max_value=10**13))
def test_what_the_portal_itself_writes_is_read_again(oere: int) -> None:
    assert read(money.amount(oere)) == PrintedAmount(oere, 1 if oere % 100 else 100)
    assert compare(money.amount(oere), oere) == []


# --- comparing ------------------------------------------------------------------------------------------


def test_a_statement_that_fits_is_no_fault() -> None:
    assert compare("4. mio. kr.", 4 * MILLION) == []
    assert compare("4.000.000,00 kr.", 4 * MILLION) == []
    assert compare("0 kr.", 0) == []


def test_an_unreadable_statement_tells_what_the_rows_give() -> None:
    assert compare("fire millioner", 500) == [Verdict(StatedAmountFault.UNREADABLE, None, 500)]


@pytest.mark.parametrize(
    ("printed", "rows", "meant"),
    [
        ("15.200 mio.", 15_200_000_00, 15_200_000_00),
        ("15,2 t. kr.", 15_200_000_00, 15_200_000_00),
        ("15.200", 15_200_000_00, 15_200_000_00),
        ("15,2 mia. kr.", 15_200_000_00, 15_200_000_00),
    ],
)
def test_a_unit_a_thousand_times_off(printed: str, rows: int, meant: int) -> None:
    [verdict] = compare(printed, rows)
    assert (verdict.fault, verdict.meant) == (StatedAmountFault.UNIT, meant)
    assert verdict.difference == 0


def test_a_slip_of_the_unit_and_a_small_difference_are_two_faults() -> None:
    first, second = compare("23.200 mio. kr.", 23_200_076_00)
    assert (first.fault, first.read, first.meant) == (StatedAmountFault.UNIT, 23_200 * MILLION, 23_200_000_00)
    assert (second.fault, second.difference) == (StatedAmountFault.DIFFERS, 76_00)


def test_a_slip_with_a_large_difference_is_only_a_difference() -> None:
    [verdict] = compare("23.200 mio. kr.", 23_900_000_00)
    assert (verdict.fault, verdict.meant) == (StatedAmountFault.DIFFERS, None)


def test_a_slip_of_a_hundred_is_a_difference() -> None:
    [verdict] = compare("152 mio.", 15_200 * MILLION)
    assert verdict.fault == StatedAmountFault.DIFFERS


def test_a_rounded_statement_differs_by_what_it_rounds_away() -> None:
    [verdict] = compare("4 mio. kr.", 4_000_076_00, [("all", 4 * MILLION)])
    assert (verdict.fault, verdict.difference) == (StatedAmountFault.DIFFERS, 76_00)


def test_a_statement_that_holds_for_another_set_says_which() -> None:
    others = [("with the grant", 18 * MILLION), ("with the funds", 4_000_076_00)]
    [verdict] = compare("4. mio. kr.", 3_156_596_00, others)
    assert (verdict.fault, verdict.other, verdict.other_rows) == (
        StatedAmountFault.OTHER_SET,
        "with the funds",
        4_000_076_00,
    )


def test_a_statement_that_holds_for_no_set_differs() -> None:
    [verdict] = compare("5 mio. kr.", 3_156_596_00, [("with the funds", 4_000_076_00)])
    assert (verdict.fault, verdict.difference) == (StatedAmountFault.DIFFERS, 3_156_596_00 - 5 * MILLION)


def test_a_statement_of_nothing_against_something_differs() -> None:
    assert [item.fault for item in compare("0 kr.", 100_00)] == [StatedAmountFault.DIFFERS]
    assert [item.fault for item in compare("100 kr.", 0)] == [StatedAmountFault.DIFFERS]


@given(st.integers(1, 10**9), st.integers(1, 10**11))
def test_a_verdict_never_says_less_than_the_truth(kroner: int, rows: int) -> None:
    printed = f"{kroner} kr."
    verdicts = compare(printed, rows)
    assert (verdicts == []) == (kroner * 100 == rows)
    assert all(verdict.rows == rows and verdict.read == kroner * 100 for verdict in verdicts)


# --- a year of it ----------------------------------------------------------------------------------------


def test_a_year_that_fits_is_no_fault() -> None:
    assert compare_per_year("143.985", 575_940_00, 4) == []


def test_a_full_stop_in_the_wrong_place_is_reported_with_what_would_fit() -> None:
    [verdict] = compare_per_year("93.45", 373_800_00, 4)
    assert (verdict.fault, verdict.read, verdict.rows, verdict.meant) == (
        StatedAmountFault.DIFFERS,
        93_45,
        93_450_00,
        93_450_00,
    )


def test_other_digits_are_only_a_difference() -> None:
    [verdict] = compare_per_year("95.450", 373_800_00, 4)
    assert (verdict.fault, verdict.meant) == (StatedAmountFault.DIFFERS, None)


def test_a_total_that_does_not_divide_has_no_reading_that_fits() -> None:
    [verdict] = compare_per_year("33,33", 100_00, 3)
    assert verdict.meant is None


def test_an_unreadable_year_is_reported() -> None:
    assert [item.fault for item in compare_per_year("?", 400, 4)] == [StatedAmountFault.UNREADABLE]


@pytest.mark.parametrize("years", [0, -1])
def test_without_years_nothing_can_be_said(years: int) -> None:
    assert compare_per_year("93.45", 373_800_00, years) == []
