"""What a careful colleague would say of legal basis, goals, sections, parties and whom the sub-agreements are for."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.agreement.findings.parties import sub_agreements
from plans.agreement.models.agreement import AgreementSection, StrategicAgreement
from plans.agreement.models.sub_agreements import GoalServed, SubAgreement, SubAgreementDepartment, SubGoal
from plans.lifecycle.enums import DepartmentStatus
from plans.lifecycle.findings.steps import life
from plans.review.findings import Finding, Review, register, register_lacking
from plans.rounds.models import OverallGoal, RoundSection
from plans.shared.enums import Severity


def register_checks() -> None:
    register_lacking("sub_goal", _loose_sub_goals, "text")
    register_lacking("goal", _unserved_goals, "text")
    register_lacking("department", _unserved_departments, "department__name")
    register_lacking("section", _unwritten_sections, "heading")
    register(check_legal_basis, check_sub_goals, check_goals, check_departments, check_sections)
    register(check_sub_agreement_parties)


def _loose_sub_goals(plan: Any) -> Any:
    """Where there are overall goals: the sub-goals that serve none."""
    goals = OverallGoal.objects.of_plan(plan)
    return SubGoal.objects.filter(~Exists(GoalServed.objects.filter(sub_goal=OuterRef("pk"))), Exists(goals), plan=plan)


def _unserved_goals(plan: Any) -> Any:
    """Once the plan has begun to say what it is to reach: the overall goals that no sub-goal serves."""
    served = GoalServed.objects.filter(goal=OuterRef("pk"), sub_goal__plan=plan)
    begun = Exists(SubGoal.objects.filter(plan=plan)) | Exists(SubAgreement.objects.filter(plan=plan))
    return OverallGoal.objects.of_plan(plan).filter(begun, ~Exists(served))


def _unserved_departments(plan: Any) -> Any:
    """Where all that is done is for named departments: those of the plan's that are not among them."""
    subs, loose = SubAgreement.objects.filter(plan=plan), plan.activities.filter(sub_agreement=None)
    in_scope = SubAgreementDepartment.objects.filter(sub_agreement__plan=plan, department=OuterRef("department"))
    in_activity = plan.activities.filter(departments__department=OuterRef("department"))
    return plan.departments.filter(
        Exists(subs) | Exists(loose),
        ~Exists(subs.filter(departments=None)),
        ~Exists(loose.filter(departments=None)),
        ~Exists(in_scope),
        ~Exists(in_activity),
        status=DepartmentStatus.IN_PLAN,
    )


def _unwritten_sections(plan: Any) -> Any:
    """Where the agreement is entered: what its round prescribes and it has no text for."""
    written = AgreementSection.objects.filter(agreement__plan=plan, round_section=OuterRef("pk")).exclude(text="")
    entered = StrategicAgreement.objects.filter(plan=plan)
    return RoundSection.objects.filter(~Exists(written), Exists(entered), round=plan.round_id, document=None)


def check_legal_basis(review: Review) -> Iterator[Finding]:
    """The agreement and the sub-agreements refer to the rules of the plan's own round."""
    plan = review.plan
    [found] = review.once("life", life)
    for row in cites_another(plan, [found.agreement] if hasattr(found, "agreement") else []):
        yield of_another_round(plan, row, _("Strategic agreement"), reverse("plans:agreements", args=[plan.slug]))
    for row in cites_another(plan, review.once("sub_agreements", sub_agreements)):
        address = reverse("plans:sub_agreement", args=[plan.slug, row.slug])
        yield of_another_round(plan, row, _("Sub-agreement · %s") % row.name, address)


def cites_another(plan: Any, rows: list[Any]) -> list[Any]:
    """Of rows that come with their ``cited_round``, those that cite another than the plan's; none when it has none."""
    return [row for row in rows if plan.round_id and row.cited_round_id not in (None, plan.round_id)]


def of_another_round(plan: Any, row: Any, where: str, link: str) -> Finding:
    """A row whose document cites another round than its plan's; the row comes with its ``cited_round``."""
    return Finding(
        "legal-basis-of-another-round",
        Severity.WARNING,
        where,
        _("It refers to the rules of %(cited)s, but the plan belongs to %(own)s.")
        % {"cited": row.cited_round.name, "own": plan.round.name},
        _("Correct the legal basis, or the plan's funding round."),
        link,
        _("Each round has rules of its own; a document stands on those it refers to."),
    )


def check_sub_goals(review: Review) -> Iterator[Finding]:
    """Where there are overall goals, each sub-goal serves one."""
    for pk, name in review.lacking("sub_goal"):
        yield Finding(
            "sub-goal-without-goal",
            Severity.WARNING,
            _("Sub-goal · %s") % name,
            _("The sub-goal “%s” serves no overall goal.") % name,
            _("Tick the overall goals that it serves."),
            reverse("plans:sub_goal_edit", args=[review.plan.slug, pk]),
            _("What a sub-agreement is to reach must lead towards the goals that the parties share."),
        )


def check_goals(review: Review) -> Iterator[Finding]:
    """Each overall goal is served by a sub-goal."""
    for _pk, name in review.lacking("goal"):
        yield Finding(
            "goal-unserved",
            Severity.WARNING,
            _("Overall goal · %s") % name,
            _("No sub-goal serves the goal “%s”.") % name,
            _(
                "Add a sub-goal that serves it, tick it on one that stands, or set the remark aside and say who works for it."
            ),
            f"{reverse('plans:agreements', args=[review.plan.slug])}#maal",
            _("A goal that nothing works towards is reached by chance or not at all."),
        )


def check_departments(review: Review) -> Iterator[Finding]:
    """Something is done for each department of the plan."""
    for _pk, name in review.lacking("department"):
        yield Finding(
            "department-never-served",
            Severity.WARNING,
            _("Departments · %s") % name,
            _("No sub-agreement and no activity is for %s, though others are named.") % name,
            _("Say which sub-agreement or activity is for the department too, or that it is for all."),
            f"{reverse('plans:agreements', args=[review.plan.slug])}#delaftaler",
            _("A department that pays its part should be able to see what it gets."),
        )


def check_sections(review: Review) -> Iterator[Finding]:
    """An agreement that is entered has a text in every section that the round prescribes."""
    for _pk, heading in review.lacking("section"):
        yield Finding(
            "section-missing",
            Severity.INFO,
            _("Strategic agreement · %s") % heading,
            _("The section “%(heading)s”, which %(round)s prescribes, has no text.")
            % {"heading": heading, "round": review.plan.round},
            _("Write the section, or add it first if it is missing."),
            f"{reverse('plans:agreements', args=[review.plan.slug])}#afsnit",
            _("Landsbyggefonden reads the agreement section by section."),
        )


def check_sub_agreement_parties(review: Review) -> Iterator[Finding]:
    """Where the round has sub-agreements, each of them binds somebody."""
    plan = review.plan
    if plan.round is None or not plan.round.has_sub_agreements:
        return
    for sub in review.once("sub_agreements", sub_agreements):
        if not sub.binds:
            yield Finding(
                "sub-agreement-without-parties",
                Severity.INFO,
                _("Sub-agreement · %s") % sub.name,
                _("It is not entered which parties the sub-agreement “%s” binds.") % sub.name,
                _("Choose them among the plan's parties."),
                reverse("plans:sub_agreement_edit", args=[plan.slug, sub.slug]),
                _("A sub-agreement is between parties; each must be able to see what it has promised."),
            )
