"""Indicators as facts: which figure stands against which, what is missing or suppressed, and in what words."""

from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.utils import translation

from abc_portal.directory.models import HousingDepartment
from indicators.models import Indicator, Instrument, Observation
from indicators.observations.calculations import AreaStanding, Movement
from indicators.observations.presenters.facts import SCALES, goal_facts, indicator_facts, printed_value, value_facts
from indicators.observations.presenters.summary import summary
from plans.models import OverallGoal

_numbers = count(1)


def indicator(unit: str = "percent", better: str = "higher", **fields: Any) -> Indicator:
    return Indicator(pk=next(_numbers), code="x", name="Andel", unit=unit, better=better, **fields)


def measured(
    of: Indicator, value: Any, population: str = "area", year: int | None = 2019, **fields: Any
) -> Observation:
    exact = None if value is None else Decimal(str(value))
    state = fields.pop("state", "known" if value is not None else "missing")
    return Observation(
        pk=next(_numbers), indicator=of, population=population, year=year, value=exact, state=state, **fields
    )


def line(of: Indicator, *rows: Observation) -> Any:
    [found] = indicator_facts(of, list(rows)).lines
    return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


# --- which stands against which -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("populations", "chosen"),
    [
        (["municipality", "all_plans", "country"], "municipality"),
        (["country", "all_plans"], "all_plans"),
        (["country"], "country"),
        (["other", "country"], "country"),
        (["other"], "other"),
        (["department"], None),
        ([], None),
    ],
)
def test_the_municipality_comes_first_then_the_next_of_the_same_year(
    populations: list[str], chosen: str | None
) -> None:
    of = indicator()
    rows = {population: measured(of, 50, population) for population in populations}
    found = line(of, measured(of, 60), *rows.values())
    assert (found.comparator.pk if found.comparator else None) == (rows[chosen].pk if chosen else None)


def test_a_department_s_own_figure_has_its_line_against_the_municipality_s() -> None:
    of, north, south = (
        indicator(better="lower"),
        HousingDepartment(pk=1, name="Nord"),
        HousingDepartment(pk=2, name="Syd"),
    )
    town = [measured(of, 14, "municipality"), measured(of, 14.6, "municipality", is_used=False)]
    rows = [measured(of, 39, "department", department=north), measured(of, 46, "department", department=south)]
    lines = [
        (item.part, plain(item.area.text), plain(item.comparator.text), plain(item.comparator.also), item.standing)
        for item in indicator_facts(of, [*rows, *town]).lines
    ]
    also = "også oplyst: 14,6 %"
    assert lines == [
        ("Nord", "39 %", "14 %", also, AreaStanding.WORSE),
        ("Syd", "46 %", "14 %", also, AreaStanding.WORSE),
    ]
    with_area = indicator_facts(of, [*rows, *town, measured(of, 41)])
    assert [item.part for item in with_area.lines] == ["", "Nord", "Syd"]
    assert [plain(item.area.text) for item in with_area.lines] == ["41 %", "39 %", "46 %"]


def test_a_comparator_of_another_year_is_none() -> None:
    of = indicator()
    found = line(
        of, measured(of, 60, year=2021), measured(of, 50, "municipality", 2019), measured(of, 40, "country", 2021)
    )
    assert found.comparator.value == 40
    assert [plain(other.text) for other in found.others] == ["50 %"]


def test_the_latest_figure_of_the_area_is_in_the_table() -> None:
    of = indicator()
    rows = [measured(of, 60, year=2021), measured(of, 55, year=2019), measured(of, 1, year=None, period="før 2000")]
    assert line(of, *rows).area.value == 60
    assert line(of, *rows[::-1]).area.value == 60


def test_a_comparator_alone_is_still_shown() -> None:
    of = indicator()
    found = line(of, measured(of, 50, "municipality"))
    assert (found.area, found.comparator) == (None, None)
    assert [plain(other.text) for other in found.others] == ["50 %"]
    assert (found.standing, found.standing_words) == (AreaStanding.UNKNOWN, "kan ikke sammenlignes")


def test_a_value_that_is_not_used_is_stored_with_the_reason() -> None:
    of = indicator()
    other = measured(of, 70, is_used=False, not_used_because="En anden kilde")
    found = line(of, measured(of, 60), other, measured(of, 50, "municipality"))
    assert found.area.value == 60
    [unused] = found.others
    assert (unused.is_used, unused.why_not, unused.value) == (False, "En anden kilde", 70)
    assert [value.pk for value in found.values] == [found.area.pk, found.comparator.pk, unused.pk]


def test_whoever_sees_a_value_sees_that_the_document_also_states_another() -> None:
    of = indicator()
    rows = [
        measured(of, "21.1"), measured(of, "24.1", is_used=False), measured(of, "21", is_used=False),
        measured(of, "15.6", "municipality"), measured(of, "14", "municipality", is_used=False),
        measured(of, 30, is_used=False, part="en anden del"), measured(of, 31, is_used=False, year=2001),
    ]  # fmt: skip
    found = line(of, *[row for row in rows if not row.part])
    assert plain(found.area.also) == "også oplyst: 24,1 %"  # 21 is the same figure, rounded
    assert plain(found.comparator.also) == "også oplyst: 14 %"
    alone = line(indicator(), measured(of, 60), measured(of, 50, "municipality"))
    assert (alone.area.also, alone.comparator.also) == ("", "")


def test_an_indicator_in_two_parts_has_two_lines() -> None:
    of = indicator()
    rows = [
        measured(of, 17, part="her"), measured(of, 12, "municipality", part="her"),
        measured(of, 13, part="andre steder"), measured(of, 14, "municipality", part="andre steder"),
    ]  # fmt: skip
    lines = indicator_facts(of, rows).lines
    assert [(item.part, item.standing) for item in lines] == [
        ("her", AreaStanding.BETTER),
        ("andre steder", AreaStanding.WORSE),
    ]


def test_an_indicator_without_figures_has_one_empty_line() -> None:
    found = line(indicator())
    assert (found.area, found.comparator, found.others) == (None, None, ())
    assert (found.standing, found.movement) == (AreaStanding.UNKNOWN, Movement.AWAITING)
    assert found.dumbbell.area is None


# --- missing, suppressed, zero --------------------------------------------------------------------------------


def test_missing_suppressed_and_zero_are_three_different_things() -> None:
    of = indicator()
    texts = [
        value_facts(of, row).text
        for row in (measured(of, None), measured(of, None, state="suppressed"), measured(of, 0))
    ]
    assert [plain(text) for text in texts] == ["ikke oplyst", "diskretioneret", "0 %"]


@pytest.mark.parametrize("state", ["missing", "suppressed"])
def test_a_figure_that_is_withheld_has_no_distance_and_no_mark(state: str) -> None:
    of = indicator()
    found = line(of, measured(of, None, state=state), measured(of, 50, "municipality"))
    assert (found.standing, found.movement) == (AreaStanding.UNKNOWN, Movement.AWAITING)
    assert (found.dumbbell.area, found.dumbbell.comparator) == (None, 500)
    assert found.area.value is None


def test_zero_is_drawn_at_the_scale_s_end() -> None:
    of = indicator()
    found = line(of, measured(of, 0), measured(of, 100, "municipality"))
    assert (found.dumbbell.area, found.dumbbell.comparator) == (0, 1000)
    assert found.standing_words == "100 procentpoint under kommunen"


def test_what_lies_outside_the_scale_is_drawn_at_its_end_and_a_count_not_at_all() -> None:
    of = indicator()
    assert line(of, measured(of, 140), measured(of, -5, "municipality")).dumbbell.area == 1000
    assert line(of, measured(of, 140), measured(of, -5, "municipality")).dumbbell.comparator == 0
    number = indicator("number")
    assert line(number, measured(number, 140)).dumbbell.area is None
    assert set(SCALES) == {"percent", "grade"}
    grade = indicator("grade")
    drawn = line(grade, measured(grade, -3), measured(grade, 12, "municipality")).dumbbell
    assert (drawn.area, drawn.comparator) == (0, 1000)


# --- words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "area", "comparator", "words"),
    [
        ("percent", "88.9", "92.5", "3,6 procentpoint under kommunen"),
        ("percent", "66", "65", "1 procentpoint over kommunen"),
        ("percent", "29.02", "18.61", "10,41 procentpoint over kommunen"),
        ("grade", "5.2", "6.1", "0,9 under kommunen"),
        ("number", "1200", "200", "1.000 over kommunen"),
    ],
)
def test_a_difference_in_percentage_points_or_plainly(unit: str, area: str, comparator: str, words: str) -> None:
    of = indicator(unit)
    assert plain(line(of, measured(of, area), measured(of, comparator, "municipality")).standing_words) == words


def test_no_difference_is_said_so() -> None:
    of = indicator()
    found = line(of, measured(of, "50.0"), measured(of, 50, "municipality"))
    assert found.standing == AreaStanding.SAME
    assert "kommunen" in found.standing_words
    assert "procentpoint" not in found.standing_words


def test_in_english_one_percentage_point_is_one() -> None:
    of = indicator()
    with translation.override("en"):
        one = line(of, measured(of, 51), measured(of, 50, "municipality")).standing_words
        half = line(of, measured(of, "50.5"), measured(of, 50, "municipality")).standing_words
    assert (one, half) == ("1 percentage point above the municipality", "0,5 percentage points above the municipality")


def test_a_comparator_is_called_as_the_document_calls_it() -> None:
    of = indicator()
    plans = measured(of, 73, "all_plans", population_name="alle 66 helhedsplaner")
    assert line(of, measured(of, 74), plans).standing_words == "1 procentpoint over alle 66 helhedsplaner"
    unnamed = measured(of, 73, "all_plans")
    assert "over alle" in line(of, measured(of, 74), unnamed).standing_words


@pytest.mark.parametrize(
    ("value", "printed", "text"),
    [
        ("29", "29,0 %", "29,0 %"),
        ("29.0000", "", "29 %"),
        ("29.0200", "29,02 %", "29,02 %"),
        ("0", "0,0 %", "0,0 %"),
        ("29", "30,0 %", "29 %"),
        ("29", "88.9", "29 %"),
        ("100.0000", "", "100 %"),
        ("1654", "1.654", "1.654 %"),
        ("29", "ca. 29,0 %", "29,0 %"),
        ("17", "17 % (tit/meget tit)", "17 %"),
        ("0.5000", "", "0,5 %"),
    ],
)
def test_a_value_has_the_decimals_that_its_document_prints(value: str, printed: str, text: str) -> None:
    of = indicator()
    row = measured(of, value, as_printed=printed)
    assert plain(value_facts(of, row).text) == text
    assert printed_value(row) == Decimal(value)


@pytest.mark.parametrize(
    ("qualifier", "text"), [("exact", "50 %"), ("about", "ca. 50 %"), ("over", "over 50 %"), ("under", "under 50 %")]
)
def test_a_value_that_is_not_meant_exactly_says_so(qualifier: str, text: str) -> None:
    of = indicator()
    assert plain(value_facts(of, measured(of, 50, qualifier=qualifier)).text) == text


def test_what_is_printed_in_another_way_is_in_the_notes() -> None:
    of = indicator("grade")
    notes = value_facts(of, measured(of, "5.2", as_printed="5,2 %", place="s. 4", area_note="inkl. nabo")).notes
    assert notes[:2] == ("inkl. nabo", "s. 4")
    assert "»5,2 %«" in notes[2]
    percent = indicator()
    assert value_facts(percent, measured(percent, "5.2", as_printed="5,2%")).notes == ()


def test_year_period_and_source_are_always_reported() -> None:
    of = indicator(source="Register")
    assert value_facts(of, measured(of, 5)).year == "2019"
    assert value_facts(of, measured(of, 5, year=None, period="de sidste fem år")).year == "de sidste fem år"
    assert value_facts(of, measured(of, 5, year=None)).year == "år ikke oplyst"
    assert value_facts(of, measured(of, 5)).source == "Register"
    assert value_facts(of, measured(of, 5, source="VIVE")).source == "VIVE"
    of.source = ""
    assert value_facts(of, measured(of, 5)).source == "ikke oplyst"


# --- movement -------------------------------------------------------------------------------------------------


def _moved(later: dict[str, Any] | None = None, baseline: dict[str, Any] | None = None, **comparator: Any) -> Any:
    """The distance to the municipality goes from 10 to 4 points between 2019 and 2021."""
    of = indicator()
    rows = [
        measured(of, 50, year=2019, is_baseline=True, **(baseline or {})),
        measured(of, 60, "municipality", 2019),
        measured(of, 58, year=2021, **(later or {})),
        measured(of, 62, comparator.get("population", "municipality"), 2021),
    ]
    return line(of, *rows)


def test_a_distance_that_narrows() -> None:
    found = _moved()
    assert found.movement == Movement.NARROWED
    assert "6 procentpoint" in found.movement_words
    assert found.shape == "ok"


@pytest.mark.parametrize(
    "change",
    [
        {"later": {"instrument": Instrument(pk=2)}, "baseline": {"instrument": Instrument(pk=1)}},
        {"later": {"area_note": "inkl. nabo"}},
        {"population": "all_plans"},
        {"population": "country"},
    ],
    ids=["another instrument", "another area", "against all plans", "against the country"],
)
def test_figures_that_cannot_be_held_together_have_no_movement(change: dict[str, Any]) -> None:
    found = _moved(**change)
    assert found.movement == Movement.AWAITING
    assert found.standing == AreaStanding.WORSE


def test_without_a_baseline_nothing_has_moved() -> None:
    of = indicator()
    rows = [
        measured(of, 50, year=2019), measured(of, 60, "municipality", 2019),
        measured(of, 58, year=2021), measured(of, 62, "municipality", 2021),
    ]  # fmt: skip
    assert line(of, *rows).movement == Movement.AWAITING


@pytest.mark.parametrize(
    ("area", "moved", "shape"),
    [(50, Movement.NARROWED, "ok"), (40, Movement.HELD, "warn"), (30, Movement.WIDENED, "late")],
)
def test_the_shape_follows_the_movement(area: int, moved: Movement, shape: str) -> None:
    of = indicator()
    rows = [
        measured(of, 40, year=2019, is_baseline=True), measured(of, 60, "municipality", 2019),
        measured(of, area, year=2021), measured(of, 60, "municipality", 2021),
    ]  # fmt: skip
    assert (line(of, *rows).movement, line(of, *rows).shape) == (moved, shape)


@pytest.mark.parametrize(("area", "shape"), [(70, "ok"), (60, "ok"), (50, "warn"), (None, "idle")])
def test_without_movement_the_shape_follows_the_standing(area: int | None, shape: str) -> None:
    of = indicator()
    assert line(of, measured(of, area), measured(of, 60, "municipality")).shape == shape


def test_the_shape_of_what_is_neither_better_nor_worse_is_idle() -> None:
    of = indicator(better="neither")
    assert line(of, measured(of, 50), measured(of, 60, "municipality")).shape == "idle"


# --- together -------------------------------------------------------------------------------------------------


def test_indicators_stand_under_their_goals_in_order() -> None:
    one, other = OverallGoal(pk=1, text="Mål 1"), OverallGoal(pk=2, text="Mål 2")
    listed = [indicator(goal=one), indicator(goal=other), indicator(goal=one), indicator(), indicator(plan_id=1)]
    goals = goal_facts(listed, [])
    assert [(goal.text, len(goal.indicators)) for goal in goals] == [
        ("Mål 1", 2), ("Mål 2", 1), ("Indikatorer uden overordnet mål", 1), ("Planens egne indikatorer", 1),
    ]  # fmt: skip


def test_the_summary_counts_lines() -> None:
    of, empty = indicator(), indicator()
    rows = [
        measured(of, 70, part="a"), measured(of, 60, "municipality", part="a"),
        measured(of, 50, part="b"), measured(of, 60, "municipality", part="b"),
    ]  # fmt: skip
    found = summary(goal_facts([of, empty], rows))
    assert (found.lines, found.better, found.worse, found.unknown, found.awaiting) == (3, 1, 1, 1, 3)
