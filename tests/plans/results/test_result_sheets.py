"""Results as a workbook: out, filled in, and in again after a trial that tells every cell."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from abc_portal.audit.models import ChangeSet
from plans.models import Criterion, Result
from plans.results import actions as result_actions
from plans.results import sheets
from tests import factories, progress
from tests.english import left_overs
from tests.people import Cast
from tests.plans.result_work import FIFTH, FIRST, IN, OUT, SECOND, SHEET, Work, work_of
from tests.sheets import Filled, change_sets, confirm, counts, said, send, trial_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


@pytest.fixture
def work(cast_once: Cast, db: None) -> Work:
    return work_of(cast_once)


# --- out -------------------------------------------------------------------------------------------------


def test_the_workbook_has_a_sheet_for_each_rhythm_and_says_how_to_fill_it_in(work: Work) -> None:
    progress.criterion(work.activity, 10, code="om-aaret", rhythm="year")
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


def test_closed_cells_are_grey_and_the_portals_own_columns_refuse_typing(work: Work) -> None:
    progress.closed(work.cast.plan, date(2021, 6, 1), date(2021, 8, 31))
    progress.criterion(work.activity, 5, code="aar-to", starts_on=date(2022, 3, 1), ends_on=date(2023, 2, 28))
    filled = work.filled()
    places = [("deltagere", FIRST), ("deltagere", SECOND), ("aar-to", FIRST), ("aar-to", FIFTH), ("deltagere", "Nøgle")]
    assert [filled.cell(SHEET, *place).fill.fgColor.rgb.endswith("E6E9EC") for place in places] == [
        False, True, True, False, True,
    ]  # fmt: skip
    refusing = [item for item in filled.book[SHEET].data_validations.dataValidation if item.type == "custom"]
    assert {str(item.sqref).partition(":")[0] for item in refusing} == {"A2", "B2", "C2", "D2"}
    assert {(item.formula1, item.showErrorMessage) for item in refusing} == {("FALSE", True)}
    assert {item.error for item in refusing} == {"Portalen udfylder denne kolonne. Lad den være, som den er."}


def test_a_reader_gets_small_counts_hidden_and_nothing_to_read_in(work: Work) -> None:
    progress.result(work.count, 3, first=date(2021, 9, 1))
    found = Filled(work.cast.client("board").get(OUT))
    cell = found.cell(SHEET, "deltagere", "3. kvartal (september–november 2021)")
    assert cell.value == "under 5"
    assert cell.fill.fgColor.rgb.endswith("E6E9EC")
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
    before = change_sets()
    answer = work.send(work.filled())
    assert counts(answer) == {"unchanged": 4}
    assert "intet at gøre" in said(answer)
    assert change_sets() == before


def test_new_and_changed_cells_are_reported_first_and_then_written_as_one_change_set(work: Work) -> None:
    filled, before = work.filled(), change_sets()
    new = filled.write(SHEET, "deltagere", FIFTH, 14)
    changed = filled.write(SHEET, "andel", FIRST, "13/40")
    answer = work.send(filled)
    assert trial_entries(answer) == {new: ("new", "", "14", ""), changed: ("changed", "ca. 12 af 40", "13 af 40", "")}
    assert counts(answer) == {"changed": 1, "new": 1, "unchanged": 3}
    assert change_sets() == before
    assert left_overs(answer) == set()

    done = work.read_in(filled)
    assert "2 felter eller rækker er læst ind" in said(done)
    assert change_sets() == before + 1
    assert work.count.results.get(starts_on=date(2022, 3, 1)).value == 14
    row = work.share.results.get()
    assert (row.numerator, row.denominator, row.is_approximate) == (13, 40, False)
    change_set = ChangeSet.objects.latest("pk")
    assert change_set.by == work.cast.leader
    assert "ark.xlsx" in change_set.reason
    assert f"#akt-{change_set.pk}" in done.content.decode()


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
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
def test_a_cell_is_read_as_the_grid_reads_it(work: Work, key: str, typed: Any, stored: dict[str, Any]) -> None:
    filled = work.filled()
    filled.write(SHEET, key, FIFTH, typed)
    work.read_in(filled)
    row = Result.objects.get(criterion__code=key, starts_on=date(2022, 3, 1))
    assert {name: getattr(row, name) for name in stored} == stored


def test_per_cent_is_what_the_cell_shows(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "andel", FIFTH, 0.62)
    filled.cell(SHEET, "andel", FIFTH).number_format = "0%"
    work.read_in(filled)
    assert Result.objects.get(criterion=work.share, starts_on=date(2022, 3, 1)).value == 62


def test_a_written_per_cent_sign_is_one_too(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "andel", FIFTH, 62)
    filled.cell(SHEET, "andel", FIFTH).number_format = '0" %"'
    work.read_in(filled)
    assert Result.objects.get(criterion=work.share, starts_on=date(2022, 3, 1)).value == 62


@pytest.mark.parametrize(
    ("key", "typed", "shown_as", "sentence"),
    [
        ("andel", 0.3, "General", "Er det 0,3\u00a0% eller 30\u00a0%?"),
        ("andel", 0.75, "# ?/?", "brøk"),
        ("andel", "1,200", "General", "kan være 1.200 eller 1,2"),
        ("deltagere", "1,200", "General", "kan være 1.200 eller 1,2"),
        ("deltagere", 12.5, "General", "ikke et helt tal"),
        ("deltagere", 12400, "#,##0,", "viser 12 og indeholder 12.400"),
        ("ord", 12, "General", "er et tal"),
    ],
)
def test_the_trial_asks_about_what_could_be_two_figures(
    work: Work, key: str, typed: Any, shown_as: str, sentence: str
) -> None:
    filled = work.filled()
    place = filled.write(SHEET, key, FIFTH, typed)
    filled.cell(SHEET, key, FIFTH).number_format = shown_as
    entry = trial_entries(work.send(filled))[place]
    assert entry[0] == "wrong"
    assert sentence in entry[3]


@pytest.mark.parametrize(("typed", "shown_as"), [("40 af 30", "General"), (1.2, "0%"), (120, "General")])
def test_the_trial_tells_of_a_share_over_all(work: Work, typed: Any, shown_as: str) -> None:
    filled = work.filled()
    place = filled.write(SHEET, "andel", FIFTH, typed)
    filled.cell(SHEET, "andel", FIFTH).number_format = shown_as
    entry = trial_entries(work.send(filled))[place]
    assert entry[0] == "new"
    assert "er mere end alle" in entry[3]


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
    assert trial_entries(answer)[place][:3] == ("ignored", "1.200", "")
    assert "sletter ikke" in trial_entries(answer)[place][3]
    assert counts(answer) == {"ignored": 1, "unchanged": 3}


def test_an_empty_cell_deletes_where_that_is_asked_for(work: Work) -> None:
    filled = work.filled()
    place = filled.write(SHEET, "deltagere", FIRST, None)
    answer = work.send(filled, clears="on")
    assert trial_entries(answer)[place][:3] == ("deleted", "1.200", "")
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
    period = next(period for period in sheets.periods_of(work.cast.plan, "quarter") if period.first == first)
    wanted = result_actions.RequestedResult(criterion, period, typed)
    result_actions.save_results(plan=work.cast.plan, changes=[wanted], by=work.cast.staff)


def test_a_cell_changed_in_both_places_is_wrong(work: Work) -> None:
    filled = work.filled()
    place = filled.write(SHEET, "deltagere", FIRST, 1300)
    portal_says(work, "1250")
    answer = work.send(filled)
    outcome, before, after, sentence = trial_entries(answer)[place]
    assert (outcome, before, after) == ("wrong", "1.250", "1.300")
    assert "Ændret i portalen, siden" in sentence
    assert "1.250" in sentence


def test_a_cell_changed_to_the_same_in_both_places_is_unchanged(work: Work) -> None:
    filled = work.filled()
    filled.write(SHEET, "deltagere", FIRST, 1300)
    portal_says(work, "1300")
    assert counts(work.send(filled)) == {"unchanged": 4}


def test_a_cell_changed_in_the_portal_alone_is_preserved_and_reported(work: Work) -> None:
    filled = work.filled()
    new = filled.write(SHEET, "deltagere", FIFTH, 14)
    portal_says(work, "1250")
    portal_says(work, "77", date(2021, 9, 1))
    answer = work.send(filled)
    assert counts(answer) == {"new": 1, "kept": 2, "unchanged": 3}
    assert trial_entries(answer)[new][0] == "new"
    work.read_in(filled)
    assert work.count.results.get(starts_on=date(2021, 3, 1)).value == 1250
    assert work.count.results.get(starts_on=date(2021, 9, 1)).value == 77


def test_what_changes_between_the_trial_and_the_button_is_reported_once_more(work: Work) -> None:
    filled, client = work.filled(), work.cast.client("leader")
    filled.write(SHEET, "deltagere", FIRST, 1300)
    seen = send(client, IN, filled.save())
    portal_says(work, "1250")
    answer = confirm(client, IN, seen)
    assert answer.status_code == 422
    assert counts(answer)["wrong"] == 1
    assert work.count.results.get(starts_on=date(2021, 3, 1)).value == 1250
