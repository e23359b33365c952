"""A plan's indicators together: counts, and the one sentence about them.

The card on the status page, the paper and the page of indicators share it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.observations.calculations import AreaStanding, Movement
from indicators.observations.presenters.facts import GoalIndicators


@dataclass(frozen=True)
class IndicatorSummary:
    """Of how many lines the area is worse, has come nearer, or is unknown.

    ``measured`` counts the lines with any figure; ``against`` is their common comparator, in words.
    """

    lines: int
    measured: int
    worse: int
    better: int
    unknown: int
    narrowed: int
    widened: int
    awaiting: int
    against: str

    @property
    def compared(self) -> int:
        """Lines with an area's figure and a comparator."""
        return self.lines - self.unknown

    @property
    def has_moved(self) -> bool:
        """Whether any line has a later figure to be held against its baseline."""
        return self.awaiting < self.lines


@dataclass(frozen=True)
class Headline:
    """A figure, what it is of, and what must be known beside it: ``5`` ``of 9 nearing the municipality`` ``…``."""

    figure: int
    of: str
    beside: str

    @property
    def sentence(self) -> str:
        """All of it as one sentence; none is said as a word."""
        first = str(self.figure) if self.figure else _("none")
        return f"{first} {self.of}; {self.beside}." if self.beside else f"{first} {self.of}."


def summary(goals: Iterable[GoalIndicators]) -> IndicatorSummary:
    lines = [line for goal in goals for indicator in goal.indicators for line in indicator.lines]
    named = {line.against for line in lines if line.against}
    return IndicatorSummary(
        lines=len(lines),
        measured=sum(bool(line.values) for line in lines),
        worse=sum(line.standing == AreaStanding.WORSE for line in lines),
        better=sum(line.standing == AreaStanding.BETTER for line in lines),
        unknown=sum(line.standing == AreaStanding.UNKNOWN for line in lines),
        narrowed=sum(line.movement == Movement.NARROWED for line in lines),
        widened=sum(line.movement == Movement.WIDENED for line in lines),
        awaiting=sum(line.movement == Movement.AWAITING for line in lines),
        against=named.pop() if len(named) == 1 else _("their comparator"),
    )


def headline(found: IndicatorSummary, *, is_over: bool) -> Headline | None:
    """What is said first; ``None`` when nothing can be compared. ``is_over``: the plan's period has ended, so that no
    later figure is waited for."""
    if not found.compared:
        return None
    values = {"count": found.lines if found.has_moved else found.compared, "whom": found.against}
    if found.has_moved:
        return Headline(found.narrowed, _("of %(count)s nearing %(whom)s") % values, "; ".join(_moved(found)))
    beside = [_("baseline only; no later figures are entered") if is_over else _("baseline only; awaits new figures")]
    if found.unknown:
        beside.append(ngettext("%s cannot be compared", "%s cannot be compared", found.unknown) % found.unknown)
    return Headline(found.worse, _("of %(count)s figures worse than %(whom)s") % values, "; ".join(beside))


def _moved(found: IndicatorSummary) -> Iterable[str]:
    """Besides the lines that have come nearer: the rest, and how many of those compared are still worse."""
    wrong = ngettext("%s goes the wrong way", "%s go the wrong way", found.widened) % found.widened
    yield wrong if found.widened else _("none goes the wrong way")
    if held := found.lines - found.narrowed - found.widened - found.awaiting:
        yield ngettext("%s is unchanged", "%s are unchanged", held) % held
    if found.awaiting:
        yield ngettext("%s has no later figure", "%s have no later figure", found.awaiting) % found.awaiting
    yield _worse(found)


def _worse(found: IndicatorSummary) -> str:
    if not found.worse:
        return _("none stands worse")
    if found.compared == 1:
        return _("the one that can be compared still stands worse")
    if found.worse == found.compared:
        return _("all %s that can be compared still stand worse") % found.worse
    values = {"count": found.worse, "compared": found.compared}
    return _("%(count)s of the %(compared)s that can be compared still stand worse") % values
