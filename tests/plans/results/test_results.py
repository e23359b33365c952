"""Writing results: cell by cell as the grid does, the guard, closed quarters everywhere, and nothing half done."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from plans.models import ClosedPeriod, Criterion, Result
from plans.results import actions
from plans.results.actions import RequestedResult, ResultOutcomeKind, save_results
from plans.results.presenters.reporting_periods import period_by_key, periods_of
from plans.shared.actions import delete_row, save_row, scope_of
from tests import factories, progress, state
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    return cast_once


def fresh(criterion: Criterion) -> Criterion:
    """The criterion as a page fetches it."""
    return Criterion.objects.with_place().with_results().get(pk=criterion.pk)


def cell(criterion: Criterion, number: int, typed: str, **fields: Any) -> RequestedResult:
    """What is wanted in the criterion's stretch with that number, from 1."""
    return RequestedResult(criterion, periods_of(criterion.plan, criterion.rhythm)[number - 1], typed, **fields)


def save(cast: Cast, *changes: RequestedResult, **fields: Any) -> list[actions.ResultOutcome]:
    return save_results(plan=cast.plan, changes=changes, by=fields.pop("by", cast.leader), **fields)


def test_cells_are_saved_as_one_change_set_each_taken_or_refused_by_itself(cast: Cast) -> None:
    criterion = fresh(progress.criterion(factories.activity(cast.sub)))
    change_sets_before = ChangeSet.objects.count()
    found = save(cast, cell(criterion, 1, "12"), cell(criterion, 2, "mange"), cell(criterion, 3, "ca. 7"))
    assert [item.kind for item in found] == [ResultOutcomeKind.NEW, ResultOutcomeKind.REFUSED, ResultOutcomeKind.NEW]
    assert found[1].message.startswith("»mange« kan ikke læses som et tal")
    assert [(item.text, item.version) for item in found] == [("12", 1), ("", 0), ("ca. 7", 1)]
    rows = criterion.results.order_by("ends_on")
    assert [(row.value, row.is_approximate, row.grain) for row in Result.objects.filter(criterion=criterion)] == [
        (12, False, "quarter"), (7, True, "quarter"),
    ]  # fmt: skip
    assert {row.reported_on for row in rows} == {timezone.localdate()}
    assert ChangeSet.objects.count() == change_sets_before + 1
    assert ChangeSet.objects.first().scope == scope_of(cast.plan)


def test_what_would_change_nothing_leaves_no_trace(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    progress.quarter(criterion, 1, 12)
    before = state.snapshot()
    found = save(cast, cell(fresh(criterion), 1, " 12 "), cell(fresh(criterion), 2, ""), cell(fresh(criterion), 3, "x"))
    assert [item.kind for item in found] == [
        ResultOutcomeKind.UNCHANGED,
        ResultOutcomeKind.UNCHANGED,
        ResultOutcomeKind.REFUSED,
    ]
    assert state.changed(before, state.snapshot()) == []


def test_an_emptied_cell_deletes_its_result_and_another_figure_keeps_source_and_note(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    before = progress.quarter(criterion, 1, 12, source="Lister", note="Talt ved døren")
    progress.quarter(criterion, 2, 3)
    found = save(cast, cell(fresh(criterion), 1, "14", made_from=1), cell(fresh(criterion), 2, "", made_from=1))
    assert [item.kind for item in found] == [ResultOutcomeKind.CHANGED, ResultOutcomeKind.DELETED]
    row = Result.objects.get(criterion=criterion)
    assert (row.pk, row.value, row.source, row.note, row.version) == (before.pk, 14, "Lister", "Talt ved døren", 2)


def test_the_second_writer_sees_the_others_value_and_may_then_replace_it(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    progress.quarter(criterion, 1, 12)
    [lost] = save(cast, cell(fresh(criterion), 1, "14", made_from=0))
    assert (lost.kind, lost.text, lost.version) == (ResultOutcomeKind.LOST, "12", 1)
    assert "»12«" in lost.message
    [saved] = save(cast, cell(fresh(criterion), 1, "14", made_from=lost.version))
    assert saved.kind == ResultOutcomeKind.CHANGED
    [gone] = save(cast, cell(fresh(criterion), 2, "5", made_from=3))
    assert gone.kind == ResultOutcomeKind.LOST
    assert "slettet" in gone.message


def test_a_trial_keeps_nothing_and_tells_the_same(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    before = state.snapshot()
    found = save(cast, cell(fresh(criterion), 1, "12"), cell(fresh(criterion), 2, "-"), dry_run=True)
    assert [item.kind for item in found] == [ResultOutcomeKind.NEW, ResultOutcomeKind.REFUSED]
    found = save(cast, cell(fresh(criterion), 1, "12"), cell(fresh(criterion), 2, "-"), all_or_nothing=True)
    assert [item.kind for item in found] == [ResultOutcomeKind.NEW, ResultOutcomeKind.REFUSED]
    assert state.changed(before, state.snapshot()) == []


@pytest.mark.parametrize("person", ["board", "group", "department", "auditor", "observer", "outsider"])
def test_who_does_not_edit_writes_no_result(cast: Cast, person: str) -> None:
    criterion = fresh(progress.criterion(factories.activity(cast.sub)))
    with pytest.raises(Refused):
        save(cast, cell(criterion, 1, "12"), by=getattr(cast, person))
    with pytest.raises(Refused):
        actions.close_period(row=ClosedPeriod(plan=cast.plan, reason="Fordi"), by=getattr(cast, person))
    assert not Result.objects.filter(criterion=criterion).exists()


def test_added_figures_are_not_counted_twice(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    first, _last = progress.days_of(cast.plan, 1)
    _first, last = progress.days_of(cast.plan, 2)
    progress.result(criterion, 20, first, last=last, grain="half_year")
    [found] = save(cast, cell(fresh(criterion), 1, "12"))
    assert found.kind == ResultOutcomeKind.REFUSED
    assert "talt i forvejen" in found.message or "to gange" in found.message


def test_a_reporting_period_that_the_plan_no_longer_has_is_reported(cast: Cast) -> None:
    criterion = fresh(progress.criterion(factories.activity(cast.sub)))
    [found] = save(cast, RequestedResult(criterion, period_by_key(cast.plan, "quarter", "1999-01-01"), "12"))
    assert found.kind == ResultOutcomeKind.REFUSED
    assert found.message


# --- closed quarters ------------------------------------------------------------------------------------


def test_nothing_of_a_closed_quarter_is_added_changed_or_deleted_whoever_writes(cast: Cast) -> None:
    activity = factories.activity(cast.sub)
    criterion = progress.criterion(activity)
    row = progress.quarter(criterion, 1, 12)
    other = progress.criterion(activity)
    progress.closed_quarter(cast.plan, 1, reason="Sendt til bestyrelsen")
    before = state.snapshot()
    found = save(cast, cell(fresh(criterion), 1, "13"), cell(fresh(criterion), 1, ""), cell(fresh(other), 1, "1"))
    assert {item.kind for item in found} == {ResultOutcomeKind.REFUSED}
    assert all("Sendt til bestyrelsen" in item.message and "ekretariatslederen" in item.message for item in found)
    for delete in (row, criterion, activity):
        with pytest.raises(ValidationError, match="Sendt til bestyrelsen"):
            delete_row(row=type(delete).objects.get(pk=delete.pk), by=cast.leader)
    again = Result.objects.get(pk=row.pk)
    again.note = "Bagefter"
    with pytest.raises(ValidationError):
        save_row(row=again, by=cast.leader)
    with pytest.raises(ValidationError):  # and nobody writes around the forms
        change_sets.save(again, change_set=change_sets.begin(by=None, program="tests"))
    with pytest.raises(ValidationError):
        change_sets.delete(Result.objects.get(pk=row.pk), change_set=change_sets.begin(by=None, program="tests"))
    assert [item for item in state.changed(before, state.snapshot()) if "audit" not in str(item)] == []


def test_a_result_is_not_moved_out_of_a_closed_quarter(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    row = progress.quarter(criterion, 1, 12)
    progress.closed_quarter(cast.plan, 1)
    row = Result.objects.get(pk=row.pk)
    row.starts_on, row.ends_on = progress.days_of(cast.plan, 2)
    with pytest.raises(ValidationError):
        row.full_clean()


def test_staff_close_and_the_leader_alone_opens_with_a_reason(cast: Cast) -> None:
    first, last = progress.days_of(cast.plan, 3)
    row = ClosedPeriod(plan=cast.plan, starts_on=first, ends_on=last, reason="Indberettet")
    actions.close_period(row=row, by=cast.staff)
    assert (row.closed_by, row.closed_on) == (str(cast.staff), timezone.localdate())
    assert ChangeSet.objects.first().reason == "Indberettet"
    with pytest.raises(Refused):
        delete_row(row=row, by=cast.staff, reason="Fejl i tallene")
    with pytest.raises(ValidationError, match="hvorfor"):
        delete_row(row=row, by=cast.leader)
    delete_row(row=row, by=cast.leader, reason="Fejl i tallene")
    assert not ClosedPeriod.objects.filter(pk=row.pk).exists()
    criterion = fresh(progress.criterion(factories.activity(cast.sub)))
    assert save(cast, cell(criterion, 3, "4"))[0].kind == ResultOutcomeKind.NEW


def test_a_quarter_is_closed_once(cast: Cast) -> None:
    progress.closed_quarter(cast.plan, 4)
    first, last = progress.days_of(cast.plan, 4)
    with pytest.raises(ValidationError):
        actions.close_period(
            row=ClosedPeriod(plan=cast.plan, starts_on=first, ends_on=last, reason="Igen"), by=cast.staff
        )


def test_the_whole_plan_may_go_with_its_closed_quarters(cast: Cast) -> None:
    plan = factories.plan()
    criterion = progress.criterion(factories.activity(factories.sub_agreement(plan)))
    progress.quarter(criterion, 1, 12)
    progress.closed_quarter(plan, 1)
    assert change_sets.deletion_preview(plan).refused == ""
    assert "lukket" in change_sets.deletion_preview(criterion).refused


# --- copying into the next year --------------------------------------------------------------------------


def test_a_years_criteria_are_copied_once_into_the_next_without_their_results(cast: Cast) -> None:
    years = periods_of(cast.plan, "year")
    own = {"starts_on": years[0].first, "ends_on": years[0].last}
    activity = factories.activity(cast.sub)
    rows = [progress.criterion(activity, text=text, **own) for text in ("unge deltog", "unge fik job")]
    progress.quarter(rows[0], 1, 12)
    made = actions.copy_criteria(plan=cast.plan, criteria=rows, to=years[1], by=cast.staff)
    assert [row.text for row in made] == ["unge deltog", "unge fik job"]
    assert {(row.starts_on, row.ends_on) for row in made} == {(years[1].first, years[1].last)}
    assert not any(row.results.exists() for row in made)
    assert len({row.code for row in [*rows, *made]}) == 4
    assert actions.copy_criteria(plan=cast.plan, criteria=rows, to=years[1], by=cast.staff) == []
    with pytest.raises(Refused):
        actions.copy_criteria(plan=cast.plan, criteria=rows, to=years[2], by=cast.board)


def test_one_result_is_reported_the_day_it_is_entered(cast: Cast) -> None:
    criterion = progress.criterion(factories.activity(cast.sub))
    row = Result(criterion=criterion, grain="event", starts_on=date(2021, 5, 1), ends_on=date(2021, 5, 1), value=4)
    assert actions.save_result(row=row, by=cast.staff) is True
    assert row.reported_on == timezone.localdate()
    assert actions.save_result(row=Result.objects.get(pk=row.pk), by=cast.staff) is False
