"""The one search: every kind of row declares itself once, and is found by who may see it.

A subject declares its kinds in ``search.py``; ``AppConfig.ready`` imports them. One query a kind, whatever it finds,
and always through ``visible_to``: what one may not see is not found, nor counted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse

from abc_portal.core import word_search
from abc_portal.core.choosing import no_note, plain_labels
from abc_portal.core.text import fold

#: Rows of a kind among all kinds, and where only that kind is asked for; letters before anything is searched.
SHOWN, MOST, FEWEST_LETTERS = 5, 100, 2


@dataclass(frozen=True)
class SearchHit:
    """One row that was found: what it is called, where it belongs, and its page. ``rank`` 0 is called just so."""

    label: str
    place: str
    address: str
    rank: int = 2


@dataclass(frozen=True)
class FoundKind:
    """What was found of a kind; ``more`` leads to all of it when there is more."""

    code: str
    label: Any
    hits: tuple[SearchHit, ...]
    has_more: bool
    more: str = ""


class Searched(Protocol):
    """Something that the search asks: a kind of row, or the manual."""

    @property
    def code(self) -> str: ...

    @property
    def label(self) -> Any: ...

    @property
    def order(self) -> int: ...

    def hits(self, user: Any, text: str, most: int) -> list[SearchHit]: ...

    def listing(self, text: str) -> str: ...


@dataclass(frozen=True)
class SearchKind:
    """A kind of row that is found by words in its ``columns``.

    ``address`` is the page of a row, ``place`` what is said of where it belongs; ``related`` are the relations that
    these and the labels need. ``listed`` is the list in which all of them can be narrowed by ``?q=``, if there is one.
    """

    code: str
    label: Any
    model: type[Model]
    columns: tuple[str, ...]
    address: Callable[[Any], str]
    place: Callable[[Any], str] = no_note
    related: tuple[str, ...] = ()
    labels: Callable[[Sequence[Any]], dict[int, str]] = plain_labels
    listed: str = ""
    #: Who can open the rows' pages, where that is not everybody who may see a row; others are not shown the kind.
    opens: Callable[[Any], bool] = bool
    #: Where it stands among kinds that fit equally well.
    order: int = 50

    def hits(self, user: Any, text: str, most: int) -> list[SearchHit]:
        """The rows that the user may see and that hold every word, best first."""
        if not self.opens(user):
            return []
        rows = self.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
        found = list(word_search.ranked(rows, self.columns, text).select_related(*self.related)[:most])
        labels = self.labels(found)
        return [SearchHit(labels[row.pk], self.place(row), self.address(row), row.choice_rank) for row in found]

    def listing(self, text: str) -> str:
        """The list of all, narrowed by the text; empty when there is none."""
        return f"{reverse(self.listed)}?{urlencode({'q': text})}" if self.listed else ""


_kinds: dict[str, Searched] = {}


def register(*kinds: Searched) -> None:
    """Let the search ask these kinds; registering one again changes nothing."""
    _kinds.update({kind.code: kind for kind in kinds})


def kinds() -> Iterable[Searched]:
    return _kinds.values()


def kind_of(code: str) -> Searched | None:
    return _kinds.get(code)


def found(user: Any, text: str, kind: Searched | None = None) -> list[FoundKind]:
    """What the user may see that holds every word, the kinds that fit best first; of one kind, more of it."""
    if len(fold(text)) < FEWEST_LETTERS or not word_search.words_of(text):
        return []
    asked = [kind] if kind is not None else sorted(kinds(), key=lambda item: item.order)
    answers = [_found_of(item, user, text, MOST if kind is not None else SHOWN) for item in asked]
    return sorted((item for item in answers if item.hits), key=lambda item: min(hit.rank for hit in item.hits))


def _found_of(kind: Searched, user: Any, text: str, most: int) -> FoundKind:
    hits = kind.hits(user, text, most + 1)
    more = kind.listing(text) or f"{reverse('search')}?{urlencode({'q': text, 'slags': kind.code})}"
    return FoundKind(kind.code, kind.label, tuple(hits[:most]), len(hits) > most, more)
