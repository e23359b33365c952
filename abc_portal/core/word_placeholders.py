"""Footnotes and pictures that a word processor puts on the clipboard, made into the portal's own marks.

A footnote stands where its number stood. A picture does not travel with the text: a mark is left in its place, which
is shown as missing until it is replaced with one from the archive, so that nothing goes in silence.
"""

import re
from html import escape, unescape

#: The key of a picture that is still to be put in; the archive's own keys have no such letters.
MISSING = "sæt-billedet-ind"

_NOTE_REF = re.compile(
    r"<a\b[^>]*\bhref\s*=\s*[\"']?[^\"'>\s]*#(?:_(?P<word>ftn|edn)(?P<number>\d+)|(?P<office>sd(?:foot|end)note\d+)sym)"
    r"[\"']?(?=[\s>])[^>]*>(?P<shown>.{0,1500}?)</a>",
    re.DOTALL | re.IGNORECASE,
)
_NOTE = re.compile(
    r"<div\b[^>]*\bid\s*=\s*[\"']?(?P<id>(?:ftn|edn|sdfootnote|sdendnote)\d+)[\"']?(?=[\s>])[^>]*>"
    r"(?P<text>.{0,20000}?)</div>",
    re.DOTALL | re.IGNORECASE,
)
_BACK = re.compile(
    r"<a\b[^>]*\bhref\s*=\s*[\"']?[^\"'>\s]*#(?:_(?:ftn|edn)ref\d+|sd(?:foot|end)note\d+anc)[\"']?(?=[\s>])[^>]*>"
    r".{0,1500}?</a>",
    re.DOTALL | re.IGNORECASE,
)
#: The frame around the footnotes, with the line above them, when they are gone.
_FRAME = re.compile(
    r"<div\b[^>]*mso-element:\s*(?:foot|end)note-list[^>]*>(?:\s|<br\b[^>]*>|<hr\b[^>]*>|<!--.{0,200}?-->|<!\[[^>]*>)*</div>",
    re.DOTALL | re.IGNORECASE,
)
_PICTURE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--.*?-->|<!\[[^>]*>|<[^>]*>", re.DOTALL)
_BRACKETS = str.maketrans({"[": "(", "]": ")", "|": "/"})


def noted(html: str) -> str:
    """The HTML with each footnote as a mark where its number stood; one without its text keeps the number, which leads nowhere."""
    notes = {found["id"].lower(): found["text"] for found in _NOTE.finditer(html)}
    used: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        key = (found["office"] or f"{found['word']}{found['number']}").lower()
        text = _plain(_BACK.sub("", notes.get(key, "")))
        if not text:
            return found["shown"]
        used.add(key)
        return f"[[note:{text}]]"

    html = _NOTE_REF.sub(mark, html)
    return _FRAME.sub("", _NOTE.sub(lambda found: "" if found["id"].lower() in used else found[0], html))


def pictured(html: str) -> str:
    """The HTML with a mark for each picture, with what it is said to show."""

    def mark(found: re.Match[str]) -> str:
        alt = _ALT.search(found[0])
        shows = _plain(next(filter(None, alt.groups()), "")) if alt else ""
        return f"[[billede:{MISSING}|{shows}]]" if shows else f"[[billede:{MISSING}]]"

    return _PICTURE.sub(mark, html)


def _plain(html: str) -> str:
    """The text of the HTML, fit to stand in a mark."""
    text = unescape(_HIDDEN.sub("", html)).translate(_BRACKETS)
    return escape(" ".join(text.split()), quote=False)
