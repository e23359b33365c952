"""How milestones, activities and sub-agreements stand; and what is shown of small counts."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.milestones.calculations import MilestoneDates, milestone_standing
from plans.milestones.enums import MilestoneStanding, MilestoneState
from plans.milestones.presenters.words import STANDING_SHAPES
from plans.progress.calculations import summed_status, work_status
from plans.progress.enums import WorkStatus
from plans.progress.presenters.words import STATUS_SHAPES
from plans.results.calculations.freshness import is_old
from plans.results.calculations.small_counts import EVERYTHING, CountSight, SeenSum, SmallCounts
from plans.results.enums import Progress
from plans.results.presenters.words import PROGRESS_SHAPES
from plans.shared.enums import ActivityState, Granularity
from plans.shared.periods import Period

DUE, BEFORE, AFTER = date(2023, 6, 30), date(2023, 6, 30), date(2023, 7, 1)


@pytest.mark.parametrize(
    ("milestone", "day", "expected"),
    [
        (MilestoneDates(MilestoneState.PLANNED, DUE), BEFORE, MilestoneStanding.PLANNED),
        (MilestoneDates(MilestoneState.PLANNED, DUE), AFTER, MilestoneStanding.LATE),
        (MilestoneDates(MilestoneState.UNDER_WAY, DUE), BEFORE, MilestoneStanding.UNDER_WAY),
        (MilestoneDates(MilestoneState.UNDER_WAY, DUE), AFTER, MilestoneStanding.LATE),
        (MilestoneDates(MilestoneState.POSTPONED, DUE), BEFORE, MilestoneStanding.POSTPONED),
        (MilestoneDates(MilestoneState.POSTPONED, DUE), AFTER, MilestoneStanding.LATE),
        (MilestoneDates(MilestoneState.POSTPONED, None), AFTER, MilestoneStanding.POSTPONED),
        (MilestoneDates(MilestoneState.PLANNED, None), AFTER, MilestoneStanding.PLANNED),
        (MilestoneDates(MilestoneState.REACHED, DUE), AFTER, MilestoneStanding.REACHED),
        (MilestoneDates(MilestoneState.REACHED, DUE, AFTER), BEFORE, MilestoneStanding.PLANNED),
        (MilestoneDates(MilestoneState.REACHED, DUE, date(2023, 8, 1)), AFTER, MilestoneStanding.LATE),
        (MilestoneDates(MilestoneState.DROPPED, DUE), AFTER, MilestoneStanding.DROPPED),
        (MilestoneDates(MilestoneState.PLANNED, DUE, is_draft=True), AFTER, MilestoneStanding.DRAFT),
    ],
)
def test_late_follows_from_the_date(milestone: MilestoneDates, day: date, expected: MilestoneStanding) -> None:
    assert milestone_standing(milestone, day, followed=True) == expected


def test_where_nobody_followed_the_plan_nothing_is_late_that_nobody_reported() -> None:
    silent = MilestoneDates(MilestoneState.PLANNED, DUE)
    reported = MilestoneDates(MilestoneState.PLANNED, DUE, was_reported=True)
    assert milestone_standing(silent, AFTER, followed=False) == MilestoneStanding.UNKNOWN
    assert milestone_standing(reported, AFTER, followed=False) == MilestoneStanding.LATE


LATE, REACHED, PLANNED = MilestoneStanding.LATE, MilestoneStanding.REACHED, MilestoneStanding.PLANNED


@pytest.mark.parametrize(
    ("progress", "milestones", "expected"),
    [
        ([Progress.REACHED], [LATE], WorkStatus.LATE),
        ([Progress.BEHIND, Progress.AHEAD], [REACHED], WorkStatus.BEHIND),
        ([Progress.NOT_REACHED], [], WorkStatus.NOT_REACHED),
        ([Progress.AHEAD], [], WorkStatus.ON_TRACK),
        ([], [MilestoneStanding.UNDER_WAY], WorkStatus.ON_TRACK),
        ([Progress.REACHED], [REACHED], WorkStatus.REACHED),
        ([Progress.REACHED], [PLANNED], WorkStatus.ON_TRACK),
        ([Progress.REACHED, Progress.TOO_EARLY], [], WorkStatus.ON_TRACK),
        ([Progress.TOO_EARLY], [], WorkStatus.TOO_EARLY),
        ([], [PLANNED], WorkStatus.TOO_EARLY),
        ([Progress.UNKNOWN], [MilestoneStanding.UNKNOWN], WorkStatus.UNKNOWN),
        ([Progress.NO_TARGET], [], WorkStatus.UNKNOWN),
        ([], [], WorkStatus.UNKNOWN),
    ],
)
def test_the_worst_of_an_activity_decides(
    progress: list[Progress], milestones: list[MilestoneStanding], expected: WorkStatus
) -> None:
    assert work_status(progress, milestones) == expected


@pytest.mark.parametrize("state", [ActivityState.PAUSED, ActivityState.DROPPED])
def test_what_is_stopped_is_not_late(state: ActivityState) -> None:
    assert work_status([Progress.BEHIND], [LATE], state=state) == WorkStatus.STOPPED


@given(st.lists(st.sampled_from(Progress)), st.lists(st.sampled_from(MilestoneStanding)))
def test_a_late_milestone_never_reads_better(progress: list[Progress], milestones: list[MilestoneStanding]) -> None:
    assert work_status(progress, [*milestones, LATE]) == WorkStatus.LATE


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([WorkStatus.REACHED, WorkStatus.LATE], WorkStatus.LATE),
        ([WorkStatus.ON_TRACK, WorkStatus.BEHIND], WorkStatus.BEHIND),
        ([WorkStatus.REACHED, WorkStatus.UNKNOWN], WorkStatus.ON_TRACK),
        ([WorkStatus.REACHED, WorkStatus.STOPPED], WorkStatus.REACHED),
        ([WorkStatus.STOPPED], WorkStatus.STOPPED),
        ([WorkStatus.STOPPED, WorkStatus.UNKNOWN], WorkStatus.UNKNOWN),
        ([], WorkStatus.UNKNOWN),
    ],
)
def test_the_worst_activity_decides_over_the_sub_agreement(statuses: list[WorkStatus], expected: WorkStatus) -> None:
    assert summed_status(statuses) == expected


def test_old_is_more_days_than_the_plan_says() -> None:
    assert not is_old(date(2023, 1, 1), date(2023, 1, 31), 30)
    assert is_old(date(2023, 1, 1), date(2023, 2, 1), 30)
    assert not is_old(None, date(2023, 2, 1), 30)


def test_every_value_has_its_shape() -> None:
    assert set(PROGRESS_SHAPES) == set(Progress)
    assert set(STANDING_SHAPES) == set(MilestoneStanding)
    assert set(STATUS_SHAPES) == set(WorkStatus)


# --- small counts --------------------------------------------------------------------------------------

RULE = SmallCounts(5)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, CountSight.SHOWN),
        (1, CountSight.UNDER),
        (4, CountSight.UNDER),
        (5, CountSight.SHOWN),
        (None, CountSight.SHOWN),
    ],
)
def test_zero_is_no_small_count(value: int | None, expected: CountSight) -> None:
    assert RULE.sight(value) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([20, 9], SeenSum(CountSight.SHOWN)),
        ([0, None], SeenSum(CountSight.SHOWN)),
        ([3, None, 0], SeenSum(CountSight.UNDER)),
        ([3, 3], SeenSum(CountSight.AT_LEAST, 2)),
        ([1, 1, 50], SeenSum(CountSight.AT_LEAST, 52)),
        ([4, 4, 50], SeenSum(CountSight.AT_LEAST, 52)),
        ([20, 3, 30], SeenSum(CountSight.AT_LEAST, 51)),
    ],
)
def test_a_sum_is_made_of_what_is_shown(values: list[int | None], expected: SeenSum) -> None:
    assert RULE.total(values) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((3, 50), CountSight.WITHHELD),
        ((47, 50), CountSight.WITHHELD),
        ((20, 50), CountSight.SHOWN),
        ((0, 50), CountSight.SHOWN),
    ],
)
def test_a_share_shows_neither_few_nor_the_few_others(counts: tuple[int, int], expected: CountSight) -> None:
    assert RULE.share(*counts) == expected


counts = st.lists(st.integers(0, 9), min_size=1, max_size=5)


def seen_over_time(values: list[int], rule: SmallCounts) -> list[object]:
    """All that a reader sees of the figures as they come one after the other, and of their running sums."""
    found: list[object] = []
    for number in range(1, len(values) + 1):
        begun = values[:number]
        found += [(rule.sight(value), value if rule.sight(value) == CountSight.SHOWN else None) for value in begun]
        total = rule.total(begun)
        found += [total, sum(begun) if total.sight == CountSight.SHOWN else None]
    return found


@given(counts, st.integers(3, 6))
def test_every_small_count_may_be_any_small_count_whatever_is_laid_side_by_side(values: list[int], limit: int) -> None:
    rule = SmallCounts(limit)
    seen = seen_over_time(values, rule)
    for place, value in enumerate(values):
        if rule.is_small(value):
            others = [[*values[:place], other, *values[place + 1 :]] for other in range(1, limit)]
            assert all(seen_over_time(other, rule) == seen for other in others)


@given(counts)
def test_what_a_sum_is_said_to_be_at_least_is_never_more_than_it_is(values: list[int]) -> None:
    total = RULE.total(values)
    assert total.value is None or total.value <= sum(values)
    assert (total.sight == CountSight.SHOWN) is not any(RULE.is_small(value) for value in values)


shares = st.integers(0, 30).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(st.lists(shares, min_size=1))
def test_a_sum_of_shares_that_are_shown_is_of_no_few(pairs: list[tuple[int, int]]) -> None:
    if RULE.total_share(pairs) == CountSight.SHOWN:
        part, whole = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
        assert RULE.share(part, whole) == CountSight.SHOWN


@given(st.lists(st.integers(0, 30)))
def test_the_secretariat_sees_everything(values: list[int]) -> None:
    assert {EVERYTHING.sight(value) for value in values} <= {CountSight.SHOWN}
    assert EVERYTHING.total(values) == SeenSum(CountSight.SHOWN)


# --- stretches of time ---------------------------------------------------------------------------------

periods = st.builds(
    lambda first, days: Period(first, date.fromordinal(first.toordinal() + days)),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(0, 2500),
)


@given(periods, st.sampled_from([Granularity.MONTH, Granularity.QUARTER, Granularity.HALF_YEAR, Granularity.YEAR]))
def test_reporting_periods_cover_the_period_without_gaps(period: Period, grain: Granularity) -> None:
    parts = period.parts(grain)
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert all((after.first - before.last).days == 1 for before, after in pairwise(parts))


@given(periods)
def test_quarters_lie_within_half_years_and_these_within_years(period: Period) -> None:
    starts = [
        {part.first for part in period.parts(grain)}
        for grain in (Granularity.QUARTER, Granularity.HALF_YEAR, Granularity.YEAR)
    ]
    assert starts[2] <= starts[1] <= starts[0]
