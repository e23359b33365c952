"""What an indicator is held against: by its own name, and drawn only where it has a place."""

import pytest

from tests.indicators.observations.test_presenters import indicator, line, measured


def test_the_verdict_calls_the_comparator_what_the_table_calls_it() -> None:
    share = indicator()
    named = line(share, measured(share, 58), measured(share, 70, "municipality", population_name="byen som helhed"))
    assert named.standing_words.endswith(" under byen som helhed")
    assert named.comparator.population == "byen som helhed"
    plainly = line(share, measured(share, 58), measured(share, 70, "municipality"))
    assert plainly.standing_words.endswith(" under kommunen")


@pytest.mark.parametrize(
    ("qualifier", "is_drawn"), [("exact", True), ("about", True), ("over", False), ("under", False)]
)
def test_a_bound_is_not_drawn_as_if_it_were_the_figure(qualifier: str, is_drawn: bool) -> None:
    share = indicator()
    found = line(share, measured(share, 58), measured(share, 40, "municipality", qualifier=qualifier))
    assert found.dumbbell.area == 580
    assert found.dumbbell.comparator == (400 if is_drawn else None)
