"""Whether two checkouts show and export the same: ``python -m tests.compare OLD NEW``.

Options: ``--roles leder bestyrelse``, ``--most 3``.

Each checkout loads the demo with its own code into a database of its own, and is asked for the same: the pages that
the roles come to by links (at most ``--most`` of a kind in each plan), documents, workbooks, the mails that fall due,
and the JSON of every demo plan. What differs is told; white space is set aside where a browser shows none, so a space
that came or went inside a line is told too. The exit status is 0 when nothing differs.
"""

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ROLES = ("leder", "medarbejder", "bestyrelse", "afdeling", "revisor", "admin", "udenfor")
CLOCK = "2026-11-30T09:00:00+00:00"

# --- in the checkout that is asked ---------------------------------------------------------------------------


def collect(out: Path, roles: list[str], most: int) -> None:
    """Write what the checkout in the working directory answers, as one JSON object: name → [status, kind, text]."""
    import time_machine

    sys.path.insert(0, os.getcwd())
    os.environ.setdefault("ABC_VAR_DIR", tempfile.mkdtemp())
    os.environ["DJANGO_SETTINGS_MODULE"] = "abc_portal.settings"
    for name in ("DATABASE_URL", "ABC_ENV"):
        os.environ.pop(name, None)
    with time_machine.travel(CLOCK, tick=False):
        import django

        django.setup()
        from django.core.management import call_command

        _quicken()
        call_command("migrate", verbosity=0)
        with open(os.devnull, "w") as nowhere:
            call_command("load_demo", stdout=nowhere)
        answers = _plans() | _documents(out.parent) | _mails()
        for role in roles:
            answers |= {f"{role} {address}": answer for address, answer in _pages(role, most).items()}
    out.write_text(json.dumps(answers), encoding="utf-8")


def _quicken() -> None:
    from django.conf import settings

    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _plans() -> dict[str, Any]:
    from abc_portal.reporting.interchange import export_plan
    from plans.models import Plan

    return {f"export {plan.slug}": [0, "json", export_plan(plan)] for plan in Plan.objects.all()}


def _documents(folder: Path) -> dict[str, Any]:
    """Each kind of document of the largest plan and of the made-up one, as its command makes it."""
    from django.core.management import call_command

    answers = {}
    for slug in ("abc-2021-2025", "eksempel-2024-2028"):
        for kind in ("status", "milepaelsplan"):
            file = folder / f"{slug}-{kind}.pdf"
            call_command("make_report", slug, kind, output=str(file))
            answers[f"document {slug} {kind}"] = [0, "pdf", _text_of(file.read_bytes(), "pdf")]
    return answers


def _mails() -> dict[str, Any]:
    from django.conf import settings
    from django.core import mail
    from django.core.management import call_command

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    with open(os.devnull, "w") as nowhere:
        call_command("send_notifications", stdout=nowhere)
    return {f"mail {sent.to[0]}": [0, "text", f"{sent.subject}\n{sent.body}"] for sent in mail.outbox}


def _pages(role: str, most: int) -> dict[str, Any]:
    """Address → answer, for what the role comes to by links from the front page."""
    from django.test import Client
    from django.urls import Resolver404, resolve

    from abc_portal.directory.models import User

    client = Client(raise_request_exception=False)
    user = User.objects.get(email=f"{role}@abc.example")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    waiting, met, counts, answers = ["/", "/planer/", "/admin/"], set(), Counter(), {}
    while waiting:
        address = waiting.pop(0)
        try:
            match = resolve(address)
        except Resolver404:
            continue
        kind = (match.view_name, match.kwargs.get("slug"))
        if address in met or counts[kind] >= most or "logout" in match.view_name:
            continue
        met.add(address)
        counts[kind] += 1
        answers[address] = _answer(client.get(address))
        waiting += re.findall(r'href="(/[^"#?]*)', answers[address][2]) if answers[address][1] == "html" else []
    return answers


def _answer(response: Any) -> list[Any]:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    header = response.headers.get("Content-Type", "")
    kind = next((kind for kind in ("html", "json", "text", "pdf", "sheet") if kind in header), header)
    return [response.status_code, kind, _text_of(content, kind)]


def _text_of(content: bytes, kind: str) -> str:
    """What is compared: the text of a PDF, the cells of a workbook, otherwise what was sent."""
    from io import BytesIO

    if kind == "pdf":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if kind == "sheet":
        from openpyxl import load_workbook

        book = load_workbook(BytesIO(content))
        return "\n".join(str([cell.value for cell in row]) for sheet in book for row in sheet.iter_rows())
    return content.decode("utf-8", errors="replace")


# --- comparing ------------------------------------------------------------------------------------------------

_BLOCKS = (
    "address article aside blockquote body br caption col colgroup dd details div dl dt fieldset figcaption figure "
    "footer form "
    "h1 h2 h3 h4 h5 h6 head header hr html legend li link main meta nav ol optgroup option p rect script section "
    "style summary "
    "symbol table tbody td tfoot th thead title tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
#: What is another one in every answer.
_CHANCE = (
    (re.compile(r'nonce="[^"]*"|(name="csrfmiddlewaretoken" value|data-csrf|"X-CSRFToken":) ?=?"[^"]*"'), ""),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}"), "UUID"),
)
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta"}
#: They stand in the line like a letter; white space at the edges inside them is not seen.
_BOXES = {"button", "img", "input", "progress", "select", "svg", "textarea"}
_AS_WRITTEN = {"pre", "script", "style", "textarea"}


@dataclass(frozen=True)
class Layout:
    """The classes that the style sheet makes blocks of, and those whose children are set out by themselves."""

    blocks: set[str]
    rows: set[str]

    @classmethod
    def of(cls, checkout: Path) -> "Layout":
        css = (checkout / "static" / "abc" / "portal.css").read_text(encoding="utf-8")
        found = re.findall(r"^([^\s@][^{}]*)\{[^}]*\bdisplay: (inline-)?(flex|grid|block)\b", css, flags=re.M)
        blocks, rows = set(), set()
        for selectors, inline, display in found:
            names = set(re.findall(r"(?:^|,)\s*(?:\.abc )?\.([\w-]+)\s*(?=,|$)", selectors))
            blocks |= set() if inline else names
            rows |= names if display != "block" else set()
        return cls(blocks, rows)


class ShownPage(HTMLParser):
    """A page as its tags and texts, one a line, with white space only where a browser shows it."""

    def __init__(self, layout: Layout) -> None:
        super().__init__(convert_charrefs=False)
        self.layout = layout
        self.lines: list[str] = []
        self.open: list[tuple[str, bool, bool]] = []  # name, whether it is a block, whether it is a row
        self.space, self.at_edge = False, True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        in_row = bool(self.open) and self.open[-1][2]
        block = in_row or tag in BLOCKS or bool(classes & self.layout.blocks)
        if block:
            self.space, self.at_edge = False, True
        elif tag in _BOXES and ("type", "hidden") not in attrs:
            self._show_space()
            self.at_edge = tag not in _VOID
        written = "".join(f' {name}="{" ".join((value or "").split())}"' for name, value in attrs)
        self.lines.append(f"<{tag}{written}>")
        if tag not in _VOID:
            self.open.append((tag, block, bool(classes & self.layout.rows)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        block = False
        while self.open:
            name, block, _row = self.open.pop()
            if name == tag:
                break
        if block or tag in _BOXES:
            self.space, self.at_edge = False, block
        self.lines.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] in _AS_WRITTEN:
            self.lines.append(data)
            return
        self.space = self.space or data[:1].isspace()
        if data.strip():
            self._show_space()
            self.lines.append(" ".join(data.split()))
            self.at_edge, self.space = False, data[-1].isspace()

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _show_space(self) -> None:
        if self.space and not self.at_edge:
            self.lines.append("·")
        self.space = False


def as_shown(html: str, layout: Layout) -> str:
    for pattern, instead in _CHANCE:
        html = pattern.sub(instead, html)
    page = ShownPage(layout)
    page.feed(html)
    page.close()
    return "\n".join(page.lines)


def differences(old: dict[str, Any], new: dict[str, Any], layout: Layout) -> dict[str, str]:
    """Name → what differs, in few lines."""
    found = dict.fromkeys(old.keys() ^ new.keys(), "only in one of them")
    for name in sorted(old.keys() & new.keys()):
        (was, kind, before), (status, other, after) = old[name], new[name]
        if (was, kind) != (status, other):
            found[name] = f"{was} {kind} → {status} {other}"
            continue
        if kind == "html":
            before, after = as_shown(before, layout), as_shown(after, layout)
        if before != after:
            found[name] = _difference(before, after)
    return found


def _difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    return "\n".join([line[:300] for line in lines][2:30])


def ask(checkout: Path, folder: Path, roles: list[str], most: int) -> dict[str, Any]:
    """What the checkout answers, by this file and the checkout's own Python."""
    python, out = checkout / ".venv" / "bin" / "python", folder / "answers.json"
    folder.mkdir()
    asked = ["--collect", str(out), "--most", str(most), "--roles", *roles]
    # -P: the folder of this file has an ``html.py``, which is not Python's.
    subprocess.run([python, "-P", Path(__file__).resolve(), *asked], cwd=checkout, check=True)
    answers: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return answers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", nargs="*", type=Path, metavar="OLD NEW", help="two folders, each with its .venv")
    parser.add_argument("--roles", nargs="+", default=list(ROLES))
    parser.add_argument("--most", type=int, default=3, help="addresses of one kind in one plan")
    parser.add_argument("--collect", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.collect:
        collect(given.collect, given.roles, given.most)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        old, new = (
            ask(checkout.resolve(), Path(folder) / str(at), given.roles, given.most)
            for at, checkout in enumerate(given.checkouts)
        )
    found = differences(old, new, Layout.of(given.checkouts[1]))
    for name, what in found.items():
        print(f"--- {name}\n{what}")
    sizes = [sum(len(text.encode()) for _, kind, text in answers.values() if kind == "html") for answers in (old, new)]
    print(f"{len(old)} and {len(new)} answers compared, {len(found)} differ; HTML {sizes[0]} → {sizes[1]} bytes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
