"""Saving a contribution with its years: all or nothing, by who may, guarded, and told as one change set."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from budgets.models import Contribution, ContributionPeriod
from plans.shared.actions import delete_row, save_whole
from tests import factories, state
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast: Cast) -> Contribution:
    """A contribution of 400 kroner with two years of 200."""
    made = factories.contribution(factories.source(cast.plan, label="LBF"), 400_00)
    factories.contribution_period(made, 2021, 200_00)
    factories.contribution_period(made, 2022, 200_00)
    return made


def _year(number: int, oere: int | None, of: Contribution) -> ContributionPeriod:
    """The contribution's amount for a year, as it is to be: the one that stands, or a new one."""
    first, last = date(number, 1, 1), date(number, 12, 31)
    row = of.periods.filter(starts_on=first).first() if of.pk else None
    row = row or ContributionPeriod(contribution=of, starts_on=first, ends_on=last)
    row.amount_oere = oere
    return row


def _is_stored(row: Contribution) -> tuple[int | None, list[tuple[int, int | None]]]:
    fresh = Contribution.objects.get(pk=row.pk)
    return fresh.amount_oere, [(period.starts_on.year, period.amount_oere) for period in fresh.periods.all()]


def _save(cast: Cast, row: Contribution, *to_save: ContributionPeriod, person: str = "leader", **more: Any) -> bool:
    return save_whole(row=row, to_save=list(to_save), by=getattr(cast, person), **{"to_delete": [], **more})


def test_a_new_contribution_is_saved_with_its_years(cast: Cast) -> None:
    source = factories.source(cast.plan, label="LBF")
    row = Contribution(source=source, amount_oere=300_00)
    assert _save(cast, row, _year(2021, 100_00, row), _year(2022, None, row)) is True
    assert _is_stored(row) == (300_00, [(2021, 100_00), (2022, None)])


def test_amount_and_years_are_changed_added_and_taken_away(cast: Cast, row: Contribution) -> None:
    row.amount_oere = 500_00
    to_save, to_delete = [_year(2022, 250_00, row), _year(2023, 250_00, row)], [_year(2021, 200_00, row)]
    assert _save(cast, row, *to_save, to_delete=to_delete) is True
    assert _is_stored(row) == (500_00, [(2022, 250_00), (2023, 250_00)])


def test_unknown_is_stored_as_unknown_and_zero_as_zero(cast: Cast, row: Contribution) -> None:
    row.amount_oere = None
    _save(cast, row, _year(2021, None, row), _year(2022, 0, row))
    assert _is_stored(row) == (None, [(2021, None), (2022, 0)])


def test_everything_is_in_one_change_set_with_its_author_and_reason(cast: Cast, row: Contribution) -> None:
    row.note = "Rettet"
    to_save, to_delete = [_year(2021, 150_00, row), _year(2023, 250_00, row)], [_year(2022, 200_00, row)]
    _save(cast, row, *to_save, to_delete=to_delete, reason="Nyt brev fra fonden")
    change_set = ChangeSet.objects.first()
    assert (change_set.by, change_set.reason, change_set.scope) == (
        cast.leader,
        "Nyt brev fra fonden",
        f"plan:{cast.plan.pk}",
    )
    assert sorted((item.model, item.change) for item in change_set.touched.all()) == [
        ("budgets.contribution", "~"),
        ("budgets.contributionperiod", "+"),
        ("budgets.contributionperiod", "-"),
        ("budgets.contributionperiod", "~"),
    ]
    latest = row.history.first()
    assert (latest.history_change_set, latest.history_user_id) == (change_set, cast.leader.pk)


def test_saving_what_is_stored_already_leaves_no_trace(cast: Cast, row: Contribution) -> None:
    client, address = cast.client("leader"), reverse("budgets:contribution_edit", args=[cast.plan.slug, row.pk])
    data = posted(client.get(address))
    before = state.snapshot()
    assert client.post(address, data).status_code == 302
    assert state.changed(before, state.snapshot()) == []


def test_a_change_of_the_years_alone_moves_the_whole_on(cast: Cast, row: Contribution) -> None:
    seen = row.version
    _save(cast, row, _year(2022, 199_00, row))
    assert Contribution.objects.get(pk=row.pk).version == seen + 1


def test_the_second_writer_is_stopped_also_when_only_the_years_differ(cast: Cast, row: Contribution) -> None:
    opened = Contribution.objects.get(pk=row.pk)
    _save(cast, row, _year(2021, 111_00, row))
    before = state.snapshot()
    with pytest.raises(LostUpdate):
        _save(cast, opened, _year(2021, 222_00, opened), made_from=opened.version)
    assert state.changed(before, state.snapshot()) == []


def test_the_second_writer_is_stopped_also_without_a_change_of_their_own(cast: Cast, row: Contribution) -> None:
    opened = Contribution.objects.get(pk=row.pk)
    row.amount_oere = 1
    _save(cast, row)
    with pytest.raises(LostUpdate):
        _save(cast, opened, made_from=opened.version)


def test_a_deleted_contribution_cannot_be_saved(cast: Cast, row: Contribution) -> None:
    opened = Contribution.objects.get(pk=row.pk)
    delete_row(row=row, by=cast.leader)
    with pytest.raises(LostUpdate):
        _save(cast, opened, _year(2021, 5, opened), made_from=opened.version)


def test_a_bad_year_undoes_everything(cast: Cast, row: Contribution) -> None:
    row.amount_oere = 999_00
    before = state.snapshot()
    wrong = ContributionPeriod(contribution=row, starts_on=date(2023, 12, 31), ends_on=date(2023, 1, 1), amount_oere=5)
    with pytest.raises(ValidationError):
        _save(cast, row, wrong)
    assert state.changed(before, state.snapshot()) == []
    again = Contribution.objects.get(pk=row.pk)
    with pytest.raises(ValidationError):
        _save(cast, again, _year(2024, -1, again))
    assert state.changed(before, state.snapshot()) == []


@pytest.mark.parametrize("person", ["board", "group", "department", "auditor", "observer", "outsider", "other_leader"])
def test_who_may_not_is_refused_with_the_reason_and_nothing_is_saved(
    cast: Cast, row: Contribution, person: str
) -> None:
    row.amount_oere = 1
    before = state.snapshot()
    with pytest.raises(Refused, match="finansiering"):
        _save(cast, row, _year(2021, 1, row), person=person)
    assert state.changed(before, state.snapshot()) == []


@pytest.mark.parametrize("person", ["leader", "staff", "admin"])
def test_who_may(cast: Cast, row: Contribution, person: str) -> None:
    assert _save(cast, row, _year(2021, 7, row), person=person) is True
