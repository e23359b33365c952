"""Workbooks of results that are wrong are told of at every cell and store nothing; the page keeps to its rules."""

from datetime import date, datetime
from typing import Any

import pytest

from abc_portal.exchange.workbooks import trial
from plans.models import Plan, Result
from tests import factories, progress
from tests.english import left_overs
from tests.people import Cast
from tests.plans.result_work import FIFTH, FIRST, IN, SHEET, Work, work_of
from tests.sheets import Filled, change_sets, confirm, counts, said, send, trial_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def work(cast_once: Cast, db: None) -> Work:
    return work_of(cast_once)


# --- faults ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("deltagere", "mange", "kan ikke læses som et tal"),
        ("deltagere", "12 af 40", "tæller ét tal"),
        ("deltagere", "12 %", "kan ikke læses"),
        ("deltagere", -3, "ikke være under nul"),
        ("deltagere", "-", "flere ting"),
        ("deltagere", datetime(2021, 4, 3), "dato"),
        ("deltagere", "=1+1", "formel uden resultat"),
        ("deltagere", "#REF!", "#REF!"),
        ("deltagere", True, "SAND eller FALSK"),
        ("deltagere", 1e15, "cifre"),
        ("andel", "tolv", "12 af 40"),
        ("andel", "12.3/40", "kan ikke læses"),
        ("andel", "12 af 40.", "kan ikke læses"),
        ("andel", "5 af 0", "kan ikke være en andel"),
    ],
)
def test_each_wrong_cell_is_reported_at_its_place(work: Work, key: str, typed: Any, sentence: str) -> None:
    filled, before = work.filled(), change_sets()
    place = filled.write(SHEET, key, FIFTH, typed)
    answer = work.send(filled)
    outcome, _before, _after, words = trial_entries(answer)[place]
    assert outcome == "wrong"
    assert sentence in words
    assert place in said(answer)
    assert left_overs(answer) == set()
    assert change_sets() == before


def test_one_wrong_cell_in_the_last_row_stores_nothing(work: Work) -> None:
    filled, before = work.filled(), change_sets()
    filled.write(SHEET, "deltagere", FIFTH, 14)
    filled.write(SHEET, "ord", FIFTH, "nået")
    progress.closed(work.cast.plan, date(2022, 3, 1), date(2022, 5, 31), reason="Indberettet til LBF")
    before = change_sets()
    answer = work.send(filled)
    assert counts(answer)["wrong"] == 2
    assert "Indberettet til LBF" in said(answer)
    assert "Ret dem i filen" in said(answer)
    client = work.cast.client("leader")
    assert confirm(client, IN, send(client, IN, filled.save())).status_code == 422
    assert change_sets() == before
    assert not Result.objects.filter(starts_on=date(2022, 3, 1)).exists()


def test_a_time_that_is_not_the_criterion_s_is_refused(work: Work) -> None:
    progress.criterion(work.activity, 5, code="aar-to", starts_on=date(2022, 3, 1), ends_on=date(2023, 2, 28))
    filled = work.filled()
    place = filled.write(SHEET, "aar-to", FIRST, 3)
    outcome, _before, _after, sentence = trial_entries(work.send(filled))[place]
    assert (outcome, "gælder kun" in sentence) == ("wrong", True)


def test_rows_that_are_no_criterion_are_wrong(work: Work) -> None:
    filled = work.filled()
    unknown = filled.add(SHEET, Nøgle="findes-ikke")
    twice = filled.add(SHEET, Nøgle="andel")
    bare = filled.add(SHEET, Kriterium="Noget nyt", **{FIRST.replace(" ", "_"): 3})
    filled.add(SHEET, Kriterium="En bemærkning til os selv")
    answer = work.send(filled)
    assert {place: outcome for place, (outcome, *_rest) in trial_entries(answer).items()} == {
        unknown: "wrong",
        twice: "wrong",
        bare: "wrong",
    }
    assert "findes-ikke" in said(answer)


def test_what_the_workbook_does_not_have_is_left_out_and_reported(work: Work) -> None:
    filled = work.filled()
    filled.book.create_sheet("Vores eget")["A1"] = "x"
    filled.book[SHEET].cell(1, 60).value = "Vores noter"
    answer = work.send(filled)
    assert counts(answer) == {"ignored": 2, "unchanged": 4}
    assert "Vores eget" in said(answer)
    assert "Vores noter" in said(answer)


@pytest.mark.parametrize("fault", ["no key", "merged", "hidden", "twice"])
def test_a_sheet_that_cannot_be_read_as_a_table_is_wrong(work: Work, fault: str) -> None:
    filled = work.filled()
    sheet = filled.book[SHEET]
    if fault == "no key":
        sheet["A1"] = "Nogle"
    elif fault == "merged":
        sheet.merge_cells("E2:F2")
    elif fault == "hidden":
        sheet.sheet_state = "hidden"
    else:
        sheet.cell(1, 60).value = FIRST
    answer = work.send(filled)
    assert counts(answer)["wrong"] == 1
    assert next(iter(trial_entries(answer))).startswith(f"{SHEET}!")


def test_a_criterion_that_is_counted_otherwise_by_now_is_wrong(work: Work) -> None:
    filled = work.filled()
    work.words.rhythm = "year"
    factories.saved(work.words, work.cast.plan)
    answer = work.send(filled)
    assert "hent projektmappen igen" in said(answer).lower()
    assert counts(answer)["wrong"] == 1


@pytest.mark.parametrize("content", [b"", b"a;b;c", b"%PDF-1.7", b"PK\x03\x04zzz"])
def test_a_file_that_is_no_workbook_is_one_sentence_at_the_field(work: Work, content: bytes) -> None:
    answer = send(work.cast.client("leader"), IN, content)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert left_overs(answer) == set()


def test_a_file_that_is_too_large_is_one_sentence(work: Work) -> None:
    answer = send(work.cast.client("leader"), IN, b"PK\x03\x04" + b"\0" * (6 * 1024 * 1024))
    assert answer.status_code == 422
    assert "større end 5 MB" in said(answer)


def test_a_file_that_asks_for_too_much_is_one_sentence(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "MOST_WRITES", 1)
    filled, before = work.filled(), change_sets()
    filled.write(SHEET, "deltagere", FIFTH, 14)
    filled.write(SHEET, "andel", FIFTH, "14 af 40")
    answer = work.send(filled)
    assert answer.status_code == 422
    assert "Del den" in said(answer)
    assert change_sets() == before


def test_without_a_file_the_form_says_so(work: Work) -> None:
    answer = work.cast.client("leader").post(IN, {})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_the_workbook_of_another_plan_or_page_is_refused(work: Work) -> None:
    filled = work.filled()
    filled.book["Portalen"]["B2"] = "plan-b"
    assert "en anden plan (plan-b)" in said(work.send(filled))
    filled.book["Portalen"]["A2"] = "milestones 1"
    assert "en anden side" in said(work.send(filled))
    del filled.book["Portalen"]
    assert "ikke hentet her" in said(work.send(filled))


# --- the page --------------------------------------------------------------------------------------------


def test_sending_it_twice_acts_once(work: Work) -> None:
    filled, client = work.filled(), work.cast.client("leader")
    filled.write(SHEET, "deltagere", FIFTH, 14)
    seen = send(client, IN, filled.save())
    confirm(client, IN, seen)
    before = change_sets()
    again = confirm(client, IN, seen)
    assert "er læst ind allerede" in said(again)
    assert change_sets() == before


def test_a_file_that_is_gone_is_asked_for_again(work: Work) -> None:
    client = work.cast.client("leader")
    answer = client.get(IN, {"fil": 1})
    assert answer.status_code == 422
    assert "Vælg den igen" in said(answer)
    assert client.post(IN, {"seen": "x"}).status_code == 422


def test_many_lines_come_in_pages_with_the_wrong_ones_first(work: Work) -> None:
    many = [progress.criterion(work.activity, 5, code=f"k-{number}") for number in range(30)]
    filled, client = work.filled(), work.cast.client("leader")
    for row in many:
        for column in range(5, 9):
            filled.book[SHEET].cell(filled.row(SHEET, row.code), column).value = 3
    wrong = filled.write(SHEET, "k-29", "4. kvartal", "mange")
    answer = send(client, IN, filled.save())
    assert counts(answer) == {"wrong": 1, "new": 119, "unchanged": 4}
    assert answer.context["entries"][0][0].place == wrong
    second = client.get(IN, {"fil": 1, "side": 2})
    assert len(second.context["entries"]) == 20
    assert second.context["page"].number == 2


@pytest.mark.parametrize("role", ["board", "group", "department", "auditor", "observer"])
def test_who_may_not_edit_cannot_read_in(work: Work, role: str) -> None:
    filled, before = work.filled(), change_sets()
    filled.write(SHEET, "deltagere", FIFTH, 14)
    client = work.cast.client(role)
    assert client.get(IN).status_code == 403
    assert send(client, IN, filled.save()).status_code == 403
    assert client.post(IN, {"seen": "x"}).status_code == 403
    assert change_sets() == before


def test_somebody_else_s_file_is_not_seen(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "deltagere", FIFTH, 14)
    send(work.cast.client("leader"), IN, filled.save())
    assert work.cast.client("staff").get(IN, {"fil": 1}).status_code == 422


def test_a_plan_without_criteria_has_a_workbook_that_opens(cast_once: Cast, db: None) -> None:
    empty = Plan.objects.get(slug="plan-b")
    found = Filled(cast_once.client("other_leader").get(f"/planer/{empty.slug}/resultater/excel/"))
    assert found.book.sheetnames == ["Vejledning", "Portalen"]
