"""Sums of money: the unknown is not zero, shares are rounded once, and the order of entry does not matter."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import money
from budgets.financing.calculations import sums
from budgets.financing.calculations.sums import ContributionLine, Total
from budgets.financing.enums import ContributionKind, Funder, SourceKind

AMOUNTS = st.one_of(st.none(), st.integers(min_value=0, max_value=10**13))
LINES = st.lists(
    st.builds(
        ContributionLine,
        source=st.sampled_from(SourceKind),
        kind=st.sampled_from(ContributionKind),
        amount=AMOUNTS,
        beside_plan=st.booleans(),
    ),
    max_size=20,
)


def line(source: str, amount: int | None, kind: str = "cash", *, beside: bool = False) -> ContributionLine:
    return ContributionLine(SourceKind(source), ContributionKind(kind), amount, beside)


# --- totals -----------------------------------------------------------------------------------------


def test_nothing_is_no_sum() -> None:
    assert Total.of([]) == Total()
    assert Total().exact is None
    assert not Total().is_whole


def test_zero_is_a_sum_and_unknown_is_not() -> None:
    assert Total.of([0]).exact == 0
    assert Total.of([0, 0]).is_whole
    assert Total.of([None]).exact is None
    assert Total.of([5, None]) == Total(oere=5, parts=2, unknown=1)
    assert Total.of([5, None]).exact is None


def test_totals_add_up() -> None:
    assert Total.of([1, None]) + Total.of([2]) == Total.of([1, None, 2])
    assert Total() + Total.of([7]) == Total.of([7])


@given(st.lists(AMOUNTS), st.lists(AMOUNTS))
def test_a_total_of_both_is_the_sum_of_the_totals(one: list[int | None], other: list[int | None]) -> None:
    assert Total.of(one) + Total.of(other) == Total.of(one + other)


@given(st.lists(AMOUNTS), st.randoms(use_true_random=False))
def test_the_order_of_amounts_does_not_matter(amounts: list[int | None], chance: Random) -> None:
    mixed = amounts[:]
    chance.shuffle(mixed)
    assert Total.of(mixed) == Total.of(amounts)


@given(st.lists(AMOUNTS, min_size=1))
def test_a_total_is_exact_only_when_every_part_is_known(amounts: list[int | None]) -> None:
    found = Total.of(amounts)
    assert (found.exact is None) == (None in amounts)
    assert found.oere == sum(amount or 0 for amount in amounts)


# --- an amount in all ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "periods", "in_all"),
    [
        (400, [100, 100, 100, 100], 400),
        (400, [], 400),
        (400, [100, None], 400),
        (None, [100, 200], 300),
        (None, [100, None], None),
        (None, [], None),
        (0, [100], 0),
        (None, [0, 0], 0),
    ],
)
def test_what_a_contribution_is_in_all(stated: int | None, periods: list[int | None], in_all: int | None) -> None:
    assert sums.amount_in_all(stated, periods) == in_all


# --- who pays -------------------------------------------------------------------------------------------


def test_every_payer_has_its_group() -> None:
    for source in SourceKind:
        for kind in ContributionKind:
            assert sums.funder(source, kind) in Funder


@pytest.mark.parametrize(
    ("source", "kind", "group"),
    [
        ("lbf", "cash", "lbf"),
        ("municipality", "cash", "municipality"),
        ("municipality", "in_kind", "municipality"),
        ("municipality", "hours", "hours"),
        ("department", "cash", "departments"),
        ("department", "hours", "departments"),
        ("own_fund", "cash", "funds"),
        ("housing", "cash", "others"),
        ("other", "hours", "others"),
    ],
)
def test_the_group_of_a_payer(source: str, kind: str, group: str) -> None:
    assert sums.funder(SourceKind(source), ContributionKind(kind)) == Funder(group)


def test_groups_come_in_a_fixed_order_and_only_when_somebody_pays() -> None:
    lines = [line("own_fund", 1), line("lbf", 2), line("municipality", 3, "hours"), line("department", 9, beside=True)]
    assert list(sums.by_funder(lines)) == [Funder.LBF, Funder.HOURS, Funder.FUNDS]


def test_what_is_beside_the_plan_counts_nowhere_else() -> None:
    lines = [line("lbf", 600), line("municipality", 200), line("municipality", 999, beside=True)]
    assert sums.total(lines).exact == 800
    assert sums.local(lines).exact == 200
    assert sums.beside(lines).exact == 999
    assert sums.local_share(lines) == Decimal("25.00")


@given(LINES)
def test_the_groups_hold_exactly_the_plan_s_own_financing(lines: list[ContributionLine]) -> None:
    together = Total()
    for total in sums.by_funder(lines).values():
        together += total
    assert together == sums.total(lines)
    everything = Total.of(item.amount for item in lines)
    assert sums.total(lines) + sums.beside(lines) == everything


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(lines: list[ContributionLine], chance: Random) -> None:
    mixed = lines[:]
    chance.shuffle(mixed)
    assert sums.by_funder(mixed) == sums.by_funder(lines)
    assert list(sums.by_funder(mixed)) == list(sums.by_funder(lines))
    assert sums.local_share(mixed) == sums.local_share(lines)
    assert sums.local_share(mixed, with_hours=False) == sums.local_share(lines, with_hours=False)


# --- the local share --------------------------------------------------------------------------------------


def test_the_share_of_the_first_demo_case() -> None:
    lines = [line("lbf", 15_200_000_00), line("department", 3_156_596_00), line("own_fund", 843_480_00)]
    lines += [line("municipality", 3_192_000_00), line("municipality", 808_000_00, "hours")]
    assert sums.local_share(lines) == Decimal("34.48")
    assert sums.local_share(lines, with_hours=False) == Decimal("32.12")


def test_hours_are_left_out_of_both_sides() -> None:
    lines = [line("lbf", 600), line("municipality", 200), line("municipality", 200, "hours")]
    assert sums.local_share(lines) == Decimal("40.00")
    assert sums.local_share(lines, with_hours=False) == Decimal("25.00")


def test_an_unknown_number_of_hours_matters_only_where_hours_count() -> None:
    lines = [line("lbf", 600), line("municipality", 200), line("municipality", None, "hours")]
    assert sums.local_share(lines) is None
    assert sums.local_share(lines, with_hours=False) == Decimal("25.00")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [line("municipality", 200)],
        [line("lbf", 600, beside=True), line("municipality", 200)],
        [line("lbf", None), line("municipality", 200)],
        [line("lbf", 600), line("municipality", None)],
        [line("lbf", 0), line("municipality", 0)],
    ],
)
def test_when_there_is_no_such_share(lines: list[ContributionLine]) -> None:
    assert sums.local_share(lines) is None


@pytest.mark.parametrize(
    ("grant", "local", "share"),
    [(2, 1, "33.33"), (1, 2, "66.67"), (7, 1, "12.50"), (799, 1, "0.13"), (100, 0, "0.00"), (0, 5, "100.00")],
)
def test_the_share_is_rounded_once_half_up(grant: int, local: int, share: str) -> None:
    assert sums.local_share([line("lbf", grant), line("municipality", local)]) == Decimal(share)


@given(LINES)
def test_a_share_lies_between_nothing_and_all(lines: list[ContributionLine]) -> None:
    for with_hours in (True, False):
        share = sums.local_share(lines, with_hours=with_hours)
        assert share is None or Decimal(0) <= share <= Decimal(100)


# --- shares sum to 100,0 ------------------------------------------------------------------------------------


@given(st.lists(st.integers(min_value=0, max_value=10**13), min_size=1, max_size=40))
def test_shares_with_one_decimal_sum_to_the_whole(parts: list[int]) -> None:
    shares = money.tenths_of_percent(parts)
    assert sum(shares) == (1000 if sum(parts) else 0)
    whole = sum(parts)
    for part, share in zip(parts, shares, strict=False):
        assert abs(share * whole - part * 1000) < whole, "no share is a tenth or more from the true one"
