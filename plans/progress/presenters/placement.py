"""Where rows lie in a plan's periods, and what becomes of them when its days move. No queries."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import ngettext

from plans.lifecycle.actions.moving import Displaced
from plans.milestones.presenters.quarters import AFTER, BEFORE, DATED, due_place, quarters_of
from plans.results.presenters import reporting_periods
from plans.shared.enums import Granularity
from plans.shared.periods import A_YEAR, Period, Phase

#: Where a result lies that fits none of the plan's periods of its length.
ACROSS = "across"
#: Where a result lies in a plan whose first or last day is not known: there are no periods to fill.
UNPLACED = "unplaced"
#: Where a row lies whose plan has no quarters and years; that it gets a place once the days are known moves nothing.
NOWHERE = (DATED, UNPLACED)


def result_place(plan: Any, row: Any) -> str:
    """The plan's period that a result fills; or before or after the plan, or across its periods."""
    if plan.period.phase(row.ends_on) == Phase.COMING:
        return BEFORE
    if plan.is_over(row.starts_on):
        return AFTER
    if row.label or row.grain not in A_YEAR:
        return ""  # an event or a time of its own fills no period
    if plan.period.whole is None:
        return UNPLACED
    found = reporting_periods.find(plan, row)
    return f"{found.grain}-{found.number}" if found else ACROSS


def year_place(plan: Any, row: Any) -> str:
    """The plan year that a criterion is for; empty for the whole plan and for a time of its own."""
    days = (row.starts_on, row.ends_on)
    found = (item for item in reporting_periods.years(plan) if (item.first, item.last) == days)
    return next((f"{Granularity.YEAR}-{item.number}" for item in found), "")


def quarter_place(plan: Any, row: Any) -> str:
    """The plan's quarter that is closed; empty for other days."""
    days = Period(row.starts_on, row.ends_on)
    return next((str(item.number) for item in quarters_of(plan) if item.period == days), "")


def displaced(plan: Any, moved: Any, rows: Any) -> Iterable[Displaced]:
    """What becomes of the plan's rows when it gets the days of ``moved``; nothing of what stays as it is."""
    found = [*_milestones(plan, moved, rows.milestones), *_results(plan, moved, rows.results)]
    years = [row for row in rows.criteria if (was := year_place(plan, row)) and year_place(moved, row) != was]
    closed = [row for row in rows.closed if (was := quarter_place(plan, row)) and quarter_place(moved, row) != was]
    return [*found, *_rows_displaced(years, criteria_words), *_rows_displaced(closed, closed_words)]


def _rows_displaced(rows: Iterable[Any], words: Callable[[int], str]) -> list[Displaced]:
    listed = list(rows)
    if not listed:
        return []
    keys = sorted(f"{row._meta.label_lower}:{row.pk}" for row in listed)
    return [Displaced(words(len(listed)) % len(listed), tuple(keys))]


def _milestones(plan: Any, moved: Any, rows: list[Any]) -> list[Displaced]:
    by_quarter = [row for row in rows if row.due_quarter is not None]
    follow = [row for row in by_quarter if _quarter_end(moved, row) != row.due_on]
    others = [
        (row, due_place(moved, row.due))
        for row in rows
        if row.due_quarter is None and _is_moved(due_place(plan, row.due), due_place(moved, row.due))
    ]
    return [
        *_rows_displaced(follow, milestones_follow_words),
        *_rows_displaced((row for row, place in others if place == BEFORE), milestones_before_words),
        *_rows_displaced((row for row, place in others if place == AFTER), milestones_after_words),
        *_rows_displaced((row for row, place in others if place == DATED), unplaced_words),
        *_rows_displaced((row for row, place in others if place not in (BEFORE, AFTER, DATED)), milestones_other_words),
    ]


def _is_moved(was: str, now: str) -> bool:
    """Whether a row has another place than before; one that had none is moved only out of the plan."""
    return was != now and (was not in NOWHERE or now in (BEFORE, AFTER, ACROSS))


def _quarter_end(plan: Any, row: Any) -> Any:
    """The day that a milestone due in a quarter gets; ``None`` for a quarter that there is not."""
    quarters = quarters_of(plan)
    return quarters[row.due_quarter - 1].period.last if row.due_quarter <= len(quarters) else None


def _results(plan: Any, moved: Any, rows: list[Any]) -> list[Displaced]:
    changed = [(row, now) for row in rows if _is_moved(result_place(plan, row), now := result_place(moved, row))]
    outside = [row for row, now in changed if now in (BEFORE, AFTER)]
    across = [row for row, now in changed if now == ACROSS]
    unplaced = [row for row, now in changed if now == UNPLACED]
    others = [row for row, now in changed if now not in (BEFORE, AFTER, ACROSS, UNPLACED)]
    return [
        *_rows_displaced(outside, results_outside_words),
        *_rows_displaced(across, results_across_words),
        *_rows_displaced(unplaced, unplaced_words),
        *_rows_displaced(others, results_other_words),
    ]


# --- in words -----------------------------------------------------------------------------------------------


def milestones_follow_words(count: int) -> str:
    return ngettext(
        "%s milestone gets another date with its quarter.", "%s milestones get another date with their quarter.", count
    )


def milestones_before_words(count: int) -> str:
    return ngettext(
        "%s milestone then lies before the plan's first day.",
        "%s milestones then lie before the plan's first day.",
        count,
    )


def milestones_after_words(count: int) -> str:
    return ngettext(
        "%s milestone then lies after the plan's last day.", "%s milestones then lie after the plan's last day.", count
    )


def milestones_other_words(count: int) -> str:
    return ngettext(
        "%s milestone keeps its date, but counts in another of the plan's quarters.",
        "%s milestones keep their date, but count in another of the plan's quarters.",
        count,
    )


def unplaced_words(count: int) -> str:
    return ngettext(
        "%s entry keeps its date, but the plan then has no quarters and years to count it in.",
        "%s entries keep their dates, but the plan then has no quarters and years to count them in.",
        count,
    )


def results_outside_words(count: int) -> str:
    return ngettext(
        "%s result then lies outside the plan's period and is no longer shown in the grid of results.",
        "%s results then lie outside the plan's period and are no longer shown in the grid of results.",
        count,
    )


def results_across_words(count: int) -> str:
    return ngettext(
        "%s result then fits none of the plan's periods and overlaps two of them: it is shown beside the grid's cells.",
        "%s results then fit none of the plan's periods and overlap two of them: they are shown beside the grid's "
        "cells.",
        count,
    )


def results_other_words(count: int) -> str:
    return ngettext(
        "%s result then counts in another of the plan's periods, or in another plan year.",
        "%s results then count in another of the plan's periods, or in another plan year.",
        count,
    )


def criteria_words(count: int) -> str:
    return ngettext(
        "%s success criterion is for a plan year that then has other days.",
        "%s success criteria are for plan years that then have other days.",
        count,
    )


def closed_words(count: int) -> str:
    return ngettext(
        "%s closed quarter then has other days than the plan's quarters.",
        "%s closed quarters then have other days than the plan's quarters.",
        count,
    )
