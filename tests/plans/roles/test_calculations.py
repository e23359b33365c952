from datetime import date

import pytest

from plans.roles.calculations import Span, first_day_without, is_earlier, overlap

DAY, MAY, JUNE = date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("spans", "first"),
    [
        ([], DAY),
        ([(None, None)], None),
        ([(None, MAY)], JUNE),
        ([(None, MAY), (JUNE, None)], None),
        ([(JUNE, None), (None, MAY)], None),
        ([(date(2026, 6, 2), None), (None, MAY)], JUNE),
        ([(date(2026, 5, 2), None)], DAY),
        ([(None, date(2026, 4, 30))], DAY),
        ([(None, MAY), (date(2026, 5, 3), date(2026, 5, 9))], JUNE),
    ],
)
def test_first_day_without_a_leader_is_the_first_gap(spans: list[Span], first: date | None) -> None:
    assert first_day_without(spans, DAY) == first


@pytest.mark.parametrize(
    ("before", "after", "earlier"),
    [(None, None, False), (None, DAY, True), (DAY, None, False), (JUNE, DAY, True), (DAY, DAY, False)],
)
def test_a_gap_is_earlier_than_never_and_than_later_ones(
    before: date | None, after: date | None, earlier: bool
) -> None:
    assert is_earlier(before, after) is earlier


def test_spans_overlap_only_when_they_share_a_day() -> None:
    assert overlap((None, MAY), (MAY, None))
    assert not overlap((None, MAY), (JUNE, None))
    assert overlap((None, None), (JUNE, JUNE))
