"""What PDF/UA asks for beyond what WeasyPrint writes: the scope of header cells, the place of figures, and running
feet and drawings without words as artifacts."""

from collections.abc import Iterator
from typing import Any

FOOT = {"Type": "/Pagination", "Subtype": "/Footer"}
#: A shape beside a word of the same meaning: screen readers hear the word alone.
DECORATION = {"Type": "/Layout"}


def finish(_document: Any, pdf: Any) -> None:
    """Mend the tags of a document that WeasyPrint is about to write."""
    import pydyf  # comes with WeasyPrint, which is only imported where PDFs are made

    objects = {obj.reference: obj for obj in pdf.objects}
    elements = [obj for obj in pdf.objects if isinstance(obj, pydyf.Dictionary) and obj.get("S")]
    for element in elements:
        if element["S"] == "/TH":
            element["A"]["Scope"] = _scope(element, objects)
        elif element["S"] == "/Figure":
            element["A"]["BBox"] = pydyf.Array(_on_paper(element["A"]["BBox"], objects[element["Pg"]]["MediaBox"][3]))
    decoration = set(_taken_out(elements, objects))
    content = set(_content(objects[pdf.catalog["StructTreeRoot"]], objects))
    for page in pdf.page_references:
        stream = objects[objects[page]["Contents"]].stream
        for place, token in enumerate(stream):
            piece = (page, stream[place - 1].get("MCID")) if token == b"BDC" else None
            if piece and piece not in content:
                kind = DECORATION if piece in decoration else FOOT
                stream[place - 2 : place] = ["/Artifact", pydyf.Dictionary(kind)]


def _taken_out(elements: list[Any], objects: dict[bytes, Any]) -> Iterator[tuple[bytes, int]]:
    """Remove figures without a text from the tree. Returns page and number of each of their pieces."""
    for element in elements:
        if element["S"] == "/Figure" and not element.get("Alt"):
            objects[element["P"]]["K"].remove(element.reference)
            yield from _content(element, objects)


def _scope(cell: Any, objects: dict[bytes, Any]) -> str:
    """A header cell's scope: the column in a head or alone in its row, else the row."""
    row = objects[cell["P"]]
    return "/Column" if objects[row["P"]]["S"] == "/THead" or len(row["K"]) == 1 else "/Row"


def _on_paper(box: list[float], height: float) -> tuple[float, ...]:
    """A box in pixels from the page's top, in points from its foot."""
    left, top, right, bottom = (side * 0.75 for side in box)
    return left, height - bottom, right, height - top


def _content(element: Any, objects: dict[bytes, Any]) -> Iterator[tuple[bytes, int]]:
    """The page and number of each piece of marked content that the tree of tags reaches."""
    for kid in element.get("K", ()):
        if isinstance(kid, int):
            yield element["Pg"], kid
        elif objects[kid].get("Type") == "/StructElem":
            yield from _content(objects[kid], objects)
