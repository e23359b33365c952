"""Marks in texts: each kind shown, each fault told, nothing taken for a mark that is none."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import placeholders
from abc_portal.core.placeholders import Placeholder, TextFigure, Texts
from abc_portal.core.richtext import clean

FIGURES = {
    "beboere": TextFigure("beboere", "Beboere", "3.633", "Essens"),
    "ukendt": TextFigure("ukendt", 'Et "tal"', "ikke oplyst", ""),
    "sært": TextFigure("sært", "<b>", "<script>x</script>", ""),
}


@dataclass
class Known:
    """Knows a few figures and one image, and remembers what it was asked for."""

    asked: list[str] = field(default_factory=list)

    def figure(self, code: str) -> TextFigure | None:
        self.asked.append(code)
        return FIGURES.get(code)

    def image(self, key: str) -> str | None:
        self.asked.append(key)
        return '/arkiv/"kort"/' if key == "kort" else None


def shown(html: str) -> str:
    return str(placeholders.show(clean(html), Known(), name="1"))


def test_a_figure_is_shown_with_its_name_and_source() -> None:
    assert shown("<p>Der er [[tal:beboere]] her</p>") == (
        '<p>Der er <span class="abc-figure" title="Beboere (Essens)">3.633</span> her</p>'
    )
    assert shown("<p>[[tal: Beboere ]]</p>") == shown("<p>[[tal:beboere]]</p>")
    assert 'title="Et &quot;tal&quot;">ikke oplyst<' in shown("[[tal:ukendt]]")


def test_a_stated_figure_is_printed_as_stated() -> None:
    assert '">ca. 3.600</span>' in shown("<p>[[tal:beboere=ca. 3.600]]</p>")
    assert '">34,5\u00a0%</span>' not in shown("<p>[[tal:beboere=34,5&nbsp;%]]</p>")
    assert '">34,5 %</span>' in shown("<p>[[tal:beboere=34,5&nbsp;%]]</p>")


def test_what_is_unknown_is_said_and_what_was_stated_stays() -> None:
    assert shown("<p>[[tal:findes-ikke]]</p>") == '<p><mark class="abc-broken">ukendt tal: findes-ikke</mark></p>'
    assert shown("<p>[[tal:væk=12]]</p>") == '<p>12 <mark class="abc-broken">ukendt tal: væk</mark></p>'
    assert shown("<p>[[billede:væk|Et hus|Foto]]</p>") == (
        '<p><mark class="abc-broken">ukendt billede: væk – Et hus – Foto</mark></p>'
    )


def test_an_image_alone_in_a_paragraph_is_a_figure() -> None:
    image = '<img src="/arkiv/&quot;kort&quot;/" alt="Kort &lt;nord&gt;">'
    assert shown("<p>[[billede:kort|Kort &lt;nord&gt;]]</p>") == f'<figure class="abc-picture">{image}</figure>'
    with_caption = f'<figure class="abc-picture">{image}<figcaption>Foto: A | B</figcaption></figure>'
    assert shown("<p> [[billede:kort|Kort &lt;nord&gt;|Foto: A | B]] </p>") == with_caption
    assert shown("<p>Se [[billede:kort|Kort &lt;nord&gt;|Foto]]</p>") == f"<p>Se {image} Foto</p>"
    assert 'alt=""' in shown("<p>[[billede:kort]]</p>")


def test_footnotes_are_numbered_and_lead_there_and_back() -> None:
    html = shown(
        "<p>A[[note:Kilde: A &amp; B]] og B[[note:To]]</p><table><tbody><tr><td>[[note:Tre]]</td></tr></tbody></table>"
    )
    for number, text in enumerate(("Kilde: A &amp; B", "To", "Tre"), 1):
        assert f'id="noteref-1-{number}" href="#note-1-{number}"' in html
        assert f'<li id="note-1-{number}">{text} <a href="#noteref-1-{number}"' in html
    assert html.endswith("</ol>")
    assert html.count('<ol class="abc-notes" aria-label="Noter">') == 1


def test_each_text_of_a_page_has_ids_of_its_own() -> None:
    page = Texts(Known())
    both = page.html("<p>a[[note:x]]</p>") + page.html("<p>b[[note:y]]</p>")
    ids = [part.split('"')[0] for part in both.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize(
    "html",
    [
        "<p>[[tal:<strong>beboere</strong>]]</p>",
        "<p>[[tal:bebo<em>ere]]</em></p>",
        "<p>[[tal:beboere</p><p>]]</p>",
        "<p>[[tal:]] [[tal]] [tal:beboere] [[andet:x]]</p>",
        "<p>[[tal:beboere]</p>",
        "<p>[[tal:[beboere]]]</p>",
        '<p><a href="https://x.example/?a&gt;[[tal:beboere]]">x</a></p>',
    ],
)
def test_what_is_no_mark_stays_as_it_is(html: str) -> None:
    known = Known()
    assert str(placeholders.show(clean(html), known, name="1")) == clean(html)
    assert known.asked == []


def test_a_mark_inside_another_is_shown_and_the_outer_one_reported_as_broken() -> None:
    html = "<p>[[note:se [[tal:beboere]] her]] [[TAL:x]] [[tal:<em>a</em>]]</p>"
    assert "3.633" in shown(html)
    assert [placeholder.split(":")[0] for placeholder in placeholders.broken(clean(html))] == [
        "[[note",
        "[[TAL",
        "[[tal",
    ]
    assert placeholders.broken("<p>[[tal:a]] [[note:b]] [[billede:c|d]] [[andet]]</p>") == []


def test_nothing_that_is_put_in_is_taken_for_markup() -> None:
    html = shown("<p>[[tal:sært]] [[note:&lt;script&gt;1&lt;/script&gt;]] [[tal:&lt;img onerror=x&gt;]]</p>")
    assert "<script" not in html
    assert "<img" not in html
    assert 'title="&lt;b&gt;">&lt;script&gt;x&lt;/script&gt;<' in html


def test_the_marks_of_a_text_in_order() -> None:
    html = clean("<p>[[billede:Kort|A|B]]</p><p>x[[tal:a=1]][[note:n]] [[billede:k]]</p>")
    assert placeholders.found(html) == [
        Placeholder("billede", "kort", alt="A", caption="B"),
        Placeholder("tal", "a", stated="1"),
        Placeholder("note", "n"),
        Placeholder("billede", "k"),
    ]


def test_a_huge_text_takes_no_time() -> None:
    for odd in ("[[tal:a", "[[", "[[tal:a]]", "<p>[[billede:x", "[[note:" + "a" * 300, "]]", "<p> "):
        assert shown(odd * 20_000 + "slut")


@given(st.text('[]|=:&;<>"tal billede note kort', max_size=60))
def test_no_text_breaks_it_and_none_loses_a_letter_outside_the_marks(text: str) -> None:
    html = clean(text)
    result = str(placeholders.show(html, Known(), name="1"))
    assert result == html or "abc-" in result
