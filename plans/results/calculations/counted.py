"""What a success criterion's progress is reckoned from: the target, and the results that are counted.

Pure: no database, no clock.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.results.calculations.targets import InterimTarget
from plans.results.enums import Comparison, Counting, Direction, Judgement, ResultState, TargetKind
from plans.shared.periods import PartialPeriod, Period


@dataclass(frozen=True)
class CountedTarget:
    """What is to be reached, and in which time.

    ``target`` is a number, or a share in per cent; ``None`` is no target. ``baseline`` is for a direction.
    ``periods`` divide the target's period by its rhythm, in order; without any, time goes day by day.
    ``is_awaited`` says that a result is due for each of them, ``lacks_start`` that the target is reckoned from a start
    that is not known. See ``targets``.
    """

    kind: TargetKind
    period: Period | PartialPeriod
    counting: Counting = Counting.CUMULATIVE
    comparison: Comparison = Comparison.AT_LEAST
    target: Decimal | None = None
    direction: Direction | None = None
    baseline: Decimal | None = None
    periods: tuple[Period, ...] = ()
    is_awaited: bool = True
    lacks_start: bool = False
    interim: InterimTarget | None = None

    @property
    def adds_up(self) -> bool:
        """Whether the results are added up, so that one more or less changes what they come to."""
        return self.counting == Counting.CUMULATIVE and self.kind in (TargetKind.NUMBER, TargetKind.SHARE)

    @property
    def grows(self) -> bool:
        """Whether more results can only bring it nearer to its target."""
        return (
            self.kind == TargetKind.NUMBER
            and self.counting == Counting.CUMULATIVE
            and self.comparison in (Comparison.AT_LEAST, Comparison.MORE)
        )


@dataclass(frozen=True)
class CountedFigure:
    """One result: its days, its figure, and when it was entered.

    ``value`` is a number or a share in per cent.
    """

    first: date
    last: date
    state: ResultState = ResultState.COUNTED
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    judgement: Judgement | None = None
    label: str = ""
    reported: date | None = None
    #: The last and the first day that it counts by in order of time, where *primo* or *ultimo* are others than its own.
    reckoned: tuple[date, date] | None = None

    def reported_until(self, day: date) -> date:
        """The last day that the result covers, seen on ``day``; a result entered before its period was over covers only
        the days until then.
        """
        return min(self.last, self.reported or day, day)

    @property
    def is_known(self) -> bool:
        return self.state == ResultState.COUNTED

    @property
    def is_event(self) -> bool:
        return bool(self.label) or self.first == self.last

    @property
    def order(self) -> tuple[date, date, str]:
        """Sort key: latest by dates, never by when it was entered."""
        return (*(self.reckoned or (self.last, self.first)), self.label)


def meets(comparison: Comparison, figure: Decimal, goal: Decimal) -> bool:
    """Whether the figure meets the goal under this comparison."""
    return {
        Comparison.AT_LEAST: figure >= goal,
        Comparison.MORE: figure > goal,
        Comparison.AT_MOST: figure <= goal,
        Comparison.LESS: figure < goal,
        Comparison.EXACTLY: figure == goal,
        Comparison.NOT_LOWER: figure >= goal,
        Comparison.NOT_HIGHER: figure <= goal,
    }[comparison]
