"""A plan's financing as facts: worked out without a query, the unknown shown as unknown, shares summing to 100,0 %."""

from datetime import date
from decimal import Decimal
from itertools import count
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.financing.calculations.sums import Total
from budgets.financing.enums import ContributionKind, FinancingSight, Funder, SourceKind
from budgets.financing.presenters.facts import COLOURS, FinancingTerms
from budgets.financing.presenters.financing import financing_facts
from budgets.financing.presenters.words import payer, total_text
from budgets.models import Contribution, ContributionPeriod, FinancingSource
from plans.models import Plan
from tests import factories
from tests.budgets import economy
from tests.people import Cast

_numbers = count(1000)


def _source(kind: str, *contributions: Contribution, name: str = "", department: int | None = None) -> FinancingSource:
    """An unsaved source with its contributions, as a queryset would have fetched them."""
    source = FinancingSource(pk=next(_numbers), kind=kind, label=name or kind, department_id=department)
    source._prefetched_objects_cache = {"contributions": contributions}  # type: ignore[attr-defined]
    return source


def _pays(
    amount: int | None, *periods: tuple[Any, Any, int | None], kind: str = "cash", pk: int = 0, beside: bool = False
) -> Contribution:
    row = Contribution(pk=pk or next(_numbers), kind=kind, amount_oere=amount, is_beside_plan=beside)
    listed = [ContributionPeriod(starts_on=first, ends_on=last, amount_oere=oere) for first, last, oere in periods]
    row._prefetched_objects_cache = {"periods": listed}  # type: ignore[attr-defined]
    return row


def _terms(least: int | None = 250, *, is_complete: bool = True) -> FinancingTerms:
    return FinancingTerms(least, is_complete, date(2021, 3, 1), date(2025, 2, 28))


def _facts(
    *sources: FinancingSource,
    sight: FinancingSight = FinancingSight.ALL,
    least: int | None = 250,
    is_complete: bool = True,
    **more: Any,
) -> Any:
    return financing_facts(sources, terms=_terms(least, is_complete=is_complete), sight=sight, **more)


def _year(number: int, oere: int | None) -> tuple[date, date, int | None]:
    return date(number, 1, 1), date(number, 12, 31), oere


# --- without a query ----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("sight", FinancingSight)
def test_the_facts_are_made_without_a_query(cast: Cast, sight: FinancingSight, django_assert_num_queries: Any) -> None:
    economy.furnish(cast)
    sources = list(FinancingSource.objects.filter(plan=cast.plan).with_contributions())
    stated = list(cast.plan.stated_amounts.select_related("contribution__source"))
    with django_assert_num_queries(0):
        facts = financing_facts(sources, stated, terms=_terms(), sight=sight, own=frozenset({cast.housing.pk}))
        text = str((facts, facts.total_text, facts.rows_total_text, facts.beside_text, facts.local_text))
    assert "AKB Eksempel" in text or sight in (FinancingSight.TOTALS, FinancingSight.NOTHING)


@pytest.mark.django_db
def test_the_facts_come_from_a_fixed_number_of_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    economy.furnish(cast)
    with django_assert_num_queries(3):
        list(FinancingSource.objects.filter(plan=cast.plan).with_contributions())


# --- unknown and none ---------------------------------------------------------------------------------------


def test_nothing_known_is_empty() -> None:
    facts = _facts(is_complete=False)
    assert facts.is_empty
    assert (facts.rows, facts.funders, facts.totals) == ((), (), ())
    assert facts.total_text == "ikke oplyst"
    assert facts.verdict == "finansieringen er ikke fuldt oplyst"
    assert facts.meets is None


def test_what_is_only_beside_the_plan_leaves_its_own_financing_empty() -> None:
    facts = _facts(_source("municipality", _pays(100, beside=True)))
    assert facts.is_empty
    assert facts.beside_text == "1\u00a0kr."
    assert facts.rows == ()


def test_an_unknown_amount_is_never_a_zero() -> None:
    facts = _facts(_source("lbf", _pays(None)), _source("municipality", _pays(500_00)))
    assert facts.total.exact is None
    assert facts.total_text == "mindst 500\u00a0kr. (1 beløb er ikke oplyst)"
    assert [funder.amount for funder in facts.funders] == ["ikke oplyst", "500\u00a0kr."]
    assert [funder.share for funder in facts.funders] == ["", ""]
    assert [row.share for row in facts.rows] == ["", ""]
    assert facts.share.text == "ikke oplyst"
    assert not facts.has_shares


def test_zero_is_an_amount() -> None:
    facts = _facts(_source("lbf", _pays(0)), _source("municipality", _pays(500_00)))
    assert facts.total_text == "500\u00a0kr."
    assert [funder.amount for funder in facts.funders] == ["0\u00a0kr.", "500\u00a0kr."]
    assert [funder.share for funder in facts.funders] == ["0,0\u00a0%", "100,0\u00a0%"]


@pytest.mark.parametrize(
    ("total", "text"),
    [
        (Total(), "ikke oplyst"),
        (Total(0, 2, 2), "ikke oplyst"),
        (Total(0, 1, 0), "0\u00a0kr."),
        (Total(100, 2, 1), "mindst 1\u00a0kr. (1 beløb er ikke oplyst)"),
        (Total(100, 3, 2), "mindst 1\u00a0kr. (2 beløb er ikke oplyst)"),
        (Total(12345, 1, 0), "123,45\u00a0kr."),
        (Total(100, 1, 0, is_open=True), "mindst 1\u00a0kr."),
        (Total(0, 0, 0, is_open=True), "ikke oplyst"),
    ],
)
def test_a_total_in_words(total: Total, text: str) -> None:
    assert total_text(total) == text


def test_a_year_without_a_contribution_is_a_dash_and_an_unknown_one_is_not() -> None:
    known = _pays(None, _year(2021, 600_00), pk=1)
    unknown = _pays(None, _year(2022, None), pk=2)
    none_known = _pays(900_00, _year(2021, 100_00), pk=3)
    facts = _facts(_source("lbf", known, unknown, none_known))
    texts = [[year.text for year in row.years] for row in facts.rows]
    assert texts == [["600", "–"], ["ikke oplyst", "ikke oplyst"], ["100", "ikke oplyst"]]
    assert [total.text for total in facts.totals] == ["ikke oplyst", "ikke oplyst"]


def test_column_totals_leave_out_what_is_known_to_be_none() -> None:
    one = _pays(None, _year(2021, 600_00), _year(2022, 600_00), pk=1)
    other = _pays(None, _year(2021, 100_00), pk=2)
    facts = _facts(_source("lbf", one), _source("municipality", other))
    assert [(total.label, total.text) for total in facts.totals] == [("2021", "700"), ("2022", "600")]
    assert facts.total.exact == 1300_00


# --- shares ---------------------------------------------------------------------------------------------------


def test_the_verdict_against_what_the_round_demands() -> None:
    enough = _facts(_source("lbf", _pays(75)), _source("municipality", _pays(25)))
    assert (enough.meets, enough.verdict) == (True, "kravet er mindst 25\u00a0%")
    little = _facts(_source("lbf", _pays(76)), _source("municipality", _pays(24)))
    assert (little.meets, little.verdict) == (False, "under kravet på mindst 25\u00a0%")
    unknown = _facts(_source("lbf", _pays(75)), _source("municipality", _pays(25)), least=None)
    assert unknown.meets is None


def test_a_demand_with_a_decimal_and_a_round_one() -> None:
    lines = _source("lbf", _pays(50)), _source("municipality", _pays(50))
    assert _facts(*lines, least=275).verdict == "kravet er mindst 27,5\u00a0%"
    assert _facts(*lines, least=300).verdict == "kravet er mindst 30\u00a0%"


def test_a_share_just_below_the_demand_does_not_meet_it_by_rounding() -> None:
    facts = _facts(_source("lbf", _pays(7501)), _source("municipality", _pays(2499)))
    assert facts.share.percent == Decimal("24.99")
    assert facts.meets is False


def test_the_share_without_hours_is_reported_only_where_there_are_hours() -> None:
    assert len(_facts(_source("lbf", _pays(75)), _source("municipality", _pays(25))).shares) == 1
    hours = _source("municipality", _pays(25), _pays(10, kind="hours"))
    assert len(_facts(_source("lbf", _pays(75)), hours).shares) == 2
    beside = _source("municipality", _pays(25), _pays(10, kind="hours", beside=True))
    assert len(_facts(_source("lbf", _pays(75)), beside).shares) == 1


AMOUNTS = st.integers(min_value=0, max_value=10**12)
PAYERS = st.lists(st.tuples(st.sampled_from(SourceKind), st.sampled_from(ContributionKind), AMOUNTS), max_size=12)


@settings(max_examples=60)
@given(PAYERS, st.randoms(use_true_random=False))
def test_shares_sum_to_a_hundred_however_the_rows_are_entered(payers: list[Any], chance: Random) -> None:
    sources = [
        _source(str(kind), _pays(amount, kind=str(paid), pk=number), name=f"Kilde {number}")
        for number, (kind, paid, amount) in enumerate(payers)
    ]
    facts = _facts(*sources)
    whole = 1000 if any(amount for _kind, _paid, amount in payers) else 0
    assert sum(funder.tenths or 0 for funder in facts.funders) == whole
    assert sum(row.tenths or 0 for row in facts.rows) == whole
    chance.shuffle(sources)
    mixed = _facts(*sources)
    assert mixed.funders == facts.funders
    assert mixed.total == facts.total
    assert {row.payer: row.total for row in mixed.rows} == {row.payer: row.total for row in facts.rows}


@settings(max_examples=60)
@given(PAYERS)
def test_the_bar_is_drawn_without_gaps_or_overlaps(payers: list[Any]) -> None:
    facts = _facts(*[_source(str(kind), _pays(amount, kind=str(paid))) for kind, paid, amount in payers])
    end = 0
    for group in facts.funders:
        assert group.offset == end
        assert 0 <= group.drawn <= (group.tenths or 0)
        end += group.tenths or 0


def test_every_group_has_a_colour_of_its_own() -> None:
    assert set(COLOURS) == set(Funder)
    assert len(set(COLOURS.values())) == len(Funder)


# --- names and periods -------------------------------------------------------------------------------------------


def test_who_pays_is_named_as_printed_or_by_their_own_name() -> None:
    one = SimpleNamespace(name="AB Nord")
    assert payer(SimpleNamespace(label="AB's fond", department=None, organisation=one)) == "AB's fond"
    assert payer(SimpleNamespace(label="", department=one, organisation=None)) == "AB Nord"
    assert payer(SimpleNamespace(label="", department=None, organisation=one)) == "AB Nord"


@pytest.mark.django_db
def test_stated_amounts_with_their_qualifier_and_whom_they_are_about(cast: Cast) -> None:
    from budgets.models import StatedAmount

    row = factories.contribution(factories.source(cast.plan, "lbf", label="LBF"), 100)
    stated = [
        StatedAmount(plan=cast.plan, subject="total", as_printed="8 mio.", place="s. 1", qualifier="over"),
        StatedAmount(plan=cast.plan, subject="per_year", as_printed="93.45", place="s. 2", contribution=row),
    ]
    facts = _facts(stated=stated)
    assert [(item.subject, item.as_printed) for item in facts.stated] == [
        ("hele finansieringen", "over 8 mio."),
        ("ét bidrag pr. år: LBF", "93.45"),
    ]
    assert _facts(stated=stated, sight=FinancingSight.OWN).stated == ()


def test_a_plan_without_a_grant_tells_neither_of_a_grant_nor_of_a_local_share(db: None, cast_once: Cast) -> None:
    cast = cast_once
    factories.contribution(factories.source(cast.plan, "housing"))
    address = reverse("budgets:overview", args=[cast.plan.slug])
    assert "Lokal medfinansiering, andel" in cast.client("leader").get(address).content.decode()
    cast.plan.round, cast.plan.is_own = None, True
    factories.saved(cast.plan, cast.plan)
    text = cast.client("leader").get(address).content.decode()
    assert "Lokal medfinansiering, andel" not in text
    assert '<p class="abc-card__label">Landsbyggefonden</p>' not in text


@pytest.mark.parametrize("name", ["reporting:status", "budgets:overview"])
def test_without_any_amount_the_payers_are_named_and_no_bar_is_drawn(db: None, cast_once: Cast, name: str) -> None:
    cast = cast_once
    address = reverse(name, args=[cast.plan.slug])
    contribution = factories.contribution(factories.source(cast.plan, label="Landsbyggefonden"))
    factories.contribution(factories.source(cast.plan, "municipality", label="Kommunen"))
    text = cast.client("leader").get(address).content.decode()
    assert "Finansieringskilder: Landsbyggefonden og " in text
    assert "Beløb er ikke oplyst." in text
    assert 'class="abc-bar"' not in text
    contribution.amount_oere = 100_00
    factories.saved(contribution, cast.plan)
    assert 'class="abc-bar"' not in cast.client("leader").get(address).content.decode()
    Contribution.objects.filter(source__plan=cast.plan, amount_oere=None).update(amount_oere=100_00)
    Plan.objects.filter(pk=cast.plan.pk).update(is_financing_complete=True)
    assert 'class="abc-bar"' in cast.client("leader").get(address).content.decode()


def test_an_unfinished_financing_tells_what_is_known_and_no_share_of_it() -> None:
    facts = _facts(_source("lbf", _pays(25_000_000_00)), is_complete=False)
    assert facts.total_text == "mindst 25.000.000\u00a0kr."
    assert (facts.local_text, facts.share.text, facts.meets) == ("ikke oplyst", "ikke oplyst", None)
    assert facts.verdict == "finansieringen er ikke fuldt oplyst"
    assert [funder.share for funder in facts.funders] == [""]
    assert not facts.has_shares


def test_enough_is_enough_though_more_may_come() -> None:
    facts = _facts(_source("lbf", _pays(75)), _source("municipality", _pays(25)), is_complete=False)
    assert (facts.share.text, facts.meets) == ("mindst 25\u00a0%", True)


def test_one_year_of_a_grant_is_not_the_grant() -> None:
    year = _pays(None, _year(2021, 500))
    facts = _facts(_source("lbf", year), _source("municipality", _pays(300)), is_complete=False)
    assert facts.grant_text == "mindst 5\u00a0kr."
    assert facts.share.text == "ikke oplyst"


def test_a_gift_in_kind_says_whether_it_counts() -> None:
    gift = _pays(100, kind="in_kind")
    local = _source("housing", _pays(100))
    assert _facts(local, _source("other", gift)).rows[1].about == "ikke oplyst, om det tæller med i den lokale andel"
    gift.counts_as_local = False
    facts = _facts(_source("lbf", _pays(200)), local, _source("other", gift))
    assert facts.rows[2].about == "tæller ikke med i den lokale andel"
    assert (facts.total_text, facts.local_text, facts.share.text) == ("4\u00a0kr.", "1\u00a0kr.", "33,33\u00a0%")
    totals = _facts(_source("lbf", _pays(200)), local, _source("other", gift), sight=FinancingSight.TOTALS)
    assert [funder.amount for funder in totals.funders] == ["2\u00a0kr.", "1\u00a0kr.", "1\u00a0kr."]
