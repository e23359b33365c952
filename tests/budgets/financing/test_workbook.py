"""The workbook of a plan's financing, opened again."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from budgets.models import ContributionPeriod
from tests import factories, readers
from tests.budgets import economy
from tests.people import Cast, demo_client

pytestmark = pytest.mark.django_db


def _row(rows: list[list[object]], name: str) -> list[object]:
    return next(row for row in rows if row[0] == name)


@pytest.mark.usefixtures("demo_once")
def test_the_first_demo_case_read_back() -> None:
    answer = demo_client("leder").get("/planer/abc-2017-2020/oekonomi/?format=xlsx")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert "abc-2017-2020.xlsx" in answer["Content-Disposition"]
    rows = readers.sheet(answer)
    assert rows[0][3:7] == ["2017", "2018", "2019", "2020"]
    assert len(rows) == 1 + 11 + 1
    assert _row(rows, "AKB Hedemarken")[3:8] == [300124, 300124, 300124, 300124, 1200496]
    assert _row(rows, "Landsbyggefonden")[3:8] == [None, None, None, None, 15200000]
    total = _row(rows, "I alt")
    assert total[3:8] == [None, None, None, None, 23200076], "a year with an unknown amount has no sum"
    assert sum(row[7] for row in rows[1:12]) == total[7]
    assert round(sum(row[8] for row in rows[1:12]), 1) == 100.0


@pytest.mark.usefixtures("demo_once")
def test_resources_beside_the_plan_stand_under_their_years() -> None:
    rows = readers.sheet(demo_client("leder").get("/planer/abc-2021-2025/oekonomi/?format=xlsx"))
    assert rows[0][3:7] == ["2021", "2022", "2023", "2024"]
    beside = [row[3:8] for row in rows if row[-1] == "nej, sideløbende indsats"]
    assert [569000, 569000, 569000, 569000, 2276000] in beside
    assert [600000, 600000, 600000, "–", 1800000] in beside


def test_amounts_are_numbers_with_their_oere_and_the_unknown_is_empty(cast: Cast) -> None:
    source = factories.source(cast.plan, "lbf", label="LBF")
    factories.contribution_period(factories.contribution(source, 1234_56), 2021, 1234_56)
    factories.contribution(factories.source(cast.plan, "other", label="Ukendt"), None)
    factories.contribution(factories.source(cast.plan, "other", label="Nul"), 0)
    rows = readers.sheet(economy.page(cast, "leader", form="xlsx"))
    assert _row(rows, "LBF")[3:5] == [1234.56, 1234.56]
    assert _row(rows, "Ukendt")[3:5] == [None, None]
    assert _row(rows, "Nul")[4] == 0
    assert _row(rows, "I alt")[4] == "mindst 1.234,56"


def test_what_is_beside_the_plan_is_shown_below_the_sum(cast: Cast) -> None:
    economy.furnish(cast)
    rows = readers.sheet(economy.page(cast, "auditor", form="xlsx"))
    total = next(number for number, row in enumerate(rows) if row[0] == "I alt")
    below = rows[total + 1 :]
    assert [(row[2], row[-1]) for row in below] == [
        ("Eget projekt", "nej, sideløbende indsats"),
        ("Naboens projekt", "nej, sideløbende indsats"),
    ]
    assert rows[total][5] == economy.TOTAL


@pytest.mark.parametrize("name", ["=1+1", "+45 12", "-2", "@SUM(A1)", "\t=1"])
def test_no_text_is_run_as_a_formula(cast: Cast, name: str) -> None:
    factories.contribution(factories.source(cast.plan, "other", label=name), 100)
    answer = economy.page(cast, "leader", form="xlsx")
    cell = openpyxl.load_workbook(BytesIO(answer.content)).active["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).strip() == name.strip()


def test_text_pasted_with_control_characters_does_not_break_the_workbook(cast: Cast) -> None:
    """Word puts a vertical tab where a line is broken softly."""
    factories.contribution(factories.source(cast.plan, "other", label="Fond\x0bpå to linjer\x07"), 100)
    answer = economy.page(cast, "leader", form="xlsx")
    assert answer.status_code == 200
    assert "Fond" in str(readers.sheet(answer)[1][0])


def test_a_workbook_with_more_columns_than_the_alphabet_twice(cast: Cast) -> None:
    row = factories.contribution(factories.source(cast.plan, "lbf", label="LBF"), None)
    for number in range(60):
        day = date(1950 + number, 1, 1)
        factories.saved(ContributionPeriod(contribution=row, starts_on=day, ends_on=day, amount_oere=100), cast.plan)
    rows = readers.sheet(economy.page(cast, "leader", form="xlsx"))
    assert len(rows[0]) == 67
    assert rows[1][63] == "mindst 60", "the periods leave years of the plan out"


def test_the_head_is_bold_and_stays_in_sight(cast: Cast) -> None:
    economy.furnish(cast)
    sheet = openpyxl.load_workbook(BytesIO(economy.page(cast, "leader", form="xlsx").content)).active
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])
