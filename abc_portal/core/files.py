"""Stored files: only the portal reads them, and none is left without a row that needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage

_new_files: ContextVar[list[tuple[Storage, str]] | None] = ContextVar("new_files", default=None)


class PrivateStorage(FileSystemStorage):
    """Files under ``MEDIA_ROOT``, without an address; views serve them after checking access."""

    def _save(self, name: str, content: Any) -> str:
        stored: str = super()._save(name, content)  # type: ignore[misc]
        new_files = _new_files.get()
        if new_files is not None:
            new_files.append((self, stored))
        return stored


@contextmanager
def undone_with_the_rows() -> Iterator[None]:
    """Deletes new files when the transaction inside fails."""
    outer, mine = _new_files.get(), list[tuple[Storage, str]]()
    token = _new_files.set(mine)
    try:
        yield
    except BaseException:
        for storage, name in mine:
            storage.delete(name)
        raise
    finally:
        _new_files.reset(token)
    if outer is not None:
        outer.extend(mine)


class StoredBytes(property):
    """The bytes of a file field, read and written as a value."""

    column: str


def stored_bytes(column: str) -> StoredBytes:
    """``content = kept_bytes("upload")``: the bytes of the file in that field; ``None`` when the storage has none."""

    def read(row: Any) -> bytes | None:
        file = getattr(row, column)
        if not file:
            return None
        try:
            with file.storage.open(file.name) as opened:
                return bytes(opened.read())
        except FileNotFoundError:
            return None

    def write(row: Any, given: bytes | None) -> None:
        if given is not None:  # columns left out are unchanged
            setattr(row, column, ContentFile(given, name="content"))

    found = StoredBytes(read, write)
    found.column = column
    return found
