"""What a letter says: everything there is to tell a user, by plan, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.notifications import addresses
from abc_portal.notifications.kinds import Due, ReminderKind

News = Sequence[tuple[ReminderKind, Due]]


@dataclass(frozen=True)
class LetterLine:
    """One thing in a letter."""

    what: str
    where: str
    due: str
    address: str


@dataclass(frozen=True)
class Heading:
    """The things of one kind."""

    words: str
    lines: tuple[LetterLine, ...]


@dataclass(frozen=True)
class PlanNews:
    """What is told of one plan."""

    name: str
    headings: tuple[Heading, ...]


def subject(news: News) -> str:
    """What awaits, counted: late first. No names, since a subject is read by others than its reader."""
    late = sum(due.is_late for _kind, due in news)
    soon = len(news) - late
    parts = []
    if late:
        parts.append(ngettext("%s is late", "%s are late", late) % late)
    if soon:
        parts.append(ngettext("%s falls due soon", "%s fall due soon", soon) % soon)
    return _("Reminder: %s") % ", ".join(parts)


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
    """The news by plan; in each plan by kind, what was due first standing first."""
    names = dict.fromkeys(due.group for _kind, due in news)
    return [PlanNews(name, _headings([pair for pair in news if pair[1].group == name])) for name in names]


def _headings(news: News) -> tuple[Heading, ...]:
    found = dict.fromkeys(kind for kind, _due in sorted(news, key=lambda pair: not pair[1].is_late))
    return tuple(Heading(str(kind.words), _lines([due for item, due in news if item == kind])) for kind in found)


def _lines(dues: Sequence[Due]) -> tuple[LetterLine, ...]:
    return tuple(
        LetterLine(one_line(due.what), one_line(due.where), due.due_words, addresses.whole(due.link))
        for due in sorted(dues, key=lambda due: due.due_on)
    )


def one_line(text: str) -> str:
    """The text without line breaks or anything else that could pass for more than one line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
