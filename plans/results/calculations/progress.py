"""The progress of a success criterion: what was counted, compared with the time that has gone.

Pure: no database, no clock. Rules (the portal's own; the funding rounds prescribe none):

* A growing count (figures are added up, and the target is at least or more than a number) is compared with the share
  of its time that has gone: ahead from a tenth over that share, on track from a tenth under it, else behind. Time
  counts in whole periods of the criterion's rhythm: a quarterly count is behind when a quarter is over, never during
  it. A figure entered before its period is over may put it ahead or on track, never behind.
* Any other target is judged after its period has ended, except where the outcome is certain: added figures that have
  passed an upper limit never come back. A period has ended when its last day is over.
* Missing, unstated and suppressed figures are unknown: the sum is then "at least", and a verdict that the unknown could
  undo is "unknown", not behind or failed. For a latest figure only a missing last period is unknown: a figure that is
  said not to be stated will not come.
* A figure on the way bends the even way of a growing count, and judges any other from its day on: on track or behind.
* Results judge only the time they cover: where they are for periods of their own, and end before the last tenth of the
  time that has gone, a target that is not met is "unknown", not behind or failed. Of a sum of events this is not asked.
* A target in words goes by the latest result's own judgement; words that nobody judged are "unknown".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from plans.results.calculations.counted import CountedFigure, CountedTarget, meets
from plans.results.enums import Counting, Direction, Judgement, Progress, TargetKind
from plans.shared.periods import Period, Phase

#: How far from the share of time a growing count may be and still follow it.
SLACK = Fraction(1, 10)


@dataclass(frozen=True)
class CriterionReading:
    """The criterion's progress on a day.

    ``total`` is the sum or the latest figure (a share in per cent), ``None`` when nothing is known; ``numerator`` and
    ``denominator`` are the counts behind a share. With ``is_partial`` some results are unknown, so that a sum is "at
    least". ``share_of_target`` may be over 1; ``share_of_time`` is ``None`` where its time is not known.
    ``latest_on`` is the last day that results cover, and ``missing`` the
    periods that are over without a result; for a latest figure, those after it. ``progress`` is ``None`` where the
    reader may not see it; ``possible`` has all that it could be, and else it alone. See ``hidden``. ``is_judged`` says
    that somebody judged the latest result. ``departments`` is the tally of a target that holds for each of them.
    """

    progress: Progress | None
    total: Decimal | None
    numerator: int | None
    denominator: int | None
    share_of_target: Fraction | None
    share_of_time: Fraction | None
    is_partial: bool
    latest_on: date | None
    missing: tuple[Period, ...] = ()
    possible: frozenset[Progress] = frozenset()
    is_judged: bool = False
    departments: Any = None


@dataclass(frozen=True)
class _KnownResults:
    """A criterion's results on a day, and those with a figure; both earliest first."""

    target: CountedTarget
    day: date
    every: Sequence[CountedFigure]
    known: Sequence[CountedFigure]
    total: Decimal | None

    @property
    def is_over(self) -> bool:
        return self.target.period.phase(self.day) == Phase.OVER

    @property
    def not_yet(self) -> Progress:
        """What is said of a target that is judged in the end: it is too early, or nobody knows when the end is."""
        return Progress.UNKNOWN if self.target.period.phase(self.day) == Phase.UNKNOWN else Progress.TOO_EARLY

    @cached_property
    def over(self) -> list[Period]:
        """The periods that are over."""
        return [period for period in self.target.periods if period.last < self.day]

    @cached_property
    def silent(self) -> tuple[Period, ...]:
        """The periods that are over without any result, not even "not known"."""
        return self._without(self.every)

    @cached_property
    def unknown(self) -> bool:
        """Whether a figure is missing that should be there, said or not."""
        due = self.over[-1].last if self.over else self.day
        said = any(not item.is_known and (self.is_over or item.last <= due) for item in self.every)
        return said or bool(self._without(self.known)) or self.ends_early

    @property
    def missing(self) -> tuple[Period, ...]:
        latest = max((item.last for item in self.every), default=None)
        if self.target.adds_up or latest is None:
            return self.silent
        return tuple(item for item in self.silent if item.last > latest)

    @property
    def is_open(self) -> bool:
        """Whether a final figure is missing: any of the added shares, or the last period's of a latest figure."""
        return bool(self.missing) or self.ends_early

    @property
    def ends_early(self) -> bool:
        """Whether results that nobody awaits period by period end before the last tenth of the time gone."""
        if self.target.is_awaited or not self.known or (self.target.adds_up and self.known[-1].is_event):
            return False
        whole = self.target.period.whole
        if whole is None:
            return False
        gone = whole.gone_days(self.day)
        covered = (self.known[-1].last - whole.first).days + 1
        return gone - covered > gone * SLACK

    def _without(self, figures: Sequence[CountedFigure]) -> tuple[Period, ...]:
        if not self.target.is_awaited:
            return ()
        exactly = {(figure.first, figure.last) for figure in figures}
        return tuple(item for item in self.over if (item.first, item.last) not in exactly and not _tell(figures, item))


def _tell(figures: Sequence[CountedFigure], period: Period) -> bool:
    """Whether the figures cover the whole period; an event covers the period it is in."""
    days = 0
    for figure in figures:
        meeting = (min(figure.last, period.last) - max(figure.first, period.first)).days + 1
        if meeting > 0 and figure.label:
            return True
        days += max(0, meeting)
    return days >= period.days


def reading(target: CountedTarget, figures: Iterable[CountedFigure], day: date) -> CriterionReading:
    """The criterion's progress on the day, from results whose period had begun by then; their order does not matter."""
    every = sorted((figure for figure in figures if figure.first <= day), key=lambda item: item.order)
    known = [item for item in every if item.is_known]
    counts = _counts(target, known)
    known_results = _KnownResults(target, day, every, known, _total(target, known, counts))
    progress = _progress(known_results)
    return CriterionReading(
        progress=progress,
        possible=frozenset({progress}),
        total=known_results.total,
        numerator=counts[0] if counts else None,
        denominator=counts[1] if counts else None,
        share_of_target=_share(target, known_results.total),
        share_of_time=_gone(target, day),
        is_partial=len(known) < len(every),
        latest_on=max((item.reported_until(day) for item in known), default=None),
        missing=known_results.missing if known else (),
        is_judged=bool(known and known[-1].judgement),
    )


def _gone(target: CountedTarget, day: date) -> Fraction | None:
    whole = target.period.whole
    return Fraction(whole.gone_days(day), whole.days) if whole else None


def _counts(target: CountedTarget, known: Sequence[CountedFigure]) -> tuple[int, int] | None:
    """The two counts of a share; ``None`` where some result gives only per cent."""
    counted = known if target.counting == Counting.CUMULATIVE else known[-1:]
    if target.kind != TargetKind.SHARE or not counted or any(item.numerator is None for item in counted):
        return None
    return sum(item.numerator or 0 for item in counted), sum(item.denominator or 0 for item in counted)


def _total(target: CountedTarget, known: Sequence[CountedFigure], counts: tuple[int, int] | None) -> Decimal | None:
    if target.kind == TargetKind.TEXT:
        return None
    if target.kind == TargetKind.SHARE:
        return _percent(*counts) if counts else _latest_share(known)
    values = [item.value for item in known if item.value is not None]
    if not values:
        return None
    is_sum = target.counting == Counting.CUMULATIVE and target.kind == TargetKind.NUMBER
    return sum(values, Decimal(0)) if is_sum else values[-1]


def _percent(part: int, whole: int) -> Decimal | None:
    """A share in per cent, with as many decimals as are stored; ``None`` of zero."""
    return None if whole == 0 else (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.0001"))


def _latest_share(known: Sequence[CountedFigure]) -> Decimal | None:
    """Shares without their counts cannot be added up: the latest is what is known."""
    if not known:
        return None
    last = known[-1]
    return last.value if last.numerator is None else _percent(last.numerator, last.denominator or 0)


def _share(target: CountedTarget, total: Decimal | None) -> Fraction | None:
    if total is None or target.target is None or target.kind == TargetKind.DIRECTION:
        return None
    return Fraction(total) / Fraction(target.target) if target.target else None


def _progress(known_results: _KnownResults) -> Progress:
    target = known_results.target
    if target.kind in (TargetKind.NUMBER, TargetKind.SHARE) and target.target is None and not target.lacks_start:
        return Progress.NO_TARGET
    if not known_results.known:
        return Progress.UNKNOWN
    if target.kind == TargetKind.TEXT:
        return _judged(known_results)
    if target.kind == TargetKind.DIRECTION:
        return _moved(known_results)
    if known_results.total is None or target.target is None:
        return Progress.UNKNOWN
    return (
        _grown(known_results, known_results.total, target.target)
        if target.grows
        else _compared(known_results, known_results.total, target.target)
    )


def _grown(known_results: _KnownResults, total: Decimal, goal: Decimal) -> Progress:
    """A growing count: reached as soon as the target is met, and before that compared with the time gone.

    Compared twice, and the better counts: the count at the end of the last complete period with that time, and
    everything entered with the time up to the end of the running period. Entering more can lower neither.
    """
    if meets(known_results.target.comparison, total, goal):
        return Progress.REACHED
    if known_results.is_over:
        return Progress.UNKNOWN if known_results.unknown else Progress.NOT_REACHED
    if known_results.target.period.whole is None:
        return Progress.UNKNOWN  # of how much time nobody knows
    running = next(
        (period.last for period in known_results.target.periods if period.last >= known_results.day), known_results.day
    )
    paces = [_pace(total, goal, _expected(known_results.target, running))]
    if known_results.over:
        due = known_results.over[-1].last
        counted = sum(
            (item.value for item in known_results.known if item.value is not None and item.last <= due), Decimal(0)
        )
        paces.append(_pace(counted, goal, _expected(known_results.target, due)))
    for item in (Progress.AHEAD, Progress.ON_TRACK):
        if item in paces:
            return item
    if known_results.target.periods and not known_results.over:
        return Progress.TOO_EARLY
    return Progress.UNKNOWN if known_results.unknown else Progress.BEHIND


def _expected(target: CountedTarget, day: date) -> Fraction | None:
    """How much of the target is to be reached by the day: evenly, from the start to the figure on the way and on."""
    gone = _gone(target, day)
    interim = target.interim
    if gone is None or interim is None or interim.figure is None or not target.target:
        return gone
    turn, part = _gone(target, interim.by), Fraction(interim.figure) / Fraction(target.target)
    if turn is None:
        return gone
    if gone <= turn:
        return part * gone / turn if turn else gone
    return part + (1 - part) * (gone - turn) / (1 - turn)


def _pace(counted: Decimal, goal: Decimal, gone: Fraction | None) -> Progress:
    """The count compared with the share of time gone."""
    if gone is None:
        return Progress.UNKNOWN
    done = Fraction(counted) / Fraction(goal) if goal else Fraction(0)
    if done >= gone * (1 + SLACK) and done > 0:
        return Progress.AHEAD
    return Progress.ON_TRACK if done >= gone * (1 - SLACK) else Progress.BEHIND


def _compared(known_results: _KnownResults, total: Decimal, goal: Decimal) -> Progress:
    """A figure that can still go both ways is judged when its time is over."""
    is_sum = known_results.target.adds_up and known_results.target.kind == TargetKind.NUMBER
    met = meets(known_results.target.comparison, total, goal)
    if is_sum and not met and total > goal:
        return Progress.NOT_REACHED  # what is added up never comes back
    if not known_results.is_over:
        return _on_the_way(known_results, total)
    if known_results.is_open or (is_sum and known_results.unknown):
        return Progress.UNKNOWN  # what is missing may carry it over the limit
    return Progress.REACHED if met else Progress.NOT_REACHED


def _on_the_way(known_results: _KnownResults, total: Decimal) -> Progress:
    """Once its day has gone, the figure on the way says whether the target is followed; before, it is too early."""
    interim = known_results.target.interim
    if interim is None or interim.figure is None or known_results.day <= interim.by:
        return known_results.not_yet
    if known_results.known[-1].last < interim.by:
        return Progress.UNKNOWN  # nothing is known from that day on
    return Progress.ON_TRACK if meets(known_results.target.comparison, total, interim.figure) else Progress.BEHIND


def _judged(known_results: _KnownResults) -> Progress:
    judged = known_results.known[-1].judgement
    if judged == Judgement.REACHED:
        return Progress.REACHED
    if not known_results.is_over:
        return known_results.not_yet
    return Progress.NOT_REACHED if judged and not known_results.is_open else Progress.UNKNOWN


def _moved(known_results: _KnownResults) -> Progress:
    """A direction: the latest figure against the baseline, or else against the first result."""
    target, values = known_results.target, [item.value for item in known_results.known if item.value is not None]
    start = target.baseline if target.baseline is not None else (values[0] if len(values) > 1 else None)
    if not known_results.is_over:
        return known_results.not_yet
    if known_results.total is None or start is None or known_results.is_open:
        return Progress.UNKNOWN
    went = known_results.total > start if target.direction == Direction.UP else known_results.total < start
    return Progress.REACHED if went else Progress.NOT_REACHED
