"""An uploaded file that awaits the user's decision: stored for a day, for the same session only.

``purpose`` is its use, such as one plan's results: a session has one file for each.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "imports"
RETENTION = timedelta(days=1)
_KEY = "import_files"


def store(session: Any, content: bytes, name: str, *, purpose: str) -> None:
    """Store the file in place of the former one, and delete expired files of others."""
    discard(session, purpose=purpose)
    _throw_away_the_old()
    path = default_storage.save(f"{FOLDER}/{uuid4().hex}", ContentFile(content))
    session[_KEY] = {**session.get(_KEY, {}), purpose: {"path": path, "name": name}}


def stored(session: Any, *, purpose: str) -> tuple[bytes, str] | None:
    """The file's content and name; ``None`` when there is none any more."""
    found = session.get(_KEY, {}).get(purpose)
    if not found or not default_storage.exists(found["path"]):
        return None
    with default_storage.open(found["path"]) as file:
        return file.read(), found["name"]


def discard(session: Any, *, purpose: str) -> None:
    """Throw the session's file away."""
    files = dict(session.get(_KEY, {}))
    found = files.pop(purpose, None)
    if found:
        default_storage.delete(found["path"])
        session[_KEY] = files


def _throw_away_the_old() -> None:
    before = timezone.now() - RETENTION
    names = default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []
    for path in (f"{FOLDER}/{name}" for name in names):
        if default_storage.get_modified_time(path) < before:
            default_storage.delete(path)
