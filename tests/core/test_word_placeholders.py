"""Footnotes and pictures from a word processor become the portal's own marks; nothing of them goes in silence."""

import time

import pytest

from abc_portal.core.richtext import clean

REF = (
    '<a style=\'mso-footnote-id:ftn{0}\' href="#_ftn{0}" name="_ftnref{0}" title=""><span class=MsoFootnoteReference>'
    "<span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[{0}]</span>"
    "<![endif]></span></span></a>"
)
NOTE = (
    "<div style='mso-element:footnote' id=ftn{0}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn{0}' "
    'href="#_ftnref{0}" name="_ftn{0}" title=""><span class=MsoFootnoteReference>[{0}]</span></a> {1}<o:p></o:p></p></div>'
)
LIST = "<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width=\"33%\">{}</div>"


def paragraph(text: str) -> str:
    return f"<p class=MsoNormal><span lang=DA>{text}<o:p></o:p></span></p>\n"


def pasted(*parts: str) -> str:
    return clean("".join(parts)).replace("\n", "")


def test_a_footnote_stands_where_its_number_stood() -> None:
    notes = LIST.format(NOTE.format(1, "Kilde: <i>Danmarks Statistik</i> [2020] &amp; egne tal")
                        + NOTE.format(2, "Tal fra 2019"))  # fmt: skip
    text = pasted(paragraph(f"Flere{REF.format(1)} unge{REF.format(2)}."), notes)
    assert text == ("<p>Flere[[note:Kilde: Danmarks Statistik (2020) &amp; egne tal]] unge[[note:Tal fra 2019]].</p>")
    assert clean(text) == text


def test_a_number_whose_footnote_was_not_copied_stays() -> None:
    assert pasted(paragraph(f"Flere{REF.format(1)} unge.")) == "<p>Flere[1] unge.</p>"


def test_a_footnote_that_nothing_points_to_stays_as_text() -> None:
    assert "Alene" in pasted(paragraph("Flere unge."), LIST.format(NOTE.format(7, "Alene")))


def test_the_other_office_suite_s_footnotes_too() -> None:
    text = pasted(
        '<p>Flere<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym">1</a></sup></p>'
        '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" href="#sdfootnote1anc">1</a>Se bilag</p></div>'
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
def test_a_picture_leaves_a_mark_with_what_it_shows(alt: str, mark: str) -> None:
    picture = f'<![if !vml]><img width=301 height=200 src="file:///C:/Users/x/clip_image002.jpg" {alt} v:shapes="A"><![endif]>'
    assert pasted(paragraph("Se kortet."), paragraph(picture)) == f"<p>Se kortet.</p><p>{mark}</p>"


def test_a_text_without_word_s_signs_keeps_its_own_rules() -> None:
    typed = '<p>Se <a href="https://a.example/#_ftnote">her</a><img src="https://a.example/x.png" alt="Kort"></p>'
    cleaned = clean(typed)
    assert "#_ftnote" in cleaned
    assert "billede" not in cleaned


def test_many_unclosed_ones_take_no_time() -> None:
    before = time.monotonic()
    clean('<a href="#_ftn1">' * 20_000 + "<div id=ftn1>" * 2_000)
    assert time.monotonic() - before < 20
