"""The manual as it is written in ``docs/brug.md`` and ``docs/brug/``, and the field's words in ``docs/glossary.md``.

The index says which parts there are and in which order; a part's own file has its title, its text and its sections.
The files are read once, and again when they have changed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from abc_portal.core import danish

DOCS = settings.BASE_DIR / "docs"
FOLDER = DOCS / "brug"
_PART = re.compile(r"(?:brug/)?([a-z0-9-]+)\.md(#[a-z0-9-]+)?")
_LISTED = re.compile(r"^- \[[^]]+\]\(brug/([a-z0-9-]+)\.md\)$", re.MULTILINE)
_WORD = re.compile(r"^\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
WORDS_HEADING = "## Ord i portalen\n"
_markdown = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class ManualSection:
    """What stands under one heading, as plain words; the part's own beginning has no anchor."""

    title: str
    anchor: str
    words: str


@dataclass(frozen=True)
class ManualPart:
    """One page of the manual."""

    slug: str
    title: str
    html: SafeString
    sections: tuple[ManualSection, ...]


@dataclass(frozen=True)
class ManualGroup:
    """Parts that stand together in the index."""

    title: str
    parts: tuple[ManualPart, ...]


@dataclass(frozen=True)
class FieldWord:
    """A word of the field and what it means."""

    word: str
    meaning: str

    @property
    def anchor(self) -> str:
        return danish.slug(self.word)


def part(slug: str) -> ManualPart | None:
    """The part of that name; ``None`` when the index has none."""
    return next((found for found in parts() if found.slug == slug), None)


def parts() -> tuple[ManualPart, ...]:
    """All parts, in the order of the index."""
    return tuple(found for group in groups() for found in group.parts)


def groups() -> tuple[ManualGroup, ...]:
    """The index: its headings, each with its parts."""
    return tuple(ManualGroup(title, tuple(_read(FOLDER / f"{slug}.md") for slug in slugs)) for title, slugs in _index())


def words() -> tuple[FieldWord, ...]:
    """The field's words in Danish order."""
    text = _text(DOCS / "glossary.md").partition(WORDS_HEADING)[2].partition("\n## ")[0]
    found = [FieldWord(word.strip(), meaning.strip()) for word, meaning in _WORD.findall(text)]
    return tuple(sorted(found[1:], key=lambda item: danish.sort_key(item.word)))


def _index() -> Iterable[tuple[str, list[str]]]:
    for group in _text(DOCS / "brug.md").split("\n## ")[1:]:
        yield group.partition("\n")[0], _LISTED.findall(group)


def _text(path: Path) -> str:
    return _text_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _text_of(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8")


def _read(path: Path) -> ManualPart:
    return _part_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _part_of(path: Path, _changed: int) -> ManualPart:
    heading, _line, body = path.read_text(encoding="utf-8").partition("\n")
    tokens = _markdown.parse(body)
    title = heading.removeprefix("# ")
    sections = tuple(_sections(title, tokens))
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return ManualPart(path.stem, title, mark_safe(html), sections)  # noqa: S308 - the project's own text


def _sections(title: str, tokens: list[Token]) -> Iterable[ManualSection]:
    """The sections; their headings get anchors, and links to other parts the portal's addresses."""
    anchor, opens, words = "", False, list[str]()
    for token in tokens:
        if token.type == "heading_open":
            yield ManualSection(title, anchor, " ".join(words))
            words, opens, heading = [], True, token
        elif token.type == "inline":
            text = _plain(token)
            if opens:
                title, anchor, opens = text, danish.slug(text), False
                heading.attrSet("id", anchor)
            words.append(text)
    yield ManualSection(title, anchor, " ".join(words))


def _plain(token: Token) -> str:
    """The words of a paragraph, heading or cell."""
    for child in token.children or []:
        link = _PART.fullmatch(str(child.attrGet("href") or "")) if child.type == "link_open" else None
        if link:
            child.attrSet("href", reverse("help_part", args=[link[1]]) + (link[2] or ""))
    return "".join(" " if child.type == "softbreak" else child.content for child in token.children or [])
