"""What the tests of the archive share: its addresses, uploads, and what lies on disk."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from plans.models import PlanFile
from tests.html import posted

ARCHIVE = "/planer/plan-a/arkiv/"
PDF = b"%PDF-1.7 "


def upload(content: bytes = PDF, name: str = "aftale.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def page(file: PlanFile, rest: str = "") -> str:
    return f"{ARCHIVE}{file.pk}/{rest}"


def add(client: Any, content: bytes = PDF, name: str = "aftale.pdf", **facts: str) -> Any:
    data = posted(client.get(f"{ARCHIVE}tilfoej/"))
    return client.post(f"{ARCHIVE}tilfoej/", {**data, "title": "Aftalen", "content": upload(content, name), **facts})


def add_version(client: Any, file: PlanFile, content: bytes, **more: str) -> Any:
    data = posted(client.get(page(file, "version/")))
    return client.post(page(file, "version/"), {**data, "content": upload(content), **more})


def stored_bytes(settings: Any) -> list[bytes]:
    """What lies on disk."""
    return sorted(path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
