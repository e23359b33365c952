"""The plan's line of milestones by plan year; years without any are told in one line. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from plans.following.milestone_line import QuarterFacts


@dataclass(frozen=True)
class YearFacts:
    """A plan year with its quarters; or several that follow each other and have no milestones, without quarters."""

    label: str
    quarters: tuple[QuarterFacts, ...]
    is_now: bool


def by_year(line: Iterable[QuarterFacts]) -> tuple[YearFacts, ...]:
    """The quarters under their plan years. The year of the day keeps its quarters though they are empty."""
    years = [(year, tuple(quarters)) for year, quarters in groupby(line, key=lambda each: each.year)]
    found: list[YearFacts] = []
    for is_empty, run in groupby(years, key=lambda each: _is_empty(each[1])):
        listed = list(run)
        if is_empty:
            found.append(YearFacts(_label(listed[0][0], listed[-1][0]), (), is_now=False))
            continue
        found += [YearFacts(_label(year, year), quarters, any(q.is_now for q in quarters)) for year, quarters in listed]
    return tuple(found)


def _is_empty(quarters: Iterable[QuarterFacts]) -> bool:
    return not any(each.counts or each.is_now for each in quarters)


def _label(first: int, last: int) -> str:
    if first == last:
        return _("plan year %s") % first
    return _("plan years %(first)s to %(last)s") % {"first": first, "last": last}
