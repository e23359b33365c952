"""Faults of a start: each is one sentence, told before anything is changed."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from abc_portal.reporting.management.commands import run_portal

HERE = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def taken() -> Iterator[int]:
    """A port where somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "80 80", "٨٠٠٠"])
def test_a_port_that_is_none(port: str) -> None:
    with pytest.raises(CommandError, match="PORT er"):
        run_portal.port_number(port)


def test_a_port_that_is_taken_is_named_with_what_to_do(taken: int) -> None:
    with pytest.raises(CommandError, match=rf"Port {taken} kan ikke bruges .*PORT=8001 make run"):
        run_portal.check_port("127.0.0.1", taken)


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
def test_a_host_that_is_not_this_machine(host: str) -> None:
    with pytest.raises(CommandError, match=f"HOST er »{host}«"):
        run_portal.check_port(host, 8000)


def test_a_free_port_is_no_fault() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    run_portal.check_port("127.0.0.1", port)


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_left_alone() -> None:
    executor = MigrationExecutor(connection)
    run_portal.check_version(executor)
    executor.recorder.record_applied("plans", "0999_from_next_year")
    with pytest.raises(CommandError, match="den er lavet af en nyere, som kender plans 0999_from_next_year"):
        run_portal.check_version(MigrationExecutor(connection))


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_portal, "LEAST_FREE_BYTES", 2**62)
    with pytest.raises(CommandError, match=rf"Disken med {tmp_path} er fuld"):
        run_portal.check_room(tmp_path)


def test_every_folder_that_is_written_later_is_tried_now(tmp_path: Path, settings: Any) -> None:
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT, settings.MEDIA_ROOT = tmp_path / "static", tmp_path / "files"
    run_portal.check_room(tmp_path)
    assert {path.name for path in tmp_path.rglob("*")} == {"static", "files", "workers"}
    for name in ("static", "files", "workers"):
        (tmp_path / name).rmdir()
        (tmp_path / name).touch()  # root may write in any folder, but in a file nobody makes another
        with pytest.raises(CommandError, match=rf"{tmp_path / name} kan ikke skrives"):
            run_portal.check_room(tmp_path)
        (tmp_path / name).unlink()


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """``run_portal`` of its own files; it never gets as far as serving."""
    inherited = {
        key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "ABC_ENV", "PORT", "HOST")
    }
    return subprocess.run(
        [sys.executable, "manage.py", "run_portal"], cwd=HERE, capture_output=True, text=True, check=False, timeout=60,
        env={**inherited, "ABC_VAR_DIR": str(folder), **environment},
    )  # fmt: skip


def broken(folder: Path) -> dict[str, str]:
    (folder / "portal.sqlite3").write_bytes(b"this is no database" * 500)
    return {}


def without_server(folder: Path) -> dict[str, str]:
    return {"DATABASE_URL": "postgres://abc:hemmelig@127.0.0.1:1/portal"}


def without_secret(folder: Path) -> dict[str, str]:
    return {"ABC_ENV": "production"}


def in_a_file(folder: Path) -> dict[str, str]:
    (folder / "file").touch()
    return {"ABC_VAR_DIR": str(folder / "file"), "ABC_SECRET_KEY": "x" * 64}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (broken, "portal.sqlite3 kan ikke bruges: file is not a database"),
        (without_server, "Databaseserveren giver ikke adgang til »portal«"),
        (without_secret, "ABC_SECRET_KEY is missing"),
        (in_a_file, "kan ikke skrives"),
    ],
)
def test_the_whole_start_says_one_line_and_ends(fault: Any, said: str, tmp_path: Path) -> None:
    done = start(tmp_path, **fault(tmp_path))
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""
    assert done.returncode == 1
    assert "hemmelig" not in done.stderr
