"""Placeholders in rich text, in double square brackets, for what the editor has no button for.

``[[tal:CODE]]`` is a figure by reference, ``[[tal:CODE=3.633]]`` the same as the document states it,
``[[billede:KEY|alternative text|caption]]`` an image, ``[[note:text]]`` a footnote. They are resolved when the text is
shown; one that cannot be resolved is shown as it is, never as nothing.
"""

import re
from dataclasses import dataclass
from html import unescape
from itertools import count
from typing import Any, Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from abc_portal.core import richtext

_BODY = r"[^\[\]<>]+"
_MARK = rf"\[\[(?P<kind>tal|billede|note):(?P<body>{_BODY})\]\]"
#: A tag is passed over whole, so that nothing inside an attribute is taken for a mark.
_PIECE = re.compile(rf"<p>\s*\[\[billede:(?P<alone>{_BODY})\]\]\s*</p>|<[^>]*>|{_MARK}")
_OPENING = re.compile(r"\[\[\s*(?:tal|billede|note)\s*:[^\[<]{0,40}", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class TextFigure:
    """A figure that texts refer to by its code: its name, how it reads, and where it is from.

    ``value`` is what a stated figure is held against: a number, or a date with its precision; ``None`` when it is
    unknown or no single value. ``is_about`` says that it is meant as roughly so much.
    """

    code: str
    label: str
    text: str
    source: str
    value: Any = None
    is_about: bool = False


class Resolver(Protocol):
    """What knows the figures and images that marks refer to."""

    def figure(self, code: str) -> TextFigure | None:
        """The figure with that code; ``None`` when there is none."""

    def image(self, key: str) -> str | None:
        """The address of the image with that key; ``None`` when there is none."""


@dataclass(frozen=True)
class Placeholder:
    """One mark as it is written: ``code`` is a figure's code, an image's key or a footnote's text."""

    kind: str
    code: str
    stated: str = ""
    alt: str = ""
    caption: str = ""


def read(kind: str, body: str) -> Placeholder:
    """The placeholder of that kind with that body, which is the HTML between colon and brackets."""
    plain = " ".join(unescape(body).split())
    if kind == "tal":
        code, _sign, stated = plain.partition("=")
        return Placeholder(kind, code.strip().lower(), stated=stated.strip())
    if kind == "billede":
        key, alt, caption = ([part.strip() for part in plain.split("|", 2)] + ["", ""])[:3]
        return Placeholder(kind, key.lower(), alt=alt, caption=caption)
    return Placeholder(kind, plain.strip())


def found(html: str) -> list[Placeholder]:
    """Every mark in a cleaned text, in order."""
    pieces = [(match["kind"] or "billede", match["body"] or match["alone"]) for match in _PIECE.finditer(html)]
    return [read(kind, body) for kind, body in pieces if body]


def broken(html: str) -> list[str]:
    """The beginning of each mark that is begun but is none: not closed, with brackets or formatting inside."""
    text = unescape(_TAG.sub("", re.sub(_MARK, "", html)))
    return [match[0] for match in _OPENING.finditer(text)]


class Texts:
    """The rich texts of one page or document: marks resolved, footnotes numbered apart in each text."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver, self._numbers = resolver, count(1)

    def html(self, text: str) -> SafeString:
        """The text cleaned and with its marks resolved."""
        return show(richtext.safe(text), self.resolver, name=str(next(self._numbers)))


def show(html: str, resolver: Resolver, *, name: str) -> SafeString:
    """A cleaned text with its marks resolved; ``name`` is what its footnotes' ids begin with on the page.

    A text without marks asks the resolver nothing.
    """
    notes: list[str] = []

    def shown(match: re.Match[str]) -> str:
        if match["alone"]:
            return _image(read("billede", match["alone"]), resolver, alone=True)
        if match["body"] is None:
            return match[0]
        mark = read(match["kind"], match["body"])
        if mark.kind == "note":
            notes.append(mark.code)
            return _note(name, len(notes))
        return _figure(mark, resolver) if mark.kind == "tal" else _image(mark, resolver)

    text = _PIECE.sub(shown, html)
    return mark_safe(text + _notes(name, notes))  # noqa: S308 - cleaned, and what is put in is escaped


def _figure(mark: Placeholder, resolver: Resolver) -> str:
    figure = resolver.figure(mark.code)
    if figure is None:
        sentence = _broken(_("unknown figure: %s") % mark.code)
        return format_html("{} {}", mark.stated, sentence) if mark.stated else sentence
    title = f"{figure.label} ({figure.source})" if figure.source else figure.label
    return format_html('<span class="abc-figure" title="{}">{}</span>', title, mark.stated or figure.text)


def _image(mark: Placeholder, resolver: Resolver, *, alone: bool = False) -> str:
    address = resolver.image(mark.code)
    if address is None:
        words = " – ".join(part for part in (_("unknown image: %s") % mark.code, mark.alt, mark.caption) if part)
        return format_html("<p>{}</p>", _broken(words)) if alone else _broken(words)
    image = format_html('<img src="{}" alt="{}">', address, mark.alt)
    if not alone:
        return format_html("{} {}", image, mark.caption) if mark.caption else image
    caption = format_html("<figcaption>{}</figcaption>", mark.caption) if mark.caption else ""
    return format_html('<figure class="abc-picture">{}{}</figure>', image, caption)


def _broken(words: str) -> SafeString:
    return format_html('<mark class="abc-broken">{}</mark>', words)


def _note(name: str, number: int) -> str:
    return format_html(
        '<sup class="abc-noteref"><a id="noteref-{0}-{1}" href="#note-{0}-{1}" role="doc-noteref" aria-label="{2}">'
        "{1}</a></sup>",
        name,
        number,
        _("Note %s") % number,
    )


def _notes(name: str, notes: list[str]) -> str:
    if not notes:
        return ""
    line = '<li id="note-{0}-{1}">{2} <a href="#noteref-{0}-{1}" role="doc-backlink" aria-label="{3}">↑</a></li>'
    back = _("Back to note %s in the text")
    lines = format_html_join("", line, ((name, number, text, back % number) for number, text in enumerate(notes, 1)))
    return format_html('<ol class="abc-notes" aria-label="{}">{}</ol>', _("Notes"), lines)
