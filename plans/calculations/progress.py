"""How a success criterion stands to its target: what was counted, against the time that has gone.

Pure: no database, no clock. Rules (the portal's own; the funding rounds prescribe none):

* A growing count (figures are added, and the target is at least or more than a number) is held against the share of
  its time that has gone. It is ahead from a tenth over that share, on track from a tenth under it, else behind.
* Every other target is not judged before its period has ended, except where the end is certain: added figures
  that have passed what they were to stay under never come back.
* What was not stated or is suppressed counts as nothing known: the sum is then "at least".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from plans.calculations.period import Period
from plans.enums import Comparison, Counting, Direction, Judgement, Progress, ResultState, TargetKind

#: How far from the share of time a growing count may be and still follow it.
SLACK = Fraction(1, 10)


@dataclass(frozen=True)
class CountedTarget:
    """What is to be reached, and in which time.

    ``target`` is a number, or a share in per cent; ``None`` is no target. ``baseline`` is for a direction.
    """

    kind: TargetKind
    period: Period
    counting: Counting = Counting.CUMULATIVE
    comparison: Comparison = Comparison.AT_LEAST
    target: Decimal | None = None
    direction: Direction | None = None
    baseline: Decimal | None = None

    @property
    def grows(self) -> bool:
        """Whether more results can only bring it nearer to its target."""
        return (
            self.kind == TargetKind.NUMBER
            and self.counting == Counting.CUMULATIVE
            and self.comparison in (Comparison.AT_LEAST, Comparison.MORE)
        )


@dataclass(frozen=True)
class Figure:
    """One result: its days, and the figure as it was kept; ``value`` is a number or a share in per cent."""

    first: date
    last: date
    state: ResultState = ResultState.COUNTED
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    judgement: Judgement | None = None
    label: str = ""

    @property
    def is_known(self) -> bool:
        return self.state == ResultState.COUNTED

    @property
    def order(self) -> tuple[date, date, str]:
        """What makes one figure later than another: never the order in which they were entered."""
        return (self.last, self.first, self.label)


@dataclass(frozen=True)
class Reading:
    """How the criterion stands on a day.

    ``total`` is the sum or the latest figure (a share in per cent), ``None`` when nothing is known; ``numerator`` and
    ``denominator`` are the counts behind a share. ``is_partial`` says that some results are missing or suppressed, so
    that a sum is "at least". ``share_of_target`` may be over 1.
    """

    progress: Progress
    total: Decimal | None
    numerator: int | None
    denominator: int | None
    share_of_target: Fraction | None
    share_of_time: Fraction
    is_partial: bool
    latest_on: date | None


def reading(target: CountedTarget, figures: Iterable[Figure], day: date) -> Reading:
    """How the criterion stands on the day, from the results whose time had begun by then.

    The same figures give the same reading in whatever order they come.
    """
    told = sorted((each for each in figures if each.first <= day), key=lambda each: each.order)
    known = [each for each in told if each.is_known]
    counts = _counts(target, known)
    total = _total(target, known, counts)
    gone = Fraction(target.period.gone_days(day), target.period.days)
    return Reading(
        progress=_progress(target, known, total, day, gone, is_partial=len(known) < len(told)),
        total=total,
        numerator=counts[0] if counts else None,
        denominator=counts[1] if counts else None,
        share_of_target=_share(target, total),
        share_of_time=gone,
        is_partial=len(known) < len(told),
        latest_on=max((each.last for each in known), default=None),
    )


def _counts(target: CountedTarget, known: Sequence[Figure]) -> tuple[int, int] | None:
    """The two counts of a share; ``None`` where some result gives only per cent."""
    counted = known if target.counting == Counting.CUMULATIVE else known[-1:]
    if target.kind != TargetKind.SHARE or not counted or any(each.numerator is None for each in counted):
        return None
    return sum(each.numerator or 0 for each in counted), sum(each.denominator or 0 for each in counted)


def _total(target: CountedTarget, known: Sequence[Figure], counts: tuple[int, int] | None) -> Decimal | None:
    if target.kind == TargetKind.TEXT:
        return None
    if target.kind == TargetKind.SHARE:
        return _percent(*counts) if counts else _latest_share(known)
    values = [each.value for each in known if each.value is not None]
    if not values:
        return None
    is_sum = target.counting == Counting.CUMULATIVE and target.kind == TargetKind.NUMBER
    return sum(values, Decimal(0)) if is_sum else values[-1]


def _percent(part: int, whole: int) -> Decimal | None:
    """A share in per cent with as many digits as a figure is kept with; ``None`` of nothing at all."""
    return None if whole == 0 else (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.0001"))


def _latest_share(known: Sequence[Figure]) -> Decimal | None:
    """Shares without their counts cannot be added up: the latest is what is known."""
    if not known:
        return None
    last = known[-1]
    return last.value if last.numerator is None else _percent(last.numerator, last.denominator or 0)


def _share(target: CountedTarget, total: Decimal | None) -> Fraction | None:
    if total is None or target.target is None or target.kind == TargetKind.DIRECTION:
        return None
    return Fraction(total) / Fraction(target.target) if target.target else None


def _progress(
    target: CountedTarget,
    known: Sequence[Figure],
    total: Decimal | None,
    day: date,
    gone: Fraction,
    *,
    is_partial: bool,
) -> Progress:
    if target.kind in (TargetKind.NUMBER, TargetKind.SHARE) and target.target is None:
        return Progress.NO_TARGET
    if not known:
        return Progress.UNKNOWN
    is_over = day >= target.period.last
    if target.kind == TargetKind.TEXT:
        return _judged(known, is_over=is_over)
    if target.kind == TargetKind.DIRECTION:
        return _moved(target, known, total, is_over=is_over)
    if total is None or target.target is None:
        return Progress.UNKNOWN
    if target.grows:
        return _grown(target, total, gone, is_over=is_over, is_partial=is_partial)
    return _compared(target, total, is_over=is_over, is_partial=is_partial)


def _grown(target: CountedTarget, total: Decimal, gone: Fraction, *, is_over: bool, is_partial: bool) -> Progress:
    """A growing count: reached as soon as it is, and meanwhile held against the time."""
    goal = target.target or Decimal(0)
    if meets(target.comparison, total, goal):
        return Progress.REACHED
    if is_over:
        return Progress.UNKNOWN if is_partial else Progress.NOT_REACHED
    done = Fraction(total) / Fraction(goal) if goal else Fraction(0)
    if done >= gone * (1 + SLACK) and done > 0:
        return Progress.AHEAD
    return Progress.ON_TRACK if done >= gone * (1 - SLACK) else Progress.BEHIND


def _compared(target: CountedTarget, total: Decimal, *, is_over: bool, is_partial: bool) -> Progress:
    """A figure that can still go both ways is judged when its time is over."""
    goal, is_sum = (
        target.target or Decimal(0),
        target.kind == TargetKind.NUMBER and target.counting == Counting.CUMULATIVE,
    )
    met = meets(target.comparison, total, goal)
    if is_sum and not met and total > goal:
        return Progress.NOT_REACHED  # what is added up never comes back
    if not is_over:
        return Progress.TOO_EARLY
    if is_sum and is_partial:
        return Progress.UNKNOWN  # what is missing may carry the sum over the limit
    return Progress.REACHED if met else Progress.NOT_REACHED


def _judged(known: Sequence[Figure], *, is_over: bool) -> Progress:
    judged = [each.judgement for each in known if each.judgement]
    if judged and judged[-1] == Judgement.REACHED:
        return Progress.REACHED
    if not is_over:
        return Progress.TOO_EARLY
    return Progress.NOT_REACHED if judged else Progress.UNKNOWN


def _moved(target: CountedTarget, known: Sequence[Figure], total: Decimal | None, *, is_over: bool) -> Progress:
    """A direction: the latest figure against the one at the start, or else against the first result."""
    values = [each.value for each in known if each.value is not None]
    start = target.baseline if target.baseline is not None else (values[0] if len(values) > 1 else None)
    if not is_over:
        return Progress.TOO_EARLY
    if total is None or start is None:
        return Progress.UNKNOWN
    went = total > start if target.direction == Direction.UP else total < start
    return Progress.REACHED if went else Progress.NOT_REACHED


def meets(comparison: Comparison, figure: Decimal, goal: Decimal) -> bool:
    """Whether the figure stands to the goal as the comparison asks."""
    return {
        Comparison.AT_LEAST: figure >= goal,
        Comparison.MORE: figure > goal,
        Comparison.AT_MOST: figure <= goal,
        Comparison.LESS: figure < goal,
        Comparison.EXACTLY: figure == goal,
    }[comparison]
