"""What a document may fetch: the portal's own static files and fonts, and nothing else on the machine or the net."""

from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import pdf
from abc_portal.core.pdf import OutsideFile

CSS = "portal:///static/abc/report.css"


def test_the_portals_own_files_are_found() -> None:
    assert pdf.own_file(CSS) == settings.BASE_DIR / "static" / "abc" / "report.css"
    font = pdf.own_file("portal:///fonts/IBMPlexSans-Regular.ttf")
    assert font.parent == settings.REPORT_FONTS
    assert pdf.own_file("portal:///static/dkfds/img/all-svg-icons.svg").name == "all-svg-icons.svg"
    assert pdf.own_file(f"{CSS}?v=1#top").name == "report.css"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "/etc/passwd", "etc/passwd", "", "http://x.example/a.css", "https://x.example/a.css",
        "//x.example/a.css", "ftp://x.example/a", "data:text/css,p%7B%7D", "javascript:alert(1)", "PORTAL", "portal",
        "portal://x.example/static/abc/report.css", "portal://user@/static/abc/report.css",
        "portal:////etc/passwd", "portal:///etc/passwd", "portal:///fonts//etc/passwd", "portal:///static//etc/passwd",
        "portal:///static/../manage.py", "portal:///static/abc/../../manage.py", "portal:///../manage.py",
        "portal:///static/%2e%2e/manage.py", "portal:///static/..%2fmanage.py", "portal:///%2e%2e%2fmanage.py",
        "portal:///fonts/../ttf/IBMPlexSans-Regular.ttf", "portal:///fonts/%2e%2e%2f%2e%2e%2fLICENSE",
        "portal:///static/%2fetc%2fpasswd", "portal:///static/abc", "portal:///static/", "portal:///static",
        "portal:///fonts/", "portal:///fonts", "portal:///fonts/.", "portal:///", "portal:", "portal:///static/nej.css",
        "portal:///static/abc/report.css%00.png", "portal:///fonts/%00", "portal:///media/report.pdf",
        "portal:///var/secret-key", "portal:///static/" + "a" * 5000,
        "portal://[/static/x",
    ],
)  # fmt: skip
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(OutsideFile):
        pdf.own_file(url)


def test_a_refusal_shows_no_more_than_the_beginning_of_a_long_address() -> None:
    with pytest.raises(OutsideFile) as refusal:
        pdf.own_file("https://x.example/" + "a" * 5000)
    assert len(str(refusal.value)) < 200


@given(st.text("./%2efabc\\~:", max_size=30), st.sampled_from(["static/", "fonts/", "static/abc/", ""]))
def test_no_spelling_leads_out_of_the_portals_folders(rest: str, folder: str) -> None:
    for written in (rest, quote(rest)):
        try:
            found = pdf.own_file(f"portal:///{folder}{written}").resolve()
        except OutsideFile:
            continue
        homes = [
            *(
                Path(STATICFILES_dir[1] if isinstance(STATICFILES_dir, tuple) else STATICFILES_dir)
                for STATICFILES_dir in settings.STATICFILES_DIRS
            )
        ]
        assert found.is_file()
        assert any(found.is_relative_to(home.resolve()) for home in [*homes, settings.REPORT_FONTS])


def test_a_document_that_asks_for_more_is_made_without_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>hemmelig</text></svg>', encoding="utf-8")
    html = f'<html lang="da"><title>x</title><body><p>Tekst</p><img alt="" src="file://{secret}"></body></html>'
    content = pdf.render(html)
    assert content.startswith(b"%PDF-")
    assert b"hemmelig" not in content
    assert len(content) == len(pdf.render(html.replace(f"file://{secret}", "https://x.example/a.svg")))


def test_the_same_html_gives_the_same_bytes() -> None:
    html = (
        f'<html lang="da"><head><title>x</title><link rel="stylesheet" href="{CSS}"></head><body><p>Æ</p></body></html>'
    )
    assert pdf.render(html) == pdf.render(html)
