"""What a plan's document consists of: parts that the apps declare and register."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from django.db import models

from abc_portal.exchange.interchange.columns import is_required, kind_of, usual_value
from abc_portal.exchange.interchange.kinds import NAMESPACES, ValueKind
from abc_portal.exchange.interchange.shared import SHARED

SCHEMA_NAME = "abc-plan"
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Field:
    """One value of a row: its key in the document, and the model's attribute where that is called otherwise.

    Its kind, whether there must be one, and what is usual follow from the model's column unless they are written. A
    value equal to ``default`` (or empty) is left out on export and filled in on import. ``help`` says in English what
    it is, where the model's own words are not enough. ``advice`` says of a row whose value is refused what its author
    can write instead, or nothing.
    """

    key: str
    attr: str = ""
    kind: ValueKind = None  # type: ignore[assignment]  # never once it is of a part
    required: bool | None = None
    default: Any = None
    help: str = ""
    advice: Callable[[Any], str] | None = None

    @property
    def attribute(self) -> str:
        return self.attr or self.key

    def of(self, model: type[models.Model]) -> "Field":
        """The same with what the model's column says of it."""
        required = is_required(model, self.attribute) if self.required is None else self.required
        usual = None if required else usual_value(model, self.attribute)
        return replace(self, kind=self.kind or kind_of(model, self.attribute), required=required, default=usual)


def _listed(fields: Any) -> Iterator[Field]:
    for item in (fields,) if isinstance(fields, str) else fields:
        if isinstance(item, Field):
            yield item
        else:
            for word in item.split():
                key, _equals, attribute = word.partition("=")
                yield Field(key, attribute)


#: Finds a row for a reference's key: (key, plan) → row or None.
Finder = Callable[[str, Any], Any]
#: The keys that a finder knows, for the sentence about one that it does not: plan → keys.
Known = Callable[[Any], Iterable[str]]


@dataclass(frozen=True, eq=False)
class Part:
    """A list of rows (or a single one) at a place in the document.

    Of ``fields`` most can be written as words: ``"code name focus_area=plan_focus_area"`` are three keys, the last
    with the model's attribute. ``parent`` is the foreign key to the row above (the plan for top-level parts), and
    ``path`` leads from the model to the plan, so that all rows of a plan come in one query; of a part's children both
    follow from the models. ``key_attr`` lets other parts refer to a row, under ``namespace`` where that is not the
    part's own name; ``find``, ``known`` and ``words`` are as in :meth:`Register.refer`. ``nests`` names the foreign key
    of a part whose rows hold rows of the same kind under ``nested_key``; nested rows follow the outermost in the
    fields named ``outer``. ``only`` narrows the rows on export; ``set_plan`` names a second foreign key, to the plan
    itself.
    ``identity`` names the fields (by their keys) by which an update knows a row again under the same row above: the
    key that others refer to it by, else its required fields; among equals the order decides. ``help`` says in English
    what the rows are, where the model's own words are not enough.
    """

    place: tuple[str, ...]
    model: type[models.Model]
    fields: Any
    parent: str = "plan"
    path: str = "plan"
    order: tuple[Any, ...] = ()
    children: tuple["Part", ...] = ()
    single: bool = False
    namespace: str = ""
    key_attr: str = ""
    find: Finder | None = None
    known: Known | None = None
    words: Any = ""
    nests: str = ""
    nested_key: str = "parts"
    outer: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    set_plan: str = ""
    only: tuple[tuple[str, Any], ...] = ()
    identity: tuple[str, ...] = ()
    help: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", tuple(item.of(self.model) for item in _listed(self.fields)))
        object.__setattr__(self, "children", tuple(child.under(self) for child in self.children))
        if self.key_attr and not self.namespace:
            object.__setattr__(self, "namespace", self.key)
        if not self.order:
            is_placed = any(concrete_field.name == "position" for concrete_field in self.model._meta.concrete_fields)
            object.__setattr__(self, "order", ("position", "pk") if is_placed else ("pk",))

    def under(self, above: "Part") -> "Part":
        """The same as a part of the rows above."""
        parent = next(
            concrete_field.name
            for concrete_field in self.model._meta.concrete_fields
            if concrete_field.related_model is above.model
        )
        return replace(self, parent=parent, path=parent if above.place == ("plan",) else f"{parent}__{above.path}")

    @property
    def known_by(self) -> tuple[Field, ...]:
        """The fields by which a row of the document matches a stored row."""
        if self.identity:
            return tuple(field for field in self.fields if field.key in self.identity)
        named = tuple(field for field in self.fields if self.key_attr and field.attribute == self.key_attr)
        return named or tuple(field for field in self.fields if field.required)

    @property
    def key(self) -> str:
        return self.place[-1]


@dataclass
class Register:
    """Every part, in the order in which they are imported."""

    parts: list[Part] = field(default_factory=list)
    finders: dict[str, Finder] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    keys: dict[str, Callable[[Any], str]] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)

    def add(self, *parts: Part) -> None:
        for part in parts:
            if part not in self.parts:
                self.parts.append(part)
            for named in (part, *part.children):
                if named.namespace:
                    self.refer(
                        named.namespace,
                        named.model,
                        key=attrgetter(named.key_attr),
                        find=named.find,
                        known=named.known,
                        words=named.words,
                    )

    def refer(
        self,
        namespace: str,
        model: type[models.Model],
        *,
        key: Callable[[Any], str],
        find: Finder | None = None,
        known: Known | None = None,
        words: Any = "",
    ) -> None:
        """Register a model's key in documents, how rows outside the document are found by it, and their name.

        Without ``find`` they must be in the document itself. ``known`` and ``words`` are for messages: the keys that
        can be found, and "the funding rounds".
        """
        if find is not None:
            self.finders[namespace] = find
        if known is not None:
            self.known[namespace] = known
        NAMESPACES[model] = namespace
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
