"""A history that can be read: who, when, why, from what to what; names stay when what they named is gone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abc_portal.audit import change_sets, history
from abc_portal.audit.models import ChangeSet, Tracked
from abc_portal.core.dates import PartialDate, Precision
from abc_portal.directory.models import Organisation, Person
from plans.models import SubAgreement
from tests import factories

pytestmark = pytest.mark.django_db


def changed(row: Tracked, *, by: Any = None, reason: str = "", **values: Any) -> ChangeSet:
    stored = type(row)._base_manager.get(pk=row.pk)
    for name, value in values.items():
        setattr(stored, name, value)
    change_set = change_sets.begin(by=by, program="tests", reason=reason)
    change_sets.save(stored, change_set=change_set)
    return change_set


def deleted(row: Tracked) -> None:
    change_sets.delete(type(row)._base_manager.get(pk=row.pk), change_set=change_sets.begin(by=None, program="tests"))


def steps(row: Tracked) -> list[history.HistoryStep]:
    return history.object_steps(type(row), row.pk)


def test_each_step_tells_who_when_why_and_from_what_to_what() -> None:
    row = factories.organisation("Boligforeningen", short_name="BF")
    user = factories.user("skriver", full_name="Sekretariatsleder")
    with time_machine.travel(datetime(2027, 5, 17, 10, 0, tzinfo=UTC), tick=False):
        change_set = changed(row, by=user, reason="Nyt navn", name="Boligselskabet", short_name="")
    latest, first = steps(row)
    assert (latest.change_set, latest.at, latest.by, latest.reason) == (
        change_set.pk,
        change_set.at,
        "Sekretariatsleder",
        "Nyt navn",
    )
    assert latest.at == datetime(2027, 5, 17, 10, 0, tzinfo=UTC)
    assert latest.change == "ændret"
    assert [(field.label, field.before, field.after) for field in latest.fields] == [
        ("navn", "Boligforeningen", "Boligselskabet"), ("kort navn", "BF", "tomt"),
    ]  # fmt: skip
    assert (first.change, first.fields, first.by) == ("oprettet", (), "tests")


def test_the_latest_step_is_listed_first_also_within_one_moment() -> None:
    row = factories.organisation("A")
    with time_machine.travel(datetime(2027, 5, 17, tzinfo=UTC), tick=False):
        for name in ("B", "C", "D"):
            changed(row, name=name)
    assert [step.fields[0].after for step in steps(row)[:3]] == ["D", "C", "B"]


def test_a_deleted_object_keeps_its_history() -> None:
    row = factories.organisation("A")
    changed(row, name="B")
    pk = row.pk
    deleted(row)
    steps = history.object_steps(Organisation, pk)
    assert [item.change for item in steps] == ["slettet", "ændret", "oprettet"]
    assert steps[0].fields == ()


def test_an_object_without_history_has_no_steps() -> None:
    assert history.object_steps(Organisation, 4711) == []


def test_one_objects_history_is_not_anothers() -> None:
    one, other = factories.organisation("A"), factories.organisation("B")
    changed(one, name="C")
    assert len(steps(other)) == 1


def test_related_objects_are_called_by_name_also_when_they_are_gone() -> None:
    before, after = factories.organisation("Den gamle"), factories.organisation("Den nye")
    person = factories.person("Formand", organisation=before)
    changed(person, organisation=after)
    changed(person, organisation=None)
    deleted(before)
    changes = [step.fields[0] for step in steps(person)[:2]]
    assert [(change.before, change.after) for change in changes] == [("Den nye", "tomt"), ("Den gamle", "Den nye")]


def test_a_related_object_that_was_renamed_and_deleted_has_its_last_name() -> None:
    organisation = factories.organisation("Første navn")
    person = factories.person("Formand", organisation=organisation)
    changed(person, organisation=None)
    changed(organisation, name="Sidste navn")
    deleted(organisation)
    assert steps(person)[0].fields[0].before == "Sidste navn"


def test_a_related_object_that_nobody_knows_any_more_is_a_number() -> None:
    organisation = factories.organisation("Ukendt")
    person = factories.person("Formand", organisation=organisation)
    changed(person, organisation=None)
    deleted(organisation)
    ChangeSet.objects.all().delete()
    pk = Organisation.history.first().id
    assert steps(person)[0].fields[0].before == f"nr. {pk} (slettet)"


def test_a_date_and_how_well_it_is_known_are_distinguished() -> None:
    sub = factories.sub_agreement(factories.plan())
    changed(sub, start=PartialDate(date(2021, 4, 1), Precision.QUARTER))
    fields = {field.label: (field.before, field.after) for field in steps(sub)[0].fields}
    assert fields == {"gælder fra": ("tomt", "1. april 2021"), "præcision": ("dag", "kvartal")}


@pytest.mark.parametrize("length", [1, 12])
def test_the_number_of_questions_does_not_grow_with_the_history(length: int) -> None:
    person = factories.person("Formand")
    for number in range(length):
        changed(person, organisation=factories.organisation(f"O{number}"), title=f"T{number}")
    with CaptureQueriesContext(connection) as queries:
        found = steps(person)
    assert len(found) == length + 1
    assert all(item.fields for item in found[:-1])
    assert len(queries) == 2  # the rows with their change sets, and the organisations' names


def test_names_made_of_other_names_are_fetched_together() -> None:
    def asked(times: int) -> int:
        plan = factories.plan()
        area = [factories.focus_area(plan) for _number in range(times + 1)]
        sub = factories.sub_agreement(plan, plan_focus_area=area[0])
        for item in area[1:]:
            changed(sub, plan_focus_area=item)
        with CaptureQueriesContext(connection) as queries:
            history.object_steps(SubAgreement, sub.pk)
        return len(queries)

    assert asked(1) == asked(8)


def test_a_history_is_reported_in_the_readers_language(english: None) -> None:
    row = factories.organisation("A")
    changed(row, short_name="a")
    assert steps(row)[0].change == "changed"
    assert (steps(row)[0].fields[0].label, steps(row)[0].fields[0].before) == ("short name", "empty")


# --- change sets with what they touched -----------------------------------------------------------------------


def test_a_change_set_lists_what_it_touched_with_the_names_of_that_day() -> None:
    change_set = change_sets.begin(by=factories.user("leder", full_name="Leder"), reason="Oprydning", scope="plan:1")
    row = Organisation(name="A", kind="housing")
    change_sets.save(row, change_set=change_set)
    row.name = "B"
    change_sets.save(row, change_set=change_set)
    change_sets.delete(row, change_set=change_set)
    facts = history.change_set_facts(ChangeSet.objects.filter(pk=change_set.pk).prefetch_related("touched"))[0]
    assert (facts.number, facts.at, facts.by, facts.reason) == (change_set.pk, change_set.at, "Leder", "Oprydning")
    assert [(item.kind, item.name, item.change) for item in facts.touched] == [
        ("organisation", "A", "oprettet"), ("organisation", "B", "ændret"), ("organisation", "B", "slettet"),
    ]  # fmt: skip


def test_change_sets_need_no_questions_once_fetched() -> None:
    for name in ("A", "B", "C"):
        factories.organisation(name)
    fetched = list(ChangeSet.objects.prefetch_related("touched"))
    with CaptureQueriesContext(connection) as queries:
        assert len(history.change_set_facts(fetched)) == len(fetched)
    assert len(queries) == 0


def test_a_deletion_of_an_account_is_reported(cast: Any) -> None:
    user = factories.user("glemt", full_name="Glemt bruger")
    person = factories.person("Formand", user=user)
    answer = cast.client("admin").post(f"/admin/directory/user/{user.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 302
    change_set = ChangeSet.objects.filter(touched__name="Glemt bruger", touched__change="-").get()
    assert change_set.by_name == "Administrator"
    assert Person.objects.get(pk=person.pk).user is None
