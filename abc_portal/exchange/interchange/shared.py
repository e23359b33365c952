"""Rows shared by several plans in a document; each kind says how it is read and matched.

The directory registers them; this package knows only their order and keys.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import Model

from abc_portal.exchange.interchange.kinds import NAMESPACES, Pending, References
from abc_portal.exchange.interchange.questions import Answers, SharedQuestion


class ImportContext(References, Protocol):
    """What an import offers to a shared row: keys, faults, and writing."""

    @property
    def by(self) -> Any:
        """Who imports: what they do not see is not matched. ``None`` is the operator of the portal."""
        ...

    @property
    def document(self) -> dict[str, Any]:
        """The whole document."""
        ...

    @property
    def answers(self) -> Answers: ...

    def fault(self, path: str, sentence: str) -> None: ...

    def warn(self, path: str, sentence: str) -> None:
        """Something to look at that does not stand in the way."""
        ...

    def ask(self, question: SharedQuestion) -> None:
        """Nothing is imported until it is answered."""
        ...

    def remember(self, namespace: str, key: str, row: Any, path: str) -> None: ...

    def taken(self, namespace: str) -> set[Any]:
        """Keys of the rows that the document has matched already: another entry is another row."""
        ...

    def own(self, namespace: str, key: str) -> list[Any]:
        """Keys of the rows that the plan to be brought up to date uses, best first the one it exports under that
        key."""
        ...

    def store(self, row: Any, path: str, attributes: dict[str, str]) -> bool: ...


class SharedRow(ABC):
    """One list of shared rows in the document, such as ``organisations``."""

    namespace = ""
    model: type[Model]
    #: For a fault's sentence: "the organisations (organisations)".
    words: Any = ""
    #: What is fetched with the rows on export, so that their number does not matter.
    relations: tuple[str, ...] = ()

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of one row."""

    @abstractmethod
    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        """The rows that these rows refer to, included in the document."""

    @abstractmethod
    def identity(self, row: Any) -> tuple[str, str]:
        """(text for the key, text that sets rows with the same key in an order)."""

    @abstractmethod
    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        """The rows for the document; ``key(namespace, row)`` gives keys."""

    @abstractmethod
    def load(self, documents: list[dict[str, Any]], path: str, reader: ImportContext) -> None:
        """Match or create every row of the list; a conflict with a stored row is a fault."""


#: In the order in which they are imported.
SHARED: dict[str, SharedRow] = {}


def share(key: str, row: SharedRow) -> None:
    """Register a list of shared rows."""
    SHARED[key] = row
    NAMESPACES[row.model] = row.namespace
