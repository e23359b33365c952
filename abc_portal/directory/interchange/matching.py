"""What every shared list does: describe its rows, match them with stored ones, and refuse conflicts."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.exchange.interchange.columns import is_required, kind_of
from abc_portal.exchange.interchange.kinds import Partly, Pending, Ref, Text, ValueFault, ValueKind
from abc_portal.exchange.interchange.shared import SHARED, ImportContext, SharedRow

NAME = Text(200)
KEY = Text(200, r"\S")


#: What the keys of shared rows mean, where the model's own words are not enough.
MEANINGS = {
    "key": "Whatever you like; other places in the document name the row by it.",
    "aliases": "Other names that the row goes by.",
    "departments": "The housing departments, or parts of them.",
    "areas": "The housing areas.",
    "listings": "The official lists that the area is or was on.",
    "list": "Which list.",
    "counted": "When it was counted.",
    "start": "From when.",
    "end": "To when.",
}


def object_of(model: type[Model], columns: str, **others: Any) -> dict[str, Any]:
    """The schema of a row of the model: its ``columns``, as words, and more; only ``key`` is required.

    A column with another name in the document is written ``key=column``. ``others`` are kinds or schemas.
    """
    named = {key: attribute or key for key, _equals, attribute in (word.partition("=") for word in columns.split())}
    ordered = sorted(named, key=lambda key: not is_required(model, named[key]))
    first = {"key": others["key"]} if "key" in others else {}
    own = {key: others.get(key) or kind_of(model, named[key]) for key in ordered}
    kinds = {**first, **own, **{key: kind for key, kind in others.items() if key not in (*first, *own)}}
    properties = {
        key: (
            kind.described(_described(model, key, kind))
            if isinstance(kind, ValueKind)
            else {**kind, "description": _described(model, key, kind)}
        )
        for key, kind in kinds.items()
    }
    required = [*first, *(key for key in ordered if is_required(model, named[key]))]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _described(model: type[Model], key: str, kind: Any) -> str:
    with translation.override("en"):
        words = MEANINGS.get(key) or f"{capfirst(model._meta.get_field(key).verbose_name)}."
        if isinstance(kind, Ref):
            return f"{words} The key of one of {SHARED[kind.namespace].words}."
    return words


def list_of(kind: ValueKind | dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": kind.schema() if isinstance(kind, ValueKind) else kind}


def filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def names_of(aliases: Iterable[Any]) -> list[str]:
    return sorted((alias.name for alias in aliases), key=danish.sort_key)


def partly(value: Any) -> Any:
    return None if value is None else Partly().dump(value)


def read(reader: ImportContext, kind: ValueKind, document: dict[str, Any], key: str, path: str) -> Any:
    """The document's value; ``None`` when absent; a fault (and ``None``) when it cannot be read."""
    if document.get(key) in (None, ""):
        return None
    try:
        return kind.load(document[key], reader)
    except ValueFault as fault:
        reader.fault(f"{path}.{key}", str(fault))
        return None


def _dumped(kind: ValueKind, value: Any, key: Any) -> Any:
    if value is None or not isinstance(kind, Ref):
        return value
    return key(kind.namespace, value)


class MatchedRows(SharedRow):
    """A list whose rows have a key, are matched with stored rows, and may have aliases.

    ``columns`` are the row's own values, as words; references lead to other shared rows.
    """

    columns = ""
    alias: type[Any] | None = None
    owner = ""

    @property
    def kinds(self) -> dict[str, ValueKind]:
        return {name: kind_of(self.model, name) for name in self.columns.split()}

    def lists(self) -> dict[str, Any]:
        """The schemas of the rows under a row."""
        return {"aliases": list_of(NAME)} if self.alias else {}

    def schema(self) -> dict[str, Any]:
        return object_of(self.model, self.columns, key=KEY, **self.lists())

    def closure(self, rows: Iterable[Any]) -> Iterable[Pending]:
        references = [(name, kind.namespace) for name, kind in self.kinds.items() if isinstance(kind, Ref)]
        for row in rows:
            for name, namespace in references:
                if getattr(row, name):
                    yield Pending(namespace, getattr(row, name))

    def dump(self, rows: list[Any], key: Any) -> list[dict[str, Any]]:
        kinds = self.kinds.items()
        return [
            filled(
                {
                    "key": key(self.namespace, row),
                    **{name: _dumped(kind, getattr(row, name), key) for name, kind in kinds},
                    **self.dump_lists(row, key),
                }
            )
            for row in rows
        ]

    def dump_lists(self, row: Any, key: Any) -> dict[str, Any]:
        """The rows under the row."""
        return {"aliases": names_of(row.aliases.all())} if self.alias else {}

    def load(self, documents: list[dict[str, Any]], path: str, reader: ImportContext) -> None:
        for place, document in enumerate(documents):
            self._load_one(document, f"{path}[{place}]", reader)

    def facts(self, document: dict[str, Any], path: str, reader: ImportContext) -> dict[str, Any]:
        """The row's own columns as the document states them."""
        return {
            name: read(reader, kind, document, name, path) if isinstance(kind, Ref) else document.get(name, "")
            for name, kind in self.kinds.items()
        }

    def match(self, facts: dict[str, Any], taken: set[Any], own: list[Any], by: Any) -> Any:
        """The stored row, or ``None``; never one that is ``taken`` by another entry of the document.

        Of several that fit, the first of the plan's ``own``. ``by`` is the importing user.
        """
        raise NotImplementedError

    def after(self, row: Any, document: dict[str, Any], path: str, reader: ImportContext) -> None:
        """Load the rows under the row."""

    def _load_one(self, document: dict[str, Any], path: str, reader: ImportContext) -> None:
        facts, key = self.facts(document, path, reader), document["key"]
        row = self._standing(facts, key, reader)
        if row is None:
            row = self.model(**facts)
            reader.store(row, path, {name: name for name in facts})
        else:
            self._agree(reader, path, row, facts)
        reader.remember(self.namespace, key, row, path)
        self._add_aliases(reader, path, row, document.get("aliases", []))
        self.after(row, document, path, reader)

    def _standing(self, facts: dict[str, Any], key: str, reader: ImportContext) -> Any:
        """The stored row; a reference to a refused row counts as new."""
        if any(isinstance(value, Model) and value.pk is None for value in facts.values()):
            return None
        return self.match(facts, reader.taken(self.namespace), reader.own(self.namespace, key), reader.by)

    def _agree(self, reader: ImportContext, path: str, row: Any, facts: dict[str, Any]) -> None:
        """Facts in the document must equal the stored ones; a missing fact is ignored."""
        for key, value in facts.items():
            stored = getattr(row, key)
            if value not in (None, "") and stored != value:
                reader.fault(
                    f"{path}.{key}",
                    _("The portal says “%(stands)s” about %(row)s, the document “%(value)s”. Nothing is overwritten.")
                    % {"stands": stored if stored not in (None, "") else _("not stated"), "row": row, "value": value},
                )

    def _add_aliases(self, reader: ImportContext, path: str, row: Any, names: Iterable[str]) -> None:
        if self.alias is None:
            return
        known = {alias.name for alias in row.aliases.all()} if row.pk else set()
        for place, name in enumerate(names):
            if name not in known:
                reader.store(self.alias(**{self.owner: row, "name": name}), f"{path}.aliases[{place}]", {})
