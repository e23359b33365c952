"""Two writers of one value: who changed it, and what stays."""

import pytest

from abc_portal.core.three_way import Changed, compared, merged, merged_set


@pytest.mark.parametrize(
    ("before", "theirs", "mine", "changed", "stays"),
    [
        (1, 1, 1, Changed.NEITHER, 1),
        (1, 1, 2, Changed.MINE, 2),
        (1, 2, 1, Changed.THEIRS, 2),
        (1, 2, 2, Changed.ALIKE, 2),
        (1, 2, 3, Changed.BOTH, 3),
        (None, 0, None, Changed.THEIRS, 0),
        (0, None, 0, Changed.THEIRS, None),
        ("", "a", "", Changed.THEIRS, "a"),
    ],
)
def test_three_versions_compared_tell_who_changed_and_what_stays(
    before: object, theirs: object, mine: object, changed: Changed, stays: object
) -> None:
    assert compared(before, theirs, mine) is changed
    assert merged(before, theirs, mine) == stays


def test_changed_by_them_is_asked_of_every_outcome() -> None:
    assert {item for item in Changed if item.by_them} == {Changed.THEIRS, Changed.ALIKE, Changed.BOTH}


@pytest.mark.parametrize(
    ("before", "theirs", "mine", "stay"),
    [
        ({1, 2}, {1, 2}, {1}, {1}),
        ({1, 2}, {2}, {1, 2}, {2}),
        ({1, 2}, {1, 2, 3}, {2, 4}, {2, 3, 4}),
        ({1}, set(), {1, 2}, {2}),
        (set(), {1}, {1}, {1}),
        ({1}, set(), set(), set()),
    ],
)
def test_members_that_one_writer_added_or_took_away_are_merged(
    before: set[int], theirs: set[int], mine: set[int], stay: set[int]
) -> None:
    assert merged_set(before, theirs, mine) == stay
