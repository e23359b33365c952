"""The review's checks of what documents state: that they agree, and that the portal goes by the value that is used."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.core.placeholders import TextFigure
from abc_portal.core.stated import differs
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, Review, register
from plans.lifecycle.enums import PlanValue
from plans.lifecycle.presenters.stated import PlanValuesFacts, stated_facts


def register_checks() -> None:
    register(check_stated_values)


def check_stated_values(review: Review) -> Iterator[Finding]:
    """Documents state the plan's values alike, or it is known which of them is used; and that one is the portal's."""
    plan = review.plan
    own = _own_values(plan)
    for subject in stated_facts(plan.stated_values.all()):
        if subject.competes:
            yield _disagree(plan, subject)
        figure = own.get(subject.subject)
        if subject.used is not None and figure is not None and differs(subject.used.as_printed, figure):
            yield _not_used(plan, subject, figure)


def _own_values(plan: Any) -> dict[str, TextFigure]:
    """The plan's own values that a stated one can be held against."""
    days = {PlanValue.START: plan.start, PlanValue.END: plan.end}
    found = {key.value: TextFigure(key.value, "", str(day), "", day) for key, day in days.items() if day}
    return {**found, PlanValue.NAME.value: TextFigure("name", "", plan.name, "", plan.name)}


def _disagree(plan: Any, subject: PlanValuesFacts) -> Finding:
    """A warning until it is said which value is used; then only worth knowing."""
    return Finding(
        "values-disagree",
        Severity.INFO if subject.used else Severity.WARNING,
        _("Stated values · %s") % subject.label,
        _("The documents do not agree. %s.") % subject.words,
        _("Mark the value that is used, and write in its note why.")
        if subject.used is None
        else _("Have the other document corrected, or set this remark aside."),
        _link(plan),
        _("Who meets both values cannot tell which to trust."),
        about=(subject.subject,),
        facts=tuple((item.as_printed, item.place, item.is_used) for item in subject.values),
    )


def _not_used(plan: Any, subject: PlanValuesFacts, figure: TextFigure) -> Finding:
    values = {"what": subject.label, "stated": subject.used.words if subject.used else "", "own": figure.text}
    return Finding(
        "used-value-differs",
        Severity.WARNING,
        _("Stated values · %s") % subject.label,
        _("%(stated)s is marked as the %(what)s that is used, but the portal says %(own)s.") % values,
        _("Correct the plan, or mark another value as the one that is used."),
        _link(plan),
        _("What is marked as used must be what the portal reckons with."),
        about=(subject.subject,),
        facts=(values["stated"], figure.text),
    )


def _link(plan: Any) -> str:
    return f"{reverse('plans:life', args=[plan.slug])}#oplyst"
