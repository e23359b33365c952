"""Kinds of reminders, which the upper apps register in ``AppConfig.ready()``.

A kind has a provider that returns what falls due for a user by a day, the earliest first, without what the user may not
see or what is done. The outbox sends each only once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Due:
    """One item that falls due for a user, in the words of a letter.

    ``key`` identifies it for good; ``group`` is the whole it belongs to (a plan) and ``where`` its place there;
    ``link`` is the page's path in the portal, and ``list_link`` that of the page with everything of its group.
    """

    key: str
    what: str
    group: str
    where: str
    link: str
    due_on: date
    due_words: str
    is_late: bool
    list_link: str = ""


Provider = Callable[[Any, date], list[Due]]


@dataclass(frozen=True)
class ReminderKind:
    """A kind of reminder: its permanent code, its heading in a letter, and how a subject counts such items."""

    code: str
    words: Any
    provider: Provider
    counted: Callable[[int], str]


_kinds: dict[str, ReminderKind] = {}


def register(kind: ReminderKind) -> None:
    """Add the kind; registering its code again replaces it."""
    _kinds[kind.code] = kind


def kinds() -> tuple[ReminderKind, ...]:
    """Every kind, in the order in which they were registered."""
    return tuple(_kinds.values())
