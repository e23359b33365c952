"""What a plan's document consists of: parts that the apps declare and register."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from abc_portal.exchange.interchange.kinds import Kind

SCHEMA_NAME = "abc-plan"
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Field:
    """One value of a row: its key in the document, its kind, and the model's attribute.

    A value equal to ``default`` (or empty) is left out on export and filled in on import.
    """

    key: str
    kind: Kind
    attr: str = ""
    required: bool = False
    default: Any = None

    @property
    def attribute(self) -> str:
        return self.attr or self.key


@dataclass(frozen=True)
class Part:
    """A list of rows (or a single one) at a place in the document.

    ``parent`` is the foreign key to the row above (the plan for top-level parts); ``path`` leads
    from the model to the plan, so that all rows of a plan come in one query. ``namespace`` and
    ``key_attr`` let other parts refer to a row; ``nests`` names the foreign key of a part whose
    rows hold rows of the same kind under ``nested_key``. ``only`` narrows the rows on export;
    ``set_plan`` names a second foreign key, to the plan itself.
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
    related: tuple[str, ...] = ()
    set_plan: str = ""
    only: tuple[tuple[str, Any], ...] = ()

    @property
    def key(self) -> str:
        return self.place[-1]


#: Finds a row for a reference's key: (key, plan, namespace) → row or None.
Finder = Callable[[str, Any], Any]


@dataclass
class Register:
    """Every part, in the order in which they are imported."""

    parts: list[Part] = field(default_factory=list)
    finders: dict[str, Finder] = field(default_factory=dict)
    keys: dict[str, Callable[[Any], str]] = field(default_factory=dict)

    def add(self, *parts: Part) -> None:
        self.parts.extend(part for part in parts if part not in self.parts)

    def refer(self, namespace: str, *, find: Finder, key: Callable[[Any], str]) -> None:
        """Say how rows outside the document are found by key, and which key they go by."""
        self.finders[namespace] = find
        self.keys[namespace] = key


register = Register()
