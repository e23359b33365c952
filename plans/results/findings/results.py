"""The review's checks of success criteria and results.

No finding contains a figure of people: auditors read the review and do not see small counts. They get a finding on a
figure only when it would be the same whatever the small counts are.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.date_order import by_date
from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, GroupWords, Review, register
from plans.activities.calculations import STOPPED
from plans.results.calculations.small_counts import EVERYTHING, CountSight, SmallCounts
from plans.results.enums import ResultState, TargetKind
from plans.results.findings.places import all_results, where_of
from plans.results.findings.targets import check_targets
from plans.results.models import Result
from plans.results.presenters import facts as presenters
from plans.results.presenters import readings
from plans.shared.enums import ActivityState

#: A result is far outside the earlier ones when it is over this many times their median, or under that part of it.
TIMES = 3
#: A share differs by at least so many percentage points.
POINTS = 10
#: Of fewer earlier results nothing can be said.
EARLIER = 3


class FigureRange(NamedTuple):
    """The least and the most that a figure could be; both are the figure itself where it is shown."""

    low: Decimal
    high: Decimal


def register_checks() -> None:
    register(
        check_results,
        topic=Topic.RESULTS,
        of_figures=("result-far-outside", "share-over-hundred", "target-behind-start"),
        of_missing=("activity-without-criterion", "criterion-without-target"),
    )


def check_results(review: Review) -> Iterator[Finding]:
    """The plan's success criteria and what is reported of them."""
    plan, exact = review.plan, review.exact
    activities, criteria = list(plan.activities.all()), criteria_of(plan)
    yield from check_criteria(plan, activities, criteria)
    yield from check_targets(plan, activities, criteria, exact)
    yield from check_reported(plan, activities, criteria, review.today)
    yield from check_far_outside(plan, criteria, exact)
    yield from check_shares(plan, criteria, exact)


def criteria_of(plan: Any) -> list[Any]:
    """The plan's criteria with what they are of, each with its results, the earliest first."""
    results = Prefetch(
        "results",
        Result.objects.select_related("department").order_by(by_date("ends_on", end=True), by_date("starts_on"), "pk"),
    )
    return list(plan.criteria.select_related("activity", "sub_goal").prefetch_related(results).order_by("pk"))


def check_criteria(plan: Any, activities: list[Any], criteria: list[Any]) -> Iterator[Finding]:
    """Each activity has a criterion: its own, or one of the activity above it, below it or described together with
    it."""
    held = {row.activity_id for row in criteria}
    held |= {row.parent_id for row in activities if row.pk in held}
    missing = [
        row
        for row in activities
        if row.state != ActivityState.DROPPED and not held & {row.pk, row.parent_id or 0, row.described_with_id or 0}
    ]
    fix = _("Add what is to be reached: how many take part, complete it, or change.")
    group = GroupWords(_("Activities"), _many_without_criterion, fix, reverse("plans:activities", args=[plan.slug]))
    for row in missing:
        yield Finding(
            code="activity-without-criterion",
            severity=Severity.WARNING,
            where=_("Activity · %s") % row.name,
            message=_("“%s” has no success criterion.") % row.name,
            fix=fix,
            link=reverse("plans:criterion_add", args=[plan.slug, row.pk]),
            why=_("Without a criterion nobody can say whether the activity reached anything."),
            about=(row.code,),
            # Of a plan entered after its end it was said once, with their number.
            formerly=(((), (len(missing),)),) if plan.was_entered_after_its_end else (),
            group=group,
        )


def _many_without_criterion(count: int) -> str:
    sentence = ngettext(
        "%(n)s activity has no success criterion.", "%(n)s activities have no success criterion.", count
    )
    return sentence % {"n": count}


def check_reported(plan: Any, activities: list[Any], criteria: list[Any], today: date) -> Iterator[Finding]:
    """Half of a criterion's time has gone, and nothing is reported of it.

    Of an activity that is given up or paused nobody awaits results; it says itself that it is stopped.
    Of a plan that was over when it was entered, and of which nothing was ever reported, it is said once.
    """
    stopped = {row.pk for row in activities if row.state in STOPPED}
    rows = [row for row in criteria if row.activity_id not in stopped and _half_gone(row, plan, today)]
    if plan.was_entered_after_its_end and not any(row.results.all() for row in rows):
        if rows:
            yield _never_reported(plan)
        return
    fix = _("Enter a result, or enter that it is not stated.")
    group = GroupWords(_("Success criteria"), _many_without_results, fix, all_results(plan))
    for row in rows:
        if not row.results.all():
            yield Finding(
                code="criterion-without-results",
                severity=Severity.WARNING,
                where=where_of(row),
                message=_("Half the time of “%s” has gone, and no result is entered.") % row.text,
                fix=fix,
                link=_at(plan, row),
                why=_("The board cannot act on what is never counted."),
                about=(row.code,),
                group=group,
                detail=row.text,
            )


def _many_without_results(count: int) -> str:
    sentence = ngettext(
        "Half the time of %(n)s success criterion has gone, and no result is entered.",
        "Half the time of %(n)s success criteria has gone, and no results are entered.",
        count,
    )
    return sentence % {"n": count}


def _half_gone(criterion: Any, plan: Any, day: date) -> bool:
    period = readings.period_of(criterion, plan).whole
    return period is not None and period.gone_days(day) * 2 >= period.days


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


def check_far_outside(plan: Any, criteria: list[Any], exact: bool) -> Iterator[Finding]:
    """A result far outside the earlier ones, which may be a slip of the pen.

    The rule is robust: the result is over three times the median of at least three earlier ones that are for as long
    a time, or under a third of it, and differs from it by at least the plan's limit for small counts; a share, in per
    cent, by at least ten percentage points.
    """
    for row in criteria:
        is_share = row.target_kind == TargetKind.SHARE
        rule = readings.counts_shown(row, plan, exact=exact)
        for result in far_outside(row.results.all(), POINTS if is_share else plan.small_count, rule, is_share=is_share):
            yield Finding(
                code="result-far-outside",
                severity=Severity.WARNING,
                where=where_of(row),
                message=_("The result for %s lies far outside the earlier ones.") % presenters.when_words(result, plan),
                fix=_("Look whether it is typed right; if it is, write in its note what happened."),
                link=reverse("plans:result_edit", args=[plan.slug, result.pk]),
                why=_("A slip of the pen moves every sum that it is a part of."),
                about=(row.code,),
                facts=_period(result),
            )


def far_outside(
    results: Iterable[Any], least: int, rule: SmallCounts = EVERYTHING, *, is_share: bool = False
) -> Iterator[Any]:
    """The results, earliest first, that :func:`check_far_outside` reports to a reader under that rule."""
    earlier: dict[tuple[str, int | None], list[FigureRange]] = {}
    for result in results:
        figure = _span(result, rule, is_share=is_share)
        if figure is None:
            continue
        known = earlier.setdefault((result.grain, result.department_id), [])
        if len(known) >= EARLIER and _is_far(figure, _median(known), least):
            yield result
        known.append(figure)


def _is_far(figure: FigureRange, middle: FigureRange, least: int) -> bool:
    """Whether it is, whatever the hidden ones are."""
    over = figure.low > TIMES * middle.high and figure.low - middle.high >= least
    return over or (figure.high * TIMES < middle.low and middle.low - figure.high >= least)


def _median(known: list[FigureRange]) -> FigureRange:
    return FigureRange(median(item.low for item in known), median(item.high for item in known))


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


def check_shares(plan: Any, criteria: list[Any], exact: bool) -> Iterator[Finding]:
    """A share is at most the whole, in results and as a target."""
    for row in criteria:
        if row.target_kind != TargetKind.SHARE:
            continue
        if row.target is not None and row.target > 100:
            link = reverse("plans:criterion_edit", args=[plan.slug, row.pk])
            message = _("The target of “%s” is over 100 per cent.") % row.text
            yield _over_hundred(row, message, link, row.target)
        for result in row.results.all():
            rule = readings.counts_shown(row, plan, exact=exact)
            if rule.share(result.numerator, result.denominator) == CountSight.SHOWN and _is_over(result):
                sentence = _("The share for %s is over 100 per cent.") % presenters.when_words(result, plan)
                link = reverse("plans:result_edit", args=[plan.slug, result.pk])
                yield _over_hundred(row, sentence, link, *_period(result))


def _is_over(result: Any) -> bool:
    if result.numerator is not None and result.denominator is not None:
        return bool(result.numerator > result.denominator)
    return result.value is not None and result.value > 100


def _over_hundred(criterion: Any, message: str, link: str, *facts: Any) -> Finding:
    return Finding(
        code="share-over-hundred",
        severity=Severity.ERROR,
        where=where_of(criterion),
        message=message,
        fix=_("Correct the two counts, or the per cent."),
        link=link,
        why=_("No more can be reached than all; one of the figures is wrong."),
        about=(criterion.code,),
        facts=facts,
    )


def _period(result: Any) -> tuple[Any, ...]:
    """What identifies the result within its criterion; its figure may be small and is left out."""
    return (result.starts_on, result.ends_on, result.label)


def _at(plan: Any, criterion: Any) -> str:
    return reverse("plans:results", args=[plan.slug], query={"planaar": "alle"}, fragment=f"kriterium-{criterion.pk}")
