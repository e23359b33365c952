"""The review's checks of goals, sections, parties and the departments that sub-agreements serve."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, GroupWords, Review, register, short
from plans.agreement.models.agreement import AgreementSection, StrategicAgreement
from plans.agreement.models.sub_agreements import GoalServed, SubAgreement, SubGoal
from plans.agreement.querysets import of_area_not_chosen
from plans.lifecycle.enums import DepartmentStatus
from plans.rounds.models import OverallGoal, RoundSection

#: Findings that something of the agreement is not entered.
OF_MISSING = ("sub-goal-without-goal", "goal-unserved", "department-never-served", "section-missing")


def register_checks() -> None:
    register(check_sub_goals, check_goals, check_departments, check_sections, of_missing=OF_MISSING)


def _loose_sub_goals(plan: Any) -> Any:
    """Where there are overall goals: the sub-goals that serve none."""
    goals = OverallGoal.objects.of_plan(plan)
    return SubGoal.objects.filter(~Exists(GoalServed.objects.filter(sub_goal=OuterRef("pk"))), Exists(goals), plan=plan)


def _unserved_goals(plan: Any) -> Any:
    """Once the plan has begun to say what it is to reach: the overall goals that no sub-goal serves, but those of focus
    areas that it does not work in."""
    served = GoalServed.objects.filter(goal=OuterRef("pk"), sub_goal__plan=plan)
    begun = Exists(SubGoal.objects.filter(plan=plan)) | Exists(SubAgreement.objects.filter(plan=plan))
    return OverallGoal.objects.of_plan(plan).filter(begun, ~Exists(served)).exclude(of_area_not_chosen(plan))


def _unserved_departments(plan: Any) -> Any:
    """Where all that is done is for named departments or areas: those of the plan's that are not among them."""
    subs, loose = SubAgreement.objects.filter(plan=plan), plan.activities.filter(sub_agreement=None)
    named = Q(departments__department=OuterRef("department"))
    named |= Q(areas__area__memberships__department=OuterRef("department"))
    return plan.departments.filter(
        Exists(subs) | Exists(loose),
        ~Exists(subs.filter(departments=None, areas=None)),
        ~Exists(loose.filter(departments=None, areas=None)),
        ~Exists(subs.filter(named)),
        ~Exists(plan.activities.filter(named)),
        status=DepartmentStatus.IN_PLAN,
    )


def _unwritten_sections(plan: Any) -> Any:
    """Where the agreement is entered: what its round prescribes and it has no text for."""
    written = AgreementSection.objects.filter(agreement__plan=plan, round_section=OuterRef("pk")).exclude(text="")
    entered = StrategicAgreement.objects.filter(plan=plan)
    return RoundSection.objects.filter(~Exists(written), Exists(entered), round=plan.round_id, document=None)


def check_sub_goals(review: Review) -> Iterator[Finding]:
    """Where there are overall goals, each sub-goal serves one."""
    fix = _("Tick the overall goals that it serves.")
    link = f"{reverse('plans:agreements', args=[review.plan.slug])}#delaftaler"
    group = GroupWords(_("Sub-goals"), _many_loose_sub_goals, fix, link)
    for sub_goal in _loose_sub_goals(review.plan):
        name = short(sub_goal.text)
        yield Finding(
            "sub-goal-without-goal",
            Severity.WARNING,
            _("Sub-goal · %s") % name,
            _("The sub-goal “%s” serves no overall goal.") % name,
            fix,
            reverse("plans:sub_goal_edit", args=[review.plan.slug, sub_goal.pk]),
            _("What a sub-agreement is to reach must lead towards the goals that the parties share."),
            about=(sub_goal.code,),
            group=group,
        )


def _many_loose_sub_goals(count: int) -> str:
    sentence = ngettext("%(n)s sub-goal serves no overall goal.", "%(n)s sub-goals serve no overall goal.", count)
    return sentence % {"n": count}


def check_goals(review: Review) -> Iterator[Finding]:
    """Each overall goal is served by a sub-goal."""
    link = f"{reverse('plans:agreements', args=[review.plan.slug])}#maal"
    fix = _(
        "Add a sub-goal that serves it, tick it on one that stands, or set the remark aside and say who works for it."
    )
    group = GroupWords(_("Overall goals"), _many_unserved_goals, fix, link)
    for goal in _unserved_goals(review.plan):
        name = short(goal.text)
        yield Finding(
            "goal-unserved",
            Severity.WARNING,
            _("Overall goal · %s") % name,
            _("No sub-goal serves the goal “%s”.") % name,
            fix,
            link,
            _("A goal that nothing works towards is reached by chance or not at all."),
            about=(goal.code,),
            group=group,
        )


def _many_unserved_goals(count: int) -> str:
    sentence = ngettext("No sub-goal serves %(n)s overall goal.", "No sub-goal serves %(n)s overall goals.", count)
    return sentence % {"n": count}


def check_departments(review: Review) -> Iterator[Finding]:
    """Something is done for each department of the plan."""
    link = f"{reverse('plans:agreements', args=[review.plan.slug])}#delaftaler"
    fix = _("Say which sub-agreement or activity is for the department too, or that it is for all.")
    group = GroupWords(_("Departments"), _many_unserved_departments, fix, link)
    for row in _unserved_departments(review.plan).select_related("department"):
        full_name = str(row.department)
        name = short(full_name)
        yield Finding(
            "department-never-served",
            Severity.WARNING,
            _("Departments · %s") % name,
            _("No sub-agreement and no activity is for %s, though others are named.") % name,
            fix,
            link,
            _("A department that pays its part should be able to see what it gets."),
            about=(full_name,),
            group=group,
        )


def _many_unserved_departments(count: int) -> str:
    sentence = ngettext(
        "No sub-agreement and no activity is for %(n)s department, though others are named.",
        "No sub-agreement and no activity is for %(n)s departments, though others are named.",
        count,
    )
    return sentence % {"n": count}


def check_sections(review: Review) -> Iterator[Finding]:
    """An agreement that is entered has a text in every section that the round prescribes."""
    link = f"{reverse('plans:agreements', args=[review.plan.slug])}#afsnit"
    fix = _("Write the section, or add it first if it is missing.")
    group = GroupWords(_("Strategic agreement"), _many_unwritten_sections, fix, link)
    for section in _unwritten_sections(review.plan):
        heading = short(section.heading)
        yield Finding(
            "section-missing",
            Severity.INFO,
            _("Strategic agreement · %s") % heading,
            _("The section “%(heading)s”, which %(round)s prescribes, has no text.")
            % {"heading": heading, "round": review.plan.round},
            fix,
            link,
            _("Landsbyggefonden reads the agreement section by section."),
            about=(section.heading,),
            facts=(review.plan.round.code,),
            group=group,
        )


def _many_unwritten_sections(count: int) -> str:
    sentence = ngettext(
        "%(n)s section that the funding round prescribes has no text.",
        "%(n)s sections that the funding round prescribes have no text.",
        count,
    )
    return sentence % {"n": count}
