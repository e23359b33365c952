"""Text is sent compressed, and what does not change is kept by the browser."""

import gzip
import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from abc_portal.core import staticfiles
from abc_portal.core.middleware import TextGZipMiddleware

YEAR = 365 * 24 * 60 * 60


@pytest.mark.django_db
def test_a_page_is_sent_compressed_to_who_can_read_it(client: Client) -> None:
    plain = client.get("/konto/log-ind/")
    assert "Content-Encoding" not in plain.headers
    packed = client.get("/konto/log-ind/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert b"<h1" in gzip.decompress(packed.content)
    assert len(packed.content) < len(plain.content) / 2


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/zip"])
def test_what_is_compressed_already_keeps_its_length(kind: str) -> None:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    answer = TextGZipMiddleware(lambda _request: HttpResponse(b"x" * 5000, content_type=kind))(request)
    assert ("Content-Encoding" in answer.headers, len(answer.content)) == (False, 5000)


def test_a_sheet_is_compressed_and_kept_for_a_year_under_an_address_that_names_its_version(client: Client) -> None:
    address = staticfiles.VersionedFilesStorage(base_url="/static/").url("abc/portal.css")
    answer: Any = client.get(address, headers={"accept-encoding": "gzip"})
    assert isinstance(answer, FileResponse)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert f"max-age={YEAR}" in answer.headers["Cache-Control"]
    found = finders.find("abc/portal.css")
    assert gzip.decompress(b"".join(answer.streaming_content)) == Path(str(found)).read_bytes()


def test_a_file_that_changes_gets_another_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = tmp_path / "sheet.css"
    sheet.write_text("a {}", encoding="utf-8")
    monkeypatch.setattr(staticfiles, "_path_of", lambda _name: sheet)
    storage = staticfiles.VersionedFilesStorage(base_url="/static/")
    before = storage.url("abc/sheet.css")
    assert before.startswith("/static/abc/sheet.css?v=")
    os.utime(sheet, ns=(1, 1))
    assert storage.url("abc/sheet.css") not in (before, "/static/abc/sheet.css")
