"""What every shared list does: describe its rows, match them with stored ones, and refuse conflicts."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from django.db.models import Model, Q
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.text import fold
from abc_portal.directory.interchange.likeness import Entry, Found, names_of
from abc_portal.exchange.interchange.columns import is_required, kind_of
from abc_portal.exchange.interchange.kinds import Partly, Pending, Ref, Text, ValueFault, ValueKind
from abc_portal.exchange.interchange.questions import NEW, Candidate, SharedQuestion
from abc_portal.exchange.interchange.shared import SHARED, ImportContext, SharedRow

#: The answer of an entry that a person must decide on first.
ASKED: Final = "asked"

NAME = Text(200)
KEY = Text(200, r"\S")


#: What the keys of shared rows mean, where the model's own words are not enough.
MEANINGS = {
    "key": "Whatever you like; other places in the document name the row by it.",
    "aliases": "Other names that the row goes by.",
    "departments": "The housing departments, or parts of them.",
    "areas": "The housing areas.",
    "listings": "The official lists that the place is or was on.",
    "former_owners": "The organisations that owned it before, and until when.",
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


def other_names(aliases: Iterable[Any]) -> list[str]:
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
        return {"aliases": other_names(row.aliases.all())} if self.alias else {}

    def load(self, documents: list[dict[str, Any]], path: str, reader: ImportContext) -> None:
        pool: dict[Any, Any] = {}
        for place in self.order(documents):
            self._load_one(documents[place], f"{path}[{place}]", reader, pool)

    def order(self, documents: list[dict[str, Any]]) -> Iterable[int]:
        """The places of the entries in the order in which they are loaded."""
        return range(len(documents))

    def facts(self, document: dict[str, Any], path: str, reader: ImportContext) -> dict[str, Any]:
        """The row's own columns as the document states them."""
        return {
            name: read(reader, kind, document, name, path) if isinstance(kind, Ref) else document.get(name, "")
            for name, kind in self.kinds.items()
        }

    def match(self, entry: Entry) -> Found:
        """The stored row that is meant, or those that may be; never one that another entry of the document is."""
        raise NotImplementedError

    def words_of(self, facts: dict[str, Any], row: Any = None) -> str:
        """What an entry, or a stored row, is known by, for who is asked which one it is."""
        raise NotImplementedError

    def known_by(self, row: Any, entry: Entry) -> str:
        """What a stored row is known by beside the entry that it may be."""
        return self.words_of({}, row)

    def completed(self, entry: Entry) -> dict[str, Any]:
        """The facts of a new row that was asked about: what sets it apart from those that it was not."""
        return entry.facts

    def after(self, row: Any, document: dict[str, Any], path: str, reader: ImportContext) -> None:
        """Load the rows under the row."""

    def _load_one(self, document: dict[str, Any], path: str, reader: ImportContext, pool: dict[Any, Any]) -> None:
        entry = self._entry(document, path, reader, pool)
        found, key = self._found(entry, reader), entry.key
        answer = self._answer(entry, found, path, reader)
        if isinstance(answer, Model):
            row = answer
            self._agree(reader, path, row, entry)
        else:
            row = self.model(**(self.completed(entry) if answer == NEW else entry.facts))
            if answer != ASKED:
                reader.store(row, path, {name: name for name in entry.facts})
                self._warn(reader, path, row, found)
        reader.remember(self.namespace, key, row, path)
        self._add_aliases(reader, path, row, entry)
        self.after(row, document, path, reader)

    def _entry(self, document: dict[str, Any], path: str, reader: ImportContext, pool: dict[Any, Any]) -> Entry:
        return Entry(
            key=document["key"],
            facts=self.facts(document, path, reader),
            document=document,
            taken=reader.taken(self.namespace),
            own=reader.own(self.namespace, document["key"]),
            by=reader.by,
            whole=reader.document,
            find=partial(_found_or_none, reader),
            pool=pool,
        )

    def _found(self, entry: Entry, reader: ImportContext) -> Found:
        """The stored row; a reference to a refused row counts as new."""
        if number := reader.answers.known.get((self.namespace, entry.key)):
            return Found(self.model._default_manager.filter(pk=number).first())
        if any(isinstance(value, Model) and value.pk is None for value in entry.facts.values()):
            return Found()
        return self.match(entry)

    def _answer(self, entry: Entry, found: Found, path: str, reader: ImportContext) -> Any:
        """The stored row that is meant, :data:`NEW` when a person says so, :data:`ASKED`, or ``None`` for a new one."""
        if found.row is not None or not found.likely:
            return found.row
        candidates = tuple(Candidate(row.pk, self.known_by(row, entry)) for row in found.likely)
        kind, words = str(self.model._meta.verbose_name), self.words_of(self.completed(entry))
        question = SharedQuestion(self.namespace, entry.key, path, kind, words, candidates)
        answer = reader.answers.chosen(question)
        if answer is None:
            reader.ask(question)
            return ASKED
        return next((row for row in found.likely if row.pk == answer), NEW)

    def _warn(self, reader: ImportContext, path: str, row: Any, found: Found) -> None:
        if found.similar and row.pk is not None:
            there = "; ".join(self.words_of({}, item) for item in found.similar)
            sentence = _("“%(row)s” would be new, beside what is there already: %(there)s.")
            reader.warn(path, sentence % {"row": row, "there": there})

    def _agree(self, reader: ImportContext, path: str, row: Any, entry: Entry) -> None:
        """Facts in the document must equal the stored ones; one that was not known is filled in."""
        is_filled = False
        for key, value in entry.facts.items():
            stored = getattr(row, key)
            if value in (None, "") or self._is_same(row, key, stored, value):
                continue
            if stored in (None, ""):
                setattr(row, key, value)
                is_filled = True
            else:
                reader.fault(
                    f"{path}.{key}",
                    _("The portal says “%(stands)s” about %(row)s, the document “%(value)s”. Nothing is overwritten.")
                    % {"stands": stored, "row": row, "value": value},
                )
        if is_filled:
            reader.store(row, path, {name: name for name in entry.facts})

    def _is_same(self, row: Any, key: str, stored: Any, value: Any) -> bool:
        """Texts are compared folded; a name that differs is another name of the row."""
        if key == "name" and self.alias is not None:
            return bool(stored)
        if isinstance(stored, str) and isinstance(value, str):
            return fold(stored) == fold(value)
        return bool(stored == value)

    def _add_aliases(self, reader: ImportContext, path: str, row: Any, entry: Entry) -> None:
        """The document's other names of the row; its name too, where the row goes by another."""
        if self.alias is None:
            return
        known = names_of(row) if row.pk else {fold(row.name)}
        names = [(f"{path}.aliases[{place}]", name) for place, name in enumerate(entry.document.get("aliases", []))]
        if entry.name and entry.name not in known | {fold(name) for _where, name in names}:
            names.insert(0, (f"{path}.name", entry.facts["name"]))
        for where, name in names:
            if fold(name) not in known:
                reader.store(self.alias(**{self.owner: row, "name": name}), where, {})
                self._warn_of_alias(reader, where, row, name)

    def _warn_of_alias(self, reader: ImportContext, path: str, row: Any, name: str) -> None:
        """Another row of the list goes by that name already."""
        others = self.model._default_manager.exclude(pk=row.pk).filter(
            Q(name__iexact=name) | Q(aliases__name__iexact=name)
        )
        if there := "; ".join(self.words_of({}, item) for item in others.distinct()[:3]):
            sentence = _("“%(name)s” is a name of this already: %(there)s. Look whether they are the same.")
            reader.warn(path, sentence % {"name": name, "there": there})


def _found_or_none(reader: ImportContext, namespace: str, key: str) -> Any:
    try:
        return reader.find(namespace, key)
    except ValueFault:
        return None
