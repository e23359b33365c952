"""Only the parts of the design system that the portal uses are served, not its whole distribution."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import FileSystemFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

LEFT_OUT = ["dkfds*.css.map", "dkfds-*.css", "dkfds.css", "logo*", "*.woff2.map"]


class ChosenFilesFinder(FileSystemFinder):
    """Leaves out the other brands' sheets, source maps and logos."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Any:
        return super().list([*(ignore_patterns or []), *LEFT_OUT])


class VersionedFilesStorage(StaticFilesStorage):
    """Files where they lie, for a portal that has collected none: each address says when the file was last changed, so
    that a browser may keep it for long.
    """

    def url(self, name: str | None) -> str:
        address = str(super().url(name))
        path = _path_of(name or "")
        return f"{address}?v={path.stat().st_mtime_ns:x}" if path is not None and path.exists() else address


@cache
def _path_of(name: str) -> Path | None:
    found = finders.find(name)
    return Path(found) if found else None


class HashedFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names and compressed copies; the design system names fonts that the portal does not take."""

    manifest_strict = True

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            # dkfds.min.css points to font formats and logos that are left out on purpose.
            if "dkfds" in name:
                return name
            raise
