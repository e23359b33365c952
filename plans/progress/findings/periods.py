"""What of a plan lies outside its period or between its quarters: typed so, or left there when its days moved."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, Review, register, short
from plans.milestones.enums import MilestoneState
from plans.milestones.presenters.quarters import AFTER, BEFORE, due_place
from plans.progress.presenters.placement import ACROSS, quarter_place, result_place
from plans.progress.querysets.placement import placed_rows
from plans.results.presenters import readings


def register_checks() -> None:
    register(check_due_outside, topic=Topic.MILESTONES)
    register(check_results_outside, topic=Topic.RESULTS)


def check_due_outside(review: Review) -> Iterator[Finding]:
    """A milestone is due while the plan runs."""
    plan = review.plan
    rows = plan.milestones.filter(is_draft=False).exclude(state=MilestoneState.DROPPED)
    for row in rows:
        place = due_place(plan, row.due)
        if place in (BEFORE, AFTER):
            yield _due_outside(plan, row, place)


def _due_outside(plan: Any, row: Any, place: str) -> Finding:
    is_after, name = place == AFTER, short(row.text)
    values = {"name": name, "due": row.due, "first": plan.start, "last": plan.end}
    after = _("“%(name)s” is due %(due)s, but the plan's last day is %(last)s.")
    before = _("“%(name)s” is due %(due)s, but the plan's first day is %(first)s.")
    return Finding(
        code="milestone-after-the-plan" if is_after else "milestone-before-the-plan",
        severity=Severity.WARNING if is_after else Severity.INFO,
        where=_("Milestone · %s") % name,
        message=(after if is_after else before) % values,
        fix=_("Correct the date, or the plan's days if they are wrong."),
        link=reverse("plans:milestone_edit", args=[plan.slug, row.pk]),
        why=_("What is due outside the plan's period belongs to none of its quarters."),
        about=(row.code,),
        facts=(row.due_on, row.due_on_precision, plan.starts_on, plan.ends_on),
    )


def check_results_outside(review: Review) -> Iterator[Finding]:
    """Results, criteria and closed quarters are for the plan's own period and its parts; said once for all of a
    kind."""
    plan = review.plan
    rows = placed_rows(plan)
    placed = [(row, result_place(plan, row)) for row in rows.results]
    codes = {row.pk: row.code for row in rows.criteria}
    if outside := [row for row, place in placed if place in (BEFORE, AFTER)]:
        yield _results_outside(plan, outside, codes)
    if across := [row for row, place in placed if place == ACROSS]:
        yield _results_across(plan, across, codes)
    if criteria := [row for row in rows.criteria if not plan.period.meets(readings.period_of(row, plan))]:
        yield _criteria_outside(plan, criteria)
    if plan.period.whole and (closed := [row for row in rows.closed if not quarter_place(plan, row)]):
        yield _closed_across(plan, closed)


def _results_outside(plan: Any, rows: list[Any], codes: dict[int, str]) -> Finding:
    sentence = ngettext(
        "%s result is for a time outside the plan's period, and is not shown in the grid of results.",
        "%s results are for times outside the plan's period, and are not shown in the grid of results.",
        len(rows),
    )
    return Finding(
        code="results-outside-the-plan",
        severity=Severity.WARNING,
        where=_("Results"),
        message=sentence % len(rows),
        fix=_("Correct the plan's first or last day, or the days of the results."),
        link=reverse("plans:results", args=[plan.slug]),
        why=_("What nobody sees is counted all the same, and nobody can correct it."),
        facts=_keys(rows, codes),
    )


def _results_across(plan: Any, rows: list[Any], codes: dict[int, str]) -> Finding:
    sentence = ngettext(
        "%s result is for a time that is none of the plan's own periods.",
        "%s results are for times that are none of the plan's own periods.",
        len(rows),
    )
    return Finding(
        code="results-across-periods",
        severity=Severity.INFO,
        where=_("Results"),
        message=sentence % len(rows),
        fix=_(
            "Correct the plan's first or last day if it is wrong, or give the results the days of the plan's periods."
        ),
        link=reverse("plans:results", args=[plan.slug]),
        why=_("They are shown beside the cells, and the same time may be counted once more in a cell."),
        facts=_keys(rows, codes),
    )


def _keys(rows: list[Any], codes: dict[int, str]) -> tuple[str, ...]:
    """Which results it is about; never a figure."""
    return tuple(sorted(f"{codes[row.criterion_id]} {row.starts_on} {row.ends_on}" for row in rows))


def _criteria_outside(plan: Any, rows: list[Any]) -> Finding:
    sentence = ngettext(
        "%s success criterion is for a time outside the plan's period.",
        "%s success criteria are for times outside the plan's period.",
        len(rows),
    )
    return Finding(
        code="criteria-outside-the-plan",
        severity=Severity.WARNING,
        where=_("Success criteria"),
        message=sentence % len(rows),
        fix=_("Correct the time of the criteria, or the plan's days if they are wrong."),
        link=reverse("plans:results", args=[plan.slug]),
        why=_("A criterion for another time than the plan's counts in no status."),
        facts=tuple(sorted(row.code for row in rows)),
    )


def _closed_across(plan: Any, rows: list[Any]) -> Finding:
    sentence = ngettext(
        "%s closed quarter has other days than the plan's quarters.",
        "%s closed quarters have other days than the plan's quarters.",
        len(rows),
    )
    return Finding(
        code="closed-across-quarters",
        severity=Severity.INFO,
        where=_("Results"),
        message=sentence % len(rows),
        fix=_("Open the quarter, and close the plan's own quarter instead."),
        link=reverse("plans:results", args=[plan.slug]),
        why=_("What is closed is then not what the page shows as a quarter."),
        facts=tuple(sorted(f"{row.starts_on} {row.ends_on}" for row in rows)),
    )
