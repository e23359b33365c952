"""The progress of a criterion for a reader who does not see small counts. Pure: no database, no clock.

A hidden figure could be anything from 1 to one under the limit. A verdict is shown only when it is the same for all
these values, so that it reveals nothing. It is worked out at the ends of the possible range, and between them where
needed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from plans.results.calculations.counted import CountedFigure, CountedTarget
from plans.results.calculations.progress import CriterionReading, reading
from plans.results.calculations.small_counts import CountSight, SmallCounts
from plans.results.enums import Comparison, Counting, Progress, TargetKind
from plans.shared.periods import Phase

#: A share of which neither count is shown could be any; so large is none.
ANY_SHARE = Decimal(10**9)
#: What a growing count passes through on its way up, in this order.
_RISING = (Progress.ON_TRACK, Progress.AHEAD, Progress.REACHED)

#: Before a target's time is over, where that is known.
GOING = (Phase.COMING, Phase.RUNNING)

Case = tuple[CountedTarget, Sequence[CountedFigure]]


def seen_reading(
    target: CountedTarget, figures: Iterable[CountedFigure], day: date, rule: SmallCounts
) -> CriterionReading:
    """The criterion's progress on the day as this reader may see it.

    ``progress`` is ``None`` where a small count decides it; ``possible`` holds what it could be.
    """
    listed = list(figures)
    found = reading(target, listed, day)
    if rule.limit <= 1:
        return found
    possible = _possible(target, [item for item in listed if item.first <= day], day, rule) or found.possible
    return replace(found, progress=next(iter(possible)) if len(possible) == 1 else None, possible=possible)


def _possible(target: CountedTarget, figures: list[CountedFigure], day: date, rule: SmallCounts) -> frozenset[Progress]:
    """Every verdict that there could be; none where nothing is hidden."""
    if target.kind == TargetKind.SHARE:
        cases = list(_any_share(target, figures, rule))
    elif target.kind == TargetKind.DIRECTION:
        cases = list(_steepest(target, figures, rule))
    else:
        cases = list(_ends(target, figures, rule))
    found = [reading(case, given, day).progress for case, given in cases]
    verdicts = frozenset(item for item in found if item is not None)
    return verdicts | _between(found) if target.grows and target.period.phase(day) in GOING else verdicts


def _between(found: Sequence[Progress | None]) -> frozenset[Progress]:
    """What a growing count passes through between its least and its most."""
    if not found:
        return frozenset()
    places = [_RISING.index(item) if item in _RISING else -1 for item in found]
    return frozenset(_RISING[max(0, min(places)) : max(places) + 1])


def _ends(target: CountedTarget, figures: Sequence[CountedFigure], rule: SmallCounts) -> Iterator[Case]:
    """All hidden figures at their least, and all at their most; where a figure is to be hit, once so that it is."""
    hidden = [figure for figure in figures if _is_hidden(figure, rule)]
    if not hidden:
        return
    least, most = ([_end(figure, rule, rises=rises) for figure in figures] for rises in (False, True))
    yield target, least
    yield target, most
    if target.comparison == Comparison.EXACTLY and target.target is not None:
        yield from _hit(target, figures.index(max(hidden, key=lambda item: item.order)), least, most)


def _hit(target: CountedTarget, place: int, least: list[CountedFigure], most: list[CountedFigure]) -> Iterator[Case]:
    """The figure at that place so that the whole comes to the target, if it can."""
    first, last = (reading(target, item, target.period.last or date.max).total or Decimal(0) for item in (least, most))
    missing = (target.target or Decimal(0)) - first
    if 0 <= missing <= last - first and (_is_whole(missing) or not all(_is_whole(item.value) for item in least)):
        hit = replace(least[place], value=(least[place].value or Decimal(0)) + missing)
        yield target, [*least[:place], hit, *least[place + 1 :]]


def _steepest(target: CountedTarget, figures: Sequence[CountedFigure], rule: SmallCounts) -> Iterator[Case]:
    """The steepest rise and the steepest fall: only first and last value count."""
    is_given = target.baseline is not None
    known = sorted((figure for figure in figures if figure.is_known), key=lambda item: item.order)
    first = None if is_given or not known else known[0]
    if not rule.is_small(target.baseline) and not any(_is_hidden(item, rule) for item in known):
        return
    for rises in (True, False):
        baseline = _end_of(target.baseline, rule, rises=not rises)
        yield (
            replace(target, baseline=baseline),
            [_end(figure, rule, rises=rises != (figure is first)) for figure in figures],
        )


def _any_share(target: CountedTarget, figures: Sequence[CountedFigure], rule: SmallCounts) -> Iterator[Case]:
    """None at all, and more than all: of a share that is withheld the reader knows neither count."""
    known = sorted((figure for figure in figures if figure.is_known), key=lambda item: item.order)
    adds_up = target.counting == Counting.CUMULATIVE and all(item.numerator is not None for item in known)
    counted = known if adds_up else known[-1:]
    if all(rule.share(item.numerator, item.denominator) == CountSight.SHOWN for item in counted):
        return
    values = {Decimal(0), ANY_SHARE}
    if target.comparison == Comparison.EXACTLY and target.target is not None:
        values.add(target.target)
    for value in sorted(values):
        # The latest share counts for all where one has no counts.
        any_one = replace(known[-1], value=value, numerator=None, denominator=None)
        yield target, [any_one if figure is known[-1] else figure for figure in figures]


def _is_hidden(figure: CountedFigure, rule: SmallCounts) -> bool:
    return figure.is_known and rule.is_small(figure.value)


def _end(figure: CountedFigure, rule: SmallCounts, *, rises: bool) -> CountedFigure:
    """The figure at the most, or the least, that it could be; as it is when it is shown."""
    return replace(figure, value=_end_of(figure.value, rule, rises=rises)) if _is_hidden(figure, rule) else figure


def _end_of(value: Decimal | None, rule: SmallCounts, *, rises: bool) -> Decimal | None:
    return None if value is None else rule.span(value)[rises]


def _is_whole(value: Decimal | None) -> bool:
    return value is None or value == value.to_integral_value()
