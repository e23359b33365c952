"""What every test has: reference data, a fixed cast of people, and plans."""

import contextlib
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from tests import migrated, selection

# Before Django reads its settings: nothing of a test run touches the developer's own files.
os.environ["ABC_VAR_DIR"] = tempfile.mkdtemp(prefix="abc-tests-")
os.environ.pop("ABC_ENV", None)

# The same examples in every run; ``--hypothesis-profile=default`` looks for new ones.
hypothesis_settings.register_profile("portal", deadline=None, database=None, derandomize=True)
hypothesis_settings.load_profile("portal")


def pytest_configure() -> None:
    from django.conf import settings
    from django.test import TransactionTestCase

    from tests import emptied, rendering

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    # Each test client builds the middleware anew, and WhiteNoise would look through every static file each time.
    settings.WHITENOISE_AUTOREFRESH = True
    TransactionTestCase._fixture_teardown = emptied.empty
    rendering.remember_pages_alone()


#: Fixtures that ask the database; a test without them and without the mark ``django_db`` asks none.
ASKING = {"db", "transactional_db", "django_db_setup"}
TESTS = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by their files, as ``tests/selection.py`` says; those of real transactions run on both databases.

    In a file that runs on both, what asks no database and what carries the mark itself runs on SQLite alone too.
    """
    for item in items:
        path = _place(item.path)
        if not (_needs_transactions(item) or (_asks(item) and selection.is_on_both(path))):
            item.add_marker("one_database")
        if selection.is_slow(path):
            item.add_marker("slow")


@cache
def _place(path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(TESTS).as_posix())


def _needs_transactions(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or bool(mark and mark.kwargs.get("transaction"))


def _asks(item: pytest.Item) -> bool:
    return bool(
        item.get_closest_marker("django_db") or ASKING & set(getattr(item, "fixturenames", ())) or _of_django(item)
    )


def pytest_collection_finish() -> None:
    """What was imported stays until the end: looking through it for waste takes an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _of_django(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase

    return issubclass(getattr(item, "cls", None) or object, TransactionTestCase)


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ["ABC_VAR_DIR"], ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: Any) -> Iterator[None]:
    """Each worker has a database of its own, which begins as a copy of one that is migrated already."""
    from django.db import connection

    wanted = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        wanted["TEMPLATE"] = migrated.original(os.environ["DATABASE_URL"])
        yield
    else:
        wanted["NAME"] = wanted["NAME"] or "file:memorydb_default?mode=memory&cache=shared"
        with contextlib.closing(migrated.fill(wanted["NAME"], migrated.original(None))):
            yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The funding rounds are there from the start, as in a portal that has been started once."""
    from abc_portal.reporting.reference import load_reference

    with django_db_blocker.unblock():
        load_reference()


@pytest.fixture
def own_files(tmp_path: Path, settings: Any) -> None:
    """Files of this test alone; others lie in the run's own folder, where what a whole module made is still found."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def reference(db: Any) -> None:
    """The funding rounds, also after a test that emptied the database."""
    from abc_portal.reporting.reference import load_reference

    load_reference()


@pytest.fixture
def demo(db: Any) -> None:
    """The demo cases with their people."""
    from tests import snapshots

    snapshots.demo()


@pytest.fixture(scope="module")
def demo_once(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """The demo cases, loaded once for a file of tests; what a test changes is undone after it."""
    from django.db import transaction

    from tests import snapshots

    with django_db_blocker.unblock(), transaction.atomic():
        snapshots.demo()
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()
        transaction.set_rollback(True)


@pytest.fixture
def cast(cast_once: Any, db: None) -> Any:
    """A plan with somebody in every role; see ``tests/people.py``. What a test does to it is its own."""
    return deepcopy(cast_once)


@pytest.fixture(scope="module")
def cast_once(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    """The same cast for a whole file of tests; what a test changes in the database is undone after it."""
    from django.db import transaction

    from abc_portal.reporting.reference import load_reference
    from tests import snapshots
    from tests.people import Cast

    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        cast = snapshots.once("cast", Cast.assemble)
        django_db_blocker.block()
        yield cast
        django_db_blocker.unblock()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def furnished(cast_once: Any, django_db_blocker: Any) -> Any:
    """The cast's plan has one of everything, for a whole file of tests; gives the arguments of every address."""
    from tests.house import addresses

    with django_db_blocker.unblock():
        return addresses.furnish(cast_once)


@pytest.fixture(scope="module")
def administered(furnished: Any, cast_once: Any, django_db_blocker: Any) -> Any:
    """And so has the administration."""
    from tests.house import addresses

    with django_db_blocker.unblock():
        addresses.furnish_administration(cast_once)
    return furnished


@pytest.fixture
def english() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield
