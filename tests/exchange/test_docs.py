"""The page about the interchange tells of every part there is, and its example is a whole plan.

``ABC_WRITE_PARTS=1`` writes the table of parts anew.
"""

import json
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from abc_portal.exchange.interchange.parts import Part, register
from abc_portal.exchange.interchange.schema import meaning, told
from abc_portal.exchange.interchange.shared import SHARED
from abc_portal.reporting.interchange import export_plan, import_plan

PAGE = settings.BASE_DIR / "docs" / "interchange.md"
TABLE = re.compile(r"(<!-- parts: [^>]*-->\n).*?(<!-- end of parts -->)", re.DOTALL)


def lines(part: Part, above: str = "") -> Iterator[str]:
    place = above + ".".join(part.place)
    keys = ", ".join(f"`{field.key}`" + ("" if field.required else "?") for field in part.fields)
    known = ", ".join(f"`{field.key}`" for field in part.known_by)
    yield f"| `{place}` | {meaning(part)} | {keys} | {'' if part.single else known or 'its order'} |"
    for child in part.children:
        yield from lines(child, f"{place}." if part.single else f"{place}[].")


def table() -> str:
    head = ["| part | holds | keys (`?`: may be left out) | known by |", "|---|---|---|---|"]
    shared = [f"| `{name}` | {told(each)} | see *What is shared* | |" for name, each in SHARED.items()]
    return "\n".join([*head, *shared, *(line for part in register.parts for line in lines(part))]) + "\n"


def test_the_page_tells_of_every_part() -> None:
    page = PAGE.read_text(encoding="utf-8")
    wanted = TABLE.sub(lambda found: found[1] + table() + found[2], page)
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
