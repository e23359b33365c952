"""A first start is quick, and leaves what the migrations before left one after another."""

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

OWN = ("audit", "directory", "notifications", "reporting", "plans", "budgets", "indicators", "governance")
#: Operations of Django's own in one migration, before they belong in one of ``core/operations.py``.
MOST_OPERATIONS = 4


def _in_one() -> dict[tuple[str, str], Migration]:
    """The migrations that stand for several."""
    return {key: migration for key, migration in MigrationLoader(None).disk_migrations.items() if migration.replaces}


def _replaced() -> set[tuple[str, str]]:
    return {key for migration in _in_one().values() for key in migration.replaces}


def test_migrations_in_one_leave_the_same_models_as_those_that_they_replace() -> None:
    in_one, one_by_one = MigrationLoader(None), MigrationLoader(None, replace_migrations=False)
    after = in_one.project_state(list(_in_one()))
    before = one_by_one.project_state([migration.replaces[-1] for migration in _in_one().values()])
    changes = MigrationAutodetector(before, after).changes(in_one.graph)
    assert {app: changes[app][0].operations for app in changes if app in OWN} == {}
    assert len([key for key in after.models if key[0] == "plans"]) > 50


def test_a_migration_with_many_operations_does_them_together() -> None:
    replaced = _replaced()
    own = {key: migration for key, migration in MigrationLoader(None).disk_migrations.items() if key[0] in OWN}
    assert own
    assert [key for key, migration in own.items() if key not in replaced and _is_slow(migration)] == []


def _is_slow(migration: Migration) -> bool:
    """Each operation renders all models anew, half a second of the processor's time."""
    return len(migration.operations) > MOST_OPERATIONS
