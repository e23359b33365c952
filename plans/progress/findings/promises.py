"""What a careful colleague would say of promises in a plan's texts that no milestone holds anybody to."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.core.richtext import sentences
from abc_portal.review.enums import Severity, Topic
from abc_portal.review.findings import Finding, Review, register, short
from plans.agreement.models.agreement import AgreementSection
from plans.milestones.enums import MilestoneState
from plans.milestones.models import Milestone
from plans.milestones.presenters.quarters import years_of

_EVALUATES = re.compile(r"evalu", re.IGNORECASE)
_NOT = re.compile(r"\bikke\b|\bingen\b", re.IGNORECASE)
#: When an evaluation is promised: the words of the sentence, and those by which a milestone is known to be it.
_MIDTERM = re.compile(r"\bmidtvejs|\bhalvvejs|\bmidtermsevalu", re.IGNORECASE)
_FINAL = re.compile(r"\bslutevalu|\btil slut\b|\bslut-|\bslutning|\bafsluttende|\bved planens udløb", re.IGNORECASE)
_YEARLY = re.compile(r"\bhvert år\b|\bårlig|\ben gang om året\b|\bén gang om året\b", re.IGNORECASE)


def register_checks() -> None:
    register(check_evaluations, topic=Topic.MILESTONES)


def check_evaluations(review: Review) -> Iterator[Finding]:
    """An evaluation that the agreement promises at a time is a milestone."""
    plan = review.plan
    rows = Milestone.objects.filter(plan=plan, is_draft=False).exclude(state=MilestoneState.DROPPED)
    milestones = list(rows)
    sections = AgreementSection.objects.filter(agreement__plan=plan).exclude(text="")
    if not milestones:
        return
    for section in sections:
        for sentence in sentences(section.text):
            if missing := _missing(sentence, milestones, plan):
                yield _finding(plan, section, sentence, missing)


def _missing(sentence: str, milestones: list[Milestone], plan: Any) -> list[str]:
    """Which of the evaluations that the sentence promises no milestone is for."""
    if not _EVALUATES.search(sentence) or _NOT.search(sentence):
        return []
    evaluating = [row for row in milestones if _EVALUATES.search(row.text) or _MIDTERM.search(row.text)]
    found = []
    if _MIDTERM.search(sentence) and not any(_MIDTERM.search(row.text) for row in evaluating):
        found.append("midterm")
    if _FINAL.search(sentence) and not any(_FINAL.search(row.text) for row in evaluating):
        found.append("final")
    if _YEARLY.search(sentence):
        days = [row.due_on for row in evaluating if row.due_on]
        if not all(any(year.holds(day) for day in days) for year in years_of(plan)):
            found.append("yearly")
    return found


def _finding(plan: Any, section: AgreementSection, sentence: str, missing: list[str]) -> Finding:
    words = {
        "midterm": _("an evaluation midway"),
        "final": _("an evaluation at the end"),
        "yearly": _("an evaluation in each plan year"),
    }
    return Finding(
        code="evaluation-without-milestone",
        severity=Severity.INFO,
        where=_("Strategic agreement · %s") % short(section.heading),
        message=_("“%(sentence)s” promises what no milestone is for: %(what)s.")
        % {"sentence": short(sentence), "what": ", ".join(words[kind] for kind in missing)},
        fix=_("Add the milestone with its date and who does it, or take the promise out of the text."),
        link=reverse("plans:milestone_add", args=[plan.slug]),
        why=_("What is promised without a date and a responsible is forgotten."),
        about=(section.heading,),
        facts=tuple(missing),
    )
