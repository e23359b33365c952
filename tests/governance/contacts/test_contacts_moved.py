"""The migration that gives each plan the contact details which it wrote itself, and no others."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.directory.models import Person, User
from governance.models import ContactDetails
from plans.models import Plan
from plans.shared.actions import scope_of
from plans.shared.enums import Role
from tests import factories, progress

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("directory", "0001_initial"), ("governance", "0002_contact_details")]
AFTER = [("directory", "0002_person_without_contacts"), ("governance", "0003_contacts_moved")]
#: After the rows were made, as changes are.
START = datetime(2100, 1, 1, tzinfo=UTC)


def migrate(targets: list[tuple[str, str]]) -> Any:
    """Bring the tables there; returns the models as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.fixture
def forward() -> Iterator[Callable[[], None]]:
    """Brings the tables, which are left where they were, to where they are today."""
    yield lambda: migrate(AFTER)
    migrate(AFTER)


def write(old: Any, person: Person, change_set: ChangeSet, **changed: str) -> None:
    """A person's details written as they were then: on the person, with a line in its history."""
    row = old.get_model("directory", "Person").objects.get(pk=person.pk)
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    history = old.get_model("directory", "HistoricalPerson").objects
    columns = ("name", "title", "email", "phone", "version", "organisation_id", "user_id")
    history.create(
        id=row.pk, history_date=START + timedelta(days=row.version), history_type="~", history_user_id=change_set.by_id,
        history_change_set_id=change_set.pk, **{name: getattr(row, name) for name in columns},
    )  # fmt: skip


def by(user: User | None, plan: Plan | None = None) -> ChangeSet:
    return change_sets.begin(by=user, program="an import", scope=scope_of(plan) if plan else "")


def found() -> set[tuple[str, str, str, str]]:
    rows = ContactDetails.objects.select_related("person", "plan")
    return {(row.person.name, row.plan.slug, row.email, row.phone) for row in rows}


def test_each_plan_gets_what_it_wrote_itself_with_its_history(forward: Callable[[], None]) -> None:
    one, other = factories.plan("plan-a"), factories.plan("plan-b")
    leader, thief, admin = factories.user("leder"), factories.user("tyv"), factories.user("admin", is_superuser=True)
    factories.member(one, leader, Role.LEADER)
    factories.member(one, thief, Role.OBSERVER)
    factories.member(other, thief, Role.STAFF)
    shared, imported, newcomer, unused, forgotten = (
        factories.person(name) for name in ("Delt", "Importeret", "Ny", "Ubrugt", "Tømt")
    )
    for person in (shared, imported):
        factories.holder(factories.seat(factories.body(one)), person=person)
        progress.milestone(other, person=person)
    factories.holder(factories.seat(factories.body(one)), person=forgotten)

    old = migrate(BEFORE)
    write(old, shared, by(leader), email="gammel@a.example")
    write(old, shared, by(leader), email="ny@a.example", phone="11")
    write(old, shared, by(thief), phone="22")
    write(old, imported, by(admin), email="admin@a.example")
    write(old, imported, by(None, other), phone="33")
    write(old, newcomer, by(thief), email="ny@b.example")
    write(old, unused, by(admin), email="ubrugt@privat.example")
    write(old, forgotten, by(leader), email="glemt@privat.example")
    write(old, forgotten, by(leader), email="")
    forward()

    assert found() == {
        ("Delt", "plan-a", "ny@a.example", "11"),
        ("Delt", "plan-b", "", "22"),
        ("Importeret", "plan-a", "admin@a.example", ""),
        ("Importeret", "plan-b", "", "33"),
        ("Ny", "plan-b", "ny@b.example", ""),
    }
    moved = ContactDetails.objects.get(plan=one, person=shared)
    versions = moved.history.order_by("version").values_list(
        "version", "email", "phone", "history_type", "history_user"
    )
    assert list(versions) == [
        (1, "gammel@a.example", "", "+", leader.pk), (2, "ny@a.example", "11", "~", leader.pk),
    ]  # fmt: skip
    assert moved.version == 2
    assert (
        moved.history.first().history_change_set.touched.filter(model="governance.contactdetails").get().object_id
        == moved.pk
    )


def test_the_step_back_leaves_a_person_with_the_details_of_one_plan(forward: Callable[[], None]) -> None:
    one, other, person = factories.plan("plan-a"), factories.plan("plan-b"), factories.person("Delt")
    factories.contacts(one, person, "a@a.example", "11")
    factories.contacts(other, person, "b@b.example")
    old = migrate(BEFORE)
    back = old.get_model("directory", "Person").objects.get(pk=person.pk)
    assert (back.email, back.phone) == ("a@a.example", "11")
