"""Where a row of a plan is edited: found among the addresses, so that a new edit page is known at once."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse


def edit_address(plan: Any, model: type, pk: int, slug: str = "") -> str:
    """The address of the page that edits that row; empty when it has none. ``slug`` is the row's own, if it has one."""
    for name, pk_kwarg, kwargs in _pages().get(model, ()):
        told = {kwarg: pk if kwarg == pk_kwarg else slug for kwarg in kwargs}
        try:
            return reverse(name, kwargs={**told, "slug": plan.slug})
        except NoReverseMatch:
            continue
    return ""


@lru_cache(maxsize=1)
def _pages() -> dict[type, list[tuple[str, str, frozenset[str]]]]:
    """Model → its edit pages: the address's name, what it calls the row's key, and all that it is made of."""
    from abc_portal.pages.rows import AddRow, EditRow  # the views build on the models

    found: dict[type, list[tuple[str, str, frozenset[str]]]] = {}
    for name, pattern in _patterns(get_resolver(), ""):
        view = getattr(pattern.callback, "view_class", None)
        if isinstance(view, type) and issubclass(view, EditRow) and not issubclass(view, AddRow):
            kwargs = frozenset(pattern.pattern.regex.groupindex)
            found.setdefault(view.model, []).append((name, view.pk_kwarg, kwargs))
    return found


def _patterns(resolver: Any, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", pattern
        else:
            yield from _patterns(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
