"""Dates as they are known: to the day, month, quarter, season or year or a third of one; read in every form a Dane
uses.
"""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from abc_portal.core import date_reading, dates
from abc_portal.core.dates import EARLIEST, LATEST, DateError, PartialDate, Precision

DAYS = st.dates(date(EARLIEST + 1, 1, 1), date(LATEST, 11, 30))
PRECISIONS = st.sampled_from(Precision)
UNITS = st.sampled_from([item for item in Precision if not item.third])
PARTIAL_DATES = st.builds(PartialDate.around, DAYS, PRECISIONS)
MARCH = date(2021, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "1/3-2021", "1/3/2021", "01-03-2021", "1-3-2021", "1.3.2021", "01.03.2021", "1. marts 2021", "1 marts 2021",
        "1. MARTS 2021", "1. mar 2021", "01. marts 2021", "2021-03-01", " 1.  marts\t2021 ", "1.\u00a0marts 2021",
        "1/3 2021", "1.3. 2021", "1. 3. 2021", "1. mar. 2021", "1.marts 2021", "d. 1. marts 2021", "d.1/3 2021",
        "den 1. marts 2021",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert date_reading.parse_day(text) == MARCH
    assert date_reading.parse_partial(text) == PartialDate(MARCH)


@pytest.mark.parametrize(("number", "name"), list(enumerate(dates.MONTHS, 1)))
def test_every_month_is_known_by_name_and_by_three_letters(number: int, name: str) -> None:
    assert date_reading.parse_day(f"5. {name} 2020") == date(2020, number, 5)
    assert date_reading.parse_day(f"5. {name[:3].upper()} 2020") == date(2020, number, 5)
    assert date_reading.parse_partial(f"{name} 2020") == PartialDate(date(2020, number, 1), Precision.MONTH)


@pytest.mark.parametrize(
    "text",
    [
        "3/2021", "20210301", "2021-3-1", "i morgen", "2021", "01-03-2021 12:00", "1--3-2021", "", "  ", "marts 2021",
        "1. marts 021", "1. marts 20211", "marts",
    ],
)  # fmt: skip
def test_what_is_not_a_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        date_reading.parse_day(text)
    plain = " ".join(text.split())
    assert str(refusal.value) == f"»{plain}« er ikke en dato. Skriv for eksempel 1. marts 2021 eller 01-03-2021."


@pytest.mark.parametrize("text", ["29-02-2021", "32/1-2020", "1/13-2020"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="er ikke en dag i kalenderen"):
        date_reading.parse_day(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31-02-2021", "februar 2021 har dagene 1 til 28"),
        ("30. februar 2020", "februar 2020 har dagene 1 til 29"),
        ("0/1-2020", "januar 2020 har dagene 1 til 31"),
        ("2021-04-31", "april 2021 har dagene 1 til 30"),
        ("3/15/2021", "der er ingen sådan måned"),
        ("1. martsx 2021", "der er ingen sådan måned"),
        ("1. marts 2220", "årstallet skal ligge mellem 1900 og 2199"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_with_what_is_wrong(text: str, why: str) -> None:
    for parse in (date_reading.parse_day, date_reading.parse_partial):
        with pytest.raises(DateError) as refusal:
            parse(text)
        assert str(refusal.value) == f"»{text}« er ikke en dag i kalenderen: {why}."


@pytest.mark.parametrize("text", ["1/3-21", "1-3-21", "1. marts 21", "d. 1/3 21", "01.03.21", "1. marts '21"])
def test_a_day_with_a_year_of_two_digits_is_refused_with_what_is_wrong(text: str) -> None:
    for parse in (date_reading.parse_day, date_reading.parse_partial):
        with pytest.raises(DateError) as refusal:
            parse(text)
        assert str(refusal.value) == f"Årstallet i »{text}« har kun to cifre. Skriv det med fire, for eksempel 2021."


@pytest.mark.parametrize(
    "text", ["marts 21", "3/21", "2. kvartal 21", "foråret 21", "primo 14", "ultimo marts '21", "14"]
)
def test_a_period_with_a_year_of_two_digits_is_refused_with_what_is_wrong(text: str) -> None:
    with pytest.raises(DateError, match="har kun to cifre"):
        date_reading.parse_partial(text)


@pytest.mark.parametrize("text", ["1/3", "1. marts", "d. 1. marts", "31/12"])
def test_a_day_without_a_year_is_refused_with_what_is_missing(text: str) -> None:
    for parse in (date_reading.parse_day, date_reading.parse_partial):
        with pytest.raises(DateError) as refusal:
            parse(text)
        assert str(refusal.value) == f"»{text}« mangler årstal. Skriv det med fire cifre, for eksempel 2021."


@pytest.mark.parametrize("text", ["marts", "2. kvartal", "foråret", "primo marts", "medio"])
def test_a_period_without_a_year_is_refused_with_what_is_missing(text: str) -> None:
    with pytest.raises(DateError, match="mangler årstal"):
        date_reading.parse_partial(text)


@pytest.mark.parametrize("year", ["1899", "2200", "0000", "9999"])
def test_a_year_outside_two_centuries_is_a_slip_of_the_finger(year: str) -> None:
    for text in (f"1. marts {year}", year, f"marts {year}", f"2. kvartal {year}", f"foråret {year}"):
        with pytest.raises(DateError, match=r"kalenderen|er ikke en dato"):
            date_reading.parse_partial(text)


def test_a_leap_day_is_a_day() -> None:
    assert date_reading.parse_day("29. februar 2020") == date(2020, 2, 29)


def test_a_refusal_repeats_no_more_than_forty_letters() -> None:
    with pytest.raises(DateError) as refusal:
        date_reading.parse_partial("x" * 5000)
    assert "x" * 40 in str(refusal.value)
    assert "x" * 41 not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2014", "2014-01-01", "2014-12-31", "year"),
        ("marts 2021", "2021-03-01", "2021-03-31", "month"),
        ("Februar 2020", "2020-02-01", "2020-02-29", "month"),
        ("feb 2021", "2021-02-01", "2021-02-28", "month"),
        ("2021-12", "2021-12-01", "2021-12-31", "month"),
        ("2. kvartal 2013", "2013-04-01", "2013-06-30", "quarter"),
        ("4.kv. 2013", "2013-10-01", "2013-12-31", "quarter"),
        ("2013-Q1", "2013-01-01", "2013-03-31", "quarter"),
        ("sept. 2021", "2021-09-01", "2021-09-30", "month"),
        ("9/2021", "2021-09-01", "2021-09-30", "month"),
        ("3. kvt. 2013", "2013-07-01", "2013-09-30", "quarter"),
        ("3 kvartal i 2013", "2013-07-01", "2013-09-30", "quarter"),
        ("Q3 2013", "2013-07-01", "2013-09-30", "quarter"),
        ("kvartal 3 2013", "2013-07-01", "2013-09-30", "quarter"),
        ("ultimo sept. 2021", "2021-09-21", "2021-09-30", "month_end"),
        ("sidst i marts 2021", "2021-03-21", "2021-03-31", "month_end"),
        ("2013 k3", "2013-07-01", "2013-09-30", "quarter"),
        ("forår 2014", "2014-03-01", "2014-05-31", "season"),
        ("Foråret 2014", "2014-03-01", "2014-05-31", "season"),
        ("sommeren 2014", "2014-06-01", "2014-08-31", "season"),
        ("EFTERÅR 2014", "2014-09-01", "2014-11-30", "season"),
        ("vinteren 2013/14", "2013-12-01", "2014-02-28", "season"),
        ("vinter 2015/2016", "2015-12-01", "2016-02-29", "season"),
        ("vinter 2013", "2013-12-01", "2014-02-28", "season"),
        ("29-02-2020", "2020-02-29", "2020-02-29", "day"),
        ("primo 2014", "2014-01-01", "2014-04-30", "year_start"),
        ("medio 2014", "2014-05-01", "2014-08-31", "year_middle"),
        ("Ultimo  2014", "2014-09-01", "2014-12-31", "year_end"),
        ("PRIMO marts 2021", "2021-03-01", "2021-03-10", "month_start"),
        ("medio Mar 2021", "2021-03-11", "2021-03-20", "month_middle"),
        ("ultimo 2020-02", "2020-02-21", "2020-02-29", "month_end"),
        ("starten af 2. kvartal 2013", "2013-04-01", "2013-04-30", "quarter_start"),
        ("midten af 2013-Q2", "2013-05-01", "2013-05-31", "quarter_middle"),
        ("ultimo 2. kvartal 2013", "2013-06-01", "2013-06-30", "quarter_end"),
        ("Begyndelsen af foråret 2014", "2014-03-01", "2014-03-31", "season_start"),
        ("medio vinteren 2015/16", "2016-01-01", "2016-01-31", "season_middle"),
        ("slutningen af vinter 2015/16", "2016-02-01", "2016-02-29", "season_end"),
        ("Udgangen af 2012", "2012-09-01", "2012-12-31", "year_end"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(text: str, first: str, last: str, precision: str) -> None:
    found = date_reading.parse_partial(text)
    assert (found.first.isoformat(), found.last.isoformat(), str(found.precision.value)) == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    [
        "", "5. kvartal 2013", "0. kvartal 2013", "2013-Q5", "2021-13", "høst 2014", "primo14", "juul 21",
        "medio 1. marts 2021", "ultimo 01-03-2021", "primo primo 2014", "2014 primo", "primo2014", "medio af 2014",
        "ultimo 1899", "ultimo vinteren 2199",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DateError, match=r"2\. kvartal 2021|er ikke en dag i kalenderen"):
        date_reading.parse_partial(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("uge 12 2027", "»uge 12 2027« er ugen fra 22. marts 2027 til 28. marts 2027. Skriv den dag, der menes."),
        ("Uge 53 2027", "»Uge 53 2027« findes ikke i det år."),
    ],
)
def test_a_week_is_refused_with_its_days(text: str, sentence: str) -> None:
    with pytest.raises(DateError) as refusal:
        date_reading.parse_partial(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("text", ["d. marts 2021", "1. 2021", "1.-3. marts 2021", "5 kvt. 2013", "den 2021", "13/2021"])
def test_what_could_mean_two_days_or_none_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        date_reading.parse_partial(text)


def test_a_winter_written_over_two_years_must_be_one_winter() -> None:
    for text in ("vinteren 2013/15", "vinteren 2013/2013", "foråret 2014/15"):
        with pytest.raises(DateError):
            date_reading.parse_partial(text)
    assert date_reading.parse_partial("vinteren 1999/00").first == date(1999, 12, 1)
    assert date_reading.parse_partial("vinteren 1999/2000").first == date(1999, 12, 1)


@pytest.mark.parametrize(
    ("precision", "danish", "english"),
    [
        ("day", "5. januar 2021", "5 January 2021"),
        ("month", "januar 2021", "January 2021"),
        ("quarter", "1. kvartal 2021", "quarter 1 of 2021"),
        ("season", "vinteren 2020/21", "the winter of 2020/21"),
        ("year", "2021", "2021"),
        ("month_start", "primo januar 2021", "the start of January 2021"),
        ("month_middle", "medio januar 2021", "the middle of January 2021"),
        ("quarter_middle", "medio 1. kvartal 2021", "the middle of quarter 1 of 2021"),
        ("season_end", "ultimo vinteren 2020/21", "the end of the winter of 2020/21"),
        ("year_end", "ultimo 2021", "the end of 2021"),
    ],
)
def test_a_date_is_written_in_the_readers_language(precision: str, danish: str, english: str) -> None:
    around = PartialDate.around(date(2021, 1, 5), precision)
    assert str(around) == danish
    with translation.override("en"):
        assert str(around) == english
    assert str(around) == danish  # what is remembered of one language is not given in another


@pytest.mark.parametrize(("month", "season"), [(3, "foråret"), (5, "foråret"), (6, "sommeren"), (11, "efteråret")])
def test_a_season_has_its_name(month: int, season: str) -> None:
    assert str(PartialDate.around(date(2021, month, 5), "season")) == f"{season} 2021"


def test_the_winter_over_a_new_century_has_two_digits() -> None:
    assert str(PartialDate(date(2099, 12, 1), Precision.SEASON)) == "vinteren 2099/00"


@given(PARTIAL_DATES)
def test_what_is_written_in_danish_can_be_read_again(around: PartialDate) -> None:
    assert date_reading.parse_partial(str(around)) == around


@given(PARTIAL_DATES, st.data())
def test_every_day_of_a_period_gives_the_same_period(around: PartialDate, data: st.DataObject) -> None:
    within = data.draw(st.dates(around.first, around.last))
    for day in (around.first, within, around.last):
        assert PartialDate.around(day, around.precision) == around


@given(DAYS, UNITS.filter(lambda unit: unit != Precision.DAY))
def test_start_middle_and_end_fill_their_unit_whatever_day_is_given(day: date, unit: Precision) -> None:
    whole = PartialDate.around(day, unit)
    start, middle, end = (PartialDate.around(day, f"{unit}_{third}") for third in ("start", "middle", "end"))
    assert (start.first, end.last) == (whole.first, whole.last)
    assert middle.first - start.last == end.first - middle.last == timedelta(days=1)
    assert all(third.first <= third.last for third in (start, middle, end))


def test_only_a_day_has_no_start_middle_and_end() -> None:
    assert {unit: {item.third for item in Precision if item.unit == unit} for unit in Precision if not unit.third} == {
        unit: {""} if unit == "day" else {"", "start", "middle", "end"}
        for unit in ("day", "month", "quarter", "season", "year")
    }


def test_dates_sort_by_first_day_and_the_better_known_first() -> None:
    written = [
        "vinteren 2013/14", "ultimo 2013", "1. januar 2014", "primo januar 2014", "primo 2014", "januar 2014",
        "medio vinteren 2013/14", "1. kvartal 2014", "2014", "2. januar 2014", "medio januar 2014", "medio 2014",
        "sommeren 2014",
    ]  # fmt: skip
    assert [str(item) for item in sorted(map(date_reading.parse_partial, reversed(written)))] == written


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_of_two_dates_one_comes_first_or_they_are_the_same(one: PartialDate, other: PartialDate) -> None:
    assert [one < other, one == other, one > other].count(True) == 1
    assert (one <= other) == (one < other or one == other)
    if one.earliest != other.earliest:
        assert (one < other) == (one.earliest < other.earliest)
    elif one.latest != other.latest:
        assert (one < other) == (one.latest < other.latest)


@given(DAYS, UNITS)
def test_a_period_holds_its_day_and_lies_beside_the_next(day: date, precision: Precision) -> None:
    around = PartialDate.around(day, precision)
    assert around.first <= day <= around.last
    if day.year < LATEST - 1:
        progress = PartialDate.around(around.last + timedelta(days=1), precision)
        assert progress.first == around.last + timedelta(days=1)
        assert around < progress


@given(DAYS, st.integers(-600, 600))
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int) -> None:
    found = dates.months_later(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or ((found + timedelta(days=1)).day == 1 and found.day < day.day)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        found = date_reading.parse_partial(text)
    except DateError:
        return
    assert EARLIEST <= found.first.year <= LATEST


def test_unknown_precision_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="century"):
        PartialDate.around(MARCH, "century")


@pytest.mark.parametrize(
    "texts",
    [
        ("primo 2014", "2014", "november 2014", "ultimo 2014", "primo 2015"),
        ("primo maj 2014", "5. maj 2014", "medio maj 2014", "30. maj 2014", "ultimo maj 2014", "1. juni 2014"),
    ],
)
def test_primo_and_ultimo_stand_at_the_ends_of_their_unit_in_every_order(texts: tuple[str, ...]) -> None:
    days = [date_reading.parse_partial(text) for text in reversed(texts)]
    assert [str(day) for day in sorted(days)] == [str(date_reading.parse_partial(text)) for text in texts]
