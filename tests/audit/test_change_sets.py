"""Every write is a change set: it says who, when and why; it is whole or not at all; it never overwrites unseen."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from abc_portal.audit import change_sets
from abc_portal.audit.change_sets import LostUpdate
from abc_portal.audit.models import ChangeSet, Touched, Tracked, UnrecordedWrite
from abc_portal.directory.models import Organisation, OrganisationAlias, User
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2022, 5, 17, 10, 0, tzinfo=UTC)


def change_set(**fields: Any) -> ChangeSet:
    return change_sets.begin(**{"by": None, "program": "tests", **fields})


def fresh(row: Tracked) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


@pytest.fixture
def writer() -> User:
    return factories.user("skriver", full_name="Sekretariatsleder")


@pytest.fixture
def row() -> Organisation:
    return factories.organisation("Boligforeningen", short_name="BF")


# --- who, when, why -----------------------------------------------------------------------------------


def test_a_change_set_has_somebody_who_did_it() -> None:
    before = ChangeSet.objects.count()
    with pytest.raises(ValueError, match="somebody"):
        change_sets.begin(by=None)
    assert ChangeSet.objects.count() == before


def test_the_history_tells_who_when_why_and_in_which_change_set(writer: User) -> None:
    with time_machine.travel(NOON, tick=False):
        begun = change_sets.begin(by=writer, scope="plan:17", reason="  Rettet efter mødet ")
    row = Organisation(name="Boligforeningen", kind="housing")
    change_sets.save(row, change_set=begun)
    chosen = row.history.get()
    assert (chosen.history_change_set, chosen.history_user, chosen.history_date) == (begun, writer, NOON)
    assert (chosen.history_type, chosen.history_change_reason, chosen.version) == ("+", "Rettet efter mødet", 1)
    assert (begun.by, begun.by_name, begun.scope, begun.reason) == (
        writer, "Sekretariatsleder", "plan:17", "Rettet efter mødet",
    )  # fmt: skip
    touched = begun.touched.get()
    assert (touched.model, touched.object_id, touched.name, touched.change) == (
        "directory.organisation", row.pk, "Boligforeningen", "+",
    )  # fmt: skip


def test_a_program_signs_with_its_name(row: Organisation) -> None:
    row.name = "Ny"
    change_sets.save(row, change_set=change_sets.begin(by=None, program="load_reference"))
    latest = row.history.first()
    assert (latest.history_user, latest.history_change_set.by_name) == (None, "load_reference")


def test_who_did_it_comes_from_the_change_set_and_not_from_the_request_or_thread(
    row: Organisation, writer: User, rf: Any
) -> None:
    """Even while another user's request is under way in the same thread."""
    from simple_history.models import HistoricalRecords

    request = rf.get("/")
    request.user = factories.user("en-anden")
    HistoricalRecords.context.request = request
    try:
        row.name = "Ny"
        change_sets.save(row, change_set=change_sets.begin(by=writer))
    finally:
        del HistoricalRecords.context.request
    assert row.history.first().history_user == writer


def test_the_name_stays_when_the_account_is_closed_or_renamed(row: Organisation, writer: User) -> None:
    row.name = "Ny"
    change_sets.save(row, change_set=change_sets.begin(by=writer))
    writer.name = "Et andet navn"
    writer.save()
    assert row.history.first().history_change_set.by_name == "Sekretariatsleder"
    writer.delete()
    latest = row.history.first()
    assert (latest.history_change_set.by, latest.history_change_set.by_name) == (None, "Sekretariatsleder")


def test_a_long_name_of_a_writer_still_signs() -> None:
    user = User.objects.create_user(f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 55}.example", name="")
    assert len(str(user)) > 200
    assert change_sets.begin(by=user).by_name == str(user)[:200]


def test_a_long_reason_is_whole_in_the_change_set(row: Organisation) -> None:
    row.name = "Ny"
    change_sets.save(row, change_set=change_set(reason="x" * 500))
    latest = row.history.first()
    assert latest.history_change_set.reason == "x" * 500
    assert latest.history_change_reason == "x" * 100


def test_several_writes_share_one_change_set(writer: User) -> None:
    begun = change_sets.begin(by=writer)
    one, two = Organisation(name="A", kind="housing"), Organisation(name="B", kind="housing")
    change_sets.save(one, change_set=begun)
    change_sets.save(two, change_set=begun)
    one.short_name = "a"
    change_sets.save(one, change_set=begun)
    assert list(begun.touched.order_by("pk").values_list("name", "change")) == [("A", "+"), ("B", "+"), ("A", "~")]


# --- without a change set nothing is written ------------------------------------------------------------------


def test_a_save_without_a_change_set_is_refused_and_undone(row: Organisation) -> None:
    loaded = fresh(row)
    loaded.name = "Snydt"
    with pytest.raises(UnrecordedWrite, match=r"directory\.Organisation"), transaction.atomic():
        loaded.save()
    assert fresh(row).name == "Boligforeningen"


def test_a_creation_without_a_change_set_is_refused_and_undone() -> None:
    with pytest.raises(UnrecordedWrite), transaction.atomic():
        Organisation.objects.create(name="Snydt", kind="housing")
    assert not Organisation.objects.exists()


def test_a_deletion_without_a_change_set_is_refused_and_undone(row: Organisation) -> None:
    with pytest.raises(UnrecordedWrite), transaction.atomic():
        fresh(row).delete()
    with pytest.raises(UnrecordedWrite), transaction.atomic():
        Organisation.objects.all().delete()
    assert Organisation.objects.count() == 1


def test_a_change_set_covers_one_write_only(row: Organisation) -> None:
    """What is saved later by other means does not hide under a change set that is over."""
    row.name = "Ny"
    change_sets.save(row, change_set=change_set())
    row.name = "Snydt"
    with pytest.raises(UnrecordedWrite), transaction.atomic():
        row.save()
    change_sets.save(fresh(row), change_set=change_set())  # nothing is changed, so nothing is written
    assert fresh(row).name == "Ny"


def test_every_tracked_model_is_tracked_by_the_portals_own_history() -> None:
    from django.apps import apps

    tracked = [model for model in apps.get_models() if issubclass(model, Tracked)]
    assert len(tracked) > 20
    for model in tracked:
        assert model.history.model._meta.get_field("history_change_set").related_model is ChangeSet
        assert model.history.model._meta.app_label == model._meta.app_label


# --- what has not changed leaves no trace ----------------------------------------------------------------


def test_saving_an_unchanged_object_leaves_no_trace(row: Organisation) -> None:
    begun = change_set()
    assert change_sets.save(fresh(row), change_set=begun) is False
    assert fresh(row).version == 1
    assert row.history.count() == 1
    assert not begun.touched.exists()
    assert not change_sets.is_changed(row)


def test_a_change_moves_the_version_and_keeps_both(row: Organisation) -> None:
    row.short_name = "BoFo"
    assert change_sets.is_changed(row)
    assert change_sets.save(row, change_set=change_set()) is True
    assert (row.version, fresh(row).version) == (2, 2)
    assert list(row.history.values_list("version", "short_name", "history_type")) == [(2, "BoFo", "~"), (1, "BF", "+")]


def test_going_back_is_a_change_too(row: Organisation) -> None:
    for name in ("Ny", "Boligforeningen"):
        row.name = name
        change_sets.save(row, change_set=change_set())
    assert row.history.count() == 3
    assert fresh(row).version == 3


def test_what_hangs_under_an_object_can_move_its_version_on(row: Organisation) -> None:
    assert change_sets.save(row, change_set=change_set(), rows_under_changed=True) is True
    assert fresh(row).version == 2
    assert row.history.count() == 2


def test_related_objects_and_empty_values_count_as_changes() -> None:
    person = factories.person("Formand", organisation=factories.organisation())
    person.organisation = None
    assert [field.name for field in change_sets.changed_fields(fresh(person), person)] == ["organisation"]
    assert change_sets.save(person, change_set=change_set())


# --- lost updates --------------------------------------------------------------------------------------


def test_the_second_of_two_writers_is_refused(row: Organisation) -> None:
    first, second = fresh(row), fresh(row)
    first.name = "Den første"
    change_sets.save(first, change_set=change_set())
    second.short_name = "DA"
    with pytest.raises(LostUpdate):
        change_sets.save(second, change_set=change_set())
    assert (fresh(row).name, fresh(row).short_name) == ("Den første", "BF")
    assert row.history.count() == 2


def test_the_version_that_the_writer_saw_counts_and_not_the_objects_own(row: Organisation) -> None:
    row.name = "Ny"
    change_sets.save(row, change_set=change_set())
    loaded = fresh(row)
    loaded.name = "Fra en gammel side"
    assert change_sets.is_changed(loaded, made_from=1)
    for seen in (1, 0, 3, -1, 10**30):
        with pytest.raises(LostUpdate):
            change_sets.save(loaded, change_set=change_set(), made_from=seen)
    assert change_sets.save(loaded, change_set=change_set(), made_from=2)
    assert fresh(row).version == 3


def test_an_unchanged_object_from_an_old_page_is_refused_too(row: Organisation) -> None:
    row.name = "Ny"
    change_sets.save(row, change_set=change_set())
    with pytest.raises(LostUpdate):
        change_sets.save(fresh(row), change_set=change_set(), made_from=1)


def test_what_somebody_deleted_concurrently_is_not_brought_back(row: Organisation) -> None:
    opened = fresh(row)
    change_sets.delete(row, change_set=change_set())
    opened.name = "Genopstået"
    assert change_sets.is_changed(opened)
    with pytest.raises(LostUpdate):
        change_sets.save(opened, change_set=change_set())
    with pytest.raises(LostUpdate):
        change_sets.delete(opened, change_set=change_set())
    assert not Organisation.objects.exists()


def test_a_save_that_slips_in_between_check_and_write_is_caught(row: Organisation) -> None:
    """SQLite drops ``select_for_update`` without a word; the guarded update holds on both databases."""
    loaded = fresh(row)
    loaded.name = "Langsom"
    moved = []

    def slip_in(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("UPDATE") and "version" in sql and not moved:
            moved.append(True)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE directory_organisation SET version = 2, name = 'Hurtig' WHERE id = %s", [row.pk])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(slip_in), pytest.raises(LostUpdate):
        change_sets.save(loaded, change_set=change_set())
    assert moved
    assert fresh(row).name != "Langsom"


# --- whole or not at all -------------------------------------------------------------------------------------


def with_aliases(row: Organisation, *names: str) -> None:
    for name in names:
        factories.saved(OrganisationAlias(organisation=row, name=name))


@pytest.fixture(params=["the history", "the change set's list"])
def full_disk(request: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function after whose call what happened can no longer be recorded."""

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise IntegrityError("the disk is full")

    table = Touched if request.param == "the change set's list" else Organisation.history.model
    return lambda: monkeypatch.setattr(table, "save", fail)


def test_nothing_is_created_when_it_cannot_be_recorded(full_disk: Any) -> None:
    full_disk()
    with pytest.raises(IntegrityError, match="disk is full"):
        change_sets.save(Organisation(name="Ny", kind="housing"), change_set=change_set())
    assert not Organisation.objects.exists()
    assert not Organisation.history.exists()


def test_nothing_is_changed_when_it_cannot_be_recorded(row: Organisation, full_disk: Any) -> None:
    loaded = fresh(row)
    loaded.name = "Ny"
    full_disk()
    with pytest.raises(IntegrityError, match="disk is full"):
        change_sets.save(loaded, change_set=change_set())
    assert (fresh(row).name, fresh(row).version, row.history.count()) == ("Boligforeningen", 1, 1)
    assert loaded.version == 1  # so that it can be tried once more


def test_nothing_is_deleted_when_it_cannot_be_recorded(row: Organisation, full_disk: Any) -> None:
    with_aliases(row, "BF i byen")
    full_disk()
    with pytest.raises(IntegrityError, match="disk is full"):
        change_sets.delete(fresh(row), change_set=change_set())
    assert Organisation.objects.exists()
    assert OrganisationAlias.objects.exists()
    assert not OrganisationAlias.history.filter(history_type="-").exists()


# --- who sees which change sets ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("leader", ["plan-a"]), ("staff", ["plan-a"]), ("auditor", ["plan-a"]), ("admin", ["", "plan-a", "plan-b"]),
        ("other_leader", ["plan-b"]), ("board", []), ("group", []), ("department", []), ("observer", []),
        ("outsider", []),
    ],
)  # fmt: skip
def test_a_history_is_seen_by_those_who_review_the_plan(cast: Any, person: str, sees: list[str]) -> None:
    scopes = {f"plan:{cast.plan.pk}": "plan-a", f"plan:{cast.other_plan.pk}": "plan-b", "": ""}
    seen = ChangeSet.objects.visible_to(getattr(cast, person))
    assert sorted({scopes[item.scope] for item in seen}) == sees
    touched = Touched.objects.visible_to(getattr(cast, person))
    assert sorted({scopes[item.change_set.scope] for item in touched}) == sees
