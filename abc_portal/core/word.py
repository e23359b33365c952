"""Tidying of every rich text: names of tags, and white space.

The looks of word processors are read in the browser (``static/abc/paste.js``); other input is cut down by the
sanitiser.
"""

import re

_HEADINGS = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "b": "strong", "i": "em"}
_RENAMED = re.compile(r"<(/?)(h[1256]|b|i)(?=[\s>])[^>]*>")
_TEXT = re.compile(r"(<[^>]*>)")
_HARD_SPACES = re.compile(r"(?<![ \n])[ \n]*&nbsp;(?:&nbsp;|[ \n])*")
_BEFORE_UNIT = re.compile(r"\d&nbsp;[^\W_]|\d&nbsp;[%‰°]")
#: Empty paragraphs are removed, except the one that a cell or a list item must have.
_EMPTY = re.compile(r"(?P<in><(?:td|th|li)(?:\s[^>]*)?>\s*)?<(?P<tag>p|h3|h4)>(?:\s|<br>)*</(?P=tag)>")


def renamed(html: str) -> str:
    """The HTML with the portal's two levels of headings, and emphasis by the names that the editor gives it."""
    return _RENAMED.sub(lambda found: f"<{found[1]}{_HEADINGS[found[2]]}>", html)


def tidied(html: str) -> str:
    """A cleaned text without empty paragraphs; spaces that do not break stay only between a number and its unit."""
    if "&nbsp;" in html:
        html = "".join(part if part.startswith("<") else _soft(part) for part in _TEXT.split(html))
    html = _EMPTY.sub(lambda found: f"{found['in']}<p></p>" if found["in"] else "", html)
    return "" if re.fullmatch(r"<(\w+)></\1>|\s*", html) else html


def _soft(text: str) -> str:
    def space(found: re.Match[str]) -> str:
        around = text[max(0, found.start() - 1) : found.end() + 1]
        return "&nbsp;" if _BEFORE_UNIT.fullmatch(around) else " "

    return _HARD_SPACES.sub(space, text)
