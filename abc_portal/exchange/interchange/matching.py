"""Which stored rows a document means, which it no longer has, and each row's place in its list."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

from abc_portal.exchange.interchange.columns import column
from abc_portal.exchange.interchange.kinds import Ref
from abc_portal.exchange.interchange.parts import Field, Part, Register
from abc_portal.exchange.interchange.standing import (
    Document,
    Node,
    Values,
    documents_below,
    documents_of,
    is_placed,
    nested,
    tree,
)

Listed = list[tuple[str, Document]]


@dataclass
class Match:
    """The document matched with stored rows: ``pairs`` and ``positions`` by the document's paths.

    ``removed`` are the rows that the document no longer has, parents first, each with its list's path.
    """

    values: Values
    pairs: dict[str, Node] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    removed: list[tuple[str, Node]] = field(default_factory=list)
    _documents: dict[str, Document] = field(default_factory=dict)

    def against(self, document: Document, register: Register, plan: Any) -> None:
        """Match every part of the document with the plan's rows."""
        for part in register.parts:
            self._match(part, documents_of(part, document), tree(part, plan), ".".join(("$", *part.place)))

    def changing(self) -> Iterator[tuple[Node, str, Any]]:
        """Each row that stays and has a changed column, with the column and its new value."""
        for path, node in self.pairs.items():
            for item in node.part.fields:
                value = self.values.of_document(item, self._documents[path])
                if not isinstance(item.kind, Ref) and value != self.values.of_row(item, node.row):
                    yield node, column(node.part.model, item.attribute), value
            if path in self.positions and self.positions[path] != node.row.position:
                yield node, "position", self.positions[path]

    def _match(self, part: Part, listed: Listed, nodes: list[Node], path: str) -> None:
        found = self._found(part, listed, nodes)
        if not is_placed(part):
            self._make_anew_what_is_out_of_order(part, listed, found)
        else:
            self._number(listed, found)
        stay = {id(node) for node in found.values()}
        self.removed.extend((path, item) for node in nodes if id(node) not in stay for item in node.all())
        for where, document in listed:
            self._documents[where] = document
            if node := found.get(where):
                self.pairs[where] = node
                self._match_below(part, document, node, where)

    def _match_below(self, part: Part, document: Document, node: Node, path: str) -> None:
        for child in part.children:
            self._match(child, documents_below(child, document, path), node.below[child], f"{path}.{child.key}")
        if part.nests:
            self._match(part, nested(part, document, path), node.parts, f"{path}.{part.nested_key}")

    # --- which is which -----------------------------------------------------------------------------

    def _found(self, part: Part, listed: Listed, nodes: list[Node]) -> dict[str, Node]:
        """Those that are quite the same find each other first, then those with the same values, then the same key.

        A row whose key is left out is known by what it must have.
        """
        found: dict[str, Node] = {}
        free = nodes
        ways = (
            (self._whole, self._whole_row),
            (self._own, self._own_row),
            (self._key, self._key_row),
            (self._required, self._required_row),
        )
        for document_key, row_key in ways:
            waiting: dict[Any, deque[Node]] = defaultdict(deque)
            for node in free:
                waiting[row_key(part, node)].append(node)
            for path, document in listed:
                key = document_key(part, document) if path not in found else None
                if key is not None and (same := waiting.get(key)):
                    found[path] = same.popleft()
            taken = {id(node) for node in found.values()}
            free = [node for node in free if id(node) not in taken]
        return found

    def _key(self, part: Part, document: Document) -> Any:
        return () if part.single else self._values(part.known_by, document)

    def _key_row(self, part: Part, node: Node) -> Any:
        return () if part.single else tuple(self.values.of_row(item, node.row) for item in part.known_by)

    def _required(self, part: Part, document: Document) -> Any:
        keyless = all(item.key not in document for item in part.known_by)
        return self._values(_required(part), document) if keyless else None

    def _required_row(self, part: Part, node: Node) -> Any:
        return tuple(self.values.of_row(item, node.row) for item in _required(part))

    def _own(self, part: Part, document: Document) -> Any:
        return self._values(part.fields, document)

    def _own_row(self, part: Part, node: Node) -> Any:
        return tuple(self.values.of_row(item, node.row) for item in part.fields)

    def _whole(self, part: Part, document: Document) -> Any:
        below = tuple(
            tuple(self._whole(child, item) for _path, item in documents_below(child, document, ""))
            for child in part.children
        )
        inner = tuple(self._whole(part, item) for _path, item in nested(part, document, ""))
        return self._own(part, document), below, inner

    def _whole_row(self, part: Part, node: Node) -> Any:
        below = tuple(tuple(self._whole_row(child, item) for item in node.below[child]) for child in part.children)
        return self._own_row(part, node), below, tuple(self._whole_row(part, item) for item in node.parts)

    def _values(self, fields: tuple[Field, ...], document: Document) -> Any:
        return tuple(self.values.of_document(item, document) for item in fields)

    # --- places in lists ----------------------------------------------------------------------------

    def _number(self, listed: Listed, found: dict[str, Node]) -> None:
        """Number each row in its list; a row whose number still fits keeps it."""
        last, number = -1, -1.0
        for path, _document in listed:
            node = found.get(path)
            fits = node is not None and (
                node.row.position > last or (node.row.position == last and node.row.pk > number)
            )
            last = node.row.position if node is not None and fits else last + 1
            number = inf if node is None else node.row.pk
            self.positions[path] = last

    def _make_anew_what_is_out_of_order(self, part: Part, listed: Listed, found: dict[str, Node]) -> None:
        """Recreate rows of a list without numbers that are out of order: their order is that of creation."""
        deciding = [item for item in part.fields if _column_name(part, item) in _ordered_by(part)]
        latest: dict[Any, float] = {}
        for path, document in listed:
            equals, node = self._values(tuple(deciding), document), found.get(path)
            if node is not None and node.row.pk > latest.get(equals, 0):
                latest[equals] = node.row.pk
            else:
                found.pop(path, None)
                latest[equals] = inf


def _required(part: Part) -> tuple[Field, ...]:
    return tuple(item for item in part.fields if item.required)


def _column_name(part: Part, field: Field) -> str:
    return column(part.model, field.attribute)


def _ordered_by(part: Part) -> set[str]:
    """The columns that the rows are ordered by, before the order in which they came about."""
    names = [item if isinstance(item, str) else getattr(item, "expression", item).name for item in part.order]
    return {name.removeprefix("-").split("__")[0] for name in names}
