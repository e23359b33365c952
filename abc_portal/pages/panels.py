"""Panels that the apps and subjects above put on a plan's pages, which do not know them.

They register in ``AppConfig.ready()``. A provider gets the plan, what the page is about, the reader and the day that is
looked at, and gives the panel's template with its context, or ``None`` when there is nothing to show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

Provider = Callable[[Any, Any, Any, date], "tuple[str, dict[str, Any]] | None"]
_providers: dict[str, list[Provider]] = {}


@dataclass(frozen=True)
class Panel:
    """One panel for a page: the template reads ``panel.facts``."""

    template: str
    facts: dict[str, Any]


def register(page: str, provider: Provider) -> None:
    """Put a panel on the pages of that name (``sub_agreement``); registering it again changes nothing."""
    held = _providers.setdefault(page, [])
    if provider not in held:
        held.append(provider)


def panels(page: str, plan: Any, about: Any, user: Any, day: date) -> list[Panel]:
    """The panels of a page, in the order in which they were registered."""
    found = (provider(plan, about, user, day) for provider in _providers.get(page, []))
    return [Panel(*item) for item in found if item is not None]
