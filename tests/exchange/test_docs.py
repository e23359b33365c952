"""The page about the interchange tells of every part there is, and its example is a whole plan.

``ABC_WRITE_PARTS=1`` writes the tables of parts, words and rules anew.
"""

import json
import os
import re
from collections.abc import Container, Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db.models import CheckConstraint, TextChoices
from django.utils import translation

from abc_portal.exchange.interchange.kinds import Choice
from abc_portal.exchange.interchange.parts import Part, register
from abc_portal.exchange.interchange.schema import description, meaning
from abc_portal.exchange.interchange.shared import SHARED
from abc_portal.reporting.interchange import export_plan, import_plan
from abc_portal.reporting.reference import REFERENCE_FILE

PAGE = settings.BASE_DIR / "docs" / "interchange.md"
TABLE = re.compile(r"(<!-- (parts|words|codes|rules): [^>]*-->\n).*?(<!-- end of \2 -->)", re.DOTALL)


def keys(found: Iterable[str], required: Container[str]) -> str:
    return ", ".join(f"`{key}`" + ("" if key in required else "?") for key in found)


def rows_of(part: Part, above: str = "") -> Iterator[tuple[str, Part]]:
    """Each part with its place in the document."""
    place = above + ".".join(part.place)
    yield place, part
    for child in part.children:
        yield from rows_of(child, f"{place}." if part.single else f"{place}[].")


def every_part() -> list[tuple[str, Part]]:
    return [row for part in register.parts for row in rows_of(part)]


def part_line(place: str, part: Part) -> str:
    nested = [part.nested_key] if part.nests else []
    listed = keys(
        [*(field.key for field in part.fields), *nested], [field.key for field in part.fields if field.required]
    )
    known = ", ".join(f"`{field.key}`" for field in part.known_by)
    return f"| `{place}` | {meaning(part)} | {listed} | {'' if part.single else known or 'its order'} |"


def shared_lines(place: str, schema: dict[str, Any], help_: str) -> Iterator[str]:
    """A shared list, and the lists inside its rows."""
    found = schema["properties"]
    yield f"| `{place}` | {help_} | {keys(found, schema['required'])} | see *What is shared* |"
    for key, value in found.items():
        if value.get("items", {}).get("type") == "object":
            yield from shared_lines(f"{place}[].{key}", value["items"], value["description"])


def parts_table() -> list[str]:
    shared = (line for name, item in SHARED.items() for line in shared_lines(name, item.schema(), description(item)))
    head = ["| part | holds | keys (`?`: may be left out) | known by |", "|---|---|---|---|"]
    return [*head, *shared, *(part_line(*row) for row in every_part())]


def chosen(place: str, schema: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Where the schema wants one of some words; the precisions of dates are told by themselves."""
    for key, value in schema.get("properties", {}).items():
        if "enum" in value and key != "precision":
            yield f"{place}.{key}", value["enum"]
        elif value.get("type") == "array" and value["items"].get("type") == "object":
            yield from chosen(f"{place}.{key}[]", value["items"])


def words_table() -> list[str]:
    """Each key that takes one of some words, with the words and what they are called in the portal."""
    shared = [row for name, item in SHARED.items() for row in chosen(f"{name}[]", item.schema())]
    own = [
        (f"{place}{'' if part.single else '[]'}.{field.key}", field.kind.codes, field.default)
        for place, part in every_part()
        for field in part.fields
        if isinstance(field.kind, Choice)
    ]
    called = {tuple(subclass.values): subclass for subclass in TextChoices.__subclasses__()}
    lines = ["| key | words (in the portal); the usual one, when the key is left out, is **bold** |", "|---|---|"]
    with translation.override("da"):
        for place, values, *usual in [*shared, *own]:
            labels = called[tuple(values)]
            names = [
                f"**`{value}`** ({labels(value).label})" if value in usual else f"`{value}` ({labels(value).label})"
                for value in values
            ]
            lines.append(f"| `{place}` | {', '.join(names)} |")
    return lines


def rules_table() -> list[str]:
    """What the database demands of a row beside its form."""
    lines = ["| part | rule |", "|---|---|"]
    with translation.override("en"):
        for place, part in every_part():
            for constraint in part.model._meta.constraints:
                if isinstance(constraint, CheckConstraint) and constraint.violation_error_message:
                    lines.append(f"| `{place}` | {constraint.violation_error_message} |")
    return lines


def codes_table() -> list[str]:
    """The codes of what the portal's funding rounds prescribe, as they are delivered with it."""
    lines = ["| round | focus areas | goals | indicators | sections |", "|---|---|---|---|---|"]
    for funding_round in json.loads(REFERENCE_FILE.read_text(encoding="utf-8"))["rounds"]:
        indicators = [indicator for goal in funding_round["goals"] for indicator in goal["indicators"]]
        coded = [
            ", ".join(f"`{row['code']}`" for row in rows)
            for rows in (funding_round["focus_areas"], funding_round["goals"], indicators)
        ]
        last = len(funding_round["sections"])
        lines.append(f"| `{funding_round['code']}` | {' | '.join(coded)} | {f'`1` to `{last}`' if last else ''} |")
    return lines


TABLES = {"parts": parts_table, "words": words_table, "codes": codes_table, "rules": rules_table}


def test_the_page_tells_of_every_part_word_and_rule() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [found[1] for found in TABLE.findall(page)] == list(TABLES)
    wanted = TABLE.sub(lambda found: found[1] + "\n".join(TABLES[found[2]]()) + "\n" + found[3], page)
    if os.environ.get("ABC_WRITE_PARTS") == "1":
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == wanted


@pytest.mark.django_db
def test_the_example_is_a_whole_plan_that_comes_out_as_it_went_in(reference: None) -> None:
    found = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    plan = import_plan(found[1])
    assert plan is not None
    exported: Any = json.loads(export_plan(plan))
    assert exported == json.loads(found[1])
