"""What is typed in a cell: each form, what is refused with its sentence, and that what is shown can be typed again."""

import contextlib
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from plans.results.calculations import typed_results
from plans.results.calculations.small_counts import CountSight
from plans.results.calculations.typed_results import CellError, ParsedResult, caution, read, shown
from plans.results.enums import TargetKind


def result(**fields: Any) -> Any:
    """A result's columns, as they are before anything is said of it."""
    empty = {"state": "counted", "value": None, "numerator": None, "denominator": None, "is_approximate": False}
    return SimpleNamespace(**{**empty, "text": "", "judgement": "", **fields})


@pytest.mark.parametrize(
    ("said", "kind", "expected"),
    [
        ("12", "number", ParsedResult(value=Decimal(12))),
        (" 1.200 ", "number", ParsedResult(value=Decimal(1200))),
        ("0", "number", ParsedResult(value=Decimal(0))),
        ("0,5", "number", ParsedResult(value=Decimal("0.5"))),
        ("ca. 12", "number", ParsedResult(value=Decimal(12), is_approximate=True)),
        ("Ca 12", "number", ParsedResult(value=Decimal(12), is_approximate=True)),
        ("~12", "number", ParsedResult(value=Decimal(12), is_approximate=True)),
        ("12 af 40", "share", ParsedResult(numerator=12, denominator=40)),
        ("12/40", "share", ParsedResult(numerator=12, denominator=40)),
        ("ca. 1.200 ud af 4.000", "share", ParsedResult(numerator=1200, denominator=4000, is_approximate=True)),
        ("33,5 %", "share", ParsedResult(value=Decimal("33.5"))),
        ("30", "share", ParsedResult(value=Decimal(30))),
        ("?", "number", ParsedResult(state="not_stated")),
        ("io", "share", ParsedResult(state="not_stated")),
        ("Ikke oplyst", "text", ParsedResult(state="not_stated")),
        ("d", "number", ParsedResult(state="suppressed")),
        ("diskretioneret", "share", ParsedResult(state="suppressed")),
        ("nået", "text", ParsedResult(judgement="reached")),
        ("Delvist nået", "text", ParsedResult(judgement="partly")),
        ("Beboerne driver caféen", "text", ParsedResult(text="Beboerne driver caféen", judgement="")),
        ("ikke nået: to skoler\nfaldt fra", "text", ParsedResult(text="to skoler\nfaldt fra", judgement="not_reached")),
        ("Nået : 12 af 40 er med", "text", ParsedResult(text="12 af 40 er med", judgement="reached")),
        ("Mål: alle med", "text", ParsedResult(text="Mål: alle med", judgement="")),
        ("0,3 %", "share", ParsedResult(value=Decimal("0.3"))),
        ("0", "share", ParsedResult(value=Decimal(0))),
        ("40 af 30", "share", ParsedResult(numerator=40, denominator=30)),
        ("", "number", None),
        ("   ", "share", None),
    ],
)
def test_what_is_typed_is_read(said: str, kind: str, expected: ParsedResult | None) -> None:
    assert read(said, kind) == expected


@pytest.mark.parametrize(
    ("said", "kind", "sentence"),
    [
        ("tolv", "number", "kan ikke læses som et tal"),
        ("12.5", "number", "kan ikke læses som et tal"),
        ("-3", "number", "ikke være under nul"),
        ("-", "number", "kan betyde flere ting"),
        (".", "share", "kan betyde flere ting"),
        ("..", "number", "kan betyde flere ting"),
        ("12 af 40", "number", "er en andel"),
        ("12 a 40", "share", "12 af 40"),
        ("99999999999/99999999999", "share", "for stort"),
        ("12 af 40.", "share", "kan ikke læses som et tal"),
        ("1.5 af 40", "share", "kan ikke læses som et tal"),
        ("12 34/50", "share", "kan ikke læses som et tal"),
        ("12.3/40", "share", "kan ikke læses som et tal"),
        ("5 af 0", "share", "5 af ingen kan ikke være en andel"),
        ("1,200", "number", "kan være 1.200 eller 1,2"),
        ("1,200", "share", "kan være 1.200 eller 1,2"),
        ("1,234,567", "number", "kan ikke læses som et tal"),
        ("0,3", "share", "Er det 0,3\u00a0% eller 30\u00a0%?"),
        ("1", "share", "Er det 1\u00a0% eller 100\u00a0%?"),
        ("12", "text", "er et tal"),
        ("12 af 40", "text", "er et tal"),
        ("65,5 %", "text", "er et tal"),
    ],
)
def test_what_is_no_result_is_refused_with_a_sentence(said: str, kind: str, sentence: str) -> None:
    with pytest.raises(CellError) as caught:
        read(said, kind)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("said", "kind", "sentence"),
    [
        ("40 af 30", "share", "40 af 30 er mere end alle"),
        ("120 %", "share", "120\u00a0% er mere end alle"),
        ("30 af 30", "share", ""),
        ("100 %", "share", ""),
        ("Alle er med", "text", "ikke vurderet"),
        ("nået: alle er med", "text", ""),
        ("nået", "text", ""),
        ("io", "text", ""),
        ("500", "number", ""),
    ],
)
def test_what_is_odd_is_taken_with_a_word(said: str, kind: str, sentence: str) -> None:
    found = caution(read(said, kind), kind)
    assert sentence in found
    assert bool(found) == bool(sentence)


@pytest.mark.parametrize("said", ["2,5", "ca. 0,5", "12,0001"])
def test_people_are_counted_whole(said: str) -> None:
    with pytest.raises(CellError, match="ikke et helt tal"):
        read(said, "number", whole=True)
    assert read(said, "number") is not None


@given(
    st.sampled_from(["nået", "delvist nået", "ikke nået"]),
    st.from_regex(r"[a-zæøå]{2,9}( [a-z]{2,9})?", fullmatch=True),
)
def test_what_a_cell_shows_of_a_judgement_can_be_typed_in_it_again(judged: str, words: str) -> None:
    said = read(f"{judged}: {words}", "text")
    row = result()
    said.put(row)  # type: ignore[union-attr]
    assert shown(row, "text") == f"{judged}: {words}"
    assert read(shown(row, "text"), "text") == said


@given(
    st.one_of(
        st.builds(ParsedResult, value=st.decimals(0, 10**9, places=4), is_approximate=st.booleans()),
        st.sampled_from([ParsedResult(state="not_stated"), ParsedResult(state="suppressed")]),  # type: ignore[arg-type]
    )
)
def test_what_a_cell_shows_of_a_figure_can_be_typed_in_it_again(said: ParsedResult) -> None:
    row = result()
    said.put(row)
    assert read(shown(row, "number"), "number") == said


@given(st.text(st.sampled_from("0123456789 .,/%afudo-~?"), max_size=14), st.sampled_from(TargetKind))
def test_whatever_is_typed_is_read_or_refused(said: str, kind: str) -> None:
    with contextlib.suppress(CellError):
        read(said, kind)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.booleans())
@example(0, 0, False)
def test_what_a_cell_shows_of_a_share_can_be_typed_in_it_again(part: int, whole: int, approximate: bool) -> None:
    assume(whole or not part)
    said, row = ParsedResult(numerator=part, denominator=whole, is_approximate=approximate), result()
    said.put(row)
    assert read(shown(row, "share"), "share") == said


def test_a_small_count_reads_as_such_and_never_as_a_figure() -> None:
    assert shown(result(value=Decimal(3)), "number", CountSight.UNDER, 5) == "under 5"
    assert shown(result(numerator=3, denominator=9), "share", CountSight.WITHHELD, 5) == typed_results.hidden(
        CountSight.WITHHELD, 5
    )
    assert shown(result(value=Decimal("12.5000")), "number") == "12,5"


def test_saying_that_there_is_no_figure_takes_the_words_away_too() -> None:
    row = result(text="Noget", judgement="reached")
    ParsedResult(state="suppressed").put(row)  # type: ignore[arg-type]
    assert (row.text, row.judgement) == ("", "")


def test_new_words_are_seen_also_where_others_were_judged() -> None:
    row = result(text="Alle skoler er med", judgement="reached")
    read("To skoler faldt fra", "text").put(row)  # type: ignore[union-attr]
    assert (row.judgement, shown(row, "text")) == ("", "To skoler faldt fra")
    read("delvist nået", "text").put(row)  # type: ignore[union-attr]
    assert (row.text, row.judgement) == ("To skoler faldt fra", "partly")
    assert shown(row, "text") == "delvist nået: To skoler faldt fra"
