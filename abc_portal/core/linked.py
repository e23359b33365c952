"""Words that know the page with what they speak of: the same text for a page, with links, and for paper, without."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from abc_portal.core import danish


@dataclass(frozen=True)
class LinkedText:
    """``words`` are the text alone; ``html`` is the same with its links, everything else escaped."""

    words: str = ""
    html: SafeString = field(default_factory=SafeString)
    #: Where the whole of it leads, if it is one link.
    address: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)

    @classmethod
    def of(cls, words: str, address: str = "") -> Self:
        """The words as one link; without an address as they are."""
        html = format_html('<a href="{}">{}</a>', address, words) if address else escape(words)
        return cls(words, html, address)

    def within(self, sentence: str) -> "LinkedText":
        """The sentence with the text in place of its ``%s``; nothing where there is no text."""
        html = escape(sentence) % self.html
        return LinkedText(sentence % self.words, mark_safe(html)) if self else self  # noqa: S308 - escaped parts

    @classmethod
    def listed(cls, texts: Iterable["LinkedText"], separator: str) -> Self:
        """Those that are not empty, with the separator between them."""
        found = [text for text in texts if text]
        html = escape(separator).join(text.html for text in found)
        return cls(separator.join(text.words for text in found), mark_safe(html))  # noqa: S308 - escaped parts

    @classmethod
    def joined(cls, texts: Iterable["LinkedText"], and_word: str) -> Self:
        """``a, b og c``."""
        found = [text for text in texts if text]
        html = danish.joined([text.html for text in found], escape(and_word))
        return cls(danish.joined([text.words for text in found], and_word), mark_safe(html))  # noqa: S308 - escaped
