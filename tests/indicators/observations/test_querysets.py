"""Which indicators a plan has, and that the facts about them are made of what was fetched."""

from typing import Any

import pytest

from indicators.observations.presenters.facts import goal_facts
from indicators.observations.querysets import indicators_of, observations_of
from tests import factories, scale
from tests.people import Cast


@pytest.mark.django_db
def test_the_facts_are_made_without_a_query(cast: Cast, django_assert_num_queries: Any) -> None:
    scale.grow(cast.plan, 3)
    listed, rows = list(indicators_of(cast.plan)), list(observations_of(cast.plan))
    with django_assert_num_queries(0):
        text = str(goal_facts(listed, rows))
    assert "En anden kilde" in text


@pytest.mark.django_db
def test_a_plan_has_its_round_s_indicators_and_its_own_only(cast: Cast) -> None:
    own = factories.indicator(cast.plan)
    factories.indicator(cast.other_plan)
    codes = {item.code for item in indicators_of(cast.plan)}
    assert own.code in codes
    assert len(codes) == 10
    cast.plan.round = None
    assert [item.code for item in indicators_of(cast.plan)] == [own.code]
