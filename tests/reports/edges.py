"""How far to the right the text of a finished PDF reaches, read from its own drawing instructions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf

Matrix = pikepdf.Matrix


@dataclass(frozen=True)
class DrawnText:
    """A run of text as it is drawn: its page, and in points where it begins and ends and where the page does."""

    page: int
    left: float
    right: float
    baseline: float
    page_width: float


class Font:
    """The widths of a font's glyphs, in thousandths of its size."""

    def __init__(self, font: Any) -> None:
        self.inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font

    @cached_property
    def widths(self) -> dict[int, float]:
        found, items = {}, list(self.inner.get("/W", []))
        while items:
            first, second = int(items.pop(0)), items.pop(0)
            if isinstance(second, pikepdf.Array):
                found.update({first + place: float(width) for place, width in enumerate(second)})
            else:
                found.update(dict.fromkeys(range(first, int(second) + 1), float(items.pop(0))))
        return found

    def width(self, glyphs: bytes) -> float:
        keys = (int.from_bytes(glyphs[place : place + 2]) for place in range(0, len(glyphs), 2))
        return sum(self.widths.get(key, 1000.0) for key in keys)


class Drawing:
    """Follows the instructions of one page."""

    def __init__(self, page: Any, number: int) -> None:
        self.page, self.number = page, number
        self.matrix, self.stack, self.line = Matrix(), [], Matrix()
        self.font, self.size = None, 0.0
        self.fonts: dict[str, Font] = {}

    def texts(self) -> Iterator[DrawnText]:
        for step in pikepdf.parse_content_stream(self.page):
            values, name = list(step.operands), str(step.operator)
            if name in ("Tj", "TJ"):
                yield self._drawn(values[0])
            elif hasattr(self, f"_{name}"):
                getattr(self, f"_{name}")(values)

    def _q(self, _values: list[Any]) -> None:
        self.stack.append(self.matrix)

    def _Q(self, _values: list[Any]) -> None:  # noqa: N802 - the operator's own name
        self.matrix = self.stack.pop()

    def _cm(self, values: list[Any]) -> None:
        self.matrix = Matrix(*map(float, values)) @ self.matrix

    def _Tm(self, values: list[Any]) -> None:  # noqa: N802 - the operator's own name
        self.line = Matrix(*map(float, values))

    def _Tf(self, values: list[Any]) -> None:  # noqa: N802 - the operator's own name
        name = str(values[0])
        if name not in self.fonts:
            self.fonts[name] = Font(self.page.Resources.Font[name])
        self.font, self.size = self.fonts[name], float(values[1])

    def _drawn(self, shown: Any) -> DrawnText:
        width = 0.0
        for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
            width += self.font.width(bytes(part)) if isinstance(part, pikepdf.String) else -float(part)
        at = self.line @ self.matrix
        left, right = (at.transform((edge, 0)) for edge in (0, width * self.size / 1000))
        return DrawnText(self.number, left[0], right[0], left[1], float(self.page.mediabox[2]))


def drawn(content: bytes) -> list[DrawnText]:
    """All texts of the PDF."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [text for number, page in enumerate(pdf.pages, 1) for text in Drawing(page, number).texts()]
