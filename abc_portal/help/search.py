"""How the manual and the field's words are found by the search: by words in a section, the title first."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchHit, register
from abc_portal.core.text import fold
from abc_portal.core.word_search import words_of
from abc_portal.help import manual


@dataclass(frozen=True)
class ManualSearch:
    """Sections of the manual and words of the field; open to everybody."""

    code: str
    label: Any
    order: int

    def hits(self, user: Any, text: str, most: int) -> list[SearchHit]:
        """The sections and words that hold every word, best first."""
        found = [*self._words(text), *self._sections(text)]
        return sorted(found, key=lambda hit: hit.rank)[:most]

    def listing(self, text: str) -> str:
        return ""

    def _sections(self, text: str) -> list[SearchHit]:
        return [
            SearchHit(
                section.title,
                part.title if section.title != part.title else "",
                reverse("help_part", args=[part.slug]) + (f"#{section.anchor}" if section.anchor else ""),
                _rank(section.title, text),
            )
            for part in manual.parts()
            for section in part.sections
            if _holds(f"{part.title} {section.title} {section.words}", text)
        ]

    def _words(self, text: str) -> list[SearchHit]:
        return [
            SearchHit(item.word, item.meaning, f"{reverse('help_words')}#{item.anchor}", _rank(item.word, text))
            for item in manual.words()
            if _holds(item.word, text)
        ]


def _holds(searched: str, text: str) -> bool:
    folded = fold(searched)
    return all(word in folded for word in words_of(text))


def _rank(title: str, text: str) -> int:
    folded, wanted = fold(title), fold(text)
    return 0 if folded == wanted else 1 if folded.startswith(wanted) else 2


register(ManualSearch("hjaelp", _("Help"), order=80))
