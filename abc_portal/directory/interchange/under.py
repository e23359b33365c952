"""Rows under a shared row that only say something of it: dumped with it, and added where they are not there."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Model

from abc_portal.directory.interchange.matching import filled, list_of, object_of, read
from abc_portal.exchange.interchange.columns import kind_of
from abc_portal.exchange.interchange.kinds import Pending, Ref, ValueKind
from abc_portal.exchange.interchange.shared import ImportContext


class RowsUnder:
    """A list under a shared row: ``relation`` leads to its rows, ``owner`` from them to it.

    ``identity`` are the values by which a stored row is known again, as words, and ``others`` the rest, which are
    filled in where they are not known; one with another name in the document is written ``key=column``.
    """

    def __init__(self, model: type[Model], relation: str, owner: str, identity: str, others: str) -> None:
        self.model, self.relation, self.owner, self.identity, self.others = model, relation, owner, identity, others

    @cached_property
    def kinds(self) -> dict[str, tuple[str, ValueKind]]:
        """Of each key in the document the attribute and its kind."""
        found = _attributes(f"{self.identity} {self.others}")
        return {key: (name, kind_of(self.model, name)) for key, name in found.items()}

    def schema(self) -> dict[str, Any]:
        return list_of(object_of(self.model, f"{self.identity} {self.others}"))

    def pending(self, row: Any) -> Iterable[Pending]:
        """The shared rows that these rows refer to."""
        for name, kind in self.kinds.values():
            if isinstance(kind, Ref):
                for item in getattr(row, self.relation).all():
                    yield Pending(kind.namespace, getattr(item, name))

    def dump(self, row: Any, key: Any) -> list[dict[str, Any]]:
        return [self._dumped(item, key) for item in getattr(row, self.relation).all()]

    def load(self, row: Any, documents: list[dict[str, Any]], path: str, reader: ImportContext) -> None:
        """Add each that the stored row does not say already, and fill in what is not known of one that it does."""
        stored = list(getattr(row, self.relation).all()) if row.pk else []
        others = tuple(_attributes(self.others).values())
        for place, document in enumerate(documents):
            here = f"{path}[{place}]"
            found = self.model(**{self.owner: row})
            for key, (name, kind) in self.kinds.items():
                if (value := read(reader, kind, document, key, here)) is not None:
                    setattr(found, name, value)
            same = [item for item in stored if self._known_by(item) == self._known_by(found)]
            store_or_fill(reader, found, same, others, here, {name: key for key, (name, _kind) in self.kinds.items()})

    def _dumped(self, item: Any, key: Any) -> dict[str, Any]:
        values = ((name, kind, getattr(item, name)) for name, kind in self.kinds.values())
        dumped = [
            None if value is None else key(kind.namespace, value) if isinstance(kind, Ref) else kind.dump(value)
            for _name, kind, value in values
        ]
        return filled(dict(zip(self.kinds, dumped, strict=True)))

    def _known_by(self, item: Any) -> list[Any]:
        """The values it is known by; a reference by what it leads to, which a new row may lack after a fault."""
        names = _attributes(self.identity).values()
        return [
            getattr(item, f"{name}_id") if isinstance(kind, Ref) else getattr(item, name)
            for name, kind in self.kinds.values()
            if name in names
        ]


def _attributes(words: str) -> dict[str, str]:
    """Each key in the document with the attribute that it is for."""
    named = (word.partition("=") for word in words.split())
    return {key: name or key for key, _equals, name in named}


def store_or_fill(
    reader: ImportContext, row: Any, same: list[Any], names: tuple[str, ...], path: str, keys: dict[str, str]
) -> None:
    """Store the row, unless one of the ``same`` says it already, or all but what is filled in there.

    ``names`` are what may be filled in; a row that says less than the stored one adds nothing.
    """
    keys = {**{name: name for name in names}, **keys}
    values = {name: getattr(row, name) for name in names}
    for stored in sorted(same, key=lambda stored: values != {name: getattr(stored, name) for name in names}):
        known = {name: getattr(stored, name) for name in names}
        if any(value and known[name] and value != known[name] for name, value in values.items()):
            continue
        filled_in = {name: value for name, value in values.items() if value and not known[name]}
        for name, value in filled_in.items():
            setattr(stored, name, value)
        if filled_in:
            reader.store(stored, path, keys)
        return
    reader.store(row, path, keys)
