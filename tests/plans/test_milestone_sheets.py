"""Milestones as a workbook: out, filled in, and in again through the steps that the pages use."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from abc_portal.audit import acts as acts_of
from abc_portal.audit.models import Act
from plans.models import Activity, Milestone
from tests import factories, following
from tests.english import left_overs
from tests.people import Cast
from tests.sheets import Filled, confirm, counts, said, send, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
OUT, IN = "/planer/plan-a/milepaele/alle/excel/", "/planer/plan-a/milepaele/alle/indlaes/"
SHEET = "Milepæle"
FIFTH = "2. planår, 1. kvartal"


@dataclass
class Work:
    """A plan with five milestones, each in a state of its own."""

    cast: Cast
    activity: Activity
    post: Any

    def filled(self) -> Filled:
        return Filled(self.cast.client("leader").get(OUT))

    def send(self, filled: Filled, **data: Any) -> Any:
        return send(self.cast.client("leader"), IN, filled.save(), **data)

    def read_in(self, filled: Filled, **data: Any) -> Any:
        client = self.cast.client("leader")
        return confirm(client, IN, send(client, IN, filled.save(), **data))

    def row(self, code: str) -> Milestone:
        return Milestone.objects.get(plan=self.cast.plan, code=code)


@pytest.fixture
def work(cast_once: Cast, db: None) -> Work:
    plan = cast_once.plan
    made = Work(cast_once, factories.activity(cast_once.sub, "Lektiecafé"), following.position(plan, "Koordinator"))
    following.milestone(
        plan, code="moede", text="Første møde er holdt", due_quarter=2, activity=made.activity, post=made.post
    )
    following.milestone(
        plan,
        date(2022, 5, 31),
        code="evaluering",
        text="Evalueringen er lavet",
        due_on_precision="month",
        sub_agreement=cast_once.sub,
        responsible="Sekretariatet",
        note="To linjer\nom det",
    )
    following.milestone(
        plan, date(2021, 6, 1), code="aabnet", text="Caféen er åbnet", state="reached", reached_on=date(2021, 6, 3)
    )
    late = following.milestone(
        plan, date(2023, 1, 1), code="udskudt", text="Aftalen er skrevet under", state="postponed"
    )
    following.postponement(late, date(2022, 1, 1))
    following.milestone(plan, None, code="opgivet", text="Et hus er lejet", state="dropped", dropped_because="For dyrt")
    following.milestone(plan, None, code="kladde", text="Næste års møde", is_draft=True)
    return made


def acts() -> int:
    return Act.objects.count()


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
    offered = {str(each.sqref)[0]: each.formula1 for each in filled.book[SHEET].data_validations.dataValidation}
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
    before = acts()
    answer = work.send(work.filled())
    assert set(counts(answer)) == {"unchanged"}
    assert acts() == before


def test_plain_cells_are_changed_as_one_act(work: Work) -> None:
    filled, before = work.filled(), acts()
    place = filled.write(SHEET, "moede", "Milepæl", "Det første møde er holdt")
    filled.write(SHEET, "moede", "Hører til", "Delaftale: Beskæftigelse")
    filled.write(SHEET, "evaluering", "Ansvarlig", "koordinator")
    filled.write(SHEET, "evaluering", "Note", "Ny note")
    answer = work.send(filled)
    assert told(answer)[place] == ("changed", "Første møde er holdt", "Det første møde er holdt", "")
    assert counts(answer)["changed"] == 4
    assert acts() == before
    assert left_overs(answer) == set()
    work.read_in(filled)
    assert acts() == before + 1
    row, other = work.row("moede"), work.row("evaluering")
    assert (row.text, row.sub_agreement, row.activity) == ("Det første møde er holdt", work.cast.sub, None)
    assert (other.post, other.responsible, other.note) == (work.post, "", "Ny note")


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
def test_a_date_is_read_however_it_is_known(work: Work, typed: Any, due: date, quarter: int | None) -> None:
    filled = work.filled()
    filled.write(SHEET, "moede", "Frist", typed)
    filled.write(SHEET, "moede", "Begrundelse", "Vi nåede det ikke")
    work.read_in(filled)
    row = work.row("moede")
    assert (row.due_on, row.due_quarter, row.state) == (due, quarter, "postponed")
    put_off = row.postponements.get()
    assert (put_off.former_on, put_off.former_quarter, put_off.reason) == (date(2021, 8, 31), 2, "Vi nåede det ikke")


# --- the steps -------------------------------------------------------------------------------------------


def test_a_later_date_needs_a_reason(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "moede", "Frist", FIFTH)
    answer = work.send(filled)
    assert counts(answer)["wrong"] == 1
    assert told(answer)[f"{SHEET}!H{filled.row(SHEET, 'moede')}"][0] == "wrong"
    assert "hvorfor" in said(answer)


def test_a_second_postponement_needs_a_new_reason(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "udskudt", "Frist", "2024")
    assert counts(work.send(filled))["wrong"] == 1
    filled.write(SHEET, "udskudt", "Begrundelse", "Nu mangler en underskrift")
    work.read_in(filled)
    row = work.row("udskudt")
    assert [each.reason for each in row.postponements.all()] == ["Venter på lokaler", "Nu mangler en underskrift"]
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
        ("moede", {"Tilstand": "færdig"}, "Tilstand", "ingen tilstand"),
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
def test_each_wrong_cell_is_told_at_its_place(
    work: Work, code: str, cells: dict[str, Any], column: str, sentence: str
) -> None:
    filled, before = work.filled(), acts()
    for head, value in cells.items():
        filled.write(SHEET, code, head, value)
    answer = work.send(filled)
    place = f"{SHEET}!{filled.cell(SHEET, code, column).coordinate}"
    wrong = {where: entry[3] for where, entry in told(answer).items() if entry[0] == "wrong"}
    assert list(wrong) == [place], wrong
    assert sentence in wrong[place]
    assert left_overs(answer) == set()
    assert acts() == before


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
def test_a_new_row_that_is_wrong_is_told(work: Work, cells: dict[str, Any], sentence: str) -> None:
    filled, before = work.filled(), acts()
    filled.add(SHEET, Milepæl="En rigtig")
    filled.add(SHEET, **cells)
    answer = work.send(filled)
    assert counts(answer)["wrong"] == 1
    assert sentence in said(answer)
    client = work.cast.client("leader")
    assert confirm(client, IN, send(client, IN, filled.save())).status_code == 422
    assert acts() == before
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
    fate, _before, _after, sentence = told(work.send(filled))[place]
    assert (fate, "Flere hedder" in sentence) == ("wrong", True)


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
    assert told(answer)[place][0] == "wrong"
    assert counts(answer)["kept"] == 1
    filled.write(SHEET, "moede", "Milepæl", "Et andet møde er holdt")
    filled.write(SHEET, "moede", "Ansvarlig", "En frivillig")
    work.read_in(filled)
    row = work.row("moede")
    assert (row.text, row.note, row.responsible) == ("Et andet møde er holdt", "Ny note", "En frivillig")


def test_a_milestone_deleted_meanwhile_is_told(work: Work) -> None:
    filled = work.filled()
    acts_of.delete(work.row("moede"), act=acts_of.begin(by=None, program="tests"))
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
    before = acts()
    confirm(client, IN, trial)
    assert acts() == before
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
    client, before = work.cast.client(role), acts()
    assert client.get(IN).status_code == 403
    assert send(client, IN, work.filled().save()).status_code == 403
    assert acts() == before
