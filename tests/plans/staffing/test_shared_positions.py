"""Positions that several people hold: what they have together, and what is said of it."""

from datetime import date
from decimal import Decimal

import pytest

from plans.models import Position, PositionHolder
from plans.staffing.calculations import Hours, Load, PositionShare, load, position_share
from plans.staffing.words import share_words
from tests import factories
from tests.findings import findings
from tests.people import Cast


@pytest.mark.parametrize(
    ("stated", "shares", "headcount", "expected"),
    [
        (None, [500, 500], None, PositionShare(1000)),
        (None, [500, None], None, PositionShare(500, is_least=True)),
        (None, [500, 500], 3, PositionShare(1000, is_least=True)),
        (None, [None, None], 2, PositionShare(None)),
        (None, [], 8, PositionShare(None)),
        (8000, [None], 8, PositionShare(8000)),
    ],
)
def test_a_share_is_stated_or_the_sum_of_the_holders_or_at_least_that(
    stated: int | None, shares: list[int | None], headcount: int | None, expected: PositionShare
) -> None:
    assert position_share(stated, shares, headcount) == expected


def test_of_a_lower_bound_only_under_is_told() -> None:
    assert load(Hours.of(Decimal(10)), 1000, is_least=True) == Load.UNDER
    assert load(Hours.of(Decimal(37)), 1000, is_least=True) == Load.UNKNOWN
    assert load(Hours.of(Decimal(50)), 1000, is_least=True) == Load.UNKNOWN


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (PositionShare(None), "ikke oplyst"),
        (PositionShare(500), "50 %"),
        (PositionShare(8000), "8 årsværk"),
        (PositionShare(2500, is_least=True), "mindst 2,5 årsværk"),
    ],
)
def test_more_than_full_time_is_told_in_full_time_posts(share: PositionShare, words: str) -> None:
    assert share_words(share).replace("\xa0", " ") == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "shares", "code"),
    [
        ({"share": 8000}, [], "position-over-full-time"),
        ({"share": 8000, "headcount": 8}, [], ""),
        ({"headcount": 1}, [500, 500], "position-people-differ"),
        ({"share": 1000, "headcount": 2}, [300, 300], "position-shares-differ"),
        ({"share": 1000, "headcount": 2}, [300, None], ""),
        ({"share": 500, "headcount": 2}, [300, 300, None], "position-people-differ"),
    ],
)
def test_what_does_not_agree_is_told(
    cast_once: Cast, fields: dict[str, int], shares: list[int | None], code: str
) -> None:
    post = factories.saved(Position(plan=cast_once.plan, title="Vejledere", **fields), cast_once.plan)
    for share in shares:
        factories.saved(PositionHolder(post=post, share=share), cast_once.plan)
    factories.saved(PositionHolder(post=post, share=1000, ends_on=date(2021, 3, 31)), cast_once.plan)
    found = {finding.code for finding in findings(cast_once.plan) if finding.code.startswith("position-")}
    assert (code in found) if code else (found == set())
