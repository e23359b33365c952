"""An uploaded workbook is read safely: every cell with its address, and every odd file with one sentence."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from abc_portal.exchange.workbooks import reading
from abc_portal.exchange.workbooks.reading import Book, UnreadableWorkbook, read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(fill: Callable[[Any], None]) -> bytes:
    """A workbook with one sheet, «Ark», as Excel would save it."""
    made = openpyxl.Workbook()
    made.active.title = "Ark"
    fill(made.active)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def cell(value: Any, number_format: str = "") -> reading.SheetCell:
    def fill(sheet: Any) -> None:
        sheet["D7"] = value
        if number_format:
            sheet["D7"].number_format = number_format

    return read(book(fill)).sheets[0].rows[7][4]


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The file with some of its parts put in their place; underscores stand for the strokes of a path."""
    out, given = BytesIO(), {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, given.get(name) or before.read(name))
        for name in set(given) - set(before.namelist()):
            after.writestr(name, given[name])
    return out.getvalue()


def with_sheet(data: str) -> bytes:
    sheet = f'<worksheet xmlns="{MAIN}">{data}</worksheet>'
    return repacked(book(lambda sheet: None), xl__worksheets__sheet1=sheet.encode())


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableWorkbook) as fault:
        read(content)
    sentence = str(fault.value)
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize(
    ("value", "shown_as", "is_percent"),
    [
        (62, '0" %"', True),
        (62, "0\\%", True),
        (0.62, "0%", True),
        (0, '0;-0;"0 %"', True),
        (62, "0", False),
        (62, '0;-0%;"%"', False),
        (62, "0_%", False),
    ],
)
def test_a_per_cent_sign_is_seen_where_the_cell_shows_it(value: Any, shown_as: str, is_percent: bool) -> None:
    assert cell(value, shown_as).is_percent is is_percent


def test_a_number_shown_in_thousands_is_asked_about() -> None:
    for shown_as, shown in (("#,##0,", "12"), ('0.0,," mio."', "0,0 "), ("0,.0", "12,4")):
        assert f"viser {shown}" in cell(12400, shown_as).fault
        assert "12.400" in cell(12400, shown_as).fault
    assert cell(12400, "#,##0").value == 12400
    assert cell(0.75, "# ?/?").is_fraction


@pytest.mark.parametrize(
    ("value", "shown_as", "found"),
    [
        (12, "", Decimal(12)),
        (88.9, "", Decimal("88.9")),
        (0.1 + 0.2, "", Decimal("0.3")),
        (0, "", Decimal(0)),
        (0.62, "0%", Decimal(62)),
        (0.345, "0.0%", Decimal("34.5")),
        (62, '0" %"', Decimal(62)),
        (62, "0\\%", Decimal(62)),
        (0.62, '0%;-0%;"ingen %"', Decimal(62)),
        (-0.1, "0;[Red]-0%", Decimal(-10)),
        (0.62, "[<1]0%;0", Decimal(62)),
        (62, "[<1]0%;0", Decimal(62)),
        (62, "[$kr.-406] #,##0.00", Decimal(62)),
        (0.75, "# ?/?", Decimal("0.75")),
        (0.0062, "0.00%%", Decimal(62)),
        ("12 af 40", "", "12 af 40"),
        ("=1+1", "@", None),
        (datetime(2021, 3, 1), "", date(2021, 3, 1)),
        (date(2021, 3, 1), "dd-mm-yyyy", date(2021, 3, 1)),
        (44256, "", Decimal(44256)),
    ],
)
def test_a_cell_tells_its_value_and_its_place(value: Any, shown_as: str, found: Any) -> None:
    parsed = cell(value, shown_as)
    assert parsed.place == "Ark!D7"
    assert parsed.value == found


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=A1+1", "formel uden resultat"),
        ("#DIV/0!", "#DIV/0!"),
        (True, "SAND eller FALSK"),
        (time(14, 30), "klokkeslæt"),
        (1e300, "for stort"),
    ],
)
def test_a_cell_that_cannot_be_used_says_why(value: Any, words: str) -> None:
    parsed = cell(value)
    assert parsed.value is None
    assert words in parsed.fault


def test_a_formula_that_was_worked_out_counts_as_its_result() -> None:
    data = '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData>'
    assert read(with_sheet(data)).sheets[0].rows[1][1].value == Decimal(2)


def test_empty_cells_and_spaces_say_nothing() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["C3"] = "  ", None, "x"

    assert {number: list(row) for number, row in read(book(fill)).sheets[0].rows.items()} == {3: [3]}


def test_hidden_sheets_and_merged_cells_are_reported() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "x"
        sheet.merge_cells("B2:C3")
        sheet.parent.create_sheet("Skjult")["A1"] = "y"
        sheet.parent["Skjult"].sheet_state = "hidden"

    found = read(book(fill))
    assert [(sheet.title, sheet.is_hidden, sheet.merged) for sheet in found.sheets] == [
        ("Ark", False, ("B2:C3",)),
        ("Skjult", True, ()),
    ]


def test_a_row_far_below_that_says_nothing_does_no_harm() -> None:
    """LibreOffice writes the last row there can be, for its height alone."""
    data = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"/></row></sheetData>'
    assert list(read(with_sheet(data)).sheets[0].rows) == [1]


def old(kind: bytes = b"") -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + kind


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"a;b\n1;2\n", "ikke en Excel-projektmappe"),
        (b"%PDF-1.7", "PDF"),
        (old(), "gamle Excel-format"),
        (old("EncryptedPackage".encode("utf-16-le")), "adgangskode"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
        (zipped(word__document=b"<x/>"), "ikke en Excel-projektmappe"),
        (b"PK\x03\x04" + b"\0" * 100, "beskadiget"),
        (b"PK\x03\x04" + b"\0" * (6 * 1024 * 1024), "større end 5 MB"),
    ],
)
def test_what_is_no_workbook_is_refused_with_one_sentence(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_a_binary_workbook_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/workbook.bin", b"x")
    assert ".xlsb" in refused(out.getvalue())


def test_a_file_that_grows_when_unpacked_is_refused() -> None:
    bomb = repacked(book(lambda sheet: None), xl__worksheets__sheet1=b" " * (60 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert "langt mere" in refused(bomb)


def test_a_file_of_too_many_parts_or_tags_is_refused() -> None:
    parts = {f"xl__p{number}": b"<x/>" for number in range(600)}
    assert "langt mere" in refused(repacked(book(lambda sheet: None), **parts))
    many = "<sheetData>" + "<row/>" * 1_100_000 + "</sheetData>"
    assert "langt mere" in refused(with_sheet(many))


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_a_text_that_names_itself_again_and_again_is_refused(coding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
    text = f'<?xml version="1.0" encoding="{coding}"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    sheet = f'{text}<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>&l19;</v></c></row></sheetData></worksheet>'
    evil = repacked(book(lambda sheet: None), xl__worksheets__sheet1=sheet.encode(coding))
    assert "beskadiget" in refused(evil)


@pytest.mark.parametrize(
    "data",
    [
        '<sheetData><row r="30000"><c r="A30000"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData>',
    ],
)
def test_a_sheet_without_end_is_refused(data: str) -> None:
    assert "rækker" in refused(with_sheet(data))


@pytest.mark.parametrize(
    "data",
    [
        '<sheetData><row r="1"><c r="A1" t="s"><v>999</v></c></row></sheetData>',
        '<sheetData><row r="x"><c r="A1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="??"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" s="9999"><v>1</v></c></row></sheetData>',
        "<sheetData><row>",
    ],
)
def test_a_broken_sheet_is_one_sentence(data: str) -> None:
    assert "beskadiget" in refused(with_sheet(data))


def test_a_part_whose_bytes_are_spoilt_is_one_sentence() -> None:
    content = bytearray(book(lambda sheet: None))
    content[80:120] = b"\xff" * 40
    refused(bytes(content))


def test_a_protected_zip_is_refused() -> None:
    content = bytearray(zipped(**{"xl__workbook.xml": b"<x/>"}))
    where = content.rindex(b"PK\x01\x02") + 8
    content[where] |= 1
    assert "adgangskode" in refused(bytes(content))


def test_too_many_sheets_are_refused() -> None:
    def fill(sheet: Any) -> None:
        for number in range(31):
            sheet.parent.create_sheet(f"Ark {number}")

    assert "30 ark" in refused(book(fill))


def test_a_sheet_is_found_however_its_name_is_cased() -> None:
    found = read(book(lambda sheet: None))
    assert found.sheet("ARK") is found.sheets[0]
    assert Book().sheet("Ark") is None
