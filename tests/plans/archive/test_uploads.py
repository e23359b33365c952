"""What may be uploaded: known by its bytes, under a name that breaks nothing."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from plans.archive.uploads import LONGEST_NAME, clean_name, look, picture_type
from tests.factories import PNG

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


def picture(form: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, form)
    return out.getvalue()


def looked(content: bytes, name: str) -> str:
    return look(ContentFile(content), name).content_type


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("aftale.pdf", "aftale.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\win.ini", "win.ini"),
        ("C:\\Users\\x\\Ærø, bål & å.docx", "Ærø, bål & å.docx"),
        ('bestyrelsens "sidste" møde.pdf', 'bestyrelsens "sidste" møde.pdf'),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("nul\x00.pdf", "nul.pdf"),
        (".htaccess", "htaccess"),
        ("", "fil"),
        ("....", "fil"),
        ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_breaks(given: str, expected: str) -> None:
    assert clean_name(given) == expected


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (b"%PDF-1.7", "a.pdf", "application/pdf"),
        (b"%PDF-1.7", "a.docx", "application/pdf"),
        (b"PK\x03\x04", "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04", "a.pdf", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "application/vnd.ms-excel"),
        ("Referat æøå".encode(), "a.txt", "text/plain; charset=utf-8"),
        (b"a\0b", "a.txt", "application/octet-stream"),
        (b"navn;tal", "a.csv", "text/csv; charset=utf-8"),
        (b"\x01\x02", "a.xyz", "application/octet-stream"),
        (PNG, "a.jpg", "image/png"),
        (picture("JPEG"), "a.jpg", "image/jpeg"),
        (picture("GIF"), "a.gif", "image/gif"),
        (picture("WEBP"), "a.webp", "image/webp"),
        (picture("BMP"), "a.bmp", "application/octet-stream"),
        (SVG, "a.svg", "application/octet-stream"),
    ],
)
def test_the_type_is_what_the_bytes_say(content: bytes, name: str, content_type: str) -> None:
    assert looked(content, name) == content_type


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.pdf", "Filen er tom."),
        (b"%PDF-1.7", "a.exe", "Programmer og websider"),
        (b"%PDF-1.7", "a.PDF.Js", "Programmer og websider"),
        (b"MZ\x90\x00", "a.pdf", "Programmer og websider"),
        (b"\x7fELF", "a", "Programmer og websider"),
        (b"#!/bin/sh\n", "a.txt", "Programmer og websider"),
        (b"\n <!DOCTYPE html><p>", "a.pdf", "Programmer og websider"),
        (b"\xef\xbb\xbf<HTML>", "a.txt", "Programmer og websider"),
        ("<html>".encode("utf-16"), "a.txt", "Programmer og websider"),
        ("<script>".encode("utf-16-le"), "a.txt", "Programmer og websider"),
        (b"<!-- a --><p><script>", "a.txt", "Programmer og websider"),
        (b"alert(1)", "a.html", "Programmer og websider"),
        (b"<svg><script>1</script></svg>", "a.svg", "Tegningen indeholder et script"),
        (b'<svg onload="x()"/>', "a.svg", "Tegningen indeholder et script"),
        (b'<svg><a href="java&#115;cript:x()"/></svg>', "a.svg", "Tegningen indeholder et script"),
        (b'<svg><a href="java\0script:x()"/></svg>', "a.svg", "Tegningen indeholder et script"),
        ("<svg/>".encode("utf-16"), "a.svg", "Tegningen indeholder et script"),
        (b"<x:svg><x:script/></x:svg>", "a.xml", "Tegningen indeholder et script"),
        (b"<html><svg/></html>", "a.svg", "Programmer og websider"),
        (b"not a picture", "a.png", "Billedet kan ikke læses"),
        (PNG[:40], "a.png", "Billedet kan ikke læses"),
    ],
)
def test_what_is_not_taken_is_refused_with_a_sentence(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as content_type:
        looked(content, name)
    assert sentence in content_type.value.messages[0]


def test_a_file_may_be_as_large_as_the_setting_says_and_no_larger(settings: Any) -> None:
    settings.LARGEST_FILE_MB = 1
    assert look(ContentFile(b"x" * 1024 * 1024), "a.txt").size == 1024 * 1024
    with pytest.raises(ValidationError, match="større end 1 MB"):
        look(ContentFile(b"x" * (1024 * 1024 + 1)), "a.txt")


def test_a_picture_that_would_fill_the_memory_is_none() -> None:
    out = BytesIO()
    Image.new("1", (20_000, 6_000)).save(out, "PNG")
    assert picture_type(out) == ""
