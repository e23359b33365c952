"""Text pasted from a word processor becomes plain headings, lists and paragraphs; clean text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core.richtext import clean

HEAD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"><title>Aftale</title>'
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
    "<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm} @list l0 {mso-list-id:1} --></style></head><body>"
    "<!--StartFragment-->"
)
TAIL = "<!--EndFragment--></body></html>"


def point(marker: str, text: str, level: int = 1, place: str = "Middle") -> str:
    """A point of a list as Word puts it on the clipboard."""
    return (
        f'<p class="MsoListParagraphCxSp{place}" style="margin-left:36.0pt;mso-add-space:auto;text-indent:-18.0pt;'
        f'mso-list:l0 level{level} lfo1"><!--[if !supportLists]--><span lang="DA" style="font-family:Symbol;'
        f'mso-bidi-font-family:Symbol"><span style="mso-list:Ignore">{marker}<span style=\'font:7.0pt "Times New '
        f'Roman"\'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><!--[endif]--><span lang="DA">{text}<o:p></o:p>'
        "</span></p>\n"
    )


def paragraph(text: str) -> str:
    return f'<p class="MsoNormal" style="margin-bottom:8.0pt"><span lang="DA">{text}<o:p></o:p></span></p>\n'


def word(*parts: str) -> str:
    return clean(HEAD + "".join(parts) + TAIL).replace("\n", "")


@pytest.mark.parametrize("sign", ["·", "o", "§", "•", "-"])
def test_drawn_bullets_become_a_list(sign: str) -> None:
    pasted = word(
        paragraph("Vi vil:"), point(sign, "åbne <b>en</b> café"), point(sign, "hjælpe unge"), paragraph("Slut")
    )
    assert pasted == (
        "<p>Vi vil:</p><ul><li><p>åbne <strong>en</strong> café</p></li><li><p>hjælpe unge</p></li></ul><p>Slut</p>"
    )


@pytest.mark.parametrize(
    ("marker", "opening"),
    [("1.", "<ol>"), ("1)", "<ol>"), ("3.", '<ol start="3">'), ("a)", '<ol type="a">'), ("A.", '<ol type="A">'),
     ("ii.", '<ol type="i">'), ("1.1.", "<ol>")],
)  # fmt: skip
def test_drawn_numbers_become_a_numbered_list(marker: str, opening: str) -> None:
    assert word(point(marker, "Punkt")) == f"{opening}<li><p>Punkt</p></li></ol>"


def test_deeper_points_hang_under_the_one_before() -> None:
    pasted = word(point("·", "a"), point("1.", "b", 2), point("2.", "c", 2), point("§", "d", 3), point("·", "e"))
    assert pasted == (
        "<ul><li><p>a</p><ol><li><p>b</p></li><li><p>c</p><ul><li><p>d</p></li></ul></li></ol></li>"
        "<li><p>e</p></li></ul>"
    )


def test_lists_of_two_kinds_and_lists_that_begin_deep_stand_apart() -> None:
    assert word(point("·", "a", 2), point("1.", "b"), point("2.", "c")) == (
        "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li><li><p>c</p></li></ol>"
    )


def test_an_indented_paragraph_that_is_no_point_stays_a_paragraph() -> None:
    assert word('<p class="MsoListParagraph">Tre ting. Se side 4</p>') == "<p>Tre ting. Se side 4</p>"
    assert clean("<p>· Prik uden Word</p>") == "<p>· Prik uden Word</p>", "nothing is guessed of what nobody pasted"


def test_headings_take_the_portal_s_two_levels() -> None:
    pasted = word(
        '<h1 style="mso-style-name:Overskrift"><span>Vision</span></h1>', "<h2>Mål</h2>", "<h5>Mindre</h5>", "<h6>Mindst</h6>"
    )  # fmt: skip
    assert pasted == "<h3>Vision</h3><h3>Mål</h3><h4>Mindre</h4><h4>Mindst</h4>"
    assert (
        clean("<h1 class=x>A</h1><p><i>b</i><br>c<b>d</b></p>") == "<h3>A</h3><p><em>b</em><br>c<strong>d</strong></p>"
    )


def test_empty_paragraphs_go_but_a_cell_keeps_the_one_it_must_have() -> None:
    assert word(paragraph("a"), paragraph("&nbsp;"), paragraph(""), paragraph("b")) == "<p>a</p><p>b</p>"
    table = "<table><tbody><tr><td><p></p></td><td><p>x</p></td></tr></tbody></table>"
    assert clean(table) == table
    assert clean("<p><br></p><h3> </h3>") == ""


def test_a_table_from_word_keeps_its_cells_and_loses_its_dress() -> None:
    table = (
        '<table class="MsoTableGrid" border="1" style="border-collapse:collapse;mso-yfti-tbllook:1184"><tbody>'
        '<tr style="mso-yfti-irow:0"><td width="50" colspan="2" style="width:3cm"><p class="MsoNormal"><b>År</b><o:p></o:p></p></td>'
        "</tr></tbody></table>"
    )
    assert word(table) == (
        '<table><tbody><tr><td colspan="2"><p><strong>År</strong></p></td></tr></tbody></table>'
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("34,5&nbsp;% af 12&nbsp;afdelinger", "34,5&nbsp;% af 12&nbsp;afdelinger"),
        ("den&nbsp;1. marts og&nbsp;&nbsp;siden", "den 1. marts og siden"),
        ("12 &nbsp;kr.", "12 kr."),
        ("§&nbsp;91", "§ 91"),
        ("5&nbsp;–&nbsp;7", "5 – 7"),
    ],
)
def test_a_space_that_does_not_break_stays_between_a_number_and_its_unit(typed: str, kept: str) -> None:
    assert clean(f"<p>{typed}</p>") == f"<p>{kept}</p>"


def test_a_link_s_address_is_not_touched() -> None:
    link = '<p><a href="https://x.example/?a=1&amp;b=2">x</a></p>'
    assert word(link) == link


WORDY = [
    point("·", "a"), point("1.", "b&nbsp;c", 2), point("o", "&nbsp;", 3), paragraph("5&nbsp;kr."), paragraph("&nbsp;"),
    "<p class=MsoListParagraph>· <p>", "<h1>x", "</b>", "<b>", "5&nbsp;", "&nbsp;kg ", " ", "<td>", "<li>", "<p> ", "<table>",
    "mso ", "<h6></h6>", "<!--[if x]>", "<![endif]>", "<p style='mso-list:l0 level9'>", "<ul>", "</p>",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDY), max_size=7))
def test_cleaning_twice_changes_nothing(parts: list[str]) -> None:
    once = clean("".join(parts))
    assert clean(once) == once


@given(st.lists(st.sampled_from(["&nbsp;", " ", "5", "k", "<p>", "</p>", "<br>", "<b>", "\n", "%"]), max_size=12))
def test_spaces_settle_at_once(parts: list[str]) -> None:
    once = clean("".join(parts))
    assert clean(once) == once


def test_a_huge_text_is_cleaned_in_no_time() -> None:
    assert clean(" " * 100_000 + "&nbsp;" * 50_000 + "<p>" * 5_000 + "x").endswith("x</p>")


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ('<p>En <span style="font-weight:bold">vigtig</span> sag</p>', "<p>En <strong>vigtig</strong> sag</p>"),
        ("<p><span style='color:red;font-weight: 700'>Fed</span></p>", "<p><strong>Fed</strong></p>"),
        ('<p><span style="font-style:italic">Kursiv</span></p>', "<p><em>Kursiv</em></p>"),
        (
            '<p><span style="font-weight:600;font-style:italic">Begge <span>dele</span></span> nu</p>',
            "<p><strong><em>Begge dele</em></strong> nu</p>",
        ),
        ('<b style="font-weight:normal"><p>Hele siden</p></b>', "<p>Hele siden</p>"),
        (
            '<p><span style="font-weight:normal">Almindelig</span> og <b>fed</b></p>',
            "<p>Almindelig og <strong>fed</strong></p>",
        ),
        ('<p>Uden ende <span style="font-weight:bold">fed</p>', "<p>Uden ende <strong>fed</strong></p>"),
    ],
)
def test_what_is_bold_or_italic_by_its_style_stays_so(pasted: str, kept: str) -> None:
    assert clean(pasted) == kept
    assert clean(kept) == kept
