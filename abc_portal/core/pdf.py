"""HTML to PDF, tagged for PDF/UA-1, with nothing fetched from outside the portal's own files."""

import gc
import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

from abc_portal.core import tagging

BASE_URL = "portal:///"


class OutsideFile(ValueError):
    """A document asked for something that is not one of the portal's own files."""


def render(html: str) -> bytes:
    """The document as a PDF; the same HTML gives the same bytes.

    WeasyPrint takes 1.7 seconds to import, so it is imported here and warmed at worker start.
    Garbage collection is off while it works: that is a third faster.
    """
    import weasyprint

    gc_was_on = gc.isenabled()
    gc.disable()
    try:
        document = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=_own_fetcher())
        return document.write_pdf(finisher=tagging.finish, pdf_variant="pdf/ua-1", uncompressed_pdf=False)
    finally:
        if gc_was_on:
            gc.enable()
        gc.collect()


def warm() -> None:
    """Import WeasyPrint and its fonts before the first job."""
    import weasyprint

    weasyprint.HTML(string="<p>").render()


def _own_fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Serves ``portal:///static/…`` and ``portal:///fonts/…`` from disk, and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = own_file(url)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OwnFiles()


def own_file(url: str) -> Path:
    """The file behind a ``portal:///`` address; raises :class:`OutsideFile` for anything else."""
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
