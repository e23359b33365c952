"""Writes to a plan's rows: refused with a sentence, recorded in the plan's history, and nothing half done."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abc_portal.audit import models
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.forms import GuardedForm
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from plans.models import Activity, Membership, Plan, Signatory
from plans.shared.actions import begin, delete_row, plan_of, save_row, save_whole, scope_of
from tests import factories, state
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_a_row_s_plan_is_found_however_deep_it_hangs(cast: Cast) -> None:
    plan = cast.plan
    period = factories.contribution_period(factories.contribution(factories.source(plan, label="LBF")), 2021, 5)
    holder = factories.holder(factories.seat(factories.body(plan)))
    signatory = factories.signatory(factories.party(plan))
    section = factories.agreement(plan, sections=1).sections.get()
    for row in (plan, cast.sub, factories.activity(cast.sub), signatory, section, period, holder):
        assert plan_of(row) == plan, row
    assert scope_of(plan) == f"plan:{plan.pk}"


@pytest.mark.parametrize("person", ["leader", "staff", "admin"])
def test_who_edits_saves_and_it_is_recorded(cast: Cast, person: str) -> None:
    row = factories.activity(cast.sub, "Før")
    row.name = "Efter"
    assert save_row(row=row, by=getattr(cast, person), reason="  En grund ") is True
    change_set = ChangeSet.objects.first()
    assert (change_set.by, change_set.scope, change_set.reason) == (
        getattr(cast, person),
        scope_of(cast.plan),
        "En grund",
    )
    assert [(item.name, item.change) for item in change_set.touched.all()] == [("Efter", "~")]
    assert [item.name for item in row.history.order_by("history_id")] == ["Før", "Efter"]


@pytest.mark.parametrize("person", ["board", "group", "department", "auditor", "observer", "outsider", "other_leader"])
def test_who_does_not_edit_is_refused_with_the_reason_and_nothing_is_written(cast: Cast, person: str) -> None:
    row = factories.activity(cast.sub, "Før")
    before = state.snapshot()
    row.name = "Efter"
    with pytest.raises(Refused) as caught:
        save_row(row=row, by=getattr(cast, person))
    assert "sekretariatslederen" in str(caught.value).lower()
    with pytest.raises(Refused):
        delete_row(row=row, by=getattr(cast, person))
    with pytest.raises(Refused):
        save_row(row=Activity(plan=cast.plan, sub_agreement=cast.sub, name="Ny"), by=getattr(cast, person))
    assert state.changed(before, state.snapshot()) == []


def test_staff_do_not_give_roles(cast: Cast) -> None:
    row = Membership(plan=cast.plan, user=cast.outsider, role="board")
    before = state.snapshot()
    with pytest.raises(Refused):
        save_row(row=row, by=cast.staff)
    assert state.changed(before, state.snapshot()) == []
    assert save_row(row=row, by=cast.leader) is True


def test_a_row_cannot_be_moved_into_a_plan_that_one_edits(cast: Cast) -> None:
    """The right is asked of the plan that the row says it belongs to; another plan's leader has none here."""
    row = factories.activity(factories.sub_agreement(cast.other_plan))
    with pytest.raises(Refused):
        save_row(row=row, by=cast.leader)


def test_an_unchanged_row_leaves_no_trace(cast: Cast) -> None:
    row = factories.activity(cast.sub)
    before = state.snapshot()
    assert save_row(row=row, by=cast.leader, reason="Ingen") is False
    assert state.changed(before, state.snapshot()) == []


def test_the_second_writer_is_stopped(cast: Cast) -> None:
    row = factories.activity(cast.sub, "Før")
    mine, theirs = Activity.objects.get(pk=row.pk), Activity.objects.get(pk=row.pk)
    theirs.name = "Deres"
    save_row(row=theirs, by=cast.staff)
    before = state.snapshot()
    mine.name = "Mit"
    with pytest.raises(LostUpdate):
        save_row(row=mine, by=cast.leader, made_from=1)
    with pytest.raises(LostUpdate):
        delete_row(row=mine, by=cast.leader, made_from=1)
    assert state.changed(before, state.snapshot()) == []


def test_what_hangs_under_a_row_is_deleted_in_one_change_set(cast: Cast) -> None:
    party = factories.party(cast.plan)
    for _number in range(2):
        factories.signatory(party)
    delete_row(row=party, by=cast.leader, reason="Trak sig ud")
    assert not Signatory.objects.exists()
    change_set = ChangeSet.objects.first()
    assert (change_set.reason, change_set.by) == ("Trak sig ud", cast.leader)
    assert sorted((item.model, item.change) for item in change_set.touched.all()) == [
        ("plans.party", "-"), ("plans.signatory", "-"), ("plans.signatory", "-"),
    ]  # fmt: skip


def test_a_deletion_that_fails_leaves_everything(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of the change set cannot be written: then nothing is deleted either."""
    party = factories.party(cast.plan)
    factories.signatory(party)
    before = state.snapshot()

    def broken(*_arguments: Any, **_more: Any) -> None:
        raise RuntimeError("the history cannot be written")

    monkeypatch.setattr(models.TrackedHistory, "create_historical_record", broken)
    with pytest.raises(RuntimeError):
        delete_row(row=party, by=cast.leader)
    party.printed_name = "Et andet navn"
    with pytest.raises(RuntimeError):
        save_row(row=party, by=cast.leader)
    assert state.changed(before, state.snapshot()) == []


def test_a_change_set_needs_somebody(cast: Cast) -> None:
    with pytest.raises(ValueError, match="somebody"):
        begin(plan=cast.plan, by=None)


def test_the_plan_itself_is_saved_the_same_way(cast: Cast) -> None:
    plan = Plan.objects.get(pk=cast.plan.pk)
    plan.name = "Et nyt navn"
    with pytest.raises(Refused):
        save_row(row=plan, by=cast.board)
    assert save_row(row=plan, by=cast.staff) is True
    assert ChangeSet.objects.first().scope == scope_of(plan)


# --- what is wrong is refused whoever writes it --------------------------------------------------------------


def test_a_row_is_refused_at_its_field_when_it_is_saved_without_a_form(cast: Cast) -> None:
    row = factories.activity(cast.sub, "Før")
    row.sub_agreement, row.name = factories.sub_agreement(cast.other_plan, "En andens"), ""
    before = state.snapshot()
    with pytest.raises(ValidationError) as caught:
        save_row(row=row, by=cast.leader)
    assert caught.value.message_dict == {
        "sub_agreement": ["»En andens« hører til en anden helhedsplan. Vælg noget fra denne plan."],
        "name": ["Dette felt kan ikke være tomt."],
    }  # fmt: skip
    assert state.changed(before, state.snapshot()) == []


def test_a_new_row_of_another_plan_is_refused_and_nothing_of_it_is_stored(cast: Cast) -> None:
    others = factories.sub_agreement(cast.other_plan, "En andens")
    before = state.snapshot()
    with pytest.raises(ValidationError, match="hører til en anden helhedsplan"):
        save_row(row=Activity(plan=cast.plan, sub_agreement=others, name="Ny"), by=cast.leader)
    assert state.changed(before, state.snapshot()) == []


def test_a_row_under_another_is_reported_without_a_field(cast: Cast) -> None:
    """The page shows the fields of the row above: “name” is another there."""
    row = factories.activity(cast.sub, "Før")
    with pytest.raises(ValidationError) as caught:
        save_whole(
            row=row,
            to_save=[Activity(plan=cast.plan, parent=row, sub_agreement=cast.sub)],
            to_delete=[],
            by=cast.leader,
        )
    assert caught.value.messages == ["Dette felt kan ikke være tomt."]
    assert not hasattr(caught.value, "error_dict")


def test_what_a_form_has_checked_is_checked_again_only_when_it_was_changed_since(cast: Cast) -> None:
    row = factories.activity(cast.sub, "Før")
    form = OneFieldForm({"name": "Efter", "made_from": "1"}, instance=row)
    assert form.is_valid()
    with CaptureQueriesContext(connection) as asked:
        row.check_valid()
    assert len(asked) == 0
    form = OneFieldForm({"name": "Efter", "made_from": "1"}, instance=row)
    assert form.is_valid()
    row.sub_agreement = factories.sub_agreement(cast.other_plan)
    with pytest.raises(ValidationError, match="anden helhedsplan"):
        save_row(row=row, by=cast.leader)
    row.refresh_from_db()
    form = OneFieldForm({"name": "Efter", "made_from": "1"}, instance=row)
    row.state = "made up"  # a field that the form does not show
    assert form.is_valid()
    with pytest.raises(ValidationError) as caught:
        save_row(row=row, by=cast.leader)
    assert list(caught.value.message_dict) == ["state"]


class OneFieldForm(GuardedForm):
    """A form that shows one field only."""

    class Meta:
        model = Activity
        fields = ("name",)
