"""Who sees which change sets; the upper apps register whose history belongs to whom."""

from collections.abc import Callable
from typing import Any

_scopes: list[Callable[[Any], list[str]]] = []


def register_scopes(scopes: Callable[[Any], list[str]]) -> None:
    """Add a function from a user to the scopes (``plan:17``) whose history the user sees."""
    _scopes.append(scopes)


def scopes_seen_by(user: Any) -> list[str]:
    return [scope for item in _scopes for scope in item(user)]
