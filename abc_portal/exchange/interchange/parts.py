"""What a plan's document consists of: parts that the apps declare and register."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from abc_portal.exchange.interchange.kinds import ValueKind
from abc_portal.exchange.interchange.shared import SHARED

SCHEMA_NAME = "abc-plan"
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Field:
    """One value of a row: its key in the document, its kind, and the model's attribute.

    A value equal to ``default`` (or empty) is left out on export and filled in on import. ``help`` says in
    English what it is, where the model's own words are not enough.
    """

    key: str
    kind: ValueKind
    attr: str = ""
    required: bool = False
    default: Any = None
    help: str = ""

    @property
    def attribute(self) -> str:
        return self.attr or self.key


@dataclass(frozen=True, eq=False)
class Part:
    """A list of rows (or a single one) at a place in the document.

    ``parent`` is the foreign key to the row above (the plan for top-level parts); ``path`` leads
    from the model to the plan, so that all rows of a plan come in one query. ``namespace`` and
    ``key_attr`` let other parts refer to a row; ``nests`` names the foreign key of a part whose
    rows hold rows of the same kind under ``nested_key``; nested rows follow the outermost in the
    fields named ``outer``. ``only`` narrows the rows on export;
    ``set_plan`` names a second foreign key, to the plan itself. ``identity`` names the fields (by their
    keys) by which an update knows a row again under the same row above: the key that others refer to it
    by, else its required fields; among equals the order decides. ``help`` says in English what the rows
    are, where the model's own words are not enough.
    """

    place: tuple[str, ...]
    model: type[models.Model]
    fields: tuple[Field, ...]
    parent: str = "plan"
    path: str = "plan"
    order: tuple[Any, ...] = ("position", "pk")
    children: tuple["Part", ...] = ()
    single: bool = False
    namespace: str = ""
    key_attr: str = ""
    nests: str = ""
    nested_key: str = "parts"
    outer: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    set_plan: str = ""
    only: tuple[tuple[str, Any], ...] = ()
    identity: tuple[str, ...] = ()
    help: str = ""

    @property
    def known_by(self) -> tuple[Field, ...]:
        """The fields that make a row of the document and a row that stands the same."""
        if self.identity:
            return tuple(field for field in self.fields if field.key in self.identity)
        named = tuple(field for field in self.fields if self.key_attr and field.attribute == self.key_attr)
        return named or tuple(field for field in self.fields if field.required)

    @property
    def key(self) -> str:
        return self.place[-1]


#: Finds a row for a reference's key: (key, plan) → row or None.
Finder = Callable[[str, Any], Any]


@dataclass
class Register:
    """Every part, in the order in which they are imported."""

    parts: list[Part] = field(default_factory=list)
    finders: dict[str, Finder] = field(default_factory=dict)
    keys: dict[str, Callable[[Any], str]] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)

    def add(self, *parts: Part) -> None:
        self.parts.extend(part for part in parts if part not in self.parts)

    def refer(self, namespace: str, *, key: Callable[[Any], str], find: Finder | None = None, words: Any = "") -> None:
        """Say which key rows go by, how those outside the document are found by it, and what they are called.

        Without ``find`` they stand in the document itself or not at all. ``words`` is for a fault's sentence:
        "the funding rounds".
        """
        if find is not None:
            self.finders[namespace] = find
        self.keys[namespace] = key
        self.words[namespace] = words

    def called(self, namespace: str) -> str:
        """What a document's author knows the rows as, with their place in the document."""
        if words := self.words.get(namespace) or getattr(SHARED.get(namespace), "words", ""):
            return str(words)
        part = next((part for part in self.parts if part.namespace == namespace), None)
        place = ".".join(part.place) if part else namespace
        return f"{part.model._meta.verbose_name_plural} ({place})" if part else place


register = Register()
