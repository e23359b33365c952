"""The JSON Schema of a plan's document, made from the parts; and what its faults mean, in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from abc_portal.exchange.interchange.parts import SCHEMA_NAME, SCHEMA_VERSION, Part, Register
from abc_portal.exchange.interchange.shared import SHARED


def document_schema(register: Register) -> dict[str, Any]:
    """The whole document's schema; unknown keys are refused everywhere."""
    properties: dict[str, Any] = {
        "schema": {"const": SCHEMA_NAME},
        "schema_version": {"const": SCHEMA_VERSION},
        **{key: {"type": "array", "items": row.schema()} for key, row in SHARED.items()},
    }
    definitions: dict[str, Any] = {}
    for part in register.parts:
        _put(properties, part.place, part_schema(part, definitions))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A housing-social master plan (boligsocial helhedsplan)",
        **_object(properties, ["schema", "schema_version", "plan"]),
        "$defs": definitions,
    }


def part_schema(part: Part, definitions: dict[str, Any]) -> dict[str, Any]:
    """One part's schema; rows that nest stand among the definitions so that they can refer to themselves."""
    properties = {field.key: field.kind.schema() for field in part.fields}
    for child in part.children:
        properties[child.key] = part_schema(child, definitions)
    required = [field.key for field in part.fields if field.required]
    if part.nests:
        name = f"{part.key}_row"
        properties[part.nested_key] = {"type": "array", "items": {"$ref": f"#/$defs/{name}_nested"}}
        definitions[name] = _object(properties, required)
        inner = {key: value for key, value in properties.items() if key not in part.outer}
        definitions[f"{name}_nested"] = _object(inner, required)
        return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
    row = _object(properties, required)
    return row if part.single else {"type": "array", "items": row}


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _put(properties: dict[str, Any], place: tuple[str, ...], schema: dict[str, Any]) -> None:
    for step in place[:-1]:
        properties = properties.setdefault(step, _object({}, []))["properties"]
    found = properties.get(place[-1])
    if found is None:
        properties[place[-1]] = schema
        return
    found["properties"].update(schema["properties"])
    found["required"] = [*found["required"], *schema["required"]]


def faults(document: Any, schema: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Every place where the document departs from the schema, or no database can keep it, with a sentence."""
    errors = Draft202012Validator(schema).iter_errors(document)
    ordered = sorted(errors, key=lambda each: [str(step) for step in each.absolute_path])
    # Each key that is missing in a place is an error, and each of those errors knows of them all.
    yield from dict.fromkeys((error.json_path, told) for error in ordered for told in sentences(error))
    yield from _unkept(document, "$")


def _unkept(value: Any, path: str) -> Iterable[tuple[str, str]]:
    """Texts with a zero character or half a character, which JSON can write and UTF-8 and PostgreSQL cannot."""
    if isinstance(value, str) and any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value):
        yield path, _("The text holds a character that is none.")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _unkept(each, f"{path}.{key}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _unkept(each, f"{path}[{place}]")


_TYPES = {
    "object": lambda: _("an object in braces"),
    "array": lambda: _("a list in brackets"),
    "string": lambda: _("a text in quotation marks"),
    "integer": lambda: _("a whole number"),
    "boolean": lambda: _("true or false"),
}


def sentences(error: ValidationError) -> list[str]:
    """What the faults are, for the document's author."""
    if error.validator == "required":
        return [_("The key “%s” is missing.") % key for key in error.validator_value if key not in error.instance]
    if error.validator == "additionalProperties":
        known = set(error.schema.get("properties", {}))
        return [_("The key “%s” is not known here.") % key for key in sorted(error.instance) if key not in known]
    told = _SENTENCES.get(str(error.validator))
    return [told(error) if told else _("The value does not fit here.")]


_SENTENCES = {
    "type": lambda error: (
        _("There must be %s here.") % _TYPES[error.validator_value]()
        if isinstance(error.validator_value, str) and error.validator_value in _TYPES
        else _("The value does not fit here.")
    ),
    "enum": lambda error: (
        _("“%(value)s” is none of: %(choices)s.")
        % {"value": str(error.instance)[:60], "choices": ", ".join(map(str, error.validator_value))}
    ),
    "const": lambda error: _("There must be “%s” here.") % error.validator_value,
    "pattern": lambda error: _("“%s” is not written as it must be here.") % str(error.instance)[:60],
    "maxLength": lambda error: _("The text is longer than %s characters.") % error.validator_value,
    "minLength": lambda error: _("The text is empty."),
    "minimum": lambda error: _("The number is less than %s.") % error.validator_value,
    "maximum": lambda error: _("The number is more than %s.") % error.validator_value,
}
