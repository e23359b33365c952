"""What a word processor puts on the clipboard, made into plain semantic HTML; and the small tidying of every text.

``unworded`` runs before the cleaning, because Word tells what is a list only in classes and styles; ``tidied`` after.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import nh3

from abc_portal.core import word_placeholders

_HEADINGS = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "b": "strong", "i": "em"}
_RENAMED = re.compile(r"<(/?)(h[1256]|b|i)(?=[\s>])[^>]*>")
_DRESSED = re.compile(r"<(/?)(span|b|i)(?=[\s>])([^>]*)>", re.IGNORECASE)
_IS_DRESSED = re.compile(r"font-(?:weight|style)\s*:", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_PLAIN = re.compile(r"font-(?:weight|style)\s*:\s*(?:normal|400)", re.IGNORECASE)
_HAS_NOTES = re.compile(r"#_(?:ftn|edn)\d|#sd(?:foot|end)note\d", re.IGNORECASE)
_IS_WORD = re.compile(r"\bmso|<o:p", re.IGNORECASE)

#: Enough of Word's HTML to see its lists; comments, office islands and styles go.
_KEPT_FROM_WORD: dict[str, Any] = {
    "tags": {
        "p", "br", "a", "ul", "ol", "li", "strong", "em", "b", "i", "h1", "h2", "h3", "h4", "h5", "h6",
        "table", "thead", "tbody", "tr", "th", "td",
    },
    "attributes": {
        "p": {"class", "style"}, "a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
        "ol": {"start", "type", "reversed", "data-type"},
    },
    "link_rel": None,
    "clean_content_tags": {"script", "style", "xml", "title"},
}  # fmt: skip
_PARAGRAPH = re.compile(r"<p(?P<is>[^>]*)>(?P<body>.*?)</p>\s*", re.DOTALL)
_LIST_CLASS = re.compile(r"MsoList|mso-list:\s*l\d", re.IGNORECASE)
_LEVEL = re.compile(r"mso-list:[^;\"]*?level(\d)", re.IGNORECASE)
_BULLET = re.compile(
    r"\s*(?:(?P<sign>[·•▪●○§–\uf0b7\uf0a7]|(?:-|o)(?=\s))"
    r"|(?P<number>\d{1,3})(?:\.\d{1,3})*[.)](?=\s)"
    r"|(?P<letter>[a-zA-Z]|[ivxIVX]{1,5})[.)](?=\s))\s*"
)
_TOKEN = re.compile(r"<[^>]*>|&\w+;|&#\d+;|[^<]", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class _Item:
    """A paragraph that Word draws as a point of a list."""

    level: int
    tag: str
    start: str
    body: str


def unworded(html: str) -> str:
    """The HTML with headings, emphasis and footnotes as the portal has them, and Word's drawn bullets as lists."""
    html = word_placeholders.noted(html) if _HAS_NOTES.search(html) else html
    html = _undressed(html) if _IS_DRESSED.search(html) else html
    if _IS_WORD.search(html):
        html = _lists(nh3.clean(word_placeholders.pictured(html), **_KEPT_FROM_WORD))
    return _RENAMED.sub(lambda found: f"<{found[1]}{_HEADINGS[found[2]]}>", html)


def _undressed(html: str) -> str:
    """What is bold or italic by a style alone gets the tag; a tag that its style takes back goes (writers in browsers)."""
    open_tags: list[tuple[str, str]] = []

    def replaced(found: re.Match[str]) -> str:
        closes, tag, attributes = found[1], found[2].lower(), found[3]
        if not closes:
            is_plain = bool(_PLAIN.search(attributes))
            names = [] if tag == "span" or is_plain else [{"b": "strong", "i": "em"}[tag]]
            names += ["strong"] if _BOLD.search(attributes) and "strong" not in names else []
            names += ["em"] if _ITALIC.search(attributes) and "em" not in names else []
            open_tags.append((tag, "".join(f"</{name}>" for name in reversed(names))))
            return "".join(f"<{name}>" for name in names)
        return open_tags.pop()[1] if open_tags and open_tags[-1][0] == tag else ""

    return _DRESSED.sub(replaced, html)


def _lists(html: str) -> str:
    """Each run of paragraphs that are points becomes a list, nested by their levels."""
    made: list[str] = []
    run: list[_Item] = []
    end = 0
    for found in _PARAGRAPH.finditer(html):
        item = _item(found)
        if run and (item is None or html[end : found.start()]):
            made.append(_nested(run))
            run = []
        made.append(html[end : found.start()])
        end = found.end()
        if item is None:
            made.append(found[0])
        else:
            run.append(item)
    return "".join([*made, _nested(run), html[end:]])


def _item(found: re.Match[str]) -> _Item | None:
    attributes, body = unescape(found["is"]), found["body"]
    if not _LIST_CLASS.search(attributes):
        return None
    level = _LEVEL.search(attributes)
    bullet = _BULLET.match(unescape(_TAG.sub("", body)))
    if bullet is None:
        return _Item(int(level[1]), "ul", "", body) if level else None
    tag = "ul" if bullet["sign"] else "ol"
    return _Item(int(level[1]) if level else 1, tag, _start(bullet), _without_text(body, bullet.end()))


def _start(bullet: re.Match[str]) -> str:
    """How a list that begins with that bullet is numbered, as an attribute."""
    if bullet["letter"]:
        is_roman = bullet["letter"].lower() == "i" or len(bullet["letter"]) > 1
        kind = "i" if is_roman else "a"
        return f' type="{kind.upper() if bullet["letter"].isupper() else kind}"'
    number = int(bullet["number"] or 1)
    return "" if number == 1 else f' start="{number}"'


def _without_text(html: str, count: int) -> str:
    """The HTML without the first signs of its text; tags stay."""
    kept = []
    for token in _TOKEN.findall(html):
        if count and not token.startswith("<"):
            count -= 1
        else:
            kept.append(token)
    return "".join(kept)


def _nested(items: list[_Item]) -> str:
    """The points as lists in lists; a point deeper than the first one hangs under the one before it."""
    made: list[str] = []
    place = 0
    while place < len(items):
        first, points = items[place], []
        while place < len(items) and (items[place].level, items[place].tag) == (first.level, first.tag):
            under = place + 1
            while under < len(items) and items[under].level > first.level:
                under += 1
            points.append(f"<li><p>{items[place].body}</p>{_nested(items[place + 1 : under])}</li>")
            place = under
        made.append(f"<{first.tag}{first.start}>{''.join(points)}</{first.tag}>")
    return "".join(made)


# --- every text -----------------------------------------------------------------------------------------

_TEXT = re.compile(r"(<[^>]*>)")
_HARD_SPACES = re.compile(r"(?<![ \n])[ \n]*&nbsp;(?:&nbsp;|[ \n])*")
_BEFORE_UNIT = re.compile(r"\d&nbsp;[^\W_]|\d&nbsp;[%‰°]")
#: An empty paragraph goes, but a cell and a point keep the one that they must have.
_EMPTY = re.compile(r"(?P<in><(?:td|th|li)(?:\s[^>]*)?>\s*)?<(?P<tag>p|h3|h4)>(?:\s|<br>)*</(?P=tag)>")


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
