"""The database as the migrations leave it, made once; each run and each worker begins with a copy.

To migrate from nothing takes many times longer than to copy the outcome. A copy fits as long as no
migration and no version of a library changes: the name of the original says which they were. On
SQLite it is a file that the next run finds again, on PostgreSQL a database beside those of the tests.
"""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

HERE = Path(__file__).resolve().parent.parent


def key() -> str:
    """Names what the migrations were."""
    known = hashlib.sha256()
    for path in [HERE / "uv.lock", *sorted(HERE.glob("*/migrations/*.py")), *sorted(HERE.glob("*/*/migrations/*.py"))]:
        known.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return known.hexdigest()[:16]


def folder() -> Path:
    """Where originals and locks are kept: the user's own, as nobody else shall put anything there."""
    folder_path = Path(tempfile.gettempdir()) / f"abc-portal-migrated-{os.getuid()}"
    folder_path.mkdir(mode=0o700, exist_ok=True)
    if folder_path.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder_path} belongs to somebody else; delete it")
    return folder_path


def original(url: str | None) -> str:
    """The original for a ``DATABASE_URL``, made if it is missing: a file's path, or the name of a
    PostgreSQL database.
    """
    return _on_postgresql(url) if url else _on_sqlite()


def fill(memory: str, path: str) -> sqlite3.Connection:
    """Copy an original into a database in memory, which stays as long as this or another connection to it is open."""
    copy = sqlite3.connect(memory, uri=True, check_same_thread=False)
    with contextlib.closing(sqlite3.connect(path)) as source:
        source.backup(copy)
    return copy


def _on_sqlite() -> str:
    made = folder() / f"{key()}.sqlite3"
    with _alone(made.name):
        if not made.exists():
            with tempfile.TemporaryDirectory(dir=made.parent) as making:
                path = Path(making) / "portal.sqlite3"
                _migrate(f"sqlite:///{path}")
                path.rename(made)
    return str(made)


def _on_postgresql(url: str) -> str:
    made, making = f"abc_migrated_{key()}", f"abc_migrating_{key()}"
    with _alone(hashlib.sha256(url.encode()).hexdigest()[:16]), psycopg.connect(url, autocommit=True) as server:
        found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [made]).fetchone()
        if not found:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(making)))
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
            _migrate(urlsplit(url)._replace(path=f"/{making}").geturl())
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (making, made))))
    return made


@contextlib.contextmanager
def _alone(name: str) -> Iterator[None]:
    """Workers that begin at once wait for the one that makes the original."""
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(url: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "ABC_ENV"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    with tempfile.TemporaryDirectory() as var:  # nothing is written beside the developer's own files
        done = subprocess.run(
            command, cwd=HERE, env={**environment, "DATABASE_URL": url, "ABC_VAR_DIR": var},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the migrations failed:\n{done.stderr}")
