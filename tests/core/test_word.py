"""A rich text is tidied: its tags have one name each, nothing is empty, spaces are plain; clean text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core.richtext import clean


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("34,5&nbsp;% af 12&nbsp;afdelinger", "34,5&nbsp;% af 12&nbsp;afdelinger"),
        ("den&nbsp;1. marts og&nbsp;&nbsp;siden", "den 1. marts og siden"),
        ("12 &nbsp;kr.", "12 kr."),
        ("§&nbsp;91", "§ 91"),
        ("5&nbsp;–&nbsp;7", "5 – 7"),
    ],
)
def test_a_space_that_does_not_break_stays_between_a_number_and_its_unit(typed: str, expected: str) -> None:
    assert clean(f"<p>{typed}</p>") == f"<p>{expected}</p>"


WORDY = [
    "<p>a</p>", "<p>5&nbsp;kr.</p>", "<p>&nbsp;</p>", "<h1>a</h1>",
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


def test_headings_and_emphasis_from_outside_take_the_portal_s_names() -> None:
    assert (
        clean("<h1 class=x>A</h1><p><i>b</i><br>c<b>d</b></p>") == "<h3>A</h3><p><em>b</em><br>c<strong>d</strong></p>"
    )


def test_empty_paragraphs_go_but_a_cell_keeps_the_one_it_must_have() -> None:
    table = "<table><tbody><tr><td><p></p></td><td><p>x</p></td></tr></tbody></table>"
    assert clean(table) == table
    assert clean("<p><br></p><h3> </h3><p>a</p><p>&nbsp;</p><p>b</p>") == "<p>a</p><p>b</p>"


def test_what_word_adds_is_taken_away_and_its_text_stays() -> None:
    assert clean('<p class="MsoNormal" style="color:red">a<o:p></o:p><!--[if x]>b<![endif]--></p>') == "<p>a</p>"
