"""The kinds of value that no part of a document has yet, and what is asked of every part."""

import time
from base64 import b64encode
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from abc_portal.exchange.interchange import schema
from abc_portal.exchange.interchange.kinds import Blob, Ref, ValueFault
from abc_portal.exchange.interchange.parts import Part, register

BLOB = Blob(largest=10)


@pytest.mark.parametrize("content", [b"", b"a", b"ab", b"abc", bytes(range(10))])
def test_a_files_content_travels_as_base64(content: bytes) -> None:
    text = BLOB.dump(content)
    assert BLOB.load(text, None) == content  # type: ignore[arg-type]
    assert len(text) <= BLOB.schema()["maxLength"]


@pytest.mark.parametrize("text", ["a", "!!!!", "YWJ", "YWJj\n", "æøå=", "YW Jj", "====", "YWJj-_"])
def test_what_is_no_base64_is_a_fault(text: str) -> None:
    with pytest.raises(ValueFault, match="Indholdet er ikke skrevet som base64-tekst"):
        BLOB.load(text, None)  # type: ignore[arg-type]


def test_a_content_that_is_too_large_is_a_fault() -> None:
    with pytest.raises(ValueFault, match="Indholdet er større end 10 byte"):
        BLOB.load(b64encode(bytes(11)).decode(), None)  # type: ignore[arg-type]


def test_a_large_content_is_checked_fast() -> None:
    document = {"content": b64encode(bytes(30_000_000)).decode()}
    described = {"type": "object", "properties": {"content": Blob(40_000_000).schema()}}
    start = time.perf_counter()
    assert list(schema.faults(document, described)) == []
    assert time.perf_counter() - start < 3  # letter by letter it takes far longer


# --- every part ------------------------------------------------------------------------------------------------------


def parts() -> list[Part]:
    found = list(register.parts)
    for part in found:
        found.extend(part.children)
    return found


def described(value: Any, path: str) -> list[str]:
    """Where in a schema a key has no words."""
    quiet = []
    for key, item in value.get("properties", {}).items():
        if "$ref" not in item and len(item.get("description", "").split()) < 2:
            quiet.append(f"{path}.{key}")
        quiet += described(item, f"{path}.{key}")
    for inner in (*filter(None, [value.get("items")]), *value.get("$defs", {}).values()):
        quiet += described(inner, path)
    return quiet


def test_every_key_of_the_schema_says_what_it_is() -> None:
    assert described(schema.document_schema(register), "$") == []


@pytest.mark.parametrize("part", parts(), ids=lambda part: ".".join(part.place))
def test_a_reference_that_a_rule_makes_unique_is_what_a_row_is_known_by(part: Part) -> None:
    """Two rows that stand could not change places otherwise: a reference has no other value to step aside to."""
    references = {field.attribute for field in part.fields if isinstance(field.kind, Ref)}
    known_by = {field.attribute for field in part.known_by}
    for rule in part.model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint):
            plain = {name for name in rule.fields if name not in references and is_own(part, name)}
            assert plain or references & set(rule.fields) <= known_by, rule.name


def is_own(part: Part, name: str) -> bool:
    """The column holds a value of the row's own, no reference."""
    try:
        return not part.model._meta.get_field(name).is_relation
    except FieldDoesNotExist:
        return False


def test_every_key_that_rows_go_by_is_their_first_and_only() -> None:
    for part in parts():
        if part.namespace:
            assert len(part.known_by) == 1, part.place
            assert part.namespace in register.keys, part.place
