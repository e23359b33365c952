"""Only the parts of the design system that the portal uses are served, not its whole distribution."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage

LEFT_OUT = ["dkfds*.css.map", "dkfds-*.css", "dkfds.css", "logo*", "*.woff2.map"]


class ChosenFilesFinder(FileSystemFinder):
    """Leaves out the other brands' sheets, source maps and logos."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Any:
        return super().list([*(ignore_patterns or []), *LEFT_OUT])


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
