"""Results as a workbook: out, filled in, and in again after a trial that tells every cell."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from abc_portal.audit.models import Act
from abc_portal.exchange.workbooks import trial
from plans.models import Activity, Criterion, Plan, Result
from plans.results import actions as result_actions
from plans.results import sheets
from tests import factories, following
from tests.english import left_overs
from tests.people import Cast
from tests.sheets import Filled, confirm, counts, said, send, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
OUT, IN = "/planer/plan-a/resultater/excel/", "/planer/plan-a/resultater/indlaes/"
SHEET, FIRST, SECOND, FIFTH = (
    "Kvartaler",
    "1. kvartal (marts–maj 2021)",
    "2. kvartal (juni–august 2021)",
    "1. kvartal (marts–maj 2022)",
)


@dataclass
class Work:
    """Three criteria of one activity: a count, a share and one in words."""

    cast: Cast
    activity: Activity
    count: Criterion
    share: Criterion
    words: Criterion

    def filled(self) -> Filled:
        return Filled(self.cast.client("leader").get(OUT))

    def send(self, filled: Filled, **data: Any) -> Any:
        return send(self.cast.client("leader"), IN, filled.save(), **data)

    def read_in(self, filled: Filled, **data: Any) -> Any:
        client = self.cast.client("leader")
        return confirm(client, IN, send(client, IN, filled.save(), **data))


@pytest.fixture
def work(cast_once: Cast, db: None) -> Work:
    activity = factories.activity(cast_once.sub, "Lektiecafé")
    made = Work(
        cast_once,
        activity,
        following.criterion(activity, 100, code="deltagere", text="personer deltog"),
        following.criterion(activity, 60, code="andel", target_kind="share", counting="latest", text="gennemførte"),
        following.criterion(activity, None, code="ord", target_kind="text", target_text="Et netværk", text="netværk"),
    )
    following.result(made.count, 1200)
    following.result(made.share, numerator=12, denominator=40, is_approximate=True)
    following.result(made.words, text="Netværket er i gang", first=date(2021, 6, 1))
    following.result(made.count, None, first=date(2021, 6, 1), state="not_stated")
    return made


def acts() -> int:
    return Act.objects.count()


# --- out -------------------------------------------------------------------------------------------------


def test_the_workbook_has_a_sheet_for_each_rhythm_and_says_how_to_fill_it_in(work: Work) -> None:
    following.criterion(work.activity, 10, code="om-aaret", rhythm="year")
    filled = work.filled()
    assert filled.book.sheetnames == ["Vejledning", "Kvartaler", "År", "Portalen"]
    assert filled.book["Portalen"].sheet_state == "hidden"
    assert filled.book[SHEET].freeze_panes == "D2"
    assert [cell.value for cell in filled.book[SHEET][1]][:5] == [
        "Nøgle", "Aktivitet eller delmål", "Kriterium", "Hvordan der tælles", FIRST,
    ]  # fmt: skip


def test_a_cell_says_what_the_grid_says_and_a_figure_is_a_number(work: Work) -> None:
    filled = work.filled()
    assert filled.cell(SHEET, "deltagere", FIRST).value == 1200
    assert filled.cell(SHEET, "deltagere", SECOND).value == "ikke oplyst"
    assert filled.cell(SHEET, "andel", FIRST).value == "ca. 12 af 40"
    assert filled.cell(SHEET, "ord", SECOND).value == "Netværket er i gang"
    assert filled.cell(SHEET, "ord", FIRST).value is None


def test_only_open_cells_can_be_written_in(work: Work) -> None:
    following.closed(work.cast.plan, date(2021, 6, 1), date(2021, 8, 31))
    following.criterion(work.activity, 5, code="aar-to", starts_on=date(2022, 3, 1), ends_on=date(2023, 2, 28))
    filled = work.filled()
    assert filled.book[SHEET].protection.sheet
    assert not filled.cell(SHEET, "deltagere", FIRST).protection.locked
    assert filled.cell(SHEET, "deltagere", SECOND).protection.locked
    assert filled.cell(SHEET, "deltagere", SECOND).fill.fgColor.rgb.endswith("E6E9EC")
    assert filled.cell(SHEET, "aar-to", FIRST).protection.locked
    assert not filled.cell(SHEET, "aar-to", FIFTH).protection.locked
    assert filled.cell(SHEET, "deltagere", "Nøgle").protection.locked


def test_a_reader_gets_small_counts_hidden_and_nothing_to_read_in(work: Work) -> None:
    following.result(work.count, 3, first=date(2021, 9, 1))
    found = Filled(work.cast.client("board").get(OUT))
    cell = found.cell(SHEET, "deltagere", "3. kvartal (september–november 2021)")
    assert cell.value == "under 5"
    assert cell.protection.locked
    assert "Portalen" not in found.book.sheetnames
    assert "ikke hentet her" in said(work.send(found))


def test_the_workbook_is_danish_in_whatever_language_it_is_fetched(work: Work, english: None) -> None:
    client = work.cast.client("leader")
    client.cookies["django_language"] = "en"
    found = Filled(client.get(OUT))
    assert found.cell(SHEET, "deltagere", SECOND).value == "ikke oplyst"
    answer = send(client, IN, found.save())
    assert counts(answer) == {"unchanged": 4}


# --- round trip and changes -------------------------------------------------------------------------------


def test_what_is_fetched_and_read_in_again_changes_nothing(work: Work) -> None:
    before = acts()
    answer = work.send(work.filled())
    assert counts(answer) == {"unchanged": 4}
    assert "intet at gøre" in said(answer)
    assert acts() == before


def test_new_and_changed_cells_are_told_first_and_then_written_as_one_act(work: Work) -> None:
    filled, before = work.filled(), acts()
    new = filled.write(SHEET, "deltagere", FIFTH, 14)
    changed = filled.write(SHEET, "andel", FIRST, "13/40")
    answer = work.send(filled)
    assert told(answer) == {new: ("new", "", "14", ""), changed: ("changed", "ca. 12 af 40", "13 af 40", "")}
    assert counts(answer) == {"changed": 1, "new": 1, "unchanged": 3}
    assert acts() == before
    assert left_overs(answer) == set()

    done = work.read_in(filled)
    assert "2 felter eller rækker er læst ind" in said(done)
    assert acts() == before + 1
    assert work.count.results.get(starts_on=date(2022, 3, 1)).value == 14
    row = work.share.results.get()
    assert (row.numerator, row.denominator, row.is_approximate) == (13, 40, False)
    act = Act.objects.latest("pk")
    assert act.by == work.cast.leader
    assert "ark.xlsx" in act.reason
    assert f"#akt-{act.pk}" in done.content.decode()


@pytest.mark.parametrize(
    ("key", "typed", "stands"),
    [
        ("deltagere", 14, {"value": Decimal(14)}),
        ("deltagere", "1.250", {"value": Decimal(1250)}),
        ("deltagere", 0, {"value": Decimal(0)}),
        ("deltagere", "ca. 12", {"value": Decimal(12), "is_approximate": True}),
        ("deltagere", "io", {"value": None, "state": "not_stated"}),
        ("deltagere", "d", {"value": None, "state": "suppressed"}),
        ("andel", "12 af 40", {"numerator": 12, "denominator": 40}),
        ("andel", 30, {"value": Decimal(30), "numerator": None}),
        ("ord", "nået", {"judgement": "reached"}),
    ],
)
def test_a_cell_is_read_as_the_grid_reads_it(work: Work, key: str, typed: Any, stands: dict[str, Any]) -> None:
    filled = work.filled()
    filled.write(SHEET, key, FIFTH, typed)
    work.read_in(filled)
    row = Result.objects.get(criterion__code=key, starts_on=date(2022, 3, 1))
    assert {name: getattr(row, name) for name in stands} == stands


def test_per_cent_is_what_the_cell_shows(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "andel", FIFTH, 0.62)
    filled.cell(SHEET, "andel", FIFTH).number_format = "0%"
    work.read_in(filled)
    assert Result.objects.get(criterion=work.share, starts_on=date(2022, 3, 1)).value == 62


def test_source_and_note_stay(work: Work) -> None:
    row = work.count.results.get(state="counted")
    row.source, row.note = "Optælling", "To hold"
    factories.saved(row, work.cast.plan)
    filled = work.filled()
    filled.write(SHEET, "deltagere", FIRST, 1300)
    work.read_in(filled)
    row.refresh_from_db()
    assert (row.value, row.source, row.note) == (1300, "Optælling", "To hold")


# --- empty cells -----------------------------------------------------------------------------------------


def test_an_empty_cell_deletes_nothing(work: Work) -> None:
    filled = work.filled()
    place = filled.write(SHEET, "deltagere", FIRST, None)
    answer = work.send(filled)
    assert told(answer)[place][:3] == ("ignored", "1.200", "")
    assert "sletter ikke" in told(answer)[place][3]
    assert counts(answer) == {"ignored": 1, "unchanged": 3}


def test_an_empty_cell_deletes_where_that_is_asked_for(work: Work) -> None:
    filled = work.filled()
    place = filled.write(SHEET, "deltagere", FIRST, None)
    answer = work.send(filled, clears="on")
    assert told(answer)[place][:3] == ("deleted", "1.200", "")
    work.read_in(filled, clears="on")
    assert not work.count.results.filter(starts_on=date(2021, 3, 1)).exists()
    assert Result.objects.filter(criterion__activity=work.activity).count() == 3


def test_rows_and_columns_left_out_change_nothing(work: Work) -> None:
    filled = work.filled()
    sheet = filled.book[SHEET]
    sheet.delete_cols(filled.column(SHEET, FIRST))
    sheet.delete_rows(filled.row(SHEET, "andel"))
    answer = work.send(filled, clears="on")
    assert counts(answer) == {"unchanged": 2}


def test_rows_and_columns_may_stand_in_another_order(work: Work) -> None:
    filled = work.filled()
    sheet = filled.book[SHEET]
    sheet.move_range(f"A{filled.row(SHEET, 'ord')}:Z{filled.row(SHEET, 'ord')}", rows=40)
    sheet.insert_cols(4)
    assert counts(work.send(filled)) == {"unchanged": 4}


# --- changed meanwhile -----------------------------------------------------------------------------------


def portal_says(work: Work, typed: str, first: date = date(2021, 3, 1)) -> None:
    criterion = Criterion.objects.with_results().get(pk=work.count.pk)
    stretch = next(each for each in sheets.stretches(work.cast.plan, "quarter") if each.first == first)
    wanted = result_actions.Wanted(criterion, stretch, typed)
    result_actions.save_results(plan=work.cast.plan, changes=[wanted], by=work.cast.staff)


def test_a_cell_changed_in_both_places_is_wrong(work: Work) -> None:
    filled = work.filled()
    place = filled.write(SHEET, "deltagere", FIRST, 1300)
    portal_says(work, "1250")
    answer = work.send(filled)
    fate, before, after, sentence = told(answer)[place]
    assert (fate, before, after) == ("wrong", "1.250", "1.300")
    assert "Ændret i portalen, siden" in sentence
    assert "1.250" in sentence


def test_a_cell_changed_to_the_same_in_both_places_is_unchanged(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "deltagere", FIRST, 1300)
    portal_says(work, "1300")
    assert counts(work.send(filled)) == {"unchanged": 4}


def test_a_cell_changed_in_the_portal_alone_is_kept_and_told(work: Work) -> None:
    filled = work.filled()
    new = filled.write(SHEET, "deltagere", FIFTH, 14)
    portal_says(work, "1250")
    portal_says(work, "77", date(2021, 9, 1))
    answer = work.send(filled)
    assert counts(answer) == {"new": 1, "kept": 2, "unchanged": 3}
    assert told(answer)[new][0] == "new"
    work.read_in(filled)
    assert work.count.results.get(starts_on=date(2021, 3, 1)).value == 1250
    assert work.count.results.get(starts_on=date(2021, 9, 1)).value == 77


def test_what_changes_between_the_trial_and_the_button_is_told_once_more(work: Work) -> None:
    filled, client = work.filled(), work.cast.client("leader")
    filled.write(SHEET, "deltagere", FIRST, 1300)
    seen = send(client, IN, filled.save())
    portal_says(work, "1250")
    answer = confirm(client, IN, seen)
    assert answer.status_code == 422
    assert counts(answer)["wrong"] == 1
    assert work.count.results.get(starts_on=date(2021, 3, 1)).value == 1250


# --- faults ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("deltagere", "mange", "kan ikke læses som et tal"),
        ("deltagere", "12 af 40", "tæller ét tal"),
        ("deltagere", "12 %", "kan ikke læses"),
        ("deltagere", -3, "ikke under nul"),
        ("deltagere", "-", "flere ting"),
        ("deltagere", datetime(2021, 4, 3), "dato"),
        ("deltagere", "=1+1", "formel uden resultat"),
        ("deltagere", "#REF!", "#REF!"),
        ("deltagere", True, "sandt eller falsk"),
        ("deltagere", 1e15, "cifre"),
        ("andel", "tolv", "12 af 40"),
    ],
)
def test_each_wrong_cell_is_told_at_its_place(work: Work, key: str, typed: Any, sentence: str) -> None:
    filled, before = work.filled(), acts()
    place = filled.write(SHEET, key, FIFTH, typed)
    answer = work.send(filled)
    fate, _before, _after, words = told(answer)[place]
    assert fate == "wrong"
    assert sentence in words
    assert place in said(answer)
    assert left_overs(answer) == set()
    assert acts() == before


def test_one_wrong_cell_in_the_last_row_stores_nothing(work: Work) -> None:
    filled, before = work.filled(), acts()
    filled.write(SHEET, "deltagere", FIFTH, 14)
    filled.write(SHEET, "ord", FIFTH, "nået")
    following.closed(work.cast.plan, date(2022, 3, 1), date(2022, 5, 31), reason="Indberettet til LBF")
    before = acts()
    answer = work.send(filled)
    assert counts(answer)["wrong"] == 2
    assert "Indberettet til LBF" in said(answer)
    assert "Ret dem i filen" in said(answer)
    client = work.cast.client("leader")
    assert confirm(client, IN, send(client, IN, filled.save())).status_code == 422
    assert acts() == before
    assert not Result.objects.filter(starts_on=date(2022, 3, 1)).exists()


def test_a_time_that_is_not_the_criterion_s_is_refused(work: Work) -> None:
    following.criterion(work.activity, 5, code="aar-to", starts_on=date(2022, 3, 1), ends_on=date(2023, 2, 28))
    filled = work.filled()
    place = filled.write(SHEET, "aar-to", FIRST, 3)
    fate, _before, _after, sentence = told(work.send(filled))[place]
    assert (fate, "gælder kun" in sentence) == ("wrong", True)


def test_rows_that_are_no_criterion_are_wrong(work: Work) -> None:
    filled = work.filled()
    unknown = filled.add(SHEET, Nøgle="findes-ikke")
    twice = filled.add(SHEET, Nøgle="andel")
    bare = filled.add(SHEET, Kriterium="Noget nyt", **{FIRST.replace(" ", "_"): 3})
    filled.add(SHEET, Kriterium="En bemærkning til os selv")
    answer = work.send(filled)
    assert {place: fate for place, (fate, *_rest) in told(answer).items()} == {
        unknown: "wrong",
        twice: "wrong",
        bare: "wrong",
    }
    assert "findes-ikke" in said(answer)


def test_what_the_workbook_does_not_have_is_left_out_and_told(work: Work) -> None:
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
    assert next(iter(told(answer))).startswith(f"{SHEET}!")


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
    filled, before = work.filled(), acts()
    filled.write(SHEET, "deltagere", FIFTH, 14)
    filled.write(SHEET, "andel", FIFTH, "14 af 40")
    answer = work.send(filled)
    assert answer.status_code == 422
    assert "Del den" in said(answer)
    assert acts() == before


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
    before = acts()
    again = confirm(client, IN, seen)
    assert "er læst ind allerede" in said(again)
    assert acts() == before


def test_a_file_that_is_gone_is_asked_for_again(work: Work) -> None:
    client = work.cast.client("leader")
    answer = client.get(IN, {"fil": 1})
    assert answer.status_code == 422
    assert "Vælg den igen" in said(answer)
    assert client.post(IN, {"seen": "x"}).status_code == 422


def test_many_lines_come_in_pages_with_the_wrong_ones_first(work: Work) -> None:
    many = [following.criterion(work.activity, 5, code=f"k-{number}") for number in range(30)]
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
    filled, before = work.filled(), acts()
    filled.write(SHEET, "deltagere", FIFTH, 14)
    client = work.cast.client(role)
    assert client.get(IN).status_code == 403
    assert send(client, IN, filled.save()).status_code == 403
    assert client.post(IN, {"seen": "x"}).status_code == 403
    assert acts() == before


def test_somebody_else_s_file_is_not_seen(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "deltagere", FIFTH, 14)
    send(work.cast.client("leader"), IN, filled.save())
    assert work.cast.client("staff").get(IN, {"fil": 1}).status_code == 422


def test_a_plan_without_criteria_has_a_workbook_that_opens(cast_once: Cast, db: None) -> None:
    empty = Plan.objects.get(slug="plan-b")
    found = Filled(cast_once.client("other_leader").get(f"/planer/{empty.slug}/resultater/excel/"))
    assert found.book.sheetnames == ["Vejledning", "Portalen"]
