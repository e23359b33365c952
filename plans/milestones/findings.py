"""What a careful colleague would say of a plan's milestones. Nothing of drafts; of a plan that is over only which dates
are missing or cannot be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.core.dates import months_later, written
from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, GroupWords, Review, register, short
from plans.milestones.enums import MilestoneState
from plans.milestones.models import Milestone, Postponement
from plans.milestones.presenters.quarters import PlanQuarter, PlanYear, year_on, years_of

#: A milestone postponed more often than this gives a finding.
MOST_MOVES = 2
#: So many months before a plan year its milestones should be there.
MONTHS_BEFORE = 2

#: Findings that something of the milestones is not entered.
OF_MISSING = (
    "milestone-without-date", "year-without-milestones", "quarter-without-milestone", "next-year-without-milestones",
)  # fmt: skip
OPEN = (MilestoneState.PLANNED, MilestoneState.UNDER_WAY, MilestoneState.POSTPONED)


def register_checks() -> None:
    register(check_milestones, check_planned_time, check_dates, topic=Topic.MILESTONES, of_missing=OF_MISSING)


def _real(plan: Any) -> Any:
    """The plan's milestones that count."""
    return Milestone.objects.filter(plan=plan, is_draft=False).exclude(state=MilestoneState.DROPPED)


def _waiting(plan: Any) -> Any:
    return _real(plan).filter(state__in=OPEN)


def without_responsible(plan: Any) -> Any:
    """Those that wait and that nobody is named for."""
    return _waiting(plan).filter(person=None, post=None, responsible="")


def past_without_a_word(plan: Any, today: date) -> Any:
    """Milestones past their date that have not been reported since."""
    return _waiting(plan).filter(Q(reported_on=None) | Q(reported_on__lte=F("due_on")), due_on__lt=today)


def put_off_often(plan: Any) -> Any:
    """Those that wait and were put off more often than is said to be normal."""
    often = Postponement.objects.order_by().values("milestone").annotate(times=Count("pk")).filter(times__gt=MOST_MOVES)
    return _waiting(plan).filter(pk__in=often.values("milestone"))


def check_milestones(review: Review) -> Iterator[Finding]:
    """A milestone has a responsible, is reported when its date has passed, and is not postponed for ever."""
    plan = review.plan
    if plan.is_over(review.today):
        return
    yield from _irresponsible(plan)
    yield from _silent(plan, review.today)
    yield from _often_moved(plan)


def _group(plan: Any, sentence: Callable[[int], str], fix: str) -> GroupWords:
    return GroupWords(_("Milestones"), sentence, fix, reverse("plans:milestones", args=[plan.slug]))


def _milestone_where(row: Milestone) -> str:
    return _("Milestone · %s") % short(row.text)


def _edit(plan: Any, row: Milestone) -> str:
    return reverse("plans:milestone_edit", args=[plan.slug, row.pk])


def _irresponsible(plan: Any) -> Iterator[Finding]:
    fix = _("Choose a person or a position.")
    group = _group(plan, _many_without_responsible, fix)
    for row in without_responsible(plan):
        yield Finding(
            code="milestone-without-responsible",
            severity=Severity.WARNING,
            where=_milestone_where(row),
            message=_("Nobody is named as responsible for “%s”.") % short(row.text),
            fix=fix,
            link=_edit(plan, row),
            why=_("Nobody is reminded of a milestone that nobody answers for."),
            about=(row.code,),
            group=group,
        )


def _many_without_responsible(count: int) -> str:
    sentence = ngettext(
        "Nobody is named as responsible for %(n)s milestone.",
        "Nobody is named as responsible for %(n)s milestones.",
        count,
    )
    return sentence % {"n": count}


def _silent(plan: Any, today: date) -> Iterator[Finding]:
    fix = _("Report it as reached, postpone it with a reason, or give it up.")
    group = _group(plan, _many_silent, fix)
    for row in past_without_a_word(plan, today):
        yield Finding(
            code="milestone-past-due-silent",
            severity=Severity.WARNING,
            where=_milestone_where(row),
            message=_("“%(name)s” was due %(day)s, and nothing is reported since.")
            % {"name": short(row.text), "day": written(row.due_on)},
            fix=fix,
            link=_edit(plan, row),
            why=_("The board sees a late milestone, and cannot tell whether it was done."),
            about=(row.code,),
            facts=(row.due_on,),
            group=group,
            detail=written(row.due_on),
        )


def _many_silent(count: int) -> str:
    sentence = ngettext(
        "The date of %(n)s milestone has gone, and nothing is reported since.",
        "The dates of %(n)s milestones have gone, and nothing is reported since.",
        count,
    )
    return sentence % {"n": count}


def _often_moved(plan: Any) -> Iterator[Finding]:
    fix = _("Settle what is in the way, or give the milestone up.")
    group = _group(plan, _many_moved, fix)
    for row in put_off_often(plan):
        yield Finding(
            code="milestone-postponed-often",
            severity=Severity.INFO,
            where=_milestone_where(row),
            message=_("“%(name)s” is put off more than %(times)s times.")
            % {"name": short(row.text), "times": MOST_MOVES},
            fix=fix,
            link=_edit(plan, row),
            why=_("A milestone that always moves tells nobody how far the work is."),
            about=(row.code,),
            group=group,
        )


def _many_moved(count: int) -> str:
    sentence = ngettext(
        "%(n)s milestone is put off more than %(times)s times.",
        "%(n)s milestones are put off more than %(times)s times.",
        count,
    )
    return sentence % {"n": count, "times": MOST_MOVES}


def check_dates(review: Review) -> Iterator[Finding]:
    """Each milestone has a date."""
    rows = list(_real(review.plan))
    yield from _dateless(review.plan, [row for row in rows if row.due_on is None], len(rows))


@dataclass(frozen=True)
class DatelessSentence:
    """How many of the plan's milestones have no date."""

    of_them: int

    def __call__(self, count: int) -> str:
        sentence = ngettext(
            "%(n)s of the plan's %(all)s milestones has no date.",
            "%(n)s of the plan's %(all)s milestones have no date.",
            count,
        )
        return sentence % {"n": count, "all": self.of_them}


def _dateless(plan: Any, rows: list[Milestone], of_them: int) -> Iterator[Finding]:
    fix = _("Enter the date, month, quarter or year, or write in its note what it waits for.")

    group = _group(plan, DatelessSentence(of_them), fix)
    for row in rows:
        yield Finding(
            code="milestone-without-date",
            severity=Severity.WARNING,
            where=_milestone_where(row),
            message=_("“%s” has no date.") % short(row.text),
            fix=fix,
            link=_edit(plan, row),
            why=_("A milestone without a date is never late, and never in any list of what is due."),
            about=(row.code,),
            group=group,
        )


def check_planned_time(review: Review) -> Iterator[Finding]:
    """Milestones fall in the plan years and quarters that they should fall in."""
    plan, today = review.plan, review.today
    if plan.is_over(today):
        return
    days = list(_real(plan).exclude(due_on=None).values_list("due_on", flat=True))
    yield from check_quarters(plan, days, today)
    yield from check_next_year(plan, days, today)


def _this_and_next(plan: Any, today: date) -> list[PlanYear]:
    """The plan year that runs, and the one that comes; of a plan that has not begun its first."""
    years = years_of(plan)
    now = year_on(years, today)
    if now is None:
        return [years[0]] if years and today < years[0].period.first else []
    return list(years[now.number - 1 : now.number + 1])


def check_quarters(plan: Any, days: list[date], today: date) -> Iterator[Finding]:
    """In a plan year with milestones each quarter that is not over has one; of the present year without any it is said
    once."""
    for year in _this_and_next(plan, today):
        if not any(year.holds(day) for day in days):
            if year.holds(today):
                yield _empty_year(plan, year)
        else:
            for quarter in year.quarters:
                if quarter.period.last >= today and not any(quarter.holds(day) for day in days):
                    yield _empty_quarter(plan, quarter)


def _empty_year(plan: Any, year: PlanYear) -> Finding:
    return Finding(
        code="year-without-milestones",
        severity=Severity.WARNING,
        where=_("Milestones · %s") % year.label,
        message=_("No milestone falls in the present plan year, %s.") % year.words,
        fix=_("Add what is to have happened by when, or approve the drafts that are to count."),
        link=reverse("plans:milestone_add", args=[plan.slug]),
        why=_("Without milestones nobody sees whether the year's work goes on."),
        facts=(year.period.first,),
    )


def _empty_quarter(plan: Any, quarter: PlanQuarter) -> Finding:
    fix = _("Add what is to have happened by then, or leave it: not every quarter needs one.")
    return Finding(
        code="quarter-without-milestone",
        severity=Severity.INFO,
        where=_("Milestones · %s") % quarter.label,
        message=_("No milestone falls in %s.") % quarter.words,
        fix=fix,
        link=f"{reverse('plans:milestone_add', args=[plan.slug])}?kvartal={quarter.number}",
        why=_("In a quarter without milestones nobody sees whether the work goes on."),
        facts=(quarter.period.first,),
        group=_group(plan, _many_empty_quarters, fix),
    )


def _many_empty_quarters(count: int) -> str:
    sentence = ngettext("No milestone falls in %(n)s quarter.", "No milestone falls in %(n)s quarters.", count)
    return sentence % {"n": count}


def check_next_year(plan: Any, days: list[date], today: date) -> Iterator[Finding]:
    """Two months before a plan year begins its milestones are there."""
    coming = next((item for item in years_of(plan) if item.period.first > today), None)
    if coming is None or coming.period.first > months_later(today, MONTHS_BEFORE):
        return
    if any(coming.holds(day) for day in days):
        return
    first = coming.number == 1
    yield Finding(
        code="next-year-without-milestones",
        severity=Severity.WARNING,
        where=_("Milestones · %s") % coming.label,
        message=_("%(year)s begins %(day)s, and no milestone is set for it.")
        % {"year": coming.words.capitalize(), "day": written(coming.period.first)},
        fix=_("Add its milestones.")
        if first
        else _("Copy the present year's milestones forward, and approve the drafts that are to count."),
        link=reverse("plans:milestone_add" if first else "plans:milestones_forward", args=[plan.slug]),
        why=_("Who works in the plan should know before the year begins what is to be reached in it."),
        facts=(coming.period.first,),
    )
