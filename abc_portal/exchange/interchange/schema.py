"""The JSON Schema of a plan's document, made from the parts; and what its faults mean, in words."""

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import date
from functools import lru_cache
from inspect import getdoc
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.core import text
from abc_portal.core.date_reading import parse_partial
from abc_portal.core.dates import DateError, PartialDate, Precision
from abc_portal.exchange.interchange.columns import column
from abc_portal.exchange.interchange.kinds import DEFINED, SLUG_PATTERN, Day, Exact, Partly, Ref
from abc_portal.exchange.interchange.parts import SCHEMA_NAME, SCHEMA_VERSION, Field, Part, Register
from abc_portal.exchange.interchange.shared import SHARED

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Called = Callable[[str], str]


def document_schema(register: Register) -> dict[str, Any]:
    """The whole document's schema, described in English; unknown keys are refused everywhere. Not to be changed."""
    return _document_schema(tuple(register.parts), tuple(SHARED.items()), register.called)


@lru_cache(maxsize=2)
def _document_schema(parts: tuple[Part, ...], shared: tuple[tuple[str, Any], ...], called: Called) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "schema": {"const": SCHEMA_NAME, "description": "Says what kind of document it is."},
        "schema_version": {"const": SCHEMA_VERSION, "description": "The version of this schema."},
        **{key: {"type": "array", "items": row.schema(), "description": description(row)} for key, row in shared},
    }
    definitions: dict[str, Any] = {kind.definition: {**kind.schema(), "description": kind.note} for kind in DEFINED}
    with translation.override("en"):
        for part in parts:
            _put(properties, part.place, part_schema(part, definitions, called))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A housing-social master plan (boligsocial helhedsplan)",
        **_object(properties, ["schema", "schema_version", "plan"]),
        "$defs": definitions,
    }


def part_schema(part: Part, definitions: dict[str, Any], called: Called) -> dict[str, Any]:
    """One part's schema; nesting rows are among the definitions so that they can refer to themselves."""
    properties = {field.key: field.kind.described(_described(part, field, called)) for field in part.fields}
    for child in part.children:
        properties[child.key] = part_schema(child, definitions, called)
    required = [field.key for field in part.fields if field.required]
    if part.nests:
        name = f"{part.key}_row"
        inside = {"type": "array", "items": {"$ref": f"#/$defs/{name}_nested"}, "description": "Rows inside this one."}
        properties[part.nested_key] = inside
        definitions[name] = _object(properties, required)
        inner = {key: value for key, value in properties.items() if key not in part.outer}
        definitions[f"{name}_nested"] = _object(inner, required)
        return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "description": meaning(part)}
    row = _object(properties, required)
    return {**(row if part.single else {"type": "array", "items": row}), "description": meaning(part)}


def description(source: Any) -> str:
    """The first sentence of what a class says of itself."""
    return " ".join((getdoc(source) or "").split("\n\n")[0].split())


def meaning(part: Part) -> str:
    """What the rows of a part are, in English."""
    return part.help or description(part.model)


def _described(part: Part, field: Field, called: Called) -> str:
    """What a value is and how it is written: the field's own help, or the model's words for it."""
    words = field.help or _words_of(part.model, column(part.model, field.attribute))
    usual = f" When left out: {str(field.kind.dump(field.default)).lower()}." if field.default is not None else ""
    return f"{capfirst(words.rstrip('.'))}.{_more(field, called)}{usual}"


def _more(field: Field, called: Called) -> str:
    if isinstance(field.kind, Ref):
        return f" The key of one of {called(field.kind.namespace)}."
    return " In whole øre: 57594000 is 575.940 kr." if field.key.endswith("_oere") else ""


def _words_of(model: Any, name: str) -> str:
    try:
        held = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name.replace("_", " ")
    return ". ".join(str(item).rstrip(".") for item in (held.verbose_name, held.help_text) if item)


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _put(properties: dict[str, Any], place: tuple[str, ...], schema: dict[str, Any]) -> None:
    for step in place[:-1]:
        whole = {**_object({}, []), "description": f"The lists about the plan's {step}."}
        properties = properties.setdefault(step, whole)["properties"]
    found = properties.get(place[-1])
    if found is None:
        properties[place[-1]] = schema
        return
    found["properties"].update(schema["properties"])
    found["required"] = [*found["required"], *schema["required"]]


def _errors(document: Any, schema: dict[str, Any]) -> list["ValidationError"]:
    from jsonschema import Draft202012Validator  # slow to import, and needed here alone

    return list(Draft202012Validator(schema).iter_errors(document))


def faults(document: Any, schema: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Every departure from the schema, and every text that no database can store, with a sentence."""
    ordered = sorted(_errors(document, schema), key=lambda item: [str(step) for step in item.absolute_path])
    # Each key that is missing in a place is an error, and each of those errors knows of them all.
    yield from dict.fromkeys((error.json_path, sentence) for error in ordered for sentence in sentences(error))
    yield from _unkept(document, "$")


#: Faults of form that do not prevent reading the document.
_HARMLESS = ("additionalProperties", "pattern", "enum", "minLength", "required", "type")


def readable(document: Any, schema: dict[str, Any]) -> tuple[dict[str, Any], set[str]] | None:
    """The document without unknown keys and values of the wrong kind; ``None`` when it cannot be read.

    With it the places under which further faults may only follow from these.
    """
    errors = _errors(document, schema)
    if not all(_is_harmless(error) for error in errors) or any(_unkept(document, "$")):
        return None
    found, closed = deepcopy(document), {e.json_path for e in errors if e.validator != "additionalProperties"}
    for error in sorted(errors, key=lambda item: len(item.absolute_path), reverse=True):
        path = list(error.absolute_path)
        if path and _is_date(holder := _at(document, path[:-1])) and path[-1] in holder:
            closed.add(error.json_path.rpartition(".")[0])
            _at(found, path[:-2]).pop(path[-2], None)
        elif error.validator == "additionalProperties":
            holder = _at(found, path)
            for key in [key for key in holder if key not in error.schema.get("properties", {})]:
                del holder[key]
        elif error.validator == "type" or _is_date(_at(document, path)):
            _at(found, path[:-1]).pop(path[-1], None)
    return found, closed


def _is_date(value: Any) -> bool:
    """Whether that is meant as a date with its precision."""
    return isinstance(value, dict) and bool({"date", "precision"} & set(value))


def _is_harmless(error: "ValidationError") -> bool:
    """Faults in shared rows, in the plan's short name, and non-rows in a list are never ignored."""
    path = list(error.absolute_path)
    if error.validator in ("required", "type"):
        named = path and isinstance(path[-1], str)
        whole = error.validator == "required" and "precision" not in error.schema.get("properties", {})
        lacks = [key for key in error.validator_value if key not in error.instance] if whole else []
        return bool(path) and path[0] not in SHARED and "slug" not in [*lacks, path[-1]] and bool(named or whole)
    return error.validator in _HARMLESS


def _at(document: Any, path: list[Any]) -> Any:
    for step in path:
        document = document[step]
    return document


def _unkept(value: Any, path: str) -> Iterable[tuple[str, str]]:
    """Texts that cannot be stored: JSON can write what UTF-8 and PostgreSQL cannot."""
    if isinstance(value, str):
        try:
            text.check(value)
        except text.TextRefused as refused:
            yield path, str(refused)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unkept(item, f"{path}.{key}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _unkept(item, f"{path}[{place}]")


_TYPES = {
    "object": lambda: _("an object in braces"),
    "array": lambda: _("a list in brackets"),
    "string": lambda: _("a text in quotation marks"),
    "integer": lambda: _("a whole number"),
    "boolean": lambda: _("true or false"),
}


def sentences(error: "ValidationError") -> list[str]:
    """What the faults are, for the document's author."""
    if error.validator == "required":
        return [_("The key “%s” is missing.") % key for key in error.validator_value if key not in error.instance]
    if error.validator == "additionalProperties":
        known = set(error.schema.get("properties", {}))
        return [_("The key “%s” is not known here.") % key for key in sorted(error.instance) if key not in known]
    sentence_of = _SENTENCES.get(str(error.validator))
    return [sentence_of(error) if sentence_of else _("The value does not fit here.")]


def _misspelled(error: "ValidationError") -> str:
    """How the value must be written, where that can be described."""
    sentence = _("“%s” is not written as it must be here.") % str(error.instance)[:60]
    wanted = _SPELLINGS.get(error.validator_value)
    return f"{sentence} {wanted()}" if wanted else sentence


#: How figures and days are written, which many write otherwise.
_FIGURES: dict[str, Callable[[], str]] = {
    Exact().schema()["pattern"]: lambda: _('Write a number as text with a full stop, for example "88.9".'),
    Day().schema()["pattern"]: lambda: _('Write a day, for example "2021-03-01".'),
}
#: What the patterns of the document's kinds want.
_SPELLINGS: dict[str, Callable[[], str]] = {
    SLUG_PATTERN: lambda: _("Use the letters a-z, digits, hyphen and underscore."),
    **_FIGURES,
    r"\S": lambda: _("It must not be empty."),
}


def _of_another_type(error: "ValidationError") -> str:
    """What must be there instead; a date or a figure that was written as a person would is shown as it must be."""
    wanted = _TYPES.get(str(error.validator_value))
    if wanted is None:
        return _("The value does not fit here.")
    sentence = _("There must be %s here.") % wanted()
    example = _example(error)
    return f"{sentence} {example}" if example else sentence


def _example(error: "ValidationError") -> str:
    """How the value is written, for the kinds that are often written otherwise."""
    if "precision" in error.schema.get("properties", {}):
        meant = Partly().dump(_date_meant(error.instance))
        return _("Write a date as %s.") % json.dumps(meant, ensure_ascii=False)
    if str(error.path[-1] if error.path else "").endswith("_oere"):
        return _("Write the amount in whole øre, without quotation marks: 57594000 is 575.940 kr.")
    wanted = _FIGURES.get(str(error.schema.get("pattern")))
    return wanted() if wanted else ""


def _date_meant(value: Any) -> PartialDate:
    """The date that a text reads as; a usual one where it reads as none."""
    try:
        return parse_partial(value)
    except (DateError, AttributeError):
        return PartialDate(date(2021, 3, 1), Precision.MONTH)


_SENTENCES = {
    "type": _of_another_type,
    "enum": lambda error: (
        _("“%(value)s” is none of: %(choices)s.")
        % {"value": str(error.instance)[:60], "choices": ", ".join(map(str, error.validator_value))}
    ),
    "const": lambda error: _("There must be “%s” here.") % error.validator_value,
    "pattern": lambda error: _misspelled(error),
    "maxLength": lambda error: _("The text is longer than %s characters.") % error.validator_value,
    "minLength": lambda error: _("The text is empty."),
    "minimum": lambda error: _("The number is less than %s.") % error.validator_value,
    "maximum": lambda error: _("The number is more than %s.") % error.validator_value,
}
