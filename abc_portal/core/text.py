"""Text from outside: the one place that says what is refused, and how the rest is written.

Whatever comes in passes here: forms, query strings and names of uploaded files in ``InputMiddleware``, documents in
``reporting.interchange.parsed`` and ``exchange.interchange.schema``, cells of workbooks in
``exchange.workbooks.reading``, and rich text once more when its entities have been read, in ``core.richtext.clean``.
Passwords are never touched.
"""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

#: Far beyond any field, and well within what Python reads as a number at all (4,300).
LONGEST_NUMBER = 1000

#: What no database holds, or no file of XML: the zero sign, halves of signs, and two code points that are no signs.
_NOWHERE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
_DIGITS = re.compile(rf"[0-9]{{{LONGEST_NUMBER + 1}}}")
#: Line ends of other systems, and Word's own inside a paragraph.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: Signs that nobody sees: controls, the soft hyphen, spaces of no width, marks of direction, letters that fill, what
#: stands where a picture stood, a file's first mark, and tags and variants of signs that have none.
_UNSEEN = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\U0001d173-\U0001d17a\U000e0100-\U000e01ef]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e00ff]+"
)
#: The choice between a sign's two looks, beside a letter or a space.
_LOOKS = re.compile("(?<![0-9#*\xa9\xae\u2000-\U0010ffff])[\ufe0e\ufe0f]+")
#: They join or part the letters of some scripts and the parts of an emoji, and are only unseen beside Latin ones.
_JOINERS = re.compile("(?<![\u0300-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0300-\U0010ffff])")
#: Spaces of other widths; in a text of one line those that do not break, too.
_ODD_SPACES = re.compile("[\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
_NO_BREAK = re.compile("[\xa0\u2007\u202f]")
_DOUBLE_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")


class TextRefused(ValueError):
    """The text cannot be taken; the message is the sentence for who sent it."""


def check(text: str) -> None:
    """Raises :class:`TextRefused` for what no field of the portal can hold."""
    if _NOWHERE.search(text):
        raise TextRefused(_("The text holds a sign that cannot be kept. Write it again without that sign."))
    if len(text) > LONGEST_NUMBER and _DIGITS.search(text):
        raise TextRefused(_("A number has more than %s digits. No number here is that long.") % LONGEST_NUMBER)


def check_whole(digits: str) -> int:
    """The whole number that the digits of a document say. Raises :class:`TextRefused`."""
    check(digits)
    return int(digits)


def tidy(text: str) -> str:
    """The text as it is stored: composed letters, one kind of line end, one kind of space, nothing invisible.

    It retains line breaks and tabs, no-break spaces in texts of several lines or with placeholders, and joiners of
    emoji. Between words there is one space; a text of one line neither begins nor ends with any. Idempotent.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", text)
    is_one_line = "\n" not in text and "<" not in text
    if not text.isascii():
        text = _ODD_SPACES.sub(" ", unicodedata.normalize("NFC", text))
        if is_one_line:
            text = _NO_BREAK.sub(" ", text)
        text = unicodedata.normalize("NFC", _LOOKS.sub("", _JOINERS.sub("", text)))
    text = _DOUBLE_SPACES.sub(" ", text)
    return text.strip(" ") if is_one_line else text


def fold(text: str) -> str:
    """The text for comparing: the same for texts that differ only in case, spaces, composition or unseen signs."""
    plain = tidy(text).replace("\u200c", "").replace("\u200d", "")
    return unicodedata.normalize("NFC", " ".join(plain.casefold().split()))


def length(text: str) -> int:
    """The length as a browser counts it for a field's limit: in UTF-16, a line break as one."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def taken(text: str) -> str:
    """The text checked and tidied. Raises :class:`TextRefused`."""
    check(text)
    return tidy(text)


def stored(text: str) -> str:
    """A text of before the rules, as every way in writes it now; signs that would be refused are left out."""
    return tidy(_NOWHERE.sub("", text))


class TidyOnRead:
    """A row of the history, which is never rewritten: its texts are tidied as they are read. A base of models."""

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Any:
        """As Django does it, with texts as every way in writes them now."""
        read = [stored(value) if isinstance(value, str) else value for value in values]
        return super().from_db(db, field_names, read)  # type: ignore[misc]


def tidied(value: Any) -> Any:
    """A document with all its texts tidied; of its keys, :func:`tidy` must have made no two the same."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {tidy(key): tidied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [tidied(item) for item in value]
    return value
