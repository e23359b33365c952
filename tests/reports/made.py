"""Status reports as finished files, and their insides as a checker reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
import pypdf

from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import DocumentKind, all_kinds
from abc_portal.reporting.documents.reader import FULL_READER, DocumentReader
from plans.models import Plan
from tests.readers import squeezed

DAY = date(2022, 5, 17)
SLUGS = ("abc-2017-2020", "abc-2021-2025")


def status(plan: Plan, reader: DocumentReader = FULL_READER) -> bytes:
    found = Plan.objects.with_places().get(pk=plan.pk)
    return render.make(found, all_kinds()["status"], reader=reader, as_of=DAY).content


@lru_cache
def demo(slug: str) -> bytes:
    """The secretariat's report of a demo case; the same in every test, so made once."""
    return status(Plan.objects.get(slug=slug))


@lru_cache
def pages(content: bytes) -> list[str]:
    """The text of each page in one line, its foot with it."""
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(content)).pages]


def text(content: bytes) -> str:
    return " ".join(pages(content))


@dataclass(frozen=True)
class Tag:
    """One element of the tree of tags: its kind, attributes, what hangs under it, and the page it begins on."""

    kind: str
    element: Any
    under: tuple["Tag", ...]
    page: int | None
    pieces: tuple[tuple[int, int], ...]

    def all(self, *kinds: str) -> list["Tag"]:
        own = [self] if self.kind in kinds else []
        return [*own, *(item for below in self.under for item in below.all(*kinds))]

    def content(self) -> list[tuple[int, int]]:
        """Page and number of each piece of marked content in it."""
        return [*self.pieces, *(item for below in self.under for item in below.content())]


class Insides:
    """A PDF opened again."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(content))
        self.root = self.pdf.Root
        self.numbers = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        [top] = self.root.StructTreeRoot.K
        self.tags = self._tag(top)

    def _tag(self, element: Any) -> Tag:
        kids = list(element.get("/K", ()))
        page = self.numbers[element.Pg.objgen] if "/Pg" in element else None
        under = tuple(self._tag(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)
        pieces = tuple((page, kid) for kid in kids if isinstance(kid, int) and page is not None)
        return Tag(str(element.S).removeprefix("/"), element, under, page, pieces)

    def marked(self) -> Iterator[tuple[int, str, Any, list[str]]]:
        """Each marked piece of each page: its page, tag and properties, and the operators that draw in it.

        What is drawn outside any mark comes with an empty tag.
        """
        for number, page in enumerate(self.pdf.pages):
            open_marks: list[tuple[str, Any, list[str]]] = []
            loose: list[str] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("BMC", "BDC"):
                    open_marks.append((str(operands[0]), operands[1] if name == "BDC" else None, []))
                elif name == "EMC":
                    yield (number, *open_marks.pop())
                elif name in DRAWS:
                    (open_marks[-1][2] if open_marks else loose).append(name)
            yield number, "", None, loose

    def fonts(self) -> list[Any]:
        return [font for page in self.pdf.pages for font in page.Resources.Font.values()]


#: Operators that put something on the paper.
DRAWS = ("Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh")


def parameters_of(kind: DocumentKind, plan: Any) -> dict[str, str]:
    """Something for each parameter of the kind: the first that the plan has."""
    return {parameter.name: next(iter(parameter.among(plan))) for parameter in kind.parameters}
