"""A plan's years, half-years, quarters and months as they are written in both languages, in one place alone."""

import re
from datetime import date

import pytest
from django.utils import translation

from plans.shared import period_words
from plans.shared.enums import Granularity
from plans.shared.periods import Period
from tests.house.test_rules import named, python_files, templates

HOME = "plans/shared/period_words.py"
#: A year, half-year, quarter or month with its number, as a text for translation.
NUMBERED = re.compile(r"""["'](plan years?|yr|half-year|quarter|month) %|([Pp]lan year|half-year|quarter|month) \{\{""")


@pytest.mark.parametrize(
    ("danish", "english", "words", "given"),
    [
        ("2. planår", "plan year 2", period_words.year_words, (2,)),
        ("2. planår", "plan year 2", period_words.years_words, (2, 2)),
        ("2.–4. planår", "plan years 2 to 4", period_words.years_words, (2, 4)),
        ("1. halvår", "half-year 1", period_words.half_year_words, (1,)),
        ("3. kvartal", "quarter 3", period_words.quarter_words, (3,)),
        ("2. planår, 3. kvartal", "quarter 3 of year 2", period_words.quarter_of_year_words, (2, 3)),
        ("2. pl.år, 3. kv.", "yr 2, q3", period_words.quarter_in_short, (2, 3)),
    ],
)
def test_a_part_of_a_plan_is_written_by_its_number(danish: str, english: str, words: object, given: tuple) -> None:
    assert callable(words)
    assert words(*given) == danish
    with translation.override("en"):
        assert words(*given) == english


@pytest.mark.parametrize(
    ("grain", "number", "first", "last", "words"),
    [
        ("month", 14, date(2022, 5, 1), date(2022, 5, 31), "maj 2022"),
        ("month", 14, date(2022, 5, 3), date(2022, 6, 2), "3. måned"),
        ("quarter", 5, date(2022, 6, 1), date(2022, 8, 31), "2. kvartal"),
        ("half_year", 3, date(2022, 9, 1), date(2023, 2, 28), "2. halvår"),
        ("year", 1, date(2022, 3, 1), date(2023, 2, 28), "2. planår"),
    ],
)
def test_a_part_is_named_within_its_plan_year(grain: str, number: int, first: date, last: date, words: str) -> None:
    assert period_words.part_words(Granularity(grain), number, Period(first, last)) == words


@pytest.mark.parametrize(
    ("first", "last", "days", "months"),
    [
        (date(2021, 3, 1), date(2021, 3, 31), "marts 2021", "marts 2021"),
        (date(2021, 12, 1), date(2022, 2, 28), "december 2021–februar 2022", "december 2021–februar 2022"),
        (date(2013, 1, 1), date(2013, 12, 31), "2013", "januar–december 2013"),
        (date(2013, 1, 1), date(2014, 12, 31), "januar 2013–december 2014", "januar 2013–december 2014"),
        (date(2013, 1, 5), date(2013, 1, 5), "5. januar 2013", "5. januar 2013 – 5. januar 2013"),
        (date(2013, 1, 5), date(2013, 2, 4), "5. januar 2013 – 4. februar 2013", "5. januar 2013 – 4. februar 2013"),
    ],
)
def test_a_stretch_is_written_by_its_days(first: date, last: date, days: str, months: str) -> None:
    assert period_words.days_words(first, last) == days
    assert period_words.months_words(first, last) == months


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), "2021"),
        (date(2021, 1, 1), date(2024, 12, 31), "2021–2024"),
        (date(2021, 3, 1), date(2022, 2, 28), "2021/22"),
        (date(2023, 3, 1), date(2024, 2, 29), "2023/24"),
        (date(1999, 7, 1), date(2000, 6, 30), "1999/00"),
        (date(2021, 3, 1), date(2021, 12, 31), "1. marts 2021 – 31. december 2021"),
        (date(2021, 1, 3), date(2021, 12, 31), "3. januar 2021 – 31. december 2021"),
        (date(2021, 1, 1), date(2021, 1, 1), "1. januar 2021 – 1. januar 2021"),
    ],
)
def test_an_accounting_year_is_named_after_its_years(first: date, last: date, label: str) -> None:
    assert period_words.accounting_words(first, last) == label


def test_parts_of_a_plan_are_written_in_one_module_alone() -> None:
    files = [*python_files(), *templates()]
    found = {named(path) for path in files if NUMBERED.search(path.read_text(encoding="utf-8"))}
    assert found - {"abc_portal/core/dates.py"} == {HOME}  # dates that are known to the calendar's quarter are its own


def test_months_are_spelled_in_one_module_alone() -> None:
    found = {named(path) for path in python_files() if "date_format(" in path.read_text(encoding="utf-8")}
    assert found == {"abc_portal/core/dates.py", "abc_portal/core/date_reading.py", HOME}


def test_parts_of_a_plan_are_worked_out_in_one_module_alone() -> None:
    counted = re.compile(r"monthrange|relativedelta|(?://|%) ?(?:3|4|6|12)\b|\* ?12\b|\.replace\((?:year|month)=")
    found = {named(path) for path in python_files() if counted.search(path.read_text(encoding="utf-8"))}
    others = {
        "abc_portal/core/date_reading.py",  # how many days a month has
        "abc_portal/core/dates.py",  # the calendar's units, and the same day of another month
        "abc_portal/exchange/interchange/kinds.py",  # how long a file's bytes are in base64
        "abc_portal/settings.py",  # the hours of a session
    }
    assert found - others == {"plans/shared/periods.py"}
