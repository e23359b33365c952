"""``make_report SLUG KIND --output FILE``: a whole file, or one sentence and nothing changed."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from abc_portal.core import pdf
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.management import base
from abc_portal.reporting.models import DocumentRequest
from tests import factories, state
from tests.people import Cast
from tests.reports import made

pytestmark = pytest.mark.django_db

HERE = Path(__file__).resolve().parent.parent.parent
#: The contract's kinds.
AGREED = {
    "status", "strategisk-samarbejdsaftale", "delaftale", "milepaelsplan", "budget", "regnskab", "kontoudtog", "indikatorer",
    "medfinansieringsaftale", "samarbejdsaftale", "evaluering", "samarbejdsrelationer", "statusnotat", "invitation",
    "nyhedsbrev", "indberetningsskema", "beredskabsplan", "kommissorium", "moedemateriale", "referat", "revisionsbilag",
    "essens", "ansoegning", "pakke",
}  # fmt: skip


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "rapport.pdf"


def make(*arguments: str, output: Any, slug: str = "plan-a", kind: str = "status") -> None:
    call_command("make_report", slug, kind, *arguments, "--output", str(output))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not set in pages."""
    monkeypatch.setattr(pdf, "render", lambda html, **_more: b"%PDF-1.7 " + html.encode())


def refused(**call: Any) -> str:
    """The one sentence that the command says when it makes nothing."""
    before = state.snapshot()
    with pytest.raises(CommandError) as fault:
        make(*call.pop("arguments", ()), **call)
    assert state.changed(before, state.snapshot()) == []
    [sentence] = str(fault.value).splitlines()
    return sentence


def test_it_writes_a_report_with_everything_and_keeps_no_request(cast: Cast, out: Path) -> None:
    factories.contribution(factories.source(cast.plan, label="Fonden"), 100_00)
    make(output=out)
    assert "Fonden kontant" in made.text(out.read_bytes())
    assert out.stat().st_mode & 0o777 == 0o644
    assert [item.name for item in out.parent.iterdir()] == ["rapport.pdf"], "nothing is left beside it"
    assert not DocumentRequest.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [("2020-12-31", "Perioden er ikke begyndt"), ("2023-03-01", "af perioden er gået"), ("2025-03-01", "Perioden er afsluttet")],
)  # fmt: skip
def test_it_is_made_for_the_day_that_is_given(cast: Cast, out: Path, quick: None, day: str, words: str) -> None:
    make("--as-of", day, output=out)
    assert words in out.read_text(encoding="utf-8")


def test_as_html_it_holds_the_same_words(cast: Cast, out: Path) -> None:
    make("--format", "html", output=out)
    assert out.read_text(encoding="utf-8").lstrip().startswith("<!DOCTYPE html>")


def test_it_replaces_an_older_file_in_one_step(cast: Cast, out: Path, quick: None, monkeypatch: Any) -> None:
    out.write_bytes(b"the old one")
    seen = []
    replace = os.replace
    monkeypatch.setattr(base.os, "replace", lambda new, old: (seen.append(out.read_bytes()), replace(new, old)))
    make(output=out)
    assert seen == [b"the old one"], "the old one stands until the new one is whole"
    assert out.read_bytes().startswith(b"%PDF")


def test_to_standard_output(cast: Cast, quick: None, capfdbinary: Any) -> None:
    make(output="-")
    assert capfdbinary.readouterr().out.startswith(b"%PDF")


def test_a_link_keeps_leading_to_its_file(cast: Cast, out: Path, quick: None) -> None:
    link = out.with_name("seneste.pdf")
    link.symlink_to(out)
    make(output=link)
    assert link.is_symlink()
    assert out.read_bytes().startswith(b"%PDF")


def test_what_is_no_file_is_written_into_and_never_replaced(cast: Cast, out: Path, quick: None) -> None:
    os.mkfifo(out)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(out.read_bytes()), daemon=True)
    reader.start()
    make(output=out)
    reader.join(timeout=10)
    assert out.is_fifo()
    assert got[0].startswith(b"%PDF")


# --- what it refuses -------------------------------------------------------------------------------------


def test_an_unknown_plan_is_reported_with_those_there_are(cast: Cast, out: Path) -> None:
    sentence = refused(slug="plan-x", output=out)
    assert "»plan-x«" in sentence
    assert "plan-a, plan-b" in sentence
    assert not out.exists()


@pytest.mark.parametrize("kind", ["", "Status", "statusrapport"])
def test_a_kind_that_is_not_made_is_reported_with_those_that_are(cast: Cast, out: Path, kind: str) -> None:
    sentence = refused(kind=kind, output=out)
    assert f"»{kind}«" in sentence
    assert sentence.endswith(f": {', '.join(all_kinds())}.")
    assert not out.exists()


def test_every_kind_is_the_contract_s() -> None:
    assert {"status", "milepaelsplan"} <= set(all_kinds()) <= AGREED


@pytest.mark.parametrize("form", ["docx", "PDF", "odt", ""])
def test_a_format_that_is_not_made(cast: Cast, out: Path, form: str) -> None:
    assert "pdf, xlsx, html" in refused(arguments=("--format", form), output=out)
    assert not out.exists()


@pytest.mark.parametrize("day", ["i går", "2021-02-30", "21-02-03", "2021", "", "9999-12-31"])
def test_a_day_that_is_none(cast: Cast, out: Path, day: str) -> None:
    assert "»" in refused(arguments=("--as-of", day), output=out)
    assert not out.exists()


@pytest.mark.parametrize("option", ["--delaftale", "--year", "--quarter", "--meeting", "--party", "--recipient"])
def test_a_parameter_that_the_kind_does_not_take(cast: Cast, out: Path, option: str) -> None:
    sentence = refused(arguments=(option, cast.sub.slug), output=out)
    assert sentence == f"Statusrapport bruger ikke {option}; udelad det."
    assert not out.exists()


@pytest.mark.parametrize("place", ["no/such/folder/rapport.pdf", ".", "a-file/rapport.pdf", "x" * 300])
def test_a_place_that_cannot_be_written(cast: Cast, out: Path, quick: None, place: str) -> None:
    (out.parent / "a-file").write_text("a file")
    there = out.parent / place
    assert "kan ikke skrives" in refused(output=there)
    assert [item.name for item in out.parent.iterdir()] == ["a-file"]


def test_a_full_disk_leaves_the_old_file_and_no_half_one(
    cast: Cast, out: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    out.write_bytes(b"the old one")
    monkeypatch.setattr(base.os, "replace", full)
    assert "kan ikke skrives" in refused(output=out)
    assert out.read_bytes() == b"the old one"
    assert [item.name for item in out.parent.iterdir()] == ["rapport.pdf"]


def test_a_report_that_cannot_be_made_leaves_the_old_file(
    cast: Cast, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.write_bytes(b"the old one")
    monkeypatch.setattr(pdf, "render", lambda _html, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make(output=out)
    assert out.read_bytes() == b"the old one"


def test_its_exit_status_and_one_line_on_standard_error(tmp_path: Path) -> None:
    """As a script calls it, on a database without tables."""
    environment = {**os.environ, "ABC_VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}
    command = [sys.executable, "manage.py", "make_report", "plan-a", "status", "--output", str(tmp_path / "x.pdf")]
    done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not (tmp_path / "x.pdf").exists()
