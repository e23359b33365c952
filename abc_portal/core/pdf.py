"""HTML to PDF, tagged for PDF/UA-1, with nothing fetched from outside the portal's own files."""

import gc
import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

from abc_portal.core import tagging
from abc_portal.core.loaders import compact

BASE_URL = "portal:///"
#: Returns the bytes of a document's image by its key; ``None`` when there is none.
Picture = Callable[[str], bytes | None]
#: Image types by their first bytes; not SVG, which could load more files.
_SIGNATURES = {b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}


class OutsideFile(ValueError):
    """A document asked for something that is not one of the portal's own files."""


def render(html: str, *, picture: Picture = lambda _key: None) -> bytes:
    """The document as a PDF; the same HTML gives the same bytes. ``picture`` gives the images of its texts.

    WeasyPrint takes 1.7 seconds to import, so it is imported here and warmed at worker start.
    Garbage collection is off while it works: that is a third faster.
    """
    import weasyprint

    gc_was_on = gc.isenabled()
    gc.disable()
    try:
        # White space at the end of a cell would count in the width of its column, and a line break in the text
        # of a figure.
        source = compact(html).replace("\n", " ")
        document = weasyprint.HTML(string=source, base_url=BASE_URL, url_fetcher=_own_fetcher(picture))
        return document.write_pdf(finisher=tagging.finish, pdf_variant="pdf/ua-1", uncompressed_pdf=False)
    finally:
        if gc_was_on:
            gc.enable()
        gc.collect()


def warm() -> None:
    """Import WeasyPrint and its fonts before the first job."""
    import weasyprint

    weasyprint.HTML(string="<p>").render()


def _own_fetcher(picture: Picture) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Serves ``portal:///static/…`` and ``portal:///fonts/…`` from disk, ``portal:///images/…`` from the document's
        own images, and nothing else.
        """

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(f"{BASE_URL}images/"):
                content, kind = own_image(url, picture)
                return URLFetcherResponse(url, content, {"Content-Type": kind})
            path = own_file(url)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OwnFiles()


def own_image(url: str, picture: Picture) -> tuple[bytes, str]:
    """The image behind ``portal:///images/<key>`` and its kind; raises :class:`OutsideFile` when it is none."""
    content = picture(unquote(url.removeprefix(f"{BASE_URL}images/")))
    kind = next((kind for start, kind in _SIGNATURES.items() if content and content.startswith(start)), None)
    if content is None or kind is None:
        raise OutsideFile(f"no such image of the document: {url[:80]}")
    return content, kind


def own_file(url: str) -> Path:
    """The file of a ``portal:///`` address. Raises :class:`OutsideFile` for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise OutsideFile(f"not an address: {url[:80]}") from None
    name = unquote(parts.path).lstrip("/")
    if parts.scheme != "portal" or parts.netloc or ".." in Path(name).parts:
        raise OutsideFile(f"a document may not fetch {url[:80]}")
    kind, _slash, rest = name.partition("/")
    found = _static_file(rest) if kind == "static" else _font(rest) if kind == "fonts" else None
    if found is None:
        raise OutsideFile(f"no such file of the portal: {url[:80]}")
    return found


def _static_file(name: str) -> Path | None:
    try:
        found = finders.find(name)
    except SuspiciousFileOperation:
        return None
    return Path(found) if found and Path(found).is_file() else None


def _font(name: str) -> Path | None:
    path = Path(settings.REPORT_FONTS) / name
    return path if path.parent == Path(settings.REPORT_FONTS) and path.is_file() else None
