"""The status report opened again: what a screen reader, and a checker for PDF/UA-1, finds in it."""

import re
from itertools import pairwise
from typing import Any

import pikepdf
import pypdf
import pytest

from abc_portal.core import pdf
from plans.models import Plan
from tests import factories
from tests.reports import made
from tests.reports.made import SLUGS, Insides, Tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_once"), pytest.mark.one_database]

A4 = (595.28, 841.89)


@pytest.fixture(scope="module", params=[*SLUGS, "an empty plan"])
def content(request: Any, demo_once: None, django_db_blocker: Any) -> bytes:
    with django_db_blocker.unblock():
        if request.param in SLUGS:
            return made.demo(request.param)
        return made.status(factories.plan(name="Ny plan", round=None))


@pytest.fixture(scope="module")
def inside(content: bytes) -> Insides:
    return Insides(content)


def test_it_says_that_it_is_tagged_and_in_danish(inside: Insides) -> None:
    assert inside.root.MarkInfo.Marked is True
    assert str(inside.root.Lang) == "da-DK"
    assert inside.root.StructTreeRoot.Type == pikepdf.Name.StructTreeRoot
    assert inside.tags.kind == "Document"


def test_its_metadata_names_the_standard(inside: Insides) -> None:
    with inside.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == str(inside.pdf.docinfo.Title)


def test_its_title_is_shown_and_names_the_plan() -> None:
    inside = Insides(made.demo("abc-2021-2025"))
    assert str(inside.pdf.docinfo.Title) == "Statusrapport: Albertslund: Hedemarken, Blokland og Albertslund Nord"
    assert inside.root.ViewerPreferences.DisplayDocTitle is True


def test_its_pages_are_a4_and_read_in_the_order_of_the_tags(inside: Insides) -> None:
    for page in inside.pdf.pages:
        box = [float(side) for side in page.MediaBox]
        assert box[:2] == [0, 0]
        assert box[2:] == pytest.approx(A4, abs=0.1)
        assert page.Tabs == pikepdf.Name.S
        assert "/StructParents" in page


def test_every_font_is_embedded_and_can_be_read_back(inside: Insides) -> None:
    assert {re.sub("^/[A-Z]{6}[+]", "", str(font.BaseFont)) for font in inside.fonts()} >= {"IBM-Plex-Sans"}
    for font in inside.fonts():
        described = font.DescendantFonts[0].FontDescriptor
        assert any(f"/FontFile{kind}" in described for kind in ("", "2", "3")), font.BaseFont
        assert "/ToUnicode" in font, font.BaseFont


# --- what is read, and what is not -------------------------------------------------------------------


def test_whatever_is_drawn_is_either_tagged_or_marked_as_no_content(inside: Insides) -> None:
    reached = inside.tags.content()
    assert len(set(reached)) == len(reached), "a piece stands in two places of the tree"
    drawn = set()
    for page, tag, properties, operators in inside.marked():
        if tag and properties is not None and "/MCID" in properties:
            drawn.add((page, int(properties.MCID)))
        elif operators:
            assert tag == "/Artifact", (page, tag, operators)
    assert drawn == set(reached)


def test_the_foot_of_a_page_is_never_read_aloud(inside: Insides) -> None:
    feet = [
        page for page, tag, properties, operators in inside.marked()
        if tag == "/Artifact" and properties is not None and properties.get("/Subtype") == pikepdf.Name.Footer and operators
    ]  # fmt: skip
    assert sorted(feet) == sorted([*range(len(inside.pdf.pages))] * 2), "what document and which page"


def test_each_page_says_which_document_and_which_page_it_is(content: bytes) -> None:
    pages = made.pages(content)
    for number, page in enumerate(pages, 1):
        assert page.endswith(f"Side {number} af {len(pages)}")
        foot = page[page.rindex("Statusrapport · ") :]
        assert re.match(r"Statusrapport · (ABC 2017-2020|ABC 2021-2025|Ny plan) · .* · pr\. 17\. maj 2022 Side", foot)


# --- headings, tables, figures -------------------------------------------------------------------------


def test_headings_begin_with_one_title_and_leave_no_level_out(inside: Insides) -> None:
    levels = [int(tag.kind[1]) for tag in inside.tags.all("H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert 2 in levels


def test_the_outline_leads_to_every_section(content: bytes) -> None:
    reader = pypdf.PdfReader(made.BytesIO(content))
    [title, sections] = reader.outline
    assert isinstance(sections, list)
    titles = [str(section.title) for section in sections if not isinstance(section, list)]
    assert titles[0] == "Kort fortalt"
    numbers = [int(item.split()[0]) for item in titles if item[0].isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 3
    assert str(title.title)


def test_every_table_has_rows_of_head_cells_and_cells(inside: Insides) -> None:
    tables = inside.tags.all("Table")
    assert tables
    for table in tables:
        rows = table.all("TR")
        assert rows
        widths = {sum(_span(cell) for cell in row.under) for row in rows}
        assert len(widths) == 1, "every row is as wide as the others"
        assert all(cell.kind in ("TH", "TD") for row in rows for cell in row.under)
        assert table.all("TH")


def _span(cell: Tag) -> int:
    return int(cell.element.A.get("/ColSpan", 1))


def test_every_head_cell_says_which_cells_it_is_for(inside: Insides) -> None:
    for table in inside.tags.all("Table"):
        heads = {id(cell) for part in table.all("THead") for cell in part.all("TH")}
        for row in table.all("TR"):
            for cell in row.all("TH"):
                alone = len(row.under) == 1
                expected = "/Column" if id(cell) in heads or alone else "/Row"
                assert str(cell.element.A.Scope) == expected


def test_every_cell_points_to_its_heads(inside: Insides) -> None:
    for table in inside.tags.all("Table"):
        known = {str(cell.element.ID) for cell in table.all("TH")}
        for cell in table.all("TD"):
            named = {str(name) for name in cell.element.A.Headers}
            assert named
            assert named <= known


def test_every_list_is_made_of_items(inside: Insides) -> None:
    for listed in inside.tags.all("L"):
        assert {item.kind for item in listed.under} <= {"LI", "L", "Caption"}
        assert all("LBody" in {part.kind for part in item.under} for item in listed.under if item.kind == "LI")


def test_the_figure_tells_its_figures_in_words_and_where_it_is() -> None:
    inside = Insides(made.demo("abc-2017-2020"))
    [figure] = inside.tags.all("Figure")
    alternative = str(figure.element.Alt).replace("\u00a0", " ")
    for words in ("Landsbyggefonden: 15.200.000 kr. 65,5 %", "timer: 808.000 kr. 3,5 %"):
        assert words in alternative
    left, foot, right, top = (float(side) for side in figure.element.A.BBox)
    assert (left, right) == pytest.approx((56.7, A4[0] - 56.7), abs=0.2), "20 mm margins, full width"
    assert 0 < foot < top < A4[1]
    assert top - foot == pytest.approx(19.84, abs=0.1), "7 mm"


def test_a_plan_without_financing_has_no_bar_of_it() -> None:
    inside = Insides(made.demo("abc-2021-2025"))
    texts = [str(tag.element.Alt) for tag in inside.tags.all("Figure")]
    assert not [words for words in texts if "finansierer" in words]


def test_each_distance_is_drawn_and_reported_in_words() -> None:
    inside = Insides(made.demo("abc-2021-2025"))
    texts = [str(tag.element.Alt).replace("\u00a0", " ") for tag in inside.tags.all("Figure")]
    assert len(texts) == 18, "one a line of the table"
    assert texts[0] == "Område: 88,9 %, kommunen: 92,5 %"


def test_a_shape_beside_its_word_is_drawn_and_not_read(inside: Insides) -> None:
    shapes = [
        operators for _page, tag, properties, operators in inside.marked()
        if tag == "/Artifact" and properties is not None and properties.Type == pikepdf.Name.Layout
    ]  # fmt: skip
    assert len(shapes) >= 4, "one a key figure at least"
    assert all(operators for operators in shapes)
    assert all(tag.element.get("/Alt") for tag in inside.tags.all("Figure"))


# --- what stays together -------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [0, 7, 12, 19, 26])
def test_headings_rows_and_groups_stay_with_what_they_head(lines: int) -> None:
    """The same report with its page breaks elsewhere."""
    plan = Plan.objects.get(slug="abc-2021-2025")
    for _number in range(lines):
        factories.activity(plan.sub_agreements.first())
    inside = Insides(made.status(plan))
    blocks = inside.tags.all("H1", "H2", "H3", "P", "Table", "L")
    for heading, progress in pairwise(blocks):
        if heading.kind.startswith("H"):
            assert _first_page(progress) == _first_page(heading)
    for table in inside.tags.all("Table"):
        assert len({page for page, _piece in table.content()}) == 1, "each part of a table has its own head"
        body = [row for part in table.all("TBody") for row in part.all("TR")]
        assert body, "a head without rows"
        assert len(body[-1].under) > 1, "a group's name without its rows"
    rows = [row for part in inside.tags.all("TBody") for row in part.all("TR")]
    expected = 4 + 10 + 3 + (4 + lines) + 5 + 18 + 4
    assert len(rows) == expected, "in short, facts, beside, activities, goals, indicators, parties: none in two pieces"


def _first_page(tag: Tag) -> int:
    return min(page for page, _piece in tag.content())


def test_the_heads_of_a_long_table_stand_on_each_of_its_pages() -> None:
    plan = Plan.objects.get(slug="abc-2017-2020")
    for number in range(40):
        factories.contribution(factories.source(plan, "other", label=f"Betaler nr. {number}"), 100_00)
    every = made.pages(made.status(plan))
    pages = [page for page in every if "Betaler nr." in page]
    assert len(pages) > 1
    assert all("Finansieringskilde Bidragstype 2017 2018 2019 2020 I alt Andel" in page for page in pages)
    [first] = [page for page in every if "Bidrag til planen, i kroner" in page]
    assert (
        "Bidrag til planen, i kroner Finansieringskilde Bidragstype 2017 2018 2019 2020 I alt Andel Landsbyggefonden"
        in first
    )


def test_a_sum_is_shown_with_a_row_that_it_sums() -> None:
    """Tables of every length about a page's, each from the head of a page."""
    sheet = '<html lang="da"><title>x</title><link rel="stylesheet" href="portal:///static/abc/report.css">'
    row, foot = "<tr><th scope=row>Betaler</th><td>1</td></tr>", "<tr><th scope=row>I alt</th><td>2</td></tr>"
    tables = "".join(
        f'<table style="break-before: page"><thead><tr><th>A</th><th>B</th></tr></thead>'
        f"<tbody>{row * count}</tbody><tfoot>{foot}</tfoot></table>"
        for count in range(30, 50)
    )
    inside = Insides(pdf.render(f"{sheet}<h1>x</h1>{tables}"))
    ends = [tag for tag in inside.tags.all("Table") if tag.all("TFoot")]
    assert len(ends) == 20
    assert len(inside.tags.all("Table")) > 20, "some go over two pages"
    assert all(end.all("TBody") for end in ends), "the sum alone under a head"
