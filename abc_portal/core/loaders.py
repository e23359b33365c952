"""Reads the portal's templates without the line breaks that only their layout needs."""

import re

from django.template import Origin
from django.template.loaders import filesystem

#: Beside and inside the edges of these a browser shows no white space.
BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h1|h2|h3|h4|h5|h6|head|header|hr|html|legend|li|link|main|meta|nav|ol|optgroup|option|p|script|section|summary"
    "|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_DJANGO = r"\{%.*?%\}|\{\{.*?\}\}"
_UNTOUCHED = re.compile(
    r"(<(?:textarea|pre|script|style)\b.*?</(?:textarea|pre|script|style)>"
    r"|\{% (?:blocktranslate|comment|verbatim)\b.*?\{% end(?:blocktranslate|comment|verbatim) %\})",
    re.DOTALL,
)
_START_TAG = re.compile(rf"""<[a-z](?:{_DJANGO}|"(?:{_DJANGO}|[^"])*"|[^<>"])*>""", re.DOTALL)
_BREAK = re.compile(r"\s*\n\s*")
#: Of a start tag or of an attribute's value.
_AT_AN_EDGE = re.compile(r"""(?<==")\s*\n\s*|\s*\n\s*(?="|/?>$)""")
_BESIDE_A_BLOCK = re.compile(rf"\n?(</?(?:{BLOCKS})\b(?:{_DJANGO}|[^<>])*>|<!DOCTYPE html>)\n?")


class CompactLoader(filesystem.Loader):
    """Templates from the project's folders; pages, not mails, lose the white space of their layout."""

    def get_contents(self, origin: Origin) -> str:
        contents: str = super().get_contents(origin)
        return compact(contents) if str(origin.name).endswith(".html") else contents


def compact(source: str) -> str:
    """The template with each line break and its indentation reduced to one character, or none where no browser shows
    it.

    Single lines, texts for translation and preformatted text are left unchanged.
    """
    parts = _UNTOUCHED.split(source)
    return "".join(part if at % 2 else _compact_markup(part) for at, part in enumerate(parts))


def _compact_markup(markup: str) -> str:
    markup = _START_TAG.sub(lambda tag: _on_one_line(tag[0]), markup)
    return _BESIDE_A_BLOCK.sub(r"\1", _BREAK.sub("\n", markup))


def _on_one_line(tag: str) -> str:
    return _BREAK.sub(" ", _AT_AN_EDGE.sub("", tag))
