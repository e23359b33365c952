"""Workbooks: what is text stays text, what is a number is one, and nothing a user typed breaks the file."""

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import xlsx
from abc_portal.core.dates import PartialDate, Precision
from tests.people import Cast
from tests.readers import sheet

FORMULAS = ["=1+1", '=HYPERLINK("https://x.example")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def only_cell(value: Any) -> Any:
    return opened(xlsx.workbook("Ark", ["Kolonne"], [[value]]))["A2"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_stored_as_text(text: str) -> None:
    cell = only_cell(text)
    assert cell.value == text
    assert cell.data_type == "s"
    inside = zipfile.ZipFile(BytesIO(xlsx.workbook("Ark", ["K"], [[text]]))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in inside


@pytest.mark.parametrize("text", FORMULAS)
def test_a_heading_is_text_too(text: str) -> None:
    cell = opened(xlsx.workbook("Ark", [text], []))["A1"]
    assert cell.data_type == "s"


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!", "TRUE", "2021-03-01", "1.234", "00123", "463-0", "1e5"])
def test_text_that_looks_like_a_value_is_stored_as_text(text: str) -> None:
    cell = only_cell(text)
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (1200496, 1200496), (0, 0), (-5, -5), (34.5, 34.5), (Decimal("88.9"), 88.9), (Decimal("100"), 100),
        (None, None), ("", None), (True, True), (date(2021, 3, 1), datetime(2021, 3, 1)),
        (datetime(2021, 3, 1, 16, 30), datetime(2021, 3, 1, 16, 30)),
    ],
)  # fmt: skip
def test_a_value_keeps_its_kind(value: Any, read: Any) -> None:
    assert only_cell(value).value == read


def test_a_moment_is_written_as_the_clock_shows_it_in_denmark() -> None:
    """A workbook knows no time zones."""
    assert only_cell(datetime(2021, 7, 1, 14, 30, tzinfo=UTC)).value == datetime(2021, 7, 1, 16, 30)
    assert only_cell(datetime(2021, 12, 31, 23, 30, tzinfo=UTC)).value == datetime(2022, 1, 1, 0, 30)


@pytest.mark.parametrize("text", ["a\x0bb", "a\x00b", "\x1b[0m", "a\ud800b", "a\uffffb"])
def test_signs_that_no_workbook_can_hold_become_spaces(text: str) -> None:
    assert only_cell(text).value in ("a b", " [0m")


def test_danish_text_and_line_breaks_come_through() -> None:
    assert only_cell("Bæk- og Fosgården\nØ & Å <b>").value == "Bæk- og Fosgården\nØ & Å <b>"


@given(st.lists(st.lists(st.text(max_size=20) | st.integers(-(10**12), 10**12) | st.none(), max_size=5), max_size=5))
def test_any_rows_can_be_written_and_opened(rows: list[list[Any]]) -> None:
    content = xlsx.workbook("Ark", ["K"], rows)
    assert opened(content)["A1"].value == "K"
    assert b"<f>" not in zipfile.ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_the_head_is_bold_and_stays_while_scrolling() -> None:
    found = opened(xlsx.workbook("Planer", ["Plan", "Periode"], [["ABC", "2021-2025"]]))
    assert found.freeze_panes == "A2"
    assert [cell.font.bold for cell in found[1]] == [True, True]
    assert not found["A2"].font.bold
    assert found.title == "Planer"


def test_a_day_is_a_date_cell_that_looks_danish_and_a_month_is_words() -> None:
    day, month = (only_cell(PartialDate(date(2021, 3, 1), known)) for known in (Precision.DAY, Precision.MONTH))
    assert (day.value, day.is_date, day.number_format) == (datetime(2021, 3, 1), True, r"dd\-mm\-yyyy")
    assert (month.value, month.data_type) == ("marts 2021", "s")
    assert only_cell(datetime(2021, 3, 1, 16, 30)).number_format == r"dd\-mm\-yyyy\ hh:mm"


def test_a_sheet_is_set_up_to_be_printed() -> None:
    """A4, the whole width, the head and the keys on every page, nothing but what is filled, the page's number."""
    rows = [["a", 1, 2]] * 5
    sheets = [
        xlsx.Sheet("Ark", ["Nøgle", "Tal", "Tal"], rows, widths=(60, 60, 60), keys=1, is_wrapped=True),
        xlsx.Sheet("Smalt", ["Nøgle"], [["a"]]),
        xlsx.Sheet("Bredt", ["K"] * 40, [], widths=(20,) * 40),
        xlsx.Sheet("Tomt", ["K"], []),
    ]
    wide, narrow, widest, empty = openpyxl.load_workbook(BytesIO(xlsx.book(sheets)))
    assert [one.page_setup.orientation for one in (wide, narrow, widest)] == ["landscape", "portrait", "landscape"]
    assert [one.page_setup.fitToWidth for one in (wide, narrow, widest)] == [1, 1, 3]
    for one in (wide, narrow, widest, empty):
        assert (one.page_setup.fitToHeight, one.page_setup.paperSize) == (0, 9)
        assert one.sheet_properties.pageSetUpPr.fitToPage
        assert one.print_title_rows == "$1:$1"
        assert "&P" in one.oddFooter.right.text
    assert (wide.print_title_cols, narrow.print_title_cols) == ("$A:$A", None)
    assert [one.print_area for one in (wide, empty)] == ["'Ark'!$A$1:$C$6", "'Tomt'!$A$1"]


def test_columns_are_as_wide_as_their_heads() -> None:
    found = opened(xlsx.workbook("Ark", ["År", "En overskrift på tredive tegn", "x" * 100], []))
    assert [round(found.column_dimensions[letter].width) for letter in "ABC"] == [12, 33, 48]


def test_a_wide_table_has_all_its_columns() -> None:
    """The years of many contributions go beyond column AZ."""
    found = opened(xlsx.workbook("Ark", [f"K{number}" for number in range(800)], [list(range(800))]))
    assert found.max_column == 800
    assert found["ADT2"].value == 799
    assert round(found.column_dimensions["ADT"].width) == 12


def test_a_workbook_may_have_several_sheets_with_a_look_of_their_own() -> None:
    sheets = [
        xlsx.Sheet("Tal", ["Nøgle", "Tal"], [[xlsx.Grey("a"), 1], [xlsx.Grey("b"), "=1"]], keys=1, is_locked=True),
        xlsx.Sheet("Valg", ["Sted"], [["Her"], ["Der"]], widths=(30,)),
        xlsx.Sheet("Skjult", ["K"], [], is_hidden=True),
        xlsx.Sheet("Ark/4", ["Sted"], [["Her"]], choices=[xlsx.Choices(1, "Valg", 1, 2)], is_wrapped=True),
    ]
    book = openpyxl.load_workbook(BytesIO(xlsx.book(sheets)))
    assert book.sheetnames == ["Tal", "Valg", "Skjult", "Ark 4"]
    assert [item.sheet_state for item in book] == ["visible", "visible", "hidden", "visible"]
    first, offered = book["Tal"], book["Ark 4"].data_validations.dataValidation[0]
    assert (first.freeze_panes, first.protection.sheet, first.protection.password) == ("B2", True, None)
    assert [first[place].protection.locked for place in ("A2", "B2", "B3")] == [True, False, False]
    assert first["A2"].fill.fgColor.rgb.endswith("E6E9EC")
    assert (first["B3"].value, first["B3"].data_type) == ("=1", "s")
    assert (offered.formula1, str(offered.sqref).startswith("A2:A")) == ("'Valg'!$A$2:$A$3", True)
    assert book["Valg"].column_dimensions["A"].width == 30
    assert book["Ark 4"]["A2"].alignment.wrap_text


def test_a_text_longer_than_a_cell_can_hold_is_cut() -> None:
    assert len(only_cell("=" + "x" * 40_000).value) == 32_000


@pytest.mark.parametrize("title", ["Økonomi", "x" * 40, "A/B: [C] * ? \\", "'", ""])
def test_any_title_makes_a_sheet(title: str) -> None:
    assert 1 <= len(opened(xlsx.workbook(title, ["K"], [])).title) <= 31


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("planer", "planer.xlsx"),
        ("økonomi-abc-2021-2025", "oekonomi-abc-2021-2025.xlsx"),
        ("Bæk- og Fosgården", "baek-og-fosgaarden.xlsx"),
        ('x"; filename="y.exe\r\nSet-Cookie: a=b', "x-filename-y-exe-set-cookie-a-b.xlsx"),
    ],
)
def test_the_download_has_a_plain_danish_file_name(name: str, file: str) -> None:
    answer = xlsx.response(name, b"x")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}"'
    assert answer.headers["Content-Type"] == xlsx.CONTENT_TYPE


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/planer/", "/planer/plan-a/oekonomi/", "/planer/plan-a/indikatorer/"])
def test_every_list_comes_out_as_a_workbook_that_opens(cast: Cast, address: str) -> None:
    answer = cast.client("leader").get(address, {"format": "xlsx"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == xlsx.CONTENT_TYPE
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    assert all(isinstance(heading, str) for heading in sheet(answer)[0])
