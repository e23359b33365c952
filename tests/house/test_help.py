"""Every page that a user can stand on has its part of the manual."""

from collections.abc import Iterator
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver

from abc_portal.help import manual, places
from abc_portal.navigation import _rooms, _tools

#: Addresses that nobody stands on: they give a file, a fragment or a line of data, or lead on.
NO_PAGE = {
    "healthz", "session", "set_language", "choices", "plan_choices", "calendar_feed", "calendar_make", "calendar_span",
    "calendar_close", "plans:criterion_preview", "reporting:plan_file",
}  # fmt: skip


def matches(patterns: Any = None, prefix: str = "") -> Iterator[ResolverMatch]:
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from matches(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield ResolverMatch(pattern.callback, (), {}, f"{prefix}{pattern.name}")


def test_every_page_has_a_part_of_the_manual() -> None:
    found = {match.view_name: places.part_about(match) for match in matches()}
    assert len(found) > 200
    assert {name for name, part in found.items() if not part} == NO_PAGE


def test_every_part_that_a_page_leads_to_is_written() -> None:
    named = {*places.BY_MENU.values(), *places.BY_NAME.values(), *places.BY_BEGINNING.values()}
    assert named <= {part.slug for part in manual.parts()}


def test_every_page_of_the_menu_has_a_part() -> None:
    codes = {code for _label, pages in _rooms() for code, *_rest in pages} | {code for code, *_rest in _tools()}
    assert codes <= set(places.BY_MENU)
