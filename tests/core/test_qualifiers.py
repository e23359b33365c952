"""A number is read and written with the word before it, once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core.qualifiers import Qualifier, Range, meant, qualified, split


@pytest.mark.parametrize(
    ("text", "qualifier", "rest"),
    [
        ("ca. 4,5 mio. kr.", Qualifier.ABOUT, "4,5 mio. kr."), ("Cirka 300", Qualifier.ABOUT, "300"),
        ("knap 1200", Qualifier.ABOUT, "1200"), ("over 8 mio.", Qualifier.OVER, "8 mio."),
        ("mere end 1.400", Qualifier.OVER, "1.400"), ("under 40", Qualifier.UNDER, "40"),
        ("højst 12", Qualifier.AT_MOST, "12"), ("op til 5", Qualifier.AT_MOST, "5"),
        ("ikke over 5", Qualifier.AT_MOST, "5"),
        ("mindst 300", Qualifier.AT_LEAST, "300"), ("min. 3", Qualifier.AT_LEAST, "3"), ("~5", Qualifier.ABOUT, "5"),
        ("4,5 mio. kr.", None, "4,5 mio. kr."), ("overalt 5", None, "overalt 5"), ("", None, ""),
    ],
)  # fmt: skip
def test_the_word_before_a_number(text: str, qualifier: Qualifier | None, rest: str) -> None:
    assert split(text) == (qualifier, rest)


@pytest.mark.parametrize(
    ("text", "qualifier", "words"),
    [
        ("300", "exact", "300"), ("300", "about", "ca. 300"), ("300", "at_most", "højst 300"),
        ("300", "at_least", "mindst 300"), ("ca. 300", "about", "ca. 300"), ("højst 300", "under", "højst 300"),
    ],
)  # fmt: skip
def test_a_text_has_one_such_word(text: str, qualifier: str, words: str) -> None:
    assert qualified(text, qualifier) == words


@given(st.sampled_from(Qualifier), st.integers(0, 10**30))
def test_what_is_written_is_read_again_and_never_gets_a_second_word(qualifier: Qualifier, value: int) -> None:
    written = qualified(str(value), qualifier)
    assert split(written) == (None if qualifier == Qualifier.EXACT else qualifier, str(value))
    for other in Qualifier:
        assert qualified(written, other) == written or qualifier == Qualifier.EXACT
    assert meant(value, qualifier).meets(Range(value, value))
