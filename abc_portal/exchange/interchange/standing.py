"""A plan's stored rows as a tree like the document's, and which of them a document means."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from abc_portal.exchange.interchange.exporting import fetch
from abc_portal.exchange.interchange.kinds import Ref, ValueFault
from abc_portal.exchange.interchange.parts import Field, Part, Register
from abc_portal.exchange.interchange.shared import SHARED

Document = dict[str, Any]


@dataclass(eq=False)
class Node:
    """A stored row, with the rows under it by part, and the nested rows of its own kind."""

    part: Part
    row: Any
    below: dict[Part, list["Node"]]
    parts: list["Node"] = field(default_factory=list)

    def all(self) -> Iterator["Node"]:
        """The row and everything under it, from the top down."""
        yield self
        for node in chain(*self.below.values(), self.parts):
            yield from node.all()


def tree(part: Part, plan: Any) -> list[Node]:
    """The plan's rows of the part, in the document's order."""
    rows = [plan] if part.model is type(plan) else fetch(part, plan)
    below = {child: _by_parent(child, plan) for child in part.children}
    nodes = [Node(part, row, {child: below[child].get(row.pk, []) for child in part.children}) for row in rows]
    if not part.nests:
        return nodes
    by_number = {node.row.pk: node for node in nodes}
    outermost: list[Node] = []
    for node in nodes:
        holder = getattr(node.row, f"{part.nests}_id")
        (outermost if holder is None else by_number[holder].parts).append(node)
    return outermost


def _by_parent(part: Part, plan: Any) -> dict[Any, list[Node]]:
    found = defaultdict(list)
    for node in tree(part, plan):
        found[getattr(node.row, f"{part.parent}_id")].append(node)
    return found


def is_placed(part: Part) -> bool:
    """Whether the rows' order is a number that the document leaves out."""
    names = {concrete_field.name for concrete_field in part.model._meta.concrete_fields}
    return "position" in names and all(item.attribute != "position" for item in part.fields)


def documents_below(child: Part, document: Document, path: str) -> list[tuple[str, Document]]:
    """The documents of a part under a row, each with its path."""
    value = document.get(child.key)
    if child.single:
        return [] if value is None else [(f"{path}.{child.key}", value)]
    return [(f"{path}.{child.key}[{place}]", item) for place, item in enumerate(value or [])]


def documents_of(part: Part, document: Document) -> list[tuple[str, Document]]:
    """The documents of a part of the whole, each with its path."""
    for step in part.place[:-1]:
        document = document.get(step) or {}
    return documents_below(part, document, ".".join(("$", *part.place[:-1])))


def nested(part: Part, document: Document, path: str) -> list[tuple[str, Document]]:
    """The documents that a row of a part that nests holds, each with its path."""
    rows = document.get(part.nested_key, []) if part.nests else []
    return [(f"{path}.{part.nested_key}[{place}]", row) for place, row in enumerate(rows)]


@dataclass
class Values:
    """Values of stored rows and of the document in one comparable form."""

    register: Register
    #: The number of the shared row that a key in the document means; ``None`` for one that is new.
    number: Callable[[str, str], Any]
    shared: frozenset[str] = field(default_factory=lambda: frozenset(item.namespace for item in SHARED.values()))

    def of_row(self, item: Field, row: Any) -> Any:
        value = getattr(row, item.attribute)
        if value is None or not isinstance(item.kind, Ref):
            return _plain(value)
        namespace = item.kind.namespace
        return value.pk if namespace in self.shared else self.register.keys[namespace](value)

    def of_document(self, item: Field, document: Document) -> Any:
        if item.key not in document:
            return _plain(item.default)
        value = document[item.key]
        if isinstance(item.kind, Ref):
            return self._meant(item.kind.namespace, value)
        try:
            return _plain(item.kind.load(value, None))  # type: ignore[arg-type]
        except ValueFault:
            return ("?", repr(value))  # equals no stored value; the fault is reported when the row is read

    def _meant(self, namespace: str, key: str) -> Any:
        if namespace not in self.shared:
            return key
        number = self.number(namespace, key)
        return ("?", key) if number is None else number


def _plain(value: Any) -> Any:
    """An empty text is as good as none."""
    if value == "" or value is None:
        return None
    return tuple(map(_plain, value)) if isinstance(value, list) else value
