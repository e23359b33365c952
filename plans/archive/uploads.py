"""Checks of uploads, so that nothing a browser or a machine runs is stored.

The content type follows from the bytes. A name only chooses between types that share a form, such as the office
formats, which are all zip archives.
"""

import hashlib
import re
import unicodedata
import warnings
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST_NAME = 150
UNKNOWN_TYPE = "application/octet-stream"
#: Pictures that a browser may show, by Pillow's name for them.
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
_PICTURE_NAMES = frozenset({"png", "jpg", "jpeg", "webp", "gif"})
_MOST_PIXELS = 100_000_000
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
#: The first bytes of each known file format, and its types by file extension; the first is for any other extension.
_FORMS: tuple[tuple[bytes, dict[str, str]], ...] = (
    (b"%PDF-", {"": "application/pdf"}),
    (
        b"PK\x03\x04",
        {
            "": "application/zip",
            "docx": f"{_OPEN_XML}wordprocessingml.document",
            "xlsx": f"{_OPEN_XML}spreadsheetml.sheet",
            "pptx": f"{_OPEN_XML}presentationml.presentation",
            "odt": f"{_OPEN_DOCUMENT}text",
            "ods": f"{_OPEN_DOCUMENT}spreadsheet",
            "odp": f"{_OPEN_DOCUMENT}presentation",
        },
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        {
            "": UNKNOWN_TYPE,
            "doc": "application/msword",
            "xls": "application/vnd.ms-excel",
            "ppt": "application/vnd.ms-powerpoint",
            "msg": "application/vnd.ms-outlook",
        },
    ),
    (b"{\\rtf", {"": "application/rtf"}),
)
_TEXTS = {"txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8"}
#: Names of what a machine or a browser runs.
_RUN_NAMES = frozenset(
    """
    apk app appimage bat bin class cmd com cpl deb dll dmg elf exe gadget hta htm html iso jar js jse lnk mht mhtml mjs
    msi msp php pif pl ps1 psm1 py rb reg rpm scr sct sh shtml so svgz swf sys vb vbe vbs wasm ws wsf wsh xht xhtml xsl
    xslt
    """.split()  # noqa: SIM905 - easier to read
)
#: How what a machine runs begins.
_RUN_STARTS = (
    b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"\x00asm",
)  # fmt: skip
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b")
_PART_OF_PAGE = re.compile(r"<(?:script|iframe|object|embed|base|meta|form)\b")
_DRAWING = re.compile(r"<(?:\w+:)?svg\b")
_SCRIPT = re.compile(
    r"<(?:\w+:)?(?:script|foreignobject|handler|listener)\b|\son\w+\s*=|javascript:|data:text/|<!entity"
)
_HEAD = 4096


@dataclass(frozen=True)
class Look:
    """What an upload turned out to be; ``size`` in bytes."""

    name: str
    size: int
    sha256: str
    content_type: str


def look(content: Any, name: str) -> Look:
    """Read an upload through. Raises ``ValidationError`` with the sentence for who sends what is not taken."""
    name = clean_name(name)
    size = content.size
    if not size:
        raise ValidationError(_("The file is empty."), code="empty")
    largest = settings.LARGEST_FILE_MB
    if size > largest * 1024 * 1024:
        raise ValidationError(
            _("The file is larger than %s MB. Make it smaller, or divide it.") % largest, code="large"
        )
    content.seek(0)
    head = content.read(_HEAD)
    content_type = _type_of(content, head, name.rpartition(".")[2].casefold())
    digest = checksum(content)
    content.seek(0)
    return Look(name, size, digest, content_type)


def checksum(content: Any) -> str:
    """SHA-256 of an open file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    content.seek(0)
    while block := content.read(1024 * 1024):
        digest.update(block)
    content.seek(0)
    return digest.hexdigest()


def clean_name(given: str) -> str:
    """The name under which a file is fetched: no path, no signs that hide or break; never empty."""
    last = re.split(r"[/\\]", given)[-1]
    visible = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C" or letter in "\t\n\r")
    name = " ".join(visible.split()).lstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot and len(ending) <= 10:
        name = stem[: LONGEST_NAME - len(ending) - 1] + dot + ending
    return name[:LONGEST_NAME] or "fil"


def picture_type(content: Any) -> str:
    """The content type of a picture that a browser may show, asked of its bytes; empty for anything else."""
    from PIL import Image, UnidentifiedImageError  # slow to import, and needed for uploads alone

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(content, formats=list(PICTURES)) as picture:
                width, height = picture.size
                if width * height > _MOST_PIXELS:
                    return ""
                kind = PICTURES.get(picture.format or "", "")
                picture.verify()
                return kind
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return ""


def _type_of(content: Any, head: bytes, ending: str) -> str:
    text = _as_text(head)
    opening = _opening(text)
    if ending in _RUN_NAMES or head.startswith(_RUN_STARTS) or _PAGE.search(opening):
        raise _refused()
    if ending == "svg" or _DRAWING.search(opening):
        _check_drawing(content)
        return UNKNOWN_TYPE
    if _PART_OF_PAGE.search(opening):
        raise _refused()
    content.seek(0)
    if picture := picture_type(content):
        return picture
    if ending in _PICTURE_NAMES:
        raise ValidationError(_("The picture cannot be read. Save it again as PNG or JPEG."), code="picture")
    for start, types in _FORMS:
        if head.startswith(start):
            return types.get(ending, types[""])
    return _TEXTS.get(ending, UNKNOWN_TYPE) if text and "\0" not in text else UNKNOWN_TYPE


def _refused() -> ValidationError:
    return ValidationError(
        _("Programs and web pages are not kept in the archive. Save it as a PDF, and upload that."), code="refused"
    )


def _as_text(head: bytes) -> str:
    """The first bytes as text, whatever Unicode form they are in; what is no text is no matter."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if b"\0<" in head[:4] or b"<\0" in head[:4]:
        return head.decode("utf-16-be" if head[:1] == b"\0" else "utf-16-le", "ignore")
    return head.decode("utf-8-sig", "ignore")


def _opening(text: str) -> str:
    """The text as a browser would judge it: from its first tag, if it begins with one."""
    plain = text.lstrip().casefold()
    return plain if plain.startswith("<") else ""


def _check_drawing(content: Any) -> None:
    """A drawing (SVG) may hold no script; one that cannot be read through might."""
    content.seek(0)
    try:
        text = unescape(content.read().decode("utf-8-sig")).casefold()
    except UnicodeDecodeError:
        text = "<script"
    if _SCRIPT.search("".join(letter for letter in text if letter >= " " or letter in "\t\n\r\f")):
        raise ValidationError(_("The drawing holds a script. Save it as PNG or PDF, and upload that."), code="script")
