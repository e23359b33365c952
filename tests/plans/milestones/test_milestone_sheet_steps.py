"""What a workbook asks of milestones goes through the steps that the pages use, and is told where it is wrong."""

from datetime import date, datetime
from typing import Any

import pytest

from abc_portal.audit import change_sets as change_sets_of
from plans.models import Milestone
from tests import factories
from tests.english import left_overs
from tests.people import Cast
from tests.plans.milestone_work import FIFTH, IN, SHEET, Work, work_of
from tests.sheets import Filled, change_sets, confirm, counts, said, send, trial_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def work(cast_once: Cast, db: None) -> Work:
    return work_of(cast_once)


# --- the steps -------------------------------------------------------------------------------------------


def test_a_later_date_needs_a_reason(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "moede", "Frist", FIFTH)
    answer = work.send(filled)
    assert counts(answer)["wrong"] == 1
    assert trial_entries(answer)[f"{SHEET}!H{filled.row(SHEET, 'moede')}"][0] == "wrong"
    assert "hvorfor" in said(answer)


@pytest.mark.usefixtures("in_may")
def test_a_second_postponement_needs_a_new_reason(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "udskudt", "Frist", "2024")
    assert counts(work.send(filled))["wrong"] == 1
    filled.write(SHEET, "udskudt", "Begrundelse", "Nu mangler en underskrift")
    work.read_in(filled)
    row = work.row("udskudt")
    assert [postponement.reason for postponement in row.postponements.all()] == [
        "Venter på lokaler",
        "Nu mangler en underskrift",
    ]
    assert str(row.due) == "2024"


def test_an_earlier_date_is_only_a_change(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "evaluering", "Frist", "marts 2022")
    work.read_in(filled)
    row = work.row("evaluering")
    assert (str(row.due), row.state, row.postponements.count()) == ("marts 2022", "planned", 0)


def test_it_can_be_put_off_without_a_new_date(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "moede", "Tilstand", "udskudt")
    filled.write(SHEET, "moede", "Frist", None)
    filled.write(SHEET, "moede", "Begrundelse", "Vi ved ikke hvornår")
    work.read_in(filled)
    row = work.row("moede")
    assert (row.due_on, row.due_quarter, row.state, row.postponements.count()) == (None, None, "postponed", 1)


def test_states_go_through_the_steps(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "moede", "Tilstand", "I gang")
    filled.write(SHEET, "evaluering", "Nået", "1. maj 2022")
    filled.write(SHEET, "aabnet", "Tilstand", "planlagt")
    filled.write(SHEET, "udskudt", "Tilstand", "opgivet")
    filled.write(SHEET, "udskudt", "Begrundelse", "Ingen vil skrive under")
    filled.write(SHEET, "kladde", "Tilstand", "planlagt")
    work.read_in(filled)
    rows = {row.code: row for row in Milestone.objects.filter(plan=work.cast.plan)}
    assert rows["moede"].state == "under_way"
    assert (rows["evaluering"].state, str(rows["evaluering"].reached)) == ("reached", "1. maj 2022")
    assert (rows["aabnet"].state, rows["aabnet"].reached) == ("planned", None)
    assert (rows["udskudt"].state, rows["udskudt"].dropped_because) == ("dropped", "Ingen vil skrive under")
    assert not rows["kladde"].is_draft
    assert all(rows[code].reported_on for code in ("moede", "evaluering", "aabnet", "udskudt"))


def test_what_is_put_right_beside_the_state(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "aabnet", "Nået", datetime(2021, 6, 4))
    filled.write(SHEET, "opgivet", "Begrundelse", "Alt for dyrt")
    work.read_in(filled)
    assert work.row("aabnet").reached_on == date(2021, 6, 4)
    assert work.row("opgivet").dropped_because == "Alt for dyrt"


@pytest.mark.parametrize(
    ("code", "cells", "column", "sentence"),
    [
        ("moede", {"Tilstand": "færdig"}, "Tilstand", "ikke en tilstand"),
        ("moede", {"Tilstand": "opgivet"}, "Begrundelse", "opgives"),
        ("moede", {"Tilstand": "udskudt", "Begrundelse": "x"}, "Frist", "nye frist"),
        ("moede", {"Tilstand": "kladde"}, "Tilstand", "kladde"),
        ("moede", {"Hører til": "Ingen steder"}, "Hører til", "Lister"),
        ("moede", {"Frist": "snart"}, "Frist", "dato"),
        ("moede", {"Frist": 44652}, "Frist", "Vis cellen som en dato"),
        ("moede", {"Frist": "9. planår, 1. kvartal"}, "Frist", "dato"),
        ("moede", {"Nået": "1. januar 2199"}, "Tilstand", "endnu"),
        ("moede", {"Nået": FIFTH}, "Nået", "dag"),
        ("moede", {"Begrundelse": "fordi"}, "Begrundelse", "udskydes eller opgives"),
        ("moede", {"Milepæl": "x" * 401}, "Milepæl", "400"),
        ("moede", {"Frist": FIFTH, "Begrundelse": "x" * 501}, "Milepæl", "500"),
        ("moede", {"Milepæl": "=1+1"}, "Milepæl", "formel"),
        ("aabnet", {"Tilstand": "i gang"}, "Tilstand", "nået"),
        ("opgivet", {"Tilstand": "nået"}, "Tilstand", "opgivet"),
        ("kladde", {"Tilstand": "nået"}, "Tilstand", "kladde"),
        ("udskudt", {"Tilstand": "planlagt", "Frist": "2024"}, "Frist", "enten"),
    ],
)
@pytest.mark.usefixtures("in_may")
def test_each_wrong_cell_is_reported_at_its_place(
    work: Work, code: str, cells: dict[str, Any], column: str, sentence: str
) -> None:
    filled, before = work.filled(), change_sets()
    for head, value in cells.items():
        filled.write(SHEET, code, head, value)
    answer = work.send(filled)
    place = f"{SHEET}!{filled.cell(SHEET, code, column).coordinate}"
    wrong = {where: entry[3] for where, entry in trial_entries(answer).items() if entry[0] == "wrong"}
    assert list(wrong) == [place], wrong
    assert sentence in wrong[place]
    assert left_overs(answer) == set()
    assert change_sets() == before


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Nøgle": "findes-ikke", "Milepæl": "x"}, "findes-ikke"),
        ({"Nøgle": "moede", "Milepæl": "x"}, "to gange"),
        ({"Frist": "2022"}, "Skriv, hvad der skal være sket"),
        ({"Milepæl": "Ny", "Tilstand": "udskudt"}, "nye frist"),
        ({"Milepæl": "Ny", "Tilstand": "opgivet"}, "hvorfor"),
    ],
)
def test_a_new_row_that_is_wrong_is_reported(work: Work, cells: dict[str, Any], sentence: str) -> None:
    filled, before = work.filled(), change_sets()
    filled.add(SHEET, Milepæl="En rigtig")
    filled.add(SHEET, **cells)
    answer = work.send(filled)
    assert counts(answer)["wrong"] == 1
    assert sentence in said(answer)
    client = work.cast.client("leader")
    assert confirm(client, IN, send(client, IN, filled.save())).status_code == 422
    assert change_sets() == before
    assert not Milestone.objects.filter(text="En rigtig").exists()


def test_a_person_whom_the_portal_knows_is_found_by_name(work: Work) -> None:
    person = factories.person("Kasserer", by=work.cast.leader)
    filled = work.filled()
    filled.write(SHEET, "moede", "Ansvarlig", " kasserer")
    work.read_in(filled)
    row = work.row("moede")
    assert (row.person, row.post, row.responsible) == (person, None, "")


def test_two_people_of_one_name_are_not_guessed_between(work: Work) -> None:
    for _number in range(2):
        factories.person("Kasserer", by=work.cast.leader)
    filled = work.filled()
    place = filled.write(SHEET, "moede", "Ansvarlig", "Kasserer")
    outcome, _before, _after, sentence = trial_entries(work.send(filled))[place]
    assert (outcome, "Flere hedder" in sentence) == ("wrong", True)


# --- changed meanwhile, empty cells ------------------------------------------------------------------------


def portal_says(code: str, **fields: Any) -> None:
    row = Milestone.objects.get(code=code)
    for name, value in fields.items():
        setattr(row, name, value)
    factories.saved(row, row.plan)


def test_a_cell_changed_in_both_places_is_wrong_and_others_of_the_row_are_not(work: Work) -> None:
    filled = work.filled()
    place = filled.write(SHEET, "moede", "Milepæl", "Et møde er holdt")
    portal_says("moede", text="Et andet møde er holdt", note="Ny note")
    answer = work.send(filled)
    assert trial_entries(answer)[place][0] == "wrong"
    assert counts(answer)["kept"] == 1
    filled.write(SHEET, "moede", "Milepæl", "Et andet møde er holdt")
    filled.write(SHEET, "moede", "Ansvarlig", "En frivillig")
    work.read_in(filled)
    row = work.row("moede")
    assert (row.text, row.note, row.responsible) == ("Et andet møde er holdt", "Ny note", "En frivillig")


def test_a_milestone_deleted_concurrently_is_reported(work: Work) -> None:
    filled = work.filled()
    change_sets_of.delete(work.row("moede"), change_set=change_sets_of.begin(by=None, program="tests"))
    answer = work.send(filled)
    assert "er slettet i portalen" in said(answer)


def test_empty_cells_and_rows_left_out_delete_nothing(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "evaluering", "Note", None)
    filled.write(SHEET, "evaluering", "Milepæl", None)
    filled.book[SHEET].delete_rows(filled.row(SHEET, "moede"))
    answer = work.send(filled)
    assert counts(answer)["ignored"] == 2
    assert "wrong" not in counts(answer)
    answer = work.send(filled, clears="on")
    assert (counts(answer)["deleted"], counts(answer)["ignored"]) == (1, 1)
    work.read_in(filled, clears="on")
    assert work.row("evaluering").note == ""
    assert Milestone.objects.filter(code="moede").exists()


# --- the page --------------------------------------------------------------------------------------------


def test_sending_it_twice_acts_once(work: Work) -> None:
    filled, client = work.filled(), work.cast.client("leader")
    filled.add(SHEET, Milepæl="Netværket er dannet")
    trial = send(client, IN, filled.save())
    confirm(client, IN, trial)
    before = change_sets()
    confirm(client, IN, trial)
    assert change_sets() == before
    assert Milestone.objects.filter(text="Netværket er dannet").count() == 1


def test_a_workbook_of_results_is_refused_here(work: Work) -> None:
    filled = Filled(work.cast.client("leader").get("/planer/plan-a/resultater/excel/"))
    assert "en anden side" in said(work.send(filled))


def test_without_the_sheet_nothing_is_read(work: Work) -> None:
    filled = work.filled()
    filled.book[SHEET].title = "Noget andet"
    answer = work.send(filled)
    assert counts(answer) == {"wrong": 1, "ignored": 1}


@pytest.mark.parametrize("role", ["board", "group", "department", "auditor", "observer"])
def test_who_may_not_edit_cannot_read_in(work: Work, role: str) -> None:
    client, before = work.cast.client(role), change_sets()
    assert client.get(IN).status_code == 403
    assert send(client, IN, work.filled().save()).status_code == 403
    assert change_sets() == before
