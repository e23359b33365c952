"""The kinds of value in an interchange document: how each is written, described and read."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from django.db.models import Model
from django.utils.translation import gettext as _

from abc_portal.core import richtext
from abc_portal.core.dates import EARLIEST, LATEST, PartialDate, Precision

SLUG_PATTERN = r"^[-a-zA-Z0-9_]+$"
#: What the rows of a model are called where others refer to them by a key; see ``Register.refer``.
NAMESPACES: dict[type[Model], str] = {}


class ValueFault(ValueError):
    """A value in a document cannot be taken; the message is the sentence for its author."""


@dataclass(frozen=True)
class Pending:
    """A reference whose key is given when everything to be exported is known."""

    namespace: str
    row: Any


class References(Protocol):
    """Finds what a key in the document refers to; raises :class:`ValueFault`."""

    def find(self, namespace: str, key: str) -> Any: ...


class Unknowable(ValueFault):
    """A reference whose target is unknown because of a fault reported elsewhere."""


class ValueKind:
    """How a value is described in the schema, written to the document, and read from it."""

    #: What the schema says of every value of this kind: its unit, or how it is written.
    note = ""
    #: The name of the one definition in the schema that values of this kind refer to; none for a short kind.
    definition = ""

    def described(self, words: str) -> dict[str, Any]:
        """The schema of a value that is ``words``."""
        if self.definition:
            return {"$ref": f"#/$defs/{self.definition}", "description": words}
        return {**self.schema(), "description": f"{words} {self.note}".strip()}

    def schema(self) -> dict[str, Any]:
        raise NotImplementedError

    def dump(self, value: Any) -> Any:
        return value

    def load(self, value: Any, references: References) -> Any:
        return value


@dataclass(frozen=True)
class Text(ValueKind):
    """A text; ``None`` as its greatest length is no limit."""

    longest: int | None = 2000
    pattern: str = ""
    note = "Plain text."

    def schema(self) -> dict[str, Any]:
        found: dict[str, Any] = {"type": "string", "maxLength": self.longest, "pattern": self.pattern}
        return {key: value for key, value in found.items() if value}


@dataclass(frozen=True)
class Rich(ValueKind):
    """Rich text: the portal's semantic HTML; anything else is cleaned away on import."""

    definition = "html"
    note = "HTML: <p>, <h3>, <h4>, lists, tables, <strong>, <em>, links."

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "contentMediaType": "text/html"}

    def load(self, value: Any, references: References) -> Any:
        return richtext.clean(value)


@dataclass(frozen=True)
class Choice(ValueKind):
    """One of a fixed list of codes."""

    codes: tuple[str, ...]
    note = "One of the codes."

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.codes)}

    def dump(self, value: Any) -> Any:
        return str(value)


@dataclass(frozen=True)
class Flag(ValueKind):
    """Yes or no."""

    note = "true or false."

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Whole(ValueKind):
    """A whole number, zero or more; amounts of money are such numbers of øre."""

    largest: int = 10**13
    note = "A whole number."

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0, "maximum": self.largest}


@dataclass(frozen=True)
class Exact(ValueKind):
    """A decimal number as text with a full stop, so that no figure is lost on the way: ``"88.9"``."""

    definition = "decimal"
    note = 'A decimal number as text with a full stop: "88.9".'

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^-?\d{1,10}(\.\d{1,4})?$"}

    def dump(self, value: Any) -> Any:
        normal = Decimal(value).normalize()
        return f"{normal:f}"

    def load(self, value: Any, references: References) -> Any:
        try:
            return Decimal(value)
        except InvalidOperation:
            raise ValueFault(_("“%s” is not a decimal number.") % value) from None


@dataclass(frozen=True)
class Day(ValueKind):
    """A day: ``"2021-03-01"``."""

    definition = "day"
    note = 'A day: "2021-03-01".'

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

    def dump(self, value: Any) -> Any:
        return value.isoformat()

    def load(self, value: Any, references: References) -> Any:
        return iso_day(value)


@dataclass(frozen=True)
class Partly(ValueKind):
    """A date with its precision: ``{"date": "2017-01-01", "precision": "month"}``.

    Any day in the month, quarter, season or year will do, also where only a third of it is meant.
    """

    definition = "date"
    note = "A date as exactly as it is known: any day in the period, and the period's precision."

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "date": Day().described("Any day in the period."),
                "precision": {"enum": list(Precision.values), "description": "How exactly the date is known."},
            },
            "required": ["date", "precision"],
            "additionalProperties": False,
        }

    def dump(self, value: Any) -> Any:
        return {"date": value.first.isoformat(), "precision": str(Precision(value.precision).value)}

    def load(self, value: Any, references: References) -> Any:
        return read_date(value)


def read_date(written: Any) -> PartialDate:
    """A date in a document, whether it is a day or a date with its precision."""
    if isinstance(written, str):
        return PartialDate.around(iso_day(written), Precision.DAY)
    found = PartialDate.around(iso_day(written["date"]), written["precision"])
    iso_day(found.first.isoformat())  # a winter can begin, or end, in a year outside the calendar
    return found


@dataclass(frozen=True)
class Ref(ValueKind):
    """A reference by key to a row of a model: in the document, or in the portal's reference data."""

    model: type[Model]

    note = ""

    @property
    def namespace(self) -> str:
        return NAMESPACES[self.model]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": 200}

    def dump(self, value: Any) -> Any:
        return Pending(self.namespace, value)

    def load(self, value: Any, references: References) -> Any:
        return references.find(self.namespace, value)


@dataclass(frozen=True)
class Blob(ValueKind):
    """The content of a file: bytes in the portal, base64 text in the document. ``largest`` is in bytes."""

    largest: int
    note = "The content of a file as base64 text."

    def schema(self) -> dict[str, Any]:
        longest = (self.largest + 2) // 3 * 4
        return {"type": "string", "contentEncoding": "base64", "maxLength": longest}

    def dump(self, value: Any) -> Any:
        return b64encode(value).decode("ascii")

    def load(self, value: Any, references: References) -> Any:
        try:
            found = b64decode(value, validate=True)
        except (NotBase64, ValueError):
            raise ValueFault(_("The content is not base64 text.")) from None
        if len(found) > self.largest:
            raise ValueFault(_("The content is larger than %s bytes.") % self.largest)
        return found


def iso_day(text: str) -> date:
    """The day; raises :class:`ValueFault` for one that is not in the calendar."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not EARLIEST <= found.year <= LATEST:
        raise ValueFault(_("“%s” is not a day in the calendar; write for example 2021-03-01.") % text)
    return found


#: The kinds that the schema defines once.
DEFINED: tuple[ValueKind, ...] = (Rich(), Exact(), Day(), Partly())
