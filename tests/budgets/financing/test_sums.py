"""Sums of money: the unknown is not zero, shares are rounded once, and the order of entry does not matter."""

import calendar
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import money
from budgets.financing.calculations import sums
from budgets.financing.calculations.shares import local_share
from budgets.financing.calculations.sums import ContributionLine, Total
from budgets.financing.enums import ContributionKind, Funder, SourceKind
from budgets.financing.presenters.words import share_text

AMOUNTS = st.one_of(st.none(), st.integers(min_value=0, max_value=10**13))
LINES = st.lists(
    st.builds(
        ContributionLine,
        source=st.sampled_from(SourceKind),
        kind=st.sampled_from(ContributionKind),
        amount=st.lists(AMOUNTS, min_size=1, max_size=3).map(Total.of),
        beside_plan=st.booleans(),
        counts_as_local=st.sampled_from((True, False, None)),
    ),
    max_size=20,
)


def line(
    source: str, amount: int | None, kind: str = "cash", *, beside: bool = False, counts: bool | None = None
) -> ContributionLine:
    return ContributionLine(SourceKind(source), ContributionKind(kind), Total.of([amount]), beside, counts)


def share_of(lines: list[ContributionLine], *, with_hours: bool = True) -> Decimal | None:
    """The exact share in per cent of a financing that is complete."""
    found = local_share(lines, is_complete=True, with_hours=with_hours)
    return None if found is None else found.percent


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
    assert sums.amount_in_all(stated, periods).exact == in_all


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
        ("housing", "cash", "housing"),
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
    assert sums.total(lines, is_complete=True).exact == 800
    assert sums.local(lines, is_complete=True).exact == 200
    assert sums.beside(lines).exact == 999
    assert share_of(lines) == Decimal("25.00")


@given(LINES)
def test_the_groups_hold_exactly_the_plan_s_own_financing(lines: list[ContributionLine]) -> None:
    together = Total()
    for total in sums.by_funder(lines).values():
        together += total
    assert together == sums.total(lines, is_complete=True)
    everything = Total.sum(item.amount for item in lines)
    assert sums.total(lines, is_complete=True) + sums.beside(lines) == everything


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(lines: list[ContributionLine], chance: Random) -> None:
    mixed = lines[:]
    chance.shuffle(mixed)
    assert sums.by_funder(mixed) == sums.by_funder(lines)
    assert list(sums.by_funder(mixed)) == list(sums.by_funder(lines))
    assert share_of(mixed) == share_of(lines)
    assert share_of(mixed, with_hours=False) == share_of(lines, with_hours=False)


# --- the local share --------------------------------------------------------------------------------------


def test_the_share_of_the_first_demo_case() -> None:
    lines = [line("lbf", 15_200_000_00), line("department", 3_156_596_00), line("own_fund", 843_480_00)]
    lines += [line("municipality", 3_192_000_00), line("municipality", 808_000_00, "hours")]
    assert share_of(lines) == Decimal("34.48")
    assert share_of(lines, with_hours=False) == Decimal("32.12")


def test_hours_are_left_out_of_both_sides() -> None:
    lines = [line("lbf", 600), line("municipality", 200), line("municipality", 200, "hours")]
    assert share_of(lines) == Decimal("40.00")
    assert share_of(lines, with_hours=False) == Decimal("25.00")


def test_an_unknown_number_of_hours_matters_only_where_hours_count() -> None:
    lines = [line("lbf", 600), line("municipality", 200), line("municipality", None, "hours")]
    assert share_of(lines) is None
    assert share_of(lines, with_hours=False) == Decimal("25.00")


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
    assert share_of(lines) is None


@pytest.mark.parametrize(
    ("grant", "local", "share"),
    [(2, 1, "33.33"), (1, 2, "66.67"), (7, 1, "12.50"), (799, 1, "0.13"), (100, 0, "0.00"), (0, 5, "100.00")],
)
def test_the_share_is_rounded_once_half_up(grant: int, local: int, share: str) -> None:
    assert share_of([line("lbf", grant), line("municipality", local)]) == Decimal(share)


@given(LINES)
def test_a_share_lies_between_nothing_and_all(lines: list[ContributionLine]) -> None:
    for with_hours in (True, False):
        share = share_of(lines, with_hours=with_hours)
        assert share is None or Decimal(0) <= share <= Decimal(100)


# --- shares sum to 100,0 ------------------------------------------------------------------------------------


@given(st.lists(st.integers(min_value=0, max_value=10**13), min_size=1, max_size=40))
def test_shares_with_one_decimal_sum_to_the_whole(parts: list[int]) -> None:
    shares = money.tenths_of_percent(parts)
    assert sum(shares) == (1000 if sum(parts) else 0)
    whole = sum(parts)
    for part, share in zip(parts, shares, strict=False):
        assert abs(share * whole - part * 1000) < whole, "no share is a tenth or more from the true one"


# --- what is not known --------------------------------------------------------------------------------------

UNKNOWN_AMOUNTS = st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=1, max_size=3)
OPEN_LINES = st.lists(
    st.tuples(
        st.sampled_from(SourceKind), st.sampled_from(ContributionKind), UNKNOWN_AMOUNTS,
        st.sampled_from((True, False, None)),
    ),
    max_size=8,
)  # fmt: skip


def lines_of(rows: list[tuple[SourceKind, ContributionKind, list[int | None], bool | None]]) -> list[ContributionLine]:
    return [
        ContributionLine(source, kind, Total.of(amounts), counts_as_local=counts)
        for source, kind, amounts, counts in rows
    ]


@given(OPEN_LINES, st.lists(st.tuples(st.sampled_from(SourceKind), st.integers(0, 10**9))), st.data())
def test_whatever_the_unknown_turns_out_to_be_the_bounds_hold(rows: list, more: list, data: st.DataObject) -> None:
    """Fill in what is unknown, decide what is undecided, and add what was not entered: every bound still holds."""
    before = lines_of(rows)
    filled = [
        (
            source, kind, [data.draw(st.integers(0, 10**9)) if amount is None else amount for amount in amounts],
            data.draw(st.booleans()) if counts is None and source == SourceKind.OTHER else counts,
        )
        for source, kind, amounts, counts in rows
    ]  # fmt: skip
    added = [line(source, amount) for source, amount in more if source != SourceKind.LBF]
    after = [*lines_of(filled), *added]
    for is_complete, lines in ((False, after), (True, lines_of(filled))):
        assert sums.total(before, is_complete=is_complete).oere <= sums.total(lines, is_complete=True).oere
        assert sums.local(before, is_complete=is_complete).oere <= sums.local(lines, is_complete=True).oere
        for with_hours in (True, False):
            known = local_share(before, is_complete=is_complete, with_hours=with_hours)
            true = local_share(lines, is_complete=True, with_hours=with_hours)
            if known is not None and true is not None:
                assert known.least <= true.least
                assert true.most <= known.most
                assert known.least_percent <= known.most_percent
                for demand in (Decimal(25), true.least_percent):
                    assert known.meets(demand) in (None, true.meets(demand))


@given(LINES)
def test_the_grant_the_local_and_the_rest_are_the_whole(lines: list[ContributionLine]) -> None:
    parts = Total.sum((sums.grant(lines), sums.local(lines, is_complete=True), sums.neither(lines)))
    whole = sums.total(lines, is_complete=True)
    assert (parts.oere, parts.parts, parts.unknown) == (whole.oere, whole.parts, whole.unknown)


@pytest.mark.parametrize(
    ("lines", "is_complete", "text"),
    [
        ([line("lbf", 2_500)], False, "ikke oplyst"),
        ([line("lbf", 2_500)], True, "0,00\u00a0%"),
        ([line("lbf", 880), line("municipality", 120)], False, "mindst 12\u00a0%"),
        ([line("lbf", 880), line("municipality", 120)], True, "12,00\u00a0%"),
        ([line("lbf", 880), line("municipality", 120), line("department", None)], True, "mindst 12\u00a0%"),
        ([line("lbf", None), line("municipality", 120)], False, "ikke oplyst"),
        ([line("lbf", None), line("municipality", 120)], True, "ikke oplyst"),
        ([line("lbf", 700), line("lbf", None), line("municipality", 300)], True, "højst 30\u00a0%"),
        (
            [line("lbf", 200), line("housing", 100), line("other", 100, "in_kind")],
            True,
            "mellem 33,33\u00a0% og 50\u00a0%",
        ),
        ([line("lbf", 200), line("housing", 100), line("other", 100, "in_kind", counts=True)], True, "50,00\u00a0%"),
        ([line("lbf", 300), line("housing", 100), line("other", 100, "in_kind", counts=False)], True, "25,00\u00a0%"),
        ([line("lbf", 300), line("municipality", 100, "in_kind")], True, "25,00\u00a0%"),
        ([line("lbf", 7), line("municipality", 1), line("department", None)], True, "mindst 12,5\u00a0%"),
        ([line("lbf", 2), line("municipality", 1)], False, "mindst 33,33\u00a0%"),
        ([line("lbf", 1), line("municipality", 2)], False, "mindst 66,66\u00a0%"),
    ],
)  # fmt: skip
def test_the_share_is_told_as_exactly_as_it_is_known(
    lines: list[ContributionLine], is_complete: bool, text: str
) -> None:
    assert share_text(local_share(lines, is_complete=is_complete)) == text


def test_the_share_that_is_a_hair_below_the_demand_does_not_meet_it() -> None:
    share = local_share([line("lbf", 7_500_001), line("municipality", 2_500_000)], is_complete=True)
    assert share is not None
    assert (share.percent, share.meets(Decimal(25))) == (Decimal("25.00"), False)


@pytest.mark.parametrize(
    ("periods", "covered"),
    [
        ([(1, 12)], True), ([(1, 6), (7, 12)], True), ([(7, 12), (1, 6)], True), ([(1, 7), (5, 12)], True),
        ([(1, 6)], False), ([(7, 12)], False), ([(1, 5), (7, 12)], False), ([], False),
    ],
)  # fmt: skip
def test_whether_periods_cover_all_days(periods: list[tuple[int, int]], covered: bool) -> None:
    days = [(date(2021, first, 1), date(2021, last, calendar.monthrange(2021, last)[1])) for first, last in periods]
    assert sums.covers(days, date(2021, 1, 1), date(2021, 12, 31)) is covered


def test_periods_that_need_not_be_all_are_a_lower_bound() -> None:
    assert sums.amount_in_all(None, [5], is_open=True) == Total(5, 1, 0, is_open=True)
    assert sums.amount_in_all(9, [5], is_open=True) == Total(9, 1, 0)
