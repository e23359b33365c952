"""What a careful colleague would say of a plan's life: steps that lack or lag, another round's rules, another end."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from abc_portal.core.dates import PartialDate
from plans.lifecycle.enums import State
from plans.review.findings import Finding, Review, register
from plans.shared.enums import Severity

UNDER_WAY = (State.RUNNING, State.CHANGE_PENDING)


def register_checks() -> None:
    register(check_steps, check_extensions)


def life(plan: Any) -> Any:
    """The plan ``with_life()``: as it came, when it came so."""
    return [plan] if hasattr(plan, "extended_to_on") else type(plan).objects.with_life().filter(pk=plan.pk)


def check_steps(review: Review) -> Iterator[Finding]:
    """A plan in its period has a state, and one that is over is no longer in progress."""
    plan, today, link = review.plan, timezone.localdate(), reverse("plans:life", args=[review.plan.slug])
    [found] = review.once("life", life)
    if found.state is None and plan.runs_on(today):
        yield Finding(
            "plan-step-missing",
            Severity.INFO,
            _("The plan's course"),
            _("The plan is in its period, but its state is not stated."),
            _("Add the step that the plan has come to; the steps before it need not be entered."),
            link,
            _("Others see by the state whether the plan is granted, in progress or closed."),
        )
    if found.state in UNDER_WAY and plan.ends_on < today:
        told = {"state": State(found.state).label, "day": plan.end}
        yield Finding(
            "plan-past-its-end",
            Severity.WARNING,
            _("The plan's course"),
            _("The plan stands as “%(state)s”, but its last day was %(day)s.") % told,
            _("Add that it is closed, or extend it."),
            link,
            _("A plan that is over is closed and settled, or somebody has extended it."),
        )


def check_extensions(review: Review) -> Iterator[Finding]:
    """The plan ends where its latest extension says."""
    plan = review.plan
    [found] = review.once("life", life)
    if found.extended_to_on and found.extended_to_on != plan.ends_on:
        then = PartialDate.around(found.extended_to_on, found.extended_to_on_precision)
        yield Finding(
            "extension-differs-from-period",
            Severity.WARNING,
            _("The plan's course"),
            _("By its latest extension the plan ends %(then)s, but its last day is %(now)s.")
            % {"then": then, "now": plan.end},
            _("Correct the plan's last day, or enter the extension that moved it."),
            reverse("plans:life", args=[plan.slug]),
            _("The period decides which years the grant and the figures are for."),
        )
