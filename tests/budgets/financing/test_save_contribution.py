"""Saving a contribution with its years: all or nothing, by who may, guarded, and told as one act."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from abc_portal.audit.acts import LostUpdate
from abc_portal.audit.models import Act
from abc_portal.core.access import Refused
from budgets.financing.actions import PeriodAmount, save_contribution
from budgets.models import Contribution
from plans.shared.actions import delete_row
from tests import factories, state
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast: Cast) -> Contribution:
    """A contribution of 400 kroner with two years of 200."""
    made = factories.contribution(factories.source(cast.plan, label="LBF"), 400_00)
    factories.contribution_period(made, 2021, 200_00)
    factories.contribution_period(made, 2022, 200_00)
    return made


def _year(number: int, oere: int | None) -> PeriodAmount:
    return PeriodAmount(date(number, 1, 1), date(number, 12, 31), oere)


def _stands(row: Contribution) -> tuple[int | None, list[tuple[int, int | None]]]:
    fresh = Contribution.objects.get(pk=row.pk)
    return fresh.amount_oere, [(each.starts_on.year, each.amount_oere) for each in fresh.periods.all()]


def _save(cast: Cast, row: Contribution, *periods: PeriodAmount, person: str = "leader", **more: Any) -> bool:
    return save_contribution(contribution=row, periods=list(periods), by=getattr(cast, person), **more)


def test_a_new_contribution_is_saved_with_its_years(cast: Cast) -> None:
    source = factories.source(cast.plan, label="LBF")
    row = Contribution(source=source, amount_oere=300_00)
    assert _save(cast, row, _year(2021, 100_00), _year(2022, None)) is True
    assert _stands(row) == (300_00, [(2021, 100_00), (2022, None)])


def test_amount_and_years_are_changed_added_and_taken_away(cast: Cast, row: Contribution) -> None:
    row.amount_oere = 500_00
    assert _save(cast, row, _year(2022, 250_00), _year(2023, 250_00)) is True
    assert _stands(row) == (500_00, [(2022, 250_00), (2023, 250_00)])


def test_a_year_that_stays_keeps_its_history(cast: Cast, row: Contribution) -> None:
    kept = row.periods.get(starts_on=date(2022, 1, 1))
    _save(cast, row, _year(2022, 250_00))
    assert row.periods.get(starts_on=date(2022, 1, 1)).pk == kept.pk
    assert [each.amount_oere for each in kept.history.order_by("history_id")] == [200_00, 250_00]


def test_unknown_is_stored_as_unknown_and_zero_as_zero(cast: Cast, row: Contribution) -> None:
    row.amount_oere = None
    _save(cast, row, _year(2021, None), _year(2022, 0))
    assert _stands(row) == (None, [(2021, None), (2022, 0)])


def test_everything_stands_in_one_act_with_its_author_and_reason(cast: Cast, row: Contribution) -> None:
    row.note = "Rettet"
    _save(cast, row, _year(2021, 150_00), _year(2023, 250_00), reason="Nyt brev fra fonden")
    act = Act.objects.first()
    assert (act.by, act.reason, act.scope) == (cast.leader, "Nyt brev fra fonden", f"plan:{cast.plan.pk}")
    assert sorted((each.model, each.change) for each in act.touched.all()) == [
        ("budgets.contribution", "~"),
        ("budgets.contributionperiod", "+"),
        ("budgets.contributionperiod", "-"),
        ("budgets.contributionperiod", "~"),
    ]
    latest = row.history.first()
    assert (latest.history_act, latest.history_user_id) == (act, cast.leader.pk)


def test_saving_what_stands_already_leaves_no_trace(cast: Cast, row: Contribution) -> None:
    before = state.snapshot()
    assert _save(cast, row, _year(2022, 200_00), _year(2021, 200_00)) is False
    assert state.changed(before, state.snapshot()) == []


def test_a_change_of_the_years_alone_moves_the_whole_on(cast: Cast, row: Contribution) -> None:
    seen = row.version
    _save(cast, row, _year(2021, 200_00), _year(2022, 199_00))
    assert Contribution.objects.get(pk=row.pk).version == seen + 1


def test_the_second_writer_is_stopped_also_when_only_the_years_differ(cast: Cast, row: Contribution) -> None:
    opened = Contribution.objects.get(pk=row.pk)
    _save(cast, row, _year(2021, 111_00), _year(2022, 200_00))
    before = state.snapshot()
    with pytest.raises(LostUpdate):
        _save(cast, opened, _year(2021, 222_00), _year(2022, 200_00), made_from=opened.version)
    assert state.changed(before, state.snapshot()) == []


def test_the_second_writer_is_stopped_also_without_a_change_of_their_own(cast: Cast, row: Contribution) -> None:
    opened = Contribution.objects.get(pk=row.pk)
    row.amount_oere = 1
    _save(cast, row, _year(2021, 200_00), _year(2022, 200_00))
    with pytest.raises(LostUpdate):
        _save(cast, opened, _year(2021, 200_00), _year(2022, 200_00), made_from=opened.version)


def test_a_deleted_contribution_cannot_be_saved(cast: Cast, row: Contribution) -> None:
    opened = Contribution.objects.get(pk=row.pk)
    delete_row(row=row, by=cast.leader)
    with pytest.raises(LostUpdate):
        _save(cast, opened, _year(2021, 5), made_from=opened.version)


def test_a_bad_year_undoes_everything(cast: Cast, row: Contribution) -> None:
    row.amount_oere = 999_00
    before = state.snapshot()
    wrong = PeriodAmount(date(2023, 12, 31), date(2023, 1, 1), 5)
    with pytest.raises(ValidationError):
        _save(cast, row, _year(2021, 200_00), wrong)
    assert state.changed(before, state.snapshot()) == []
    negative = _year(2024, -1)
    with pytest.raises(ValidationError):
        _save(cast, Contribution.objects.get(pk=row.pk), negative)
    assert state.changed(before, state.snapshot()) == []


@pytest.mark.parametrize("person", ["board", "group", "department", "auditor", "observer", "outsider", "other_leader"])
def test_who_may_not_is_told_why_and_nothing_is_saved(cast: Cast, row: Contribution, person: str) -> None:
    row.amount_oere = 1
    before = state.snapshot()
    with pytest.raises(Refused, match="finansiering"):
        _save(cast, row, _year(2021, 1), person=person)
    assert state.changed(before, state.snapshot()) == []


@pytest.mark.parametrize("person", ["leader", "staff", "admin"])
def test_who_may(cast: Cast, row: Contribution, person: str) -> None:
    assert _save(cast, row, _year(2021, 7), person=person) is True
