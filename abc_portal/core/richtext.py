"""Rich text: headings, lists, tables, bold, links; nothing else survives saving or printing.

Figures, images and footnotes are in it as placeholders; see ``placeholders``.
"""

import re
from html import unescape
from typing import Any

from django.forms import BaseForm
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField, create_sanitizer

from abc_portal.core import text, unseen, word

#: What the editor offers and what the sanitiser lets through; one list for both.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HardBreak": True,
    "Heading": {"levels": [3, 4]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    # Those who write Danish want their browser's spelling.
    "NoSpellCheck": False,
    # Plain buttons: the editor's own dropdown is no button, so the keyboard could not open it.
    "Menu": {
        "groups": [
            {"group": "blockType -headings -lists"},
            {"group": "headings"},
            {"group": "lists"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "table"},
            {"group": "history"},
        ]
    },
}

#: Broken HTML takes a second pass to settle; hostile HTML may take a third.
MOST_PASSES = 5
_sanitize = create_sanitizer(EXTENSIONS)


def clean(html: str) -> str:
    """The text as it is stored: only what the editor offers. Idempotent."""
    for _again in range(MOST_PASSES):
        before, html = html, text.tidy(word.tidied(_sanitize(word.renamed(unseen.removed(html)))))
        if html == before:
            break
    return html


#: Where a line ends, and where a sentence does: after its mark, before the capital of the next.
_LINE_END = re.compile(r"</(?:p|li|td|th|h3|h4)>|<br>")
_SENTENCE_END = re.compile(r"\n+|(?<=[.!?])\s+(?=[A-ZÆØÅ])")


def plain(html: str) -> str:
    """The words alone, a line for each paragraph, item and cell."""
    return unescape(strip_tags(_LINE_END.sub("\n", html)))


def sentences(html: str) -> list[str]:
    """The sentences of the text, in order."""
    return [found.strip() for found in _SENTENCE_END.split(plain(html)) if found.strip()]


#: What the markup of a text is made of: a search for one of these words asks the text alone.
_MARKUP = [
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "h3",
    "h4",
    "br",
    "href",
    "https",
    "mailto",
    "table",
    "tbody",
    "tr",
    "th",
    "td",
    "colspan",
    "rowspan",
    "title",
    "rel",
    "noopener",
    "noreferrer",
    "class",
    "amp",
    "lt",
    "gt",
    "quot",
    "nbsp",
]


def is_of_markup(searched: str) -> bool:
    """Whether a search for the word would also find the markup of texts that do not hold it."""
    return any(searched in item for item in _MARKUP)


class RichTextField(ProseEditorField):
    """Semantic HTML, edited in the browser's editor and cleaned on every save."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        super().__init__(*args, extensions=dict(EXTENSIONS), sanitize=clean, **kwargs)

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = clean(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value


def has_rich_text(form: BaseForm) -> bool:
    """Whether somebody who fills in the form gets the editor."""
    return any(isinstance(field, ProseEditorFormField) for field in form.fields.values())


def safe(html: str) -> SafeString:
    """The text for a page or a PDF, cleaned again, since a stored text may be older than the rules."""
    return mark_safe(_sanitize(html or ""))  # noqa: S308 - cleaned on this line


def editor_words() -> dict[str, str]:
    """What the editor says in the browser, by the English that it would say itself; see ``static/abc/editor.js``."""
    return {
        "toolbar": _("Formatting"),
        "keys": _("Alt+F10 goes to the formatting. Escape and then Tab leaves the text."),
        "paragraph": _("Body text"),
        "heading 3": _("Heading (Ctrl+Alt+3)"),
        "heading 4": _("Subheading (Ctrl+Alt+4)"),
        "unordered list": _("Bulleted list (Ctrl+Shift+8)"),
        "ordered list": _("Numbered list (Ctrl+Shift+7)"),
        "bold": _("Bold (Ctrl+B)"),
        "italic": _("Italic (Ctrl+I)"),
        "insert link": _("Link (Ctrl+K)"),
        "remove link": _("Remove the link"),
        "undo": _("Undo (Ctrl+Z)"),
        "redo": _("Redo (Ctrl+Shift+Z)"),
        "Insert table": _("Insert a table"),
        "Add column": _("Add a column"),
        "Delete column": _("Delete the column"),
        "Add row": _("Add a row"),
        "Delete row": _("Delete the row"),
        "Merge cells": _("Merge the cells"),
        "Split cell": _("Split the cell"),
        "Toggle header cell": _("Header cell on or off"),
        "Delete table": _("Delete the table"),
        "Edit Link": _("Link"),
        "URL": _("Address"),
        "Title": _("Title"),
        "Update": _("Use"),
        "Cancel": _("Cancel"),
        "Table Properties": _("Insert a table"),
        "Rows": _("Rows"),
        "Columns": _("Columns"),
        "Include header row": _("With a row of headings"),
        "Insert Table": _("Insert"),
        "Yes": _("Yes"),
        "No": _("No"),
    }
