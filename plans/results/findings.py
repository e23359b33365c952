"""What a careful colleague would say of a plan's success criteria and results.

No remark holds a figure of people: the review is read by the auditor too, who is not shown small counts. To such a
reader a remark on a figure is told only when it would be the same whatever the small counts are.
"""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db.models import F
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.dates import PartialDate
from plans.activities.calculations import STOPPED
from plans.activities.findings import activities_whole
from plans.results.calculations.small_counts import EVERYTHING, CountSight, SmallCounts
from plans.results.enums import ResultState, TargetKind
from plans.results.models import Result
from plans.results.presenters import facts as presenters
from plans.results.presenters import readings
from plans.review.findings import LONGEST_NAME, Finding, Review, register, register_lacking
from plans.shared.enums import ActivityState, Severity, Topic

#: A result is far outside the earlier ones when it is over this many times their median, or under that part of it.
TIMES = 3
#: A share differs by at least so many percentage points.
POINTS = 10
#: Of fewer earlier results nothing can be said.
EARLIER = 3

#: The columns of criteria and results that the checks need; they come with the one question that every lack is asked with.
_CRITERION = ("activity_id", "text", "target_kind", "target", "starts_on", "ends_on", "counts_people")
_RESULT = ("criterion_id", "grain", "state", "starts_on", "ends_on", "label", "value", "numerator", "denominator")


class FigureRange(NamedTuple):
    """The least and the most that a figure could be; both are the figure itself where it is shown."""

    low: Decimal
    high: Decimal


def register_checks() -> None:
    criterion = JSONObject(goal="sub_goal__text", **{name: F(name) for name in _CRITERION})
    register_lacking("criterion_columns", lambda plan: plan.criteria, criterion)
    results = lambda plan: Result.objects.filter(criterion__plan=plan)  # noqa: E731
    register_lacking("result_columns", results, JSONObject(**{name: F(name) for name in _RESULT}))
    register(check_criteria, check_reported, check_far_outside, check_shares, topic=Topic.RESULTS)


def _criteria(review: Review) -> list[Any]:
    """The plan's criteria, each with its results, the earliest first; as plain columns."""
    return review.once("criteria whole", lambda _plan: _whole(review))


def _whole(review: Review) -> list[Any]:
    results: dict[int, list[Any]] = {}
    for pk, packed in review.asked("result_columns"):
        row = _unpacked(pk, packed)
        row.start, row.end = PartialDate(row.starts_on), PartialDate(row.ends_on)
        results.setdefault(row.criterion_id, []).append(row)
    found = [_unpacked(pk, packed) for pk, packed in review.asked("criterion_columns")]
    for row in found:
        row.results = sorted(results.get(row.pk, ()), key=lambda each: (each.ends_on, each.starts_on, each.pk))
    return sorted(found, key=lambda each: each.pk)


def _unpacked(pk: int, packed: str) -> Any:
    """A row's columns as the models hold them."""
    columns = json.loads(packed, parse_float=Decimal)
    for name in ("starts_on", "ends_on"):
        columns[name] = date.fromisoformat(columns[name]) if columns[name] else None
    for name in ("target", "value"):
        if columns.get(name) is not None:
            columns[name] = Decimal(columns[name])
    return SimpleNamespace(pk=pk, **columns)


def check_criteria(review: Review) -> Iterator[Finding]:
    """Each activity has a criterion: its own, or one of the activity above it, below it or described together with it.

    Of a plan that was over when it was entered it is said once: its documents are as they are.
    """
    plan = review.plan
    activities = review.once("activities whole", activities_whole)
    held = {row.activity_id for row in _criteria(review)}
    held |= {row.parent_id for row in activities if row.pk in held}
    lacking = [
        row
        for row in activities
        if row.state != ActivityState.DROPPED and not held & {row.pk, row.parent_id or 0, row.described_with_id or 0}
    ]
    if plan.was_entered_after_its_end and lacking:
        yield _many_lack_criteria(plan, len(lacking))
        return
    for row in lacking:
        yield Finding(
            code="activity-without-criterion",
            severity=Severity.WARNING,
            where=_("Activity · %s") % row.name,
            message=_("“%s” has no success criterion.") % row.name,
            fix=_("Add what is to be reached: how many take part, complete it, or change."),
            link=reverse("plans:criterion_add", args=[plan.slug, row.pk]),
            why=_("Without a criterion nobody can say whether the activity reached anything."),
        )


def _many_lack_criteria(plan: Any, count: int) -> Finding:
    told = ngettext("%(n)s activity has no success criterion.", "%(n)s activities have no success criterion.", count)
    return Finding(
        code="activity-without-criterion",
        severity=Severity.INFO,
        where=_("Success criteria"),
        message=told % {"n": count},
        fix=_("Enter the criteria that the plan's documents name; there may be none."),
        link=reverse("plans:activities", args=[plan.slug]),
        why=_("Without a criterion nobody can say whether the activity reached anything."),
    )


def check_reported(review: Review) -> Iterator[Finding]:
    """Half of a criterion's time has gone, and nothing is reported of it.

    Of an activity that is given up or paused nobody awaits results; it says itself that it is stopped.
    Of a plan that was over when it was entered, and of which nothing was ever reported, it is said once.
    """
    plan, day = review.plan, timezone.localdate()
    stopped = {row.pk for row in review.once("activities whole", activities_whole) if row.state in STOPPED}
    rows = [row for row in _criteria(review) if row.activity_id not in stopped and _half_gone(row, plan, day)]
    if plan.was_entered_after_its_end and not any(row.results for row in rows):
        if rows:
            yield _never_reported(plan)
        return
    for row in rows:
        if not row.results:
            yield Finding(
                code="criterion-without-results",
                severity=Severity.WARNING,
                where=_where(review, row),
                message=_("Half the time of “%s” has gone, and no result is entered.") % row.text,
                fix=_("Enter a result, or enter that it is not stated."),
                link=_at(plan, row),
                why=_("The board cannot act on what is never counted."),
            )


def _half_gone(criterion: Any, plan: Any, day: date) -> bool:
    period = readings.period_of(criterion, plan)
    return period.gone_days(day) * 2 >= period.days


def _never_reported(plan: Any) -> Finding:
    return Finding(
        code="results-never-reported",
        severity=Severity.INFO,
        where=_("Success criteria"),
        message=_("No result is entered for any of the plan's criteria; the plan was over when it came to the portal."),
        fix=_("Enter the results if a document tells them; leave it if none does."),
        link=reverse("plans:results", args=[plan.slug]),
        why=_("What was never told is not stated; it is not the same as not reached."),
    )


def check_far_outside(review: Review) -> Iterator[Finding]:
    """A result far outside the earlier ones, which may be a slip of the pen.

    The rule is robust: the result is over three times the median of at least three earlier ones that are for as long
    a time, or under a third of it, and differs from it by at least the plan's limit for small counts; a share, in per
    cent, by at least ten percentage points.
    """
    plan = review.plan
    for row in _criteria(review):
        is_share = row.target_kind == TargetKind.SHARE
        rule = readings.counts_shown(row, plan, exact=review.exact)
        for result in far_outside(row.results, POINTS if is_share else plan.small_count, rule, is_share=is_share):
            yield Finding(
                code="result-far-outside",
                severity=Severity.WARNING,
                where=_where(review, row),
                message=_("The result for %s lies far outside the earlier ones.") % presenters.when_words(result, plan),
                fix=_("Look whether it is typed right; if it is, write in its note what happened."),
                link=reverse("plans:result_edit", args=[plan.slug, result.pk]),
                why=_("A slip of the pen moves every sum that it is a part of."),
            )


def far_outside(
    results: list[Any], least: int, rule: SmallCounts = EVERYTHING, *, is_share: bool = False
) -> Iterator[Any]:
    """The results, the earliest first, that :func:`check_far_outside` tells of to a reader under that rule."""
    earlier: dict[str, list[FigureRange]] = {}
    for each in results:
        figure = _span(each, rule, is_share=is_share)
        if figure is None:
            continue
        known = earlier.setdefault(each.grain, [])
        if len(known) >= EARLIER and _is_far(figure, _median(known), least):
            yield each
        known.append(figure)


def _is_far(figure: FigureRange, middle: FigureRange, least: int) -> bool:
    """Whether it is, whatever the hidden ones are."""
    over = figure.low > TIMES * middle.high and figure.low - middle.high >= least
    return over or (figure.high * TIMES < middle.low and middle.low - figure.high >= least)


def _median(known: list[FigureRange]) -> FigureRange:
    return FigureRange(median(each.low for each in known), median(each.high for each in known))


def _span(result: Any, rule: SmallCounts, *, is_share: bool) -> FigureRange | None:
    """What the figure, of a share its per cent, could be; ``None`` where there is none, or of nothing at all."""
    if result.state != ResultState.COUNTED:
        return None
    if result.numerator is None:
        return None if result.value is None else FigureRange(*(EVERYTHING if is_share else rule).span(result.value))
    if rule.share(result.numerator, result.denominator) != CountSight.SHOWN:
        return FigureRange(Decimal(0), Decimal("Infinity"))
    if not result.denominator:
        return None
    share = Decimal(result.numerator) * 100 / Decimal(result.denominator)
    return FigureRange(share, share)


def check_shares(review: Review) -> Iterator[Finding]:
    """A share is at most the whole, in results and as a target."""
    plan = review.plan
    for row in _criteria(review):
        if row.target_kind != TargetKind.SHARE:
            continue
        if row.target is not None and row.target > 100:
            link = reverse("plans:criterion_edit", args=[plan.slug, row.pk])
            yield _over_hundred(_where(review, row), _("The target of “%s” is over 100 per cent.") % row.text, link)
        for result in row.results:
            rule = readings.counts_shown(row, plan, exact=review.exact)
            if rule.share(result.numerator, result.denominator) == CountSight.SHOWN and _is_over(result):
                told = _("The share for %s is over 100 per cent.") % presenters.when_words(result, plan)
                yield _over_hundred(
                    _where(review, row), told, reverse("plans:result_edit", args=[plan.slug, result.pk])
                )


def _is_over(result: Any) -> bool:
    if result.numerator is not None and result.denominator is not None:
        return bool(result.numerator > result.denominator)
    return result.value is not None and result.value > 100


def _over_hundred(where: str, message: str, link: str) -> Finding:
    return Finding(
        code="share-over-hundred",
        severity=Severity.ERROR,
        where=where,
        message=message,
        fix=_("Correct the two counts, or the per cent."),
        link=link,
        why=_("No more can be reached than all; one of the figures is wrong."),
    )


def _where(review: Review, criterion: Any) -> str:
    if criterion.activity_id is None:
        return _("Sub-goal · %s") % Truncator(criterion.goal).chars(LONGEST_NAME)
    names = {row.pk: row.name for row in review.once("activities whole", activities_whole)}
    return _("Activity · %s") % names[criterion.activity_id]


def _at(plan: Any, criterion: Any) -> str:
    return reverse("plans:results", args=[plan.slug], query={"planaar": "alle"}, fragment=f"kriterium-{criterion.pk}")
