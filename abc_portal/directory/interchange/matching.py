"""What every shared list does: describe its rows, match them with what stands, and refuse what conflicts."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.exchange.interchange.kinds import Kind, Partly, Text, ValueFault
from abc_portal.exchange.interchange.shared import Reader, SharedRow

NAME = Text(200)
KEY = Text(200, r"\S")


def object_of(required: dict[str, Kind], optional: dict[str, Any]) -> dict[str, Any]:
    kinds = {**required, **optional}
    properties = {key: kind.schema() if isinstance(kind, Kind) else kind for key, kind in kinds.items()}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def list_of(kind: Kind | dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": kind.schema() if isinstance(kind, Kind) else kind}


def filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def names_of(aliases: Iterable[Any]) -> list[str]:
    return sorted((alias.name for alias in aliases), key=danish.sort_key)


def partly(value: Any) -> Any:
    return None if value is None else Partly().dump(value)


def read(reader: Reader, kind: Kind, document: dict[str, Any], key: str, path: str) -> Any:
    """The document's value; ``None`` when absent; a fault (and ``None``) when it cannot be read."""
    if document.get(key) in (None, ""):
        return None
    try:
        return kind.load(document[key], reader)
    except ValueFault as fault:
        reader.fault(f"{path}.{key}", str(fault))
        return None


class MatchedRows(SharedRow):
    """A list whose rows have a key, are matched with what stands, and may have other names."""

    alias: type[Any] | None = None
    owner = ""

    def load(self, documents: list[dict[str, Any]], path: str, reader: Reader) -> None:
        for place, document in enumerate(documents):
            self._load_one(document, f"{path}[{place}]", reader)

    def facts(self, document: dict[str, Any], path: str, reader: Reader) -> dict[str, Any]:
        """The row's own columns as the document states them."""
        raise NotImplementedError

    def match(self, facts: dict[str, Any], taken: set[Any]) -> Any:
        """The row that stands, or ``None``; never one that is ``taken`` by another entry of the document."""
        raise NotImplementedError

    def make(self, facts: dict[str, Any]) -> Any:
        raise NotImplementedError

    def after(self, row: Any, document: dict[str, Any], path: str, reader: Reader) -> None:
        """What hangs under the row."""

    def _load_one(self, document: dict[str, Any], path: str, reader: Reader) -> None:
        facts = self.facts(document, path, reader)
        row = self.match(facts, reader.taken(self.namespace))
        if row is None:
            row = self.make(facts)
            if not reader.store(row, path, {name: name for name in facts}):
                return
        else:
            self._agree(reader, path, row, facts)
        reader.remember(self.namespace, document["key"], row, path)
        self._add_aliases(reader, path, row, document.get("aliases", []))
        self.after(row, document, path, reader)

    def _agree(self, reader: Reader, path: str, row: Any, facts: dict[str, Any]) -> None:
        """Facts that the document states must be those that stand; an absent fact says nothing."""
        for key, value in facts.items():
            stands = getattr(row, key)
            if value not in (None, "") and stands != value:
                reader.fault(
                    f"{path}.{key}",
                    _("The portal says “%(stands)s” about %(row)s, the document “%(value)s”. Nothing is overwritten.")
                    % {"stands": stands if stands not in (None, "") else _("not stated"), "row": row, "value": value},
                )

    def _add_aliases(self, reader: Reader, path: str, row: Any, names: Iterable[str]) -> None:
        if self.alias is None:
            return
        known = {alias.name for alias in row.aliases.all()}
        for place, name in enumerate(names):
            if name not in known:
                reader.store(self.alias(**{self.owner: row, "name": name}), f"{path}.aliases[{place}]", {})
