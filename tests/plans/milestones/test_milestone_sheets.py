"""Milestones as a workbook: out, filled in, and in again."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.english import left_overs
from tests.people import Cast
from tests.plans.milestone_work import FIFTH, OUT, SHEET, Work, work_of
from tests.sheets import Filled, change_sets, counts, said, trial_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def work(cast_once: Cast, db: None) -> Work:
    return work_of(cast_once)


# --- out -------------------------------------------------------------------------------------------------


def test_the_workbook_says_what_the_page_says(work: Work) -> None:
    filled = work.filled()
    assert filled.book.sheetnames == ["Vejledning", SHEET, "Lister", "Portalen"]
    heads = [cell.value for cell in filled.book[SHEET][1]]
    assert heads == ["Nøgle", "Milepæl", "Hører til", "Frist", "Ansvarlig", "Tilstand", "Nået", "Begrundelse", "Note"]
    row = {head: filled.cell(SHEET, "moede", head).value for head in heads}
    assert row["Hører til"] == "Lektiecafé"
    assert row["Frist"].startswith("1. planår, 2. kvartal (juni–august 2021)")
    assert (row["Ansvarlig"], row["Tilstand"], row["Nået"]) == ("Koordinator", "planlagt", None)
    assert filled.cell(SHEET, "evaluering", "Frist").value == "maj 2022"
    assert filled.cell(SHEET, "aabnet", "Nået").value == datetime(2021, 6, 3)
    assert filled.cell(SHEET, "udskudt", "Begrundelse").value == "Venter på lokaler"
    assert filled.cell(SHEET, "opgivet", "Begrundelse").value == "For dyrt"
    assert filled.cell(SHEET, "kladde", "Tilstand").value == "kladde"
    assert filled.cell(SHEET, "opgivet", "Hører til").value == "Hele planen"


def test_places_quarters_and_states_are_offered_from_a_list(work: Work) -> None:
    filled = work.filled()
    offered = {str(item.sqref)[0]: item.formula1 for item in filled.book[SHEET].data_validations.dataValidation}
    assert set(offered) == {"C", "D", "F"}
    assert offered["D"] == "'Lister'!$B$2:$B$17"
    assert [cell.value for cell in filled.book["Lister"]["C"]][1:7] == [
        "planlagt",
        "i gang",
        "nået",
        "udskudt",
        "opgivet",
        "kladde",
    ]


def test_a_reader_sees_no_drafts_and_gets_nothing_to_read_in(work: Work) -> None:
    found = Filled(work.cast.client("observer").get(OUT))
    assert found.book.sheetnames == ["Vejledning", SHEET]
    assert "kladde" not in [cell.value for cell in found.book[SHEET]["A"]]
    assert "ikke hentet her" in said(work.send(found))


# --- round trip and changes -------------------------------------------------------------------------------


def test_what_is_fetched_and_read_in_again_changes_nothing(work: Work) -> None:
    before = change_sets()
    answer = work.send(work.filled())
    assert set(counts(answer)) == {"unchanged"}
    assert change_sets() == before


def test_plain_cells_are_changed_as_one_change_set(work: Work) -> None:
    filled, before = work.filled(), change_sets()
    place = filled.write(SHEET, "moede", "Milepæl", "Det første møde er holdt")
    filled.write(SHEET, "moede", "Hører til", "Delaftale: Beskæftigelse")
    filled.write(SHEET, "evaluering", "Ansvarlig", "koordinator")
    filled.write(SHEET, "evaluering", "Note", "Ny note")
    answer = work.send(filled)
    assert trial_entries(answer)[place] == ("changed", "Første møde er holdt", "Det første møde er holdt", "")
    assert counts(answer)["changed"] == 4
    assert change_sets() == before
    assert left_overs(answer) == set()
    work.read_in(filled)
    assert change_sets() == before + 1
    row, other = work.row("moede"), work.row("evaluering")
    assert (row.text, row.sub_agreement, row.activity) == ("Det første møde er holdt", work.cast.sub, None)
    assert (other.post, other.responsible, other.note) == (work.post, "", "Ny note")


def test_the_trial_says_how_each_date_was_understood_and_by_which_quarters(work: Work) -> None:
    filled = work.filled()
    filled.add(SHEET, Milepæl="Mødet er holdt", Frist="d. 1/3 2022")
    filled.add(SHEET, Milepæl="Plakaten er trykt", Frist="2. kvt. 2022")
    filled.add(SHEET, Milepæl="Netværket er dannet", Frist=FIFTH)
    filled.add(SHEET, Milepæl="Holdet er i gang", Frist="uge 12 2022")
    shown = [entry for entry, _shape in work.send(filled).context["entries"]]
    entries = {entry.after: entry.sentence for entry in shown if entry.outcome == "new"}
    assert entries["Mødet er holdt"] == "Frist: 1. marts 2022."
    assert entries["Plakaten er trykt"] == (
        "Frist: 2. kvartal 2022. Forstået som kalenderens kvartal, april–juni 2022, ikke planens."
    )
    assert entries["Netværket er dannet"] == "Frist: 2. planår, 1. kvartal (marts–maj 2022)."
    assert any("er ugen fra 21. marts 2022" in entry.sentence for entry in shown)


def test_the_trial_says_what_is_wrong_with_a_date(work: Work) -> None:
    filled = work.filled()
    short = filled.write(SHEET, "evaluering", "Frist", "1/3-22")
    none = filled.write(SHEET, "moede", "Frist", "31-02-2022")
    entries = trial_entries(work.send(filled))
    assert (entries[short][0], entries[short][3]) == (
        "wrong", "Årstallet i »1/3-22« har kun to cifre. Skriv det med fire, for eksempel 2021."
    )  # fmt: skip
    assert entries[none][3] == "»31-02-2022« er ikke en dag i kalenderen: februar 2022 har dagene 1 til 28."


def test_new_rows_have_no_key_and_get_one(work: Work) -> None:
    filled = work.filled()
    filled.add(SHEET, Milepæl="Netværket er dannet", Hører_til="Lektiecafé", Frist=FIFTH, Ansvarlig="En frivillig")
    filled.add(SHEET, Milepæl="Plakaten er trykt", Frist=datetime(2022, 4, 1), Tilstand="Nået", Nået="marts 2022")
    filled.add(SHEET, Milepæl="Et udkast", Frist=2023, Tilstand="kladde")
    answer = work.send(filled)
    assert counts(answer)["new"] == 3
    work.read_in(filled)
    made = work.row("netvaerket-er-dannet")
    assert (made.activity, made.due_quarter, made.due_on, made.responsible, made.state) == (
        work.activity, 5, date(2022, 5, 31), "En frivillig", "planned",
    )  # fmt: skip
    assert made.reported_on is None
    reached = work.row("plakaten-er-trykt")
    assert (reached.state, str(reached.reached), reached.due_on) == ("reached", "marts 2022", date(2022, 4, 1))
    assert reached.reported_on is not None
    draft = work.row("et-udkast")
    assert (draft.is_draft, str(draft.due), draft.position > made.position) == (True, "2023", True)


def test_the_same_file_once_more_adds_nothing_twice(work: Work) -> None:
    filled = work.filled()
    filled.add(SHEET, Milepæl="Netværket er dannet", Frist=FIFTH)
    work.read_in(filled)
    answer = work.send(filled)
    assert counts(answer)["ignored"] == 1
    assert "netvaerket-er-dannet" in said(answer)


@pytest.mark.parametrize(
    ("typed", "due", "quarter"),
    [
        ("1/4-2022", date(2022, 4, 1), None),
        (datetime(2022, 4, 1), date(2022, 4, 1), None),
        ("april 2022", date(2022, 4, 30), None),
        ("2. kvartal 2022", date(2022, 6, 30), None),
        (2022, date(2022, 12, 31), None),
        ("udgangen af 2022", date(2022, 12, 31), None),
        (FIFTH, date(2022, 5, 31), 5),
        ("2. planår, 1. kvartal (marts–maj 2022)", date(2022, 5, 31), 5),
    ],
)
@pytest.mark.usefixtures("in_march")
def test_a_date_is_read_however_it_is_known(work: Work, typed: Any, due: date, quarter: int | None) -> None:
    filled = work.filled()
    filled.write(SHEET, "moede", "Frist", typed)
    filled.write(SHEET, "moede", "Begrundelse", "Vi nåede det ikke")
    work.read_in(filled)
    row = work.row("moede")
    assert (row.due_on, row.due_quarter, row.state) == (due, quarter, "postponed")
    put_off = row.postponements.get()
    assert (put_off.former_on, put_off.former_quarter, put_off.reason) == (date(2021, 8, 31), 2, "Vi nåede det ikke")
