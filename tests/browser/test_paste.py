"""Text pasted from a word processor becomes plain headings, lists, paragraphs and marks; clean text stays as it is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils.html import format_html
from playwright.sync_api import Browser, Page

from abc_portal.core import unseen
from abc_portal.core.richtext import clean
from tests.pasted import HEAD, TAIL

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Paste = Callable[[str], str]
SCRIPT = Path(__file__).resolve().parent.parent.parent / "static" / "abc" / "paste.js"
REF = (
    '<a style=\'mso-footnote-id:ftn{0}\' href="#_ftn{0}" name="_ftnref{0}" title=""><span class=MsoFootnoteReference>'
    "<span style='mso-special-character:footnote'><![if !supportFootnotes]><span "
    "class=MsoFootnoteReference>[{0}]</span>"
    "<![endif]></span></span></a>"
)
NOTE = (
    "<div style='mso-element:footnote' id=ftn{0}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn{0}' "
    'href="#_ftnref{0}" name="_ftn{0}" title=""><span class=MsoFootnoteReference>[{0}]</span></a> '
    "{1}<o:p></o:p></p></div>"
)
LIST = "<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width=\"33%\">{}</div>"


def with_rules(page: Page) -> Page:
    """A page with what the editor's page has for a paste, and nothing else."""
    page.set_content(format_html('<meta name="abc-unseen" content="{}">', json.dumps(unseen.RULES)))
    page.add_script_tag(path=SCRIPT)
    return page


@pytest.fixture(scope="module")
def in_browser(browser: Browser) -> Paste:
    """What the editor is given of the clipboard's HTML, made in a page with nothing else in it."""
    page = with_rules(browser.new_page())
    return lambda html: str(page.evaluate("html => window.abcPaste(html)", html))


@pytest.fixture
def paste(in_browser: Paste) -> Paste:
    """The text as it is kept after a paste."""
    return lambda html: clean(in_browser(html))


def plain_paragraph(text: str) -> str:
    return f"<p class=MsoNormal><span lang=DA>{text}<o:p></o:p></span></p>\n"


def joined(paste: Paste, *parts: str) -> str:
    return paste("".join(parts)).replace("\n", "")


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


def word(paste: Paste, *parts: str) -> str:
    return paste(HEAD + "".join(parts) + TAIL).replace("\n", "")


@pytest.mark.parametrize("sign", ["·", "o", "§", "•", "-"])
def test_drawn_bullets_become_a_list(paste: Paste, sign: str) -> None:
    pasted = word(
        paste, paragraph("Vi vil:"), point(sign, "åbne <b>en</b> café"), point(sign, "hjælpe unge"), paragraph("Slut")
    )
    assert pasted == (
        "<p>Vi vil:</p><ul><li><p>åbne <strong>en</strong> café</p></li><li><p>hjælpe unge</p></li></ul><p>Slut</p>"
    )


@pytest.mark.parametrize(
    ("marker", "opening"),
    [("1.", "<ol>"), ("1)", "<ol>"), ("3.", '<ol start="3">'), ("a)", '<ol type="a">'), ("A.", '<ol type="A">'),
     ("ii.", '<ol type="i">'), ("1.1.", "<ol>")],
)  # fmt: skip
def test_drawn_numbers_become_a_numbered_list(paste: Paste, marker: str, opening: str) -> None:
    assert word(paste, point(marker, "Punkt")) == f"{opening}<li><p>Punkt</p></li></ol>"


def test_deeper_points_hang_under_the_one_before(paste: Paste) -> None:
    pasted = word(paste, point("·", "a"), point("1.", "b", 2), point("2.", "c", 2), point("§", "d", 3), point("·", "e"))
    assert pasted == (
        "<ul><li><p>a</p><ol><li><p>b</p></li><li><p>c</p><ul><li><p>d</p></li></ul></li></ol></li>"
        "<li><p>e</p></li></ul>"
    )


def test_lists_of_two_kinds_and_lists_that_begin_deep_stand_apart(paste: Paste) -> None:
    assert word(paste, point("·", "a", 2), point("1.", "b"), point("2.", "c")) == (
        "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li><li><p>c</p></li></ol>"
    )


def test_an_indented_paragraph_that_is_no_point_stays_a_paragraph(paste: Paste) -> None:
    assert word(paste, '<p class="MsoListParagraph">Tre ting. Se side 4</p>') == "<p>Tre ting. Se side 4</p>"
    assert paste("<p>· Prik uden Word</p>") == "<p>· Prik uden Word</p>", "nothing is guessed of what nobody pasted"


def test_headings_take_the_portal_s_two_levels(paste: Paste) -> None:
    pasted = word(
        paste,
        '<h1 style="mso-style-name:Overskrift"><span>Vision</span></h1>', "<h2>Mål</h2>", "<h5>Mindre</h5>", "<h6>Mindst</h6>"
    )  # fmt: skip
    assert pasted == "<h3>Vision</h3><h3>Mål</h3><h4>Mindre</h4><h4>Mindst</h4>"
    assert (
        paste("<h1 class=x>A</h1><p><i>b</i><br>c<b>d</b></p>") == "<h3>A</h3><p><em>b</em><br>c<strong>d</strong></p>"
    )


def test_empty_paragraphs_go_but_a_cell_keeps_the_one_it_must_have(paste: Paste) -> None:
    assert word(paste, paragraph("a"), paragraph("&nbsp;"), paragraph(""), paragraph("b")) == "<p>a</p><p>b</p>"
    table = "<table><tbody><tr><td><p></p></td><td><p>x</p></td></tr></tbody></table>"
    assert paste(table) == table
    assert paste("<p><br></p><h3> </h3>") == ""


def test_a_table_from_word_keeps_its_cells_and_loses_its_dress(paste: Paste) -> None:
    table = (
        '<table class="MsoTableGrid" border="1" style="border-collapse:collapse;mso-yfti-tbllook:1184"><tbody>'
        '<tr style="mso-yfti-irow:0"><td width="50" colspan="2" style="width:3cm"><p '
        'class="MsoNormal"><b>År</b><o:p></o:p></p></td>'
        "</tr></tbody></table>"
    )
    assert word(paste, table) == (
        '<table><tbody><tr><td colspan="2"><p><strong>År</strong></p></td></tr></tbody></table>'
    )  # fmt: skip


def test_a_link_s_address_is_not_touched(paste: Paste) -> None:
    link = '<p><a href="https://x.example/?a=1&amp;b=2">x</a></p>'
    assert word(paste, link) == link


@pytest.mark.parametrize(
    ("pasted", "expected"),
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
def test_what_is_bold_or_italic_by_its_style_stays_so(paste: Paste, pasted: str, expected: str) -> None:
    assert paste(pasted) == expected
    assert paste(expected) == expected


def test_a_footnote_is_shown_where_its_number_stood(paste: Paste) -> None:
    notes = LIST.format(NOTE.format(1, "Kilde: <i>Danmarks Statistik</i> [2020] &amp; egne tal")
                        + NOTE.format(2, "Tal fra 2019"))  # fmt: skip
    text = joined(paste, plain_paragraph(f"Flere{REF.format(1)} unge{REF.format(2)}."), notes)
    assert text == ("<p>Flere[[note:Kilde: Danmarks Statistik (2020) &amp; egne tal]] unge[[note:Tal fra 2019]].</p>")
    assert paste(text) == text


def test_a_number_whose_footnote_was_not_copied_stays(paste: Paste) -> None:
    assert joined(paste, plain_paragraph(f"Flere{REF.format(1)} unge.")) == "<p>Flere[1] unge.</p>"


def test_a_footnote_that_nothing_points_to_stays_as_text(paste: Paste) -> None:
    assert "Alene" in joined(paste, plain_paragraph("Flere unge."), LIST.format(NOTE.format(7, "Alene")))


def test_the_other_office_suite_s_footnotes_too(paste: Paste) -> None:
    text = joined(
        paste,
        '<p>Flere<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym">1</a></sup></p>'
        '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" href="#sdfootnote1anc">1</a>Se '
        "bilag</p></div>",
    )
    assert text == "<p>Flere[[note:Se bilag]]</p>"


@pytest.mark.parametrize(
    ("alt", "mark"),
    [
        ('alt="Kort over området | 2020"', "[[billede:sæt-billedet-ind|Kort over området / 2020]]"),
        ("alt='Kort &amp; tal'", "[[billede:sæt-billedet-ind|Kort &amp; tal]]"),
        ('alt=""', "[[billede:sæt-billedet-ind]]"),
        ("", "[[billede:sæt-billedet-ind]]"),
    ],
)
def test_a_picture_leaves_a_mark_with_what_it_shows(paste: Paste, alt: str, mark: str) -> None:
    picture = f'<![if !vml]><img width=301 height=200 src="file:///C:/Users/x/clip_image002.jpg" {alt} v:shapes="A"><![endif]>'
    assert joined(paste, plain_paragraph("Se kortet."), plain_paragraph(picture)) == f"<p>Se kortet.</p><p>{mark}</p>"


def test_a_text_without_word_s_signs_keeps_its_own_rules(paste: Paste) -> None:
    typed = '<p>Se <a href="https://a.example/#_ftnote">her</a><img src="https://a.example/x.png" alt="Kort"></p>'
    cleaned = paste(typed)
    assert "#_ftnote" in cleaned
    assert "billede" not in cleaned
