"""What is to become of a cell, how a trial counts and marks it, and by what a workbook is known again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import xlsx
from abc_portal.exchange.workbooks import reading, snapshot, tables
from abc_portal.exchange.workbooks.reading import Book, SheetCell, SheetContent, UnreadableWorkbook
from abc_portal.exchange.workbooks.snapshot import WorkbookSnapshot
from abc_portal.exchange.workbooks.trial import WRITING, CellOutcome, Trial, TrialEntry, compared

TEXTS = st.sampled_from(["", "12", "13", "io"])


@pytest.mark.parametrize(
    ("given_", "was", "now", "outcome"),
    [
        ("12", "12", "12", CellOutcome.UNCHANGED),
        ("", "", "", CellOutcome.UNCHANGED),
        (" 12\n", "12", "12", CellOutcome.UNCHANGED),
        ("13", "", "", CellOutcome.NEW),
        ("13", "12", "12", CellOutcome.CHANGED),
        ("", "12", "12", CellOutcome.IGNORED),
        ("12", "12", "13", CellOutcome.PRESERVED),
        ("12", "12", "", CellOutcome.PRESERVED),
        ("", "", "13", CellOutcome.PRESERVED),
        ("13", "12", "13", CellOutcome.UNCHANGED),
        ("14", "12", "13", CellOutcome.WRONG),
        ("14", "", "13", CellOutcome.WRONG),
        ("14", "12", "", CellOutcome.WRONG),
    ],
)
def test_what_becomes_of_a_cell(given_: str, was: str, now: str, outcome: CellOutcome) -> None:
    assert compared(given_, was=was, now=now, clears=False)[0] == outcome


def test_an_empty_cell_deletes_where_that_is_asked_for() -> None:
    assert compared("", was="12", now="12", clears=True)[0] == CellOutcome.DELETED
    assert compared("", was="12", now="13", clears=True)[0] == CellOutcome.WRONG
    assert compared("", was="", now="13", clears=True)[0] == CellOutcome.PRESERVED


@given(TEXTS, TEXTS, TEXTS, st.booleans())
def test_nothing_that_the_portal_got_since_is_ever_written_over(given_: str, was: str, now: str, clears: bool) -> None:
    outcome, sentence = compared(given_, was=was, now=now, clears=clears)
    if outcome in WRITING:
        assert now == was != given_
    assert bool(sentence) == (outcome in (CellOutcome.WRONG, CellOutcome.PRESERVED, CellOutcome.IGNORED))


def test_a_trial_counts_and_puts_what_is_wrong_first() -> None:
    entries = [TrialEntry(outcome, f"Ark!A{number}") for number, outcome in enumerate(CellOutcome)]
    trial = Trial.of([*reversed(entries), TrialEntry(CellOutcome.UNCHANGED, "Ark!B1")])
    assert [entry.outcome for entry in trial.entries] == [
        outcome for outcome in CellOutcome if outcome != CellOutcome.UNCHANGED
    ]
    assert dict(trial.counts) == {**dict.fromkeys(CellOutcome, 1), CellOutcome.UNCHANGED: 2}
    assert (trial.is_wrong, trial.writes) == (True, 3)


def test_the_mark_changes_with_what_would_be_written_only() -> None:
    one = Trial.of([TrialEntry(CellOutcome.NEW, "Ark!A1", after="12")])
    assert (
        one.mark
        == Trial.of(
            [TrialEntry(CellOutcome.NEW, "Ark!A1", after="12"), TrialEntry(CellOutcome.PRESERVED, "Ark!A2")]
        ).mark
    )
    assert one.mark != Trial.of([TrialEntry(CellOutcome.NEW, "Ark!A1", after="13")]).mark
    assert one.mark != Trial.of([TrialEntry(CellOutcome.CHANGED, "Ark!A1", before="11", after="12")]).mark


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=50), max_size=8))
def test_marks_are_read_as_they_were_written(cells: dict[str, str]) -> None:
    cells = {
        key: text
        for key, text in cells.items()
        if key.strip() and text.strip() and key.isprintable() and text.isprintable()
    }
    book = reading.read(
        xlsx.book([xlsx.Sheet("Ark", ["K"], []), snapshot.sheet(WorkbookSnapshot("results", "plan-a", cells))])
    )
    assert snapshot.read(book, kind="results", owner="plan-a").cells == cells


@pytest.mark.parametrize(("kind", "owner"), [("milestones", "plan-a"), ("results", "plan-b")])
def test_marks_of_something_else_are_refused(kind: str, owner: str) -> None:
    book = reading.read(
        xlsx.book([xlsx.Sheet("Ark", ["K"], []), snapshot.sheet(WorkbookSnapshot("results", "plan-a"))])
    )
    with pytest.raises(UnreadableWorkbook):
        snapshot.read(book, kind=kind, owner=owner)
    with pytest.raises(UnreadableWorkbook):
        snapshot.read(Book(), kind="results", owner="plan-a")


def sheet(*rows: dict[int, str], merged: tuple[str, ...] = (), hidden: bool = False) -> SheetContent:
    by_number = {
        number: {column: SheetCell(f"Ark!{column}{number}", text) for column, text in row.items()}
        for number, row in enumerate(rows, 1)
    }
    return SheetContent("Ark", hidden, by_number, merged)


def test_a_table_is_read_by_its_heads() -> None:
    found = tables.table(
        sheet({2: " navn ", 5: "ANTAL"}, {2: "Lektiecafé"}, {9: "ved siden af"}, {5: "3"}), ["Navn", "Antal"]
    )
    assert found.heads == ("Navn", "Antal")
    assert [(line.number, line.text("Navn"), line.text("Antal")) for line in found.lines] == [
        (2, "Lektiecafé", ""),
        (4, "", "3"),
    ]
    assert found.lines[0].cells["Antal"].place == "Ark!E2"
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("given_", "outcome"),
    [
        (sheet({1: "Navn", 2: "Andet"}), CellOutcome.IGNORED),
        (sheet({1: "Navn", 2: "navn"}), CellOutcome.WRONG),
        (sheet({1: "Andet"}), CellOutcome.IGNORED),
        (sheet({1: "Navn"}, merged=("A1:B1",)), CellOutcome.WRONG),
        (sheet({1: "Navn"}, hidden=True), CellOutcome.WRONG),
    ],
)
def test_what_is_no_table_is_remarked(given_: SheetContent, outcome: CellOutcome) -> None:
    remarks = tables.table(given_, ["Navn"], needed=["Navn"]).remarks
    assert remarks[0].outcome == outcome
    assert all(remark.sentence.endswith(".") for remark in remarks)


def test_without_a_head_that_is_needed_no_row_is_read() -> None:
    found = tables.table(sheet({1: "Navn"}, {1: "x"}), ["Nøgle", "Navn"], needed=["Nøgle"])
    assert (found.lines, [remark.outcome for remark in found.remarks]) == ((), [CellOutcome.WRONG])
