"""What every test has: reference data, a fixed cast of people, and plans."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# Before Django reads its settings: nothing of a test run touches the developer's own files.
os.environ["ABC_VAR_DIR"] = tempfile.mkdtemp(prefix="abc-tests-")
os.environ.pop("ABC_ENV", None)


def pytest_configure() -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: Any) -> None:
    """Each worker has a database of its own."""


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def reference(db: Any) -> None:
    """The funding rounds."""
    from abc_portal.reporting.reference import load_reference

    load_reference()


@pytest.fixture
def demo(db: Any) -> None:
    """Both demo cases with their people."""
    from abc_portal.reporting.demo import load_demo

    load_demo()


@pytest.fixture
def cast(reference: None) -> Any:
    """A plan with somebody in every role; see ``tests/people.py``."""
    from tests.people import Cast

    return Cast.assemble()


@pytest.fixture
def english() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield
