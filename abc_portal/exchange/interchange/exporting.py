"""A whole plan as one document: the same plan gives the same document, however its rows came about."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects

from abc_portal.core import danish
from abc_portal.exchange.interchange.kinds import Pending
from abc_portal.exchange.interchange.parts import SCHEMA_NAME, SCHEMA_VERSION, Part, Register
from abc_portal.exchange.interchange.shared import SHARED


def export(
    plan: Any,
    register: Register,
    *,
    extra: Iterable[Pending] = (),
    numbers: dict[tuple[str, str], Any] | None = None,
) -> dict[str, Any]:
    """The plan as a document of plain values. ``extra`` are shared rows that belong to it though nothing refers to
    them. ``numbers`` is given the number of the shared row that each key stands for.
    """
    document: dict[str, Any] = {"schema": SCHEMA_NAME, "schema_version": SCHEMA_VERSION}
    for part in register.parts:
        _put(document, part.place, _dump_part(part, plan))
    keys = Keys(register, [*_pending(document), *extra])
    for name, shared in SHARED.items():
        rows = keys.rows.get(shared.namespace, [])
        if rows:
            document[name] = shared.dump(rows, keys.key)
    if numbers is not None:
        numbers.update(keys.numbers)
    return _settled(document, keys)


def as_text(document: dict[str, Any]) -> str:
    """UTF-8 JSON with sorted keys, one value a line, ending in a line break."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


class Keys:
    """Gives every shared row a key from its name, the same in every export of the same rows."""

    def __init__(self, register: Register, pending: Iterable[Pending]) -> None:
        self.register = register
        self.rows: dict[str, list[Any]] = {}
        self._given: dict[tuple[str, Any], str] = {}
        self._collect(list(pending))
        for shared in SHARED.values():
            self._name(shared)

    def _collect(self, waiting: list[Pending]) -> None:
        """Gather the rows that are referred to, and what they refer to in turn, a whole round at a time."""
        by_namespace = {shared.namespace: shared for shared in SHARED.values()}
        found: dict[str, dict[Any, Any]] = {name: {} for name in by_namespace}
        while waiting:
            fresh: dict[str, dict[Any, Any]] = {}
            for item in waiting:
                if item.namespace in found and item.row.pk not in found[item.namespace]:
                    fresh.setdefault(item.namespace, {})[item.row.pk] = item.row
            waiting = []
            for name, rows in fresh.items():
                shared = by_namespace[name]
                prefetch_related_objects(list(rows.values()), *shared.relations)
                found[name].update(rows)
                waiting.extend(shared.closure(rows.values()))
        self.rows = {name: list(rows.values()) for name, rows in found.items()}

    def _name(self, shared: Any) -> None:
        rows = self.rows.get(shared.namespace, [])
        rows.sort(key=lambda row: (danish.slug(shared.identity(row)[0]), shared.identity(row)[1]))
        used: set[str] = set()
        for row in rows:
            base = danish.slug(shared.identity(row)[0]) or shared.namespace
            key, number = base, 2
            while key in used:
                key, number = f"{base}-{number}", number + 1
            used.add(key)
            self._given[shared.namespace, row.pk] = key

    @classmethod
    def of(cls, plan: Any, register: Register) -> "Keys":
        """The keys that an export of the plan would give."""
        return cls(register, _pending([_dump_part(part, plan) for part in register.parts]))

    def own(self, namespace: str, key: str) -> list[Any]:
        """Numbers of the shared rows that the plan uses, the one of that key first."""
        rows = self.rows.get(namespace, [])
        return [row.pk for row in sorted(rows, key=lambda row: self._given[namespace, row.pk] != key)]

    @property
    def numbers(self) -> dict[tuple[str, str], Any]:
        """The number of the row that each key stands for, by the list's name and the key."""
        return {(namespace, key): number for (namespace, number), key in self._given.items()}

    def key(self, namespace: str, row: Any) -> str:
        given = self._given.get((namespace, row.pk))
        return given if given is not None else self.register.keys[namespace](row)


def _dump_part(part: Part, plan: Any) -> Any:
    if part.model is type(plan):
        return _dump_row(part, plan, {child: _by_parent(child, plan) for child in part.children})
    rows = fetch(part, plan)
    below = {child: _by_parent(child, plan) for child in part.children}
    if part.nests:
        return _dump_nested(part, rows, below)
    dumped = [_dump_row(part, row, below) for row in rows]
    return (dumped[0] if dumped else None) if part.single else dumped


def fetch(part: Part, plan: Any) -> list[Any]:
    """All rows of the part in the plan, in the document's order, with what they refer to."""
    related = [field.attribute for field in part.fields if hasattr(field.kind, "namespace")]
    rows = part.model._base_manager.filter(**{part.path: plan}, **dict(part.only)).order_by(*part.order)
    return list(rows.select_related(*related, *part.related))


def _by_parent(part: Part, plan: Any) -> dict[Any, list[tuple[Any, dict[Part, Any]]]]:
    """All rows of a child part in the plan, by the row above; each with its own children."""
    below = {child: _by_parent(child, plan) for child in part.children}
    found: dict[Any, list[tuple[Any, dict[Part, Any]]]] = {}
    for row in fetch(part, plan):
        found.setdefault(getattr(row, f"{part.parent}_id"), []).append((row, below))
    return found


def _dump_row(part: Part, row: Any, below: dict[Part, Any]) -> dict[str, Any]:
    dumped = {}
    for field in part.fields:
        value = getattr(row, field.attribute)
        if field.required or (value not in (None, "") and value != field.default):
            dumped[field.key] = field.kind.dump(value)
    for child in part.children:
        rows = [_dump_row(child, item, deeper) for item, deeper in below[child].get(row.pk, ())]
        if rows:
            dumped[child.key] = rows[0] if child.single else rows
    return dumped


def _dump_nested(part: Part, rows: list[Any], below: dict[Part, Any]) -> list[dict[str, Any]]:
    children: dict[Any, list[Any]] = {}
    for row in rows:
        children.setdefault(getattr(row, f"{part.nests}_id"), []).append(row)

    def branch(parent: Any) -> list[dict[str, Any]]:
        found = []
        for row in children.get(parent, ()):
            dumped = _dump_row(part, row, below)
            if parent is not None:
                dumped = {key: value for key, value in dumped.items() if key not in part.outer}
            inner = branch(row.pk)
            found.append({**dumped, part.nested_key: inner} if inner else dumped)
        return found

    return branch(None)


def _put(document: dict[str, Any], place: tuple[str, ...], value: Any) -> None:
    if value is None or value == []:
        return
    for step in place[:-1]:
        document = document.setdefault(step, {})
    document[place[-1]] = value


def _pending(value: Any) -> Iterable[Pending]:
    if isinstance(value, Pending):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _pending(item)
    elif isinstance(value, list):
        for item in value:
            yield from _pending(item)


def _settled(value: Any, keys: Keys) -> Any:
    if isinstance(value, Pending):
        return keys.key(value.namespace, value.row)
    if isinstance(value, dict):
        return {key: _settled(item, keys) for key, item in value.items()}
    if isinstance(value, list):
        return [_settled(item, keys) for item in value]
    return value
