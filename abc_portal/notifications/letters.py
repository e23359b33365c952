"""The text of a letter: everything due for a user, by plan."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from abc_portal.notifications import addresses
from abc_portal.notifications.kinds import Due, ReminderKind

News = Sequence[tuple[ReminderKind, Due]]


@dataclass(frozen=True)
class LetterLine:
    """One item in a letter."""

    what: str
    where: str
    due: str
    address: str


@dataclass(frozen=True)
class Heading:
    """The items of one kind."""

    words: str
    lines: tuple[LetterLine, ...]


@dataclass(frozen=True)
class PlanNews:
    """The items of one plan."""

    name: str
    headings: tuple[Heading, ...]


def subject(news: News) -> str:
    """What awaits, counted by kind: late first. No names, since a subject is read by others than its reader."""
    counts = Counter(kind for kind, _due in _late_first(news))
    return _("Reminder: %s") % ", ".join(kind.counted(count) for kind, count in counts.items())


def body(user: Any, news: News) -> str:
    """The whole text of the letter."""
    facts = {
        "name": one_line(user.name),
        "groups": groups(news),
        "settings": addresses.of_settings(),
        "portal": addresses.whole("/"),
    }
    return render_to_string("notifications/letter.txt", facts).strip() + "\n"


def groups(news: News) -> list[PlanNews]:
    """The items by plan, then by kind, the earliest due first; two plans may be called the same."""
    found: dict[tuple[str, str], list[tuple[ReminderKind, Due]]] = {}
    for kind, due in news:
        found.setdefault((due.group, due.list_link), []).append((kind, due))
    return [PlanNews(name, _headings(pairs)) for (name, _link), pairs in found.items()]


def _headings(news: News) -> tuple[Heading, ...]:
    found = dict.fromkeys(kind for kind, _due in _late_first(news))
    return tuple(Heading(str(kind.words), _lines([due for item, due in news if item == kind])) for kind in found)


def _late_first(news: News) -> list[tuple[ReminderKind, Due]]:
    return sorted(news, key=lambda pair: not pair[1].is_late)


def _lines(dues: Sequence[Due]) -> tuple[LetterLine, ...]:
    return tuple(
        LetterLine(one_line(due.what), one_line(due.where), due.due_words, addresses.whole(due.link)) for due in dues
    )


def one_line(text: str) -> str:
    """The text without line breaks and other line separators."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
