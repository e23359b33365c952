"""What is costly to build is built once in a run; each test that wants it gets the same rows again.

The rows are put back as they are, with their keys and their histories. The database's counters
stand beyond those keys: PostgreSQL's are not turned back with the transaction that built the rows,
and SQLite takes the highest key there is.
"""

import hashlib
import pickle
import tempfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from abc_portal.audit.models import ChangeSet
from abc_portal.reporting.demo import load_demo
from plans.models import FundingRound
from tests import migrated

#: What the demo cases' rows follow from.
SOURCES = (
    *(f"{package}/**/*.py" for package in ("abc_portal", "plans", "budgets", "indicators", "governance")),
    "fixtures/**/*.json",
)


def _models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _rounds() -> set[int]:
    return set(FundingRound.objects.values_list("pk", flat=True))


@dataclass
class Snapshot:
    """Every row that a builder added, and what it returned."""

    rows: dict[type[models.Model], list[models.Model]]
    result: Any
    rounds: set[int]

    @classmethod
    def of(cls, build: Callable[[], Any]) -> "Snapshot":
        """Build, remember, and undo."""
        with transaction.atomic():
            rounds = _rounds()
            before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in _models()}
            result = build()
            rows = {model: list(model._base_manager.exclude(pk__in=known)) for model, known in before.items()}
            transaction.set_rollback(True)
        return cls({model: added for model, added in rows.items() if added}, result, rounds)

    @property
    def fits(self) -> bool:
        """Whether the reference data that the rows point to are those of the time they were built, and their keys
        free.
        """
        change_sets = [row.pk for row in self.rows.get(ChangeSet, [])]
        return _rounds() == self.rounds and not ChangeSet.objects.filter(pk__in=change_sets).exists()

    def restore(self) -> Any:
        """Put the rows back; what the builder returned, as a copy of the test's own."""
        with transaction.atomic():  # rows point to rows of models that come later
            for model, rows in self.rows.items():
                model._base_manager.bulk_create(pickle.loads(pickle.dumps(rows)))
        return deepcopy(self.result)


_taken: dict[str, Snapshot] = {}


def once(name: str, build: Callable[[], Any]) -> Any:
    """The builder's rows and result, built the first time and put back from then on."""
    if name not in _taken:
        _taken[name] = Snapshot.of(build)
    found = _taken[name]
    return found.restore() if found.fits else build()


def demo() -> None:
    """The demo cases, which the first process of a run builds and the others find in a file."""
    if "demo" not in _taken:
        _taken["demo"] = _stored_demo()
    once("demo", load_demo)


def _stored_demo() -> Snapshot:
    path = migrated.folder() / f"demo-{connection.vendor}-{_key()}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())
    built = Snapshot.of(load_demo)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        pickle.dump(built, file)
    for older in path.parent.glob(f"demo-{connection.vendor}-*.pickle"):
        older.unlink(missing_ok=True)
    Path(file.name).rename(path)
    return built


def _key() -> str:
    """Names the code and the documents that the rows follow from."""
    known = hashlib.sha256(migrated.key().encode())
    for path in sorted({path for pattern in SOURCES for path in migrated.HERE.glob(pattern)}):
        known.update(path.relative_to(migrated.HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return known.hexdigest()[:16]
