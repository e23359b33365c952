"""Reading what the portal gives out: the words and tables of a page, the rows of a workbook."""

from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl

QUIET = ("script", "style", "svg", "option")
EMPTY = ("br", "input", "link", "meta", "hr", "img", "path", "circle", "rect", "use")


class _Words(HTMLParser):
    """Collects the text that a reader sees, and each table as rows of cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.quiet = 0
        self.after_link = False
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in QUIET:
            self.quiet += 1
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell = []
        self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in QUIET:
            self.quiet -= 1
        elif tag in ("td", "th") and self.cell is not None:
            self.tables[-1][-1].append(squeezed("".join(self.cell)))
            self.cell = None
        self.words.append(" ")
        self.after_link = tag == "a"

    def handle_data(self, data: str) -> None:
        if self.quiet:
            return
        if self.after_link and data[:1] in (",", ";"):
            self.words.pop()  # what a sentence goes on with after a link stands close to it
        self.after_link = False
        self.words.append(data)
        if self.cell is not None:
            self.cell.append(data)


def squeezed(text: str) -> str:
    """The text with every run of spaces, also those that do not break, as one."""
    return " ".join(text.split())


def _read(html: Any) -> _Words:
    reader = _Words()
    content = getattr(html, "content", html)
    reader.feed(content.decode("utf-8") if isinstance(content, bytes) else content)
    return reader


def words(html: Any) -> str:
    """Everything a reader of the page (an answer, bytes or text) sees, in one line."""
    return squeezed("".join(_read(html).words))


def text_of(answer: Any) -> str:
    """Everything in an answer: of a workbook or another archive what is packed in it too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] != b"PK":
        return str(content.decode("utf-8", errors="replace"))
    with ZipFile(BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", errors="replace") for name in packed.namelist())


def tables(html: Any) -> list[list[list[str]]]:
    """The page's tables, each as rows of cells."""
    return _read(html).tables


def sheet(answer: Any) -> list[list[Any]]:
    """The rows of the only sheet of a workbook: an answer or its bytes."""
    book = openpyxl.load_workbook(BytesIO(getattr(answer, "content", answer)))
    assert len(book.worksheets) == 1
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
