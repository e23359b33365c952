"""From rows to what the calculations take: a criterion's target, its figures, a milestone's dates. No queries.

Criteria come with their results, in whatever order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from plans.results.calculations.counted import CountedFigure, CountedTarget
from plans.results.calculations.departments import combined
from plans.results.calculations.hidden import seen_reading
from plans.results.calculations.progress import CriterionReading
from plans.results.calculations.small_counts import EVERYTHING, SmallCounts
from plans.results.calculations.targets import InterimTarget, figure_to_reach, rule_of
from plans.results.enums import (
    Comparison,
    Counting,
    Direction,
    Judgement,
    Progress,
    ResultState,
    TargetBasis,
    TargetKind,
)
from plans.shared.enums import Granularity
from plans.shared.periods import PartialPeriod, Period, Phase, partial_period


def period_of(criterion: Any, plan: Any) -> Period | PartialPeriod:
    """The time that a criterion is for: its own, or the whole plan's where a day is open, as far as that is known."""
    first = criterion.starts_on or plan.starts_on
    last = criterion.ends_on or plan.ends_on
    return partial_period(first, max(first, last) if first and last else last)


def target_of(criterion: Any, plan: Any) -> CountedTarget:
    """The criterion as the calculations take it. Events are counted by the plan's months."""
    grain = Granularity(criterion.rhythm) if criterion.rhythm in STEADY else Granularity.MONTH
    basis = TargetBasis(criterion.basis)
    goal = figure_to_reach(criterion.target, basis, criterion.baseline)
    return CountedTarget(
        kind=TargetKind(criterion.target_kind),
        period=period_of(criterion, plan),
        counting=Counting(criterion.counting),
        comparison=rule_of(Comparison(criterion.comparison), basis),
        target=goal,
        lacks_start=goal is None and criterion.target is not None,
        interim=_interim(criterion, basis),
        direction=Direction(criterion.direction) if criterion.direction else None,
        baseline=criterion.baseline,
        periods=_periods_within(plan.period, grain, period_of(criterion, plan)),
        is_awaited=criterion.rhythm in STEADY,
    )


#: Rhythms in which a result is due for every period.
STEADY = frozenset({Granularity.MONTH, Granularity.QUARTER, Granularity.HALF_YEAR, Granularity.YEAR})


@lru_cache(maxsize=1024)
def _periods_within(
    plan: Period | PartialPeriod, grain: Granularity, period: Period | PartialPeriod
) -> tuple[Period, ...]:
    """The plan's periods of that length, cut to the given period; none where either is not known. Cached, since many
    criteria share them."""
    whole, cut = plan.whole, period.whole
    if whole is None or cut is None:
        return ()
    met = ((max(part.first, cut.first), min(part.last, cut.last)) for part in whole.parts(grain))
    return tuple(Period(first, last) for first, last in met if first <= last)


def _interim(criterion: Any, basis: TargetBasis) -> InterimTarget | None:
    if criterion.interim_on is None:
        return None
    figure = figure_to_reach(criterion.interim_target, basis, criterion.baseline)
    return InterimTarget(figure, criterion.interim_on)


def figure_of(result: Any) -> CountedFigure:
    return CountedFigure(
        first=result.starts_on,
        last=result.ends_on,
        state=ResultState(result.state),
        value=result.value,
        numerator=result.numerator,
        denominator=result.denominator,
        judgement=Judgement(result.judgement) if result.judgement else None,
        label=result.label,
        reported=result.reported_on,
        reckoned=(result.end.latest, result.start.earliest),
    )


def reported_until(result: Any, day: date) -> date | None:
    """The last day that a result covers, seen on ``day``; the age of what is known follows from it."""
    figure = figure_of(result)
    return figure.reported_until(day) if figure.is_known and figure.first <= day else None


def reading_of(
    criterion: Any, plan: Any, day: date, results: Iterable[Any] | None = None, *, rule: SmallCounts
) -> CriterionReading:
    """The criterion's progress on the day for a reader under that rule; ``results`` default to its own."""
    rows = list(criterion.results.all() if results is None else results)
    if not criterion.each_department:
        return _reading(criterion, plan, day, rows, rule)
    by_department: dict[int, list[Any]] = {}
    for row in rows:
        if row.starts_on <= day:
            by_department.setdefault(row.department_id, []).append(row)
    found = [_reading(criterion, plan, day, own, rule) for own in by_department.values()]
    return combined(_reading(criterion, plan, day, [], rule), found, criterion.department_count)


def _reading(criterion: Any, plan: Any, day: date, rows: Iterable[Any], rule: SmallCounts) -> CriterionReading:
    found = seen_reading(target_of(criterion, plan), [figure_of(row) for row in rows], day, rule)
    if hides_start(criterion, rule) and found.total is not None:
        return replace(found, progress=None, possible=_ANY, share_of_target=None)
    return found


#: What could be said of a figure whose target is reckoned from a small count.
_ANY = frozenset(Progress) - {Progress.NO_TARGET, Progress.UNKNOWN}


def hides_start(criterion: Any, rule: SmallCounts) -> bool:
    """Whether the target is reckoned from a count that the reader does not see, so that a verdict would tell it."""
    return criterion.basis != TargetBasis.FIGURE and rule.is_small(criterion.baseline)


def counts_shown(criterion: Any, plan: Any, *, exact: bool) -> SmallCounts:
    """Which counts of the criterion a reader sees: all, or none that is small where people are counted."""
    return EVERYTHING if exact or not criterion.counts_people else SmallCounts(plan.small_count)


def current(criteria: Iterable[Any], plan: Any, day: date) -> list[Any]:
    """The criteria that count in the status on the day: those whose period it is, else those that ended last, else
    those that begin first.
    """
    listed = [(period_of(item, plan), item) for item in criteria]
    inside = plan.period.nearest(day)
    now = [item for period, item in listed if period.phase(inside) in (Phase.RUNNING, Phase.UNKNOWN)]
    if now:
        return now
    past = [period.last for period, _criterion in listed if period.phase(inside) == Phase.OVER]
    if past:
        return [item for period, item in listed if period.last == max(past)]
    first = min((period.first for period, _criterion in listed), default=None)
    return [item for period, item in listed if period.first == first]
