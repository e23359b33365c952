"""Locks for what may run once at a time: on a machine, or for one row of the database."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import models


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """A lock between processes, released however its holder ends. Raises ``OSError`` when the file cannot be made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def hold(row: models.Model) -> None:
    """Lock a row until the transaction ends; on SQLite every writer waits anyway."""
    rows = row._meta.model._base_manager.select_for_update(no_key=True)
    rows.filter(pk=row.pk).values_list("pk", flat=True).first()
