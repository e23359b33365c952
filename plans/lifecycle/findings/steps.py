"""The review's checks of a plan's steps, legal basis and last day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.core.dates import PartialDate
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, Review, register
from plans.lifecycle.enums import State

UNDER_WAY = (State.RUNNING, State.CHANGE_PENDING)


def register_checks() -> None:
    register(check_life)


def check_life(review: Review) -> Iterator[Finding]:
    """The plan's steps, its extensions, and the rules that its documents refer to."""
    plan = review.plan if hasattr(review.plan, "extended_to_on") else _with_life(review.plan)
    yield from check_steps(plan, review.today)
    yield from check_extensions(plan)
    yield from check_legal_basis(plan)


def _with_life(plan: Any) -> Any:
    return type(plan).objects.with_life().get(pk=plan.pk)


def check_steps(plan: Any, today: date) -> Iterator[Finding]:
    """A plan in its period has a state, and one that is over is no longer in progress."""
    link = reverse("plans:life", args=[plan.slug])
    if plan.state is None and plan.runs_on(today):
        yield Finding(
            "plan-step-missing",
            Severity.INFO,
            _("The plan's course"),
            _("The plan is in its period, but its state is not stated."),
            _("Add the step that the plan has come to; the steps before it need not be entered."),
            link,
            _("Others see by the state whether the plan is granted, in progress or closed."),
        )
    if plan.state in UNDER_WAY and plan.ends_on < today:
        values = {"state": State(plan.state).label, "day": plan.end}
        yield Finding(
            "plan-past-its-end",
            Severity.WARNING,
            _("The plan's course"),
            _("The plan stands as “%(state)s”, but its last day was %(day)s.") % values,
            _("Add that it is closed, or extend it."),
            link,
            _("A plan that is over is closed and settled, or somebody has extended it."),
            facts=(plan.state, plan.ends_on, plan.end.precision),
        )


def check_extensions(plan: Any) -> Iterator[Finding]:
    """The plan ends where its latest extension says."""
    if plan.extended_to_on and plan.extended_to_on != plan.ends_on:
        then = PartialDate.around(plan.extended_to_on, plan.extended_to_on_precision)
        yield Finding(
            "extension-differs-from-period",
            Severity.WARNING,
            _("The plan's course"),
            _("By its latest extension the plan ends %(then)s, but its last day is %(now)s.")
            % {"then": then, "now": plan.end},
            _("Correct the plan's last day, or enter the extension that moved it."),
            reverse("plans:life", args=[plan.slug]),
            _("The period decides which years the grant and the figures are for."),
            facts=(then.first, then.precision, plan.ends_on, plan.end.precision),
        )


def check_legal_basis(plan: Any) -> Iterator[Finding]:
    """The agreement and the sub-agreements refer to the rules of the plan's own round."""
    for row in cites_another(plan, [plan.agreement] if hasattr(plan, "agreement") else []):
        address = reverse("plans:agreements", args=[plan.slug])
        yield of_another_round(plan, row, capfirst(str(row)), address, about=("agreement",))
    for row in cites_another(plan, plan.sub_agreements.select_related("cited_round")):
        address = reverse("plans:sub_agreement", args=[plan.slug, row.slug])
        where = _("Sub-agreement · %s") % row.name
        yield of_another_round(plan, row, where, address, about=("sub_agreement", row.slug))


def cites_another(plan: Any, rows: Iterable[Any]) -> list[Any]:
    """Rows with a ``cited_round`` other than the plan's; none when it has none."""
    return [row for row in rows if plan.round_id and row.cited_round_id not in (None, plan.round_id)]


def of_another_round(plan: Any, row: Any, where: str, link: str, *, about: tuple[str, ...]) -> Finding:
    """A row whose document cites another round than the plan's; it comes with its ``cited_round``."""
    return Finding(
        "legal-basis-of-another-round",
        Severity.WARNING,
        where,
        _("It refers to the rules of %(cited)s, but the plan belongs to %(own)s.")
        % {"cited": row.cited_round.name, "own": plan.round.name},
        _("Correct the legal basis, or the plan's funding round."),
        link,
        _("Each round has rules of its own; a document stands on those it refers to."),
        about,
        facts=(row.cited_round.code, plan.round.code),
    )
