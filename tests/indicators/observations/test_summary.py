"""All indicators together in one sentence: what has moved, what stands worse, whom it is held against."""

from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from indicators.models import Indicator, Observation
from indicators.observations.presenters.facts import goal_facts
from indicators.observations.presenters.summary import headline, summary

_numbers = count(1)
#: The area's baseline, and its later figure; the municipality's of both years is 60.
NEARER, AWAY, STILL, BETTER = (40, 50), (40, 30), (40, 40), (50, 70)


def lines(*figures: tuple[int | None, int | None], against: str = "municipality", name: str = "") -> Any:
    """An indicator for each pair; without a later figure there is only the baseline, without any there is nothing."""
    listed, rows = [], []
    for first, later in figures:
        of = Indicator(pk=next(_numbers), code="x", name="Andel", unit="percent", better="higher")
        listed.append(of)
        for year, value in ((2019, first), (2023, later)):
            if value is None:
                continue
            area = {"population": "area", "value": value, "is_baseline": year == 2019}
            other = {"population": against, "population_name": name, "value": 60}
            for fields in (area, other):
                fields["value"] = Decimal(fields["value"])
                rows.append(Observation(pk=next(_numbers), indicator=of, year=year, state="known", **fields))
    return listed, rows


def headline_of(*figures: tuple[int | None, int | None], is_over: bool = False, **fields: str) -> str:
    found = headline(summary(goal_facts(*lines(*figures, **fields))), is_over=is_over)
    return found.sentence if found else ""


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (
            [NEARER, NEARER, (40, None), (None, None)],
            "2 af 4 nærmer sig kommunen; ingen går den forkerte vej; 2 har ingen senere måling; "
            "alle 3, der kan sammenlignes, ligger fortsat dårligere.",
        ),
        (
            [NEARER, AWAY, STILL, BETTER],
            "2 af 4 nærmer sig kommunen; 1 går den forkerte vej; 1 er uændret; "
            "3 af de 4, der kan sammenlignes, ligger fortsat dårligere.",
        ),
        (
            [AWAY],
            "ingen af 1 nærmer sig kommunen; 1 går den forkerte vej; "
            "det ene, der kan sammenlignes, ligger fortsat dårligere.",
        ),
        ([BETTER], "1 af 1 nærmer sig kommunen; ingen går den forkerte vej; ingen ligger dårligere."),
        (
            [(40, None), (70, None), (None, None)],
            "1 af 2 tal ligger dårligere end kommunen; kun målt ved begyndelsen, afventer nye tal; "
            "1 kan ikke sammenlignes.",
        ),
        ([(70, None)], "ingen af 1 tal ligger dårligere end kommunen; kun målt ved begyndelsen, afventer nye tal."),
        ([(None, None)], ""),
        ([], ""),
    ],
)
def test_what_has_moved_and_what_is_worse_add_up(figures: list[Any], words: str) -> None:
    assert headline_of(*figures) == words


def test_nothing_is_waited_for_when_the_period_has_ended() -> None:
    words = headline_of((40, None), is_over=True)
    assert words == "1 af 1 tal ligger dårligere end kommunen; kun målt ved begyndelsen; senere tal er ikke indtastet."


def test_who_it_is_held_against_is_named_where_it_is_the_same_for_all() -> None:
    assert "af 1 nærmer sig landet;" in headline_of(NEARER, against="country", name="landet")
    one, other = lines(NEARER), lines(NEARER, against="country", name="landet")
    mixed = summary(goal_facts([*one[0], *other[0]], [*one[1], *other[1]]))
    assert mixed.against == "sammenligningstallet"
