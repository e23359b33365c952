"""What the writer of a pasted text did not see as text: deleted and moved away, comments, hidden, lists of contents.

``RULES`` are the only ones. The server follows them here, whatever way a text comes in; in the browser
``static/abc/paste.js`` does, before the editor takes the styles and classes away that they ask for.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any
from xml.etree import ElementTree

import tinyhtml5
from cssselect2 import ElementWrapper

#: ``elements``: removed, by selector. ``styles``: removed where the property of the element's own style, or of its
#: class in the head, begins with the word. ``properties``: removed where the style names one. ``nearest``: the element
#: of the second selector around one of the first, or else that one, is removed. ``headed``: a list of contents is the
#: parent of an element that has its name and this ending. ``links``: a line of nothing else is one of contents.
#: ``dead``: links that lead nowhere from here become their words.
RULES: dict[str, Any] = {
    "elements": (
        "del, movefrom, comment, w\\:del, w\\:movefrom, [class~=msoDel i], [hidden], [class~=MsoCommentReference i], "
        "[class~=msocomanchor i], [class~=msocomtxt i], [class~=msocomoff i], [class*=MsoToc i], "
        "[class~=MsoTableofFigures i]"
    ),
    "styles": {
        "display": "none",
        "mso-hide": "all",
        "visibility": "hidden",
        "mso-element": "comment",
        "mso-special-character": "comment",
    },
    "properties": ["mso-deleted", "mso-movefrom", "mso-move-from", "mso-movedfrom", "mso-moved-from"],
    # Google's: a number that leads to the comment, and the comment that leads back.
    "nearest": [["a[href^='#cmnt_ref']", "div, p"], ["a[href^='#cmnt']", "sup"]],
    "headed": "_Head",
    "links": "a[href^='#_Toc'], a[href^='#heading='], a[href^='#h.']",
    "dead": "a[href^='#'], a:not([href])",
}

#: Most texts have none of what the rules ask for, and are not read at all.
_MAY_BE = re.compile(
    r"<(?:del|movefrom|comment|w:)|<a>|\s(?:class|style|hidden|id)\b|href\s*=\s*[\"']?#", re.IGNORECASE
)
_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)
_SHEET_RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)(?=\s*(?:,|$))")
#: What is written again of a text that was read; the sanitiser says what of it stays.
_TAGS = frozenset(
    [
        "p",
        "br",
        "strong",
        "em",
        "b",
        "i",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)
_ATTRIBUTES = ("href", "colspan", "rowspan", "start", "type", "reversed")
_VOID = "br"
_NEVER = frozenset(("script", "style", "xml", "head"))
_NAMESPACE = re.compile(r"^\{[^}]*\}")


def removed(html: str) -> str:
    """The HTML without what was not seen, and without looks; one that holds nothing of the kind comes back as it is."""
    if not _MAY_BE.search(html):
        return html
    root = ElementWrapper.from_html_root(tinyhtml5.parse(html))
    _dress(root, _classes(html))
    _remove(root, _unseen(root))
    _remove(root, _contents(root))
    dead = {box.etree_element for box in root.query_all(RULES["dead"])}
    return "".join(_written(root.etree_element, dead))


def _classes(html: str) -> dict[str, str]:
    """What the head says of each class."""
    sheet = re.sub("<!--|-->", "", "".join(_SHEET.findall(html)))
    return {name: dress for names, dress in _SHEET_RULE.findall(sheet) for name in _CLASS.findall(names.strip())}


def _dress(root: ElementWrapper, classes: dict[str, str]) -> None:
    """Gives each element the looks of its classes before its own."""
    for box in root.iter_subtree():
        looks = [classes[name] for name in box.classes if name in classes]
        if looks:
            box.etree_element.set("style", ";".join([*looks, box.etree_element.get("style", "")]))


def _unseen(root: ElementWrapper) -> Iterator[ElementWrapper]:
    yield from root.query_all(RULES["elements"])
    for box in root.query_all("[style]"):
        said = _said(box.etree_element.get("style"))
        if any(said.get(name, "").startswith(word) for name, word in RULES["styles"].items()) or any(
            name in said for name in RULES["properties"]
        ):
            yield box
    for selector, around in RULES["nearest"]:
        for box in root.query_all(selector):
            yield next((outer for outer in (box, *_outer(box)) if outer.matches(around)), box)


def _outer(box: ElementWrapper) -> Iterator[ElementWrapper]:
    """The elements around one, the nearest first."""
    while (box := box.parent) is not None:
        yield box


def _said(style: str) -> dict[str, str]:
    """The last word of a style on each property."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): word.strip() for name, _colon, word in pairs}


def _contents(root: ElementWrapper) -> Iterator[ElementWrapper]:
    for box in root.query_all(f"div[id$='{RULES['headed']}']"):
        if box.parent is not None and box.parent.id and box.id == box.parent.id + RULES["headed"]:
            yield box.parent
    for box in root.query_all("p, div, li"):
        links = "".join(_text(link) for link in box.query_all(RULES["links"]))
        if links and re.sub(r"[\s.\d]", "", _text(box)) == re.sub(r"[\s.\d]", "", links):
            yield box


def _text(box: ElementWrapper) -> str:
    return "".join(box.etree_element.itertext())


def _remove(root: ElementWrapper, boxes: Iterator[ElementWrapper]) -> None:
    """Takes elements out of the tree; the text behind each stays where it is."""
    gone = {box.etree_element for box in boxes} - {root.etree_element}
    for parent in list(root.etree_element.iter()) if gone else ():
        before = None
        for child in list(parent):
            if child not in gone:
                before = child
                continue
            tail = child.tail or ""
            parent.remove(child)
            if before is None:
                parent.text = (parent.text or "") + tail
            else:
                before.tail = (before.tail or "") + tail


def _written(root: ElementTree.Element, dead: set[ElementTree.Element]) -> Iterator[str]:
    """The HTML of the tree; of dead links and elements that no rich text has, what is in them."""
    todo: list[ElementTree.Element | str] = [root]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield item
            continue
        # A comment's tag is a function.
        name = _NAMESPACE.sub("", item.tag) if isinstance(item.tag, str) else "xml"
        if name in _NEVER:
            continue
        has_tag = name in _TAGS and item not in dead
        if has_tag:
            yield f"<{name}{''.join(_attributes(item))}>"
        yield _escaped(item.text)
        if has_tag and name != _VOID:
            todo.append(f"</{name}>")
        for child in reversed(item):
            todo += [_escaped(child.tail), child]


def _attributes(item: ElementTree.Element) -> Iterator[str]:
    for name in _ATTRIBUTES:
        if name in item.attrib:
            yield f' {name}="{escape(item.attrib[name])}"'


def _escaped(words: str | None) -> str:
    return escape(words or "", quote=False).replace("\xa0", "&nbsp;")
