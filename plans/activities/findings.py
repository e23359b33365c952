"""What a careful colleague would say of a plan's activities, of who carries them on, and of the staff's hours."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.dates import months_later, written
from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, GroupWords, Review, register
from plans.activities.enums import AnchoringState
from plans.activities.models import ActivityHours
from plans.lifecycle.enums import DRAFT_STATES
from plans.shared.enums import ActivityState
from plans.shared.periods import Phase
from plans.staffing.calculations import Load
from plans.staffing.presenters import PositionWorkload, standings
from plans.staffing.words import hours_words

#: With fewer months left than this, who carries an activity on must be found.
MONTHS_TO_ANCHOR = 12


def register_checks() -> None:
    register(check_work, topic=Topic.ACTIVITIES, of_missing=("activity-without-purpose", "activity-without-place"))


def check_work(review: Review) -> Iterator[Finding]:
    """The hours that activities take, who carries them on, and what they are for."""
    activities = list(activities_whole(review.plan))
    yield from check_hours(review.plan, activities, review.today)
    yield from check_anchoring(review.plan, activities, review.today)
    yield from check_purposes(review.plan, activities)
    yield from check_places(review.plan, activities)


def activities_whole(plan: Any) -> Any:
    """The plan's activities with their hours and these with their position and who holds it, their anchoring, and the
    one each is described together with."""
    rows = plan.activities.select_related("anchoring", "described_with__anchoring")
    hours = ActivityHours.objects.select_related("post").prefetch_related("post__holders")
    return rows.prefetch_related(Prefetch("hours", hours))


def check_hours(plan: Any, activities: list[Any], today: date) -> Iterator[Finding]:
    """The hours of a position over all activities, against its share of the week where that is known."""
    for position in standings(plan, activities=activities, day=today):
        if position.load == Load.OVER:
            yield _over(plan, position)
        elif position.load == Load.UNDER:
            yield _under(plan, position)


def _over(plan: Any, position: PositionWorkload) -> Finding:
    return Finding(
        code="hours-over-position",
        severity=Severity.WARNING,
        where=_("Staffing · %s") % position.title,
        message=_("The activities take %(given)s hours a week; the position has %(week)s.")
        % {"given": hours_words(position.given), "week": position.week_words},
        fix=_("Correct the hours of the activities, or the position's share of full time."),
        link=reverse("plans:staffing", args=[plan.slug]) + f"#stilling-{position.pk}",
        why=_("Work that nobody has hours for is not done, or is done by wearing people out."),
        about=(position.title,),
        facts=(position.given.least, position.given.most, position.share),
    )


def _under(plan: Any, position: PositionWorkload) -> Finding:
    return Finding(
        code="hours-under-position",
        severity=Severity.INFO,
        where=_("Staffing · %s") % position.title,
        message=_("The activities take %(given)s hours a week; the position has %(week)s.")
        % {"given": hours_words(position.given), "week": position.week_words},
        fix=_("Enter the hours that are missing, or leave it: not all work is an activity."),
        link=reverse("plans:staffing", args=[plan.slug]) + f"#stilling-{position.pk}",
        why=_("Hours that stand nowhere cannot be told to those who pay for the position."),
        about=(position.title,),
        facts=(position.given.least, position.given.most, position.share),
    )


def check_anchoring(plan: Any, activities: list[Any], today: date) -> Iterator[Finding]:
    """In a plan's last year it should be known who carries each activity on."""
    if plan.ends_on is None or plan.period.phase(today) in (Phase.COMING, Phase.OVER):
        return
    if plan.ends_on >= months_later(today, MONTHS_TO_ANCHOR):
        return
    fix = _("Enter the anchoring, also when the activity will not be continued.")
    group = GroupWords(_("Activities"), _many_not_anchored, fix, reverse("plans:activities", args=[plan.slug]))
    for activity in activities:
        if activity.state in (ActivityState.RUNNING, ActivityState.UNKNOWN) and not _is_anchored(activity):
            yield Finding(
                code="anchoring-empty",
                severity=Severity.WARNING,
                where=_("Activity · %s") % activity.name,
                message=_("The plan ends %(day)s, and it is not stated who carries “%(name)s” on or how.")
                % {"day": written(plan.ends_on), "name": activity.name},
                fix=fix,
                link=reverse("plans:anchoring_edit", args=[plan.slug, activity.pk]),
                why=_("What nobody has agreed to carry on ends with the grant."),
                about=(activity.code,),
                facts=(plan.ends_on,),
                group=group,
            )


def _many_not_anchored(count: int) -> str:
    sentence = ngettext(
        "The plan's last year has begun, and it is not stated who carries %(n)s activity on.",
        "The plan's last year has begun, and it is not stated who carries %(n)s activities on.",
        count,
    )
    return sentence % {"n": count}


def _is_anchored(activity: Any) -> bool:
    """By its own anchoring or that of the activity it is described together with; it may be settled that nobody
    does."""
    holders = (activity, activity.described_with)
    found = [getattr(row, "anchoring", None) for row in holders if row is not None]
    return any(row is not None and (not row.is_empty or row.state == AnchoringState.NOT_CONTINUED) for row in found)


def check_purposes(plan: Any, activities: list[Any]) -> Iterator[Finding]:
    """An activity states its purpose, itself or through the activity it is described with."""
    fix = _("Write in a few sentences what it is for.")
    group = GroupWords(_("Activities"), _many_without_purpose, fix, reverse("plans:activities", args=[plan.slug]))
    for activity in activities:
        holders = [row for row in (activity, activity.described_with) if row is not None]
        if not any(strip_tags(row.purpose).strip() for row in holders):
            yield Finding(
                code="activity-without-purpose",
                severity=Severity.INFO,
                where=_("Activity · %s") % activity.name,
                message=_("The purpose of “%s” is not written.") % activity.name,
                fix=fix,
                link=reverse("plans:activity_edit", args=[plan.slug, activity.pk]),
                why=_("Without a purpose nobody can say whether the activity reached anything."),
                about=(activity.code,),
                group=group,
            )


def _many_without_purpose(count: int) -> str:
    return ngettext(
        "The purpose of %(n)s activity is not written.", "The purpose of %(n)s activities is not written.", count
    ) % {"n": count}


def check_places(plan: Any, activities: list[Any]) -> Iterator[Finding]:
    """An activity belongs to a sub-agreement or a focus area; a plan that is not granted may leave it open."""
    loose = [row for row in activities if row.sub_agreement_id is None and row.plan_focus_area_id is None]
    severity = Severity.INFO if loose and _is_draft(plan) else Severity.WARNING
    fix = _("Move it to the one it belongs to; leave it where the source does not say.")
    group = GroupWords(_("Activities"), _many_without_place, fix, reverse("plans:activities", args=[plan.slug]))
    for activity in loose:
        yield Finding(
            code="activity-without-place",
            severity=severity,
            where=_("Activity · %s") % activity.name,
            message=_("“%s” belongs to no sub-agreement and no focus area.") % activity.name,
            fix=fix,
            link=reverse("plans:activity_move_edit", args=[plan.slug, activity.pk]),
            why=_("What it is to move cannot be followed from the goals."),
            about=(activity.code,),
            group=group,
        )


def _many_without_place(count: int) -> str:
    sentence = ngettext(
        "%(n)s activity belongs to no sub-agreement and no focus area.",
        "%(n)s activities belong to no sub-agreement and no focus area.",
        count,
    )
    return sentence % {"n": count}


def _is_draft(plan: Any) -> bool:
    last = plan.steps.order_by("position", "pk").last()
    return last is None or last.state in DRAFT_STATES
