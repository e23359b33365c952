"""The place of the Danish catalogue, and whether it must be compiled; light enough for every start."""

from pathlib import Path

from django.conf import settings

LOCALE = "da"


def po_path() -> Path:
    """The catalogue's source file."""
    return Path(settings.LOCALE_PATHS[0]) / LOCALE / "LC_MESSAGES" / "django.po"


def compiled_path() -> Path:
    """The compiled catalogue, which Django reads; never in version control."""
    return po_path().with_suffix(".mo")


def is_stale() -> bool:
    """The text is newer than what was compiled from it, or was never compiled."""
    if not po_path().exists():
        return False
    return not compiled_path().exists() or compiled_path().stat().st_mtime < po_path().stat().st_mtime
