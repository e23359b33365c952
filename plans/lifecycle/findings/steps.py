"""The review's checks of a plan's steps, legal basis and last day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from abc_portal.core import danish
from abc_portal.core.dates import PartialDate
from abc_portal.review.enums import Severity
from abc_portal.review.findings import Finding, Review, register
from plans.lifecycle.enums import LAST_STATES, RelationKind, State
from plans.shared.period_words import gap_words
from plans.shared.periods import gap_range, months_between


def register_checks() -> None:
    register(check_life, check_takes_part)


def check_life(review: Review) -> Iterator[Finding]:
    """The plan's steps, its extensions, and the rules that its documents refer to."""
    plan = review.plan if hasattr(review.plan, "extended_to_on") else _with_life(review.plan)
    yield from check_period(plan)
    yield from check_steps(plan, review.today)
    yield from check_extensions(plan)
    yield from check_legal_basis(plan)
    yield from check_predecessors(plan)


def _with_life(plan: Any) -> Any:
    return type(plan).objects.with_life().get(pk=plan.pk)


def check_period(plan: Any) -> Iterator[Finding]:
    """A plan has a first and a last day; without both its years and quarters cannot be counted."""
    missing = [str(words) for words, day in ((_("first day"), plan.start), (_("last day"), plan.end)) if day is None]
    if missing:
        yield Finding(
            "plan-period-unknown",
            Severity.WARNING,
            _("The plan's course"),
            _("The plan's %s is not stated.") % danish.joined(missing, _("and")),
            _("Enter it as exactly as it is known; a year is enough."),
            reverse("plans:edit", args=[plan.slug]),
            _("Years, quarters and what is late are counted from the plan's first day to its last."),
            facts=tuple(missing),
        )


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
    if plan.state not in (None, *LAST_STATES) and plan.is_over(today):
        values = {"state": State(plan.state).label, "day": plan.end}
        yield Finding(
            "plan-past-its-end",
            Severity.WARNING,
            _("The plan's course"),
            _("The plan stands as “%(state)s”, but its last day was %(day)s.") % values,
            _("Add the step that it came to: closed, settled or declined; or extend it."),
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
            % {"then": then, "now": plan.end or _("not stated")},
            _("Correct the plan's last day, or enter the extension that moved it."),
            reverse("plans:life", args=[plan.slug]),
            _("The period decides which years the grant and the figures are for."),
            facts=(then.first, then.precision, plan.ends_on, plan.ends_on_precision),
        )


def check_predecessors(plan: Any) -> Iterator[Finding]:
    """A plan begins when the one that it continues ends, as exactly as both are known."""
    relations = plan.relations.filter(kind=RelationKind.CONTINUES, other__isnull=False).select_related("other")
    for relation in relations:
        former = relation.other
        if former.end is None or plan.start is None:
            continue
        found = gap_range(former.end, plan.start)
        if not months_between(*found.nearest)[0] or found.may_overlap:
            continue
        sentence = _(
            "Between “%(former)s”, which ends %(end)s, and this plan, which begins %(start)s, there lies %(gap)s."
        )
        yield Finding(
            "gap-after-predecessor",
            Severity.INFO,
            _("The plan's course"),
            sentence % {"former": former, "end": former.end, "start": plan.start, "gap": gap_words(found)},
            _("Correct the days, enter the extension that covers the gap, or set the remark aside and say who paid."),
            f"{reverse('plans:life', args=[plan.slug])}#planer",
            _("In a gap nobody is granted money, and the staff's positions have no plan."),
            about=(former.slug,),
            facts=(former.ends_on, plan.starts_on),
        )


def check_takes_part(review: Review) -> Iterator[Finding]:
    """What takes part in the plan does so within its period."""
    plan = review.plan
    life, agreements = (reverse(name, args=[plan.slug]) for name in ("plans:life", "plans:agreements"))
    kinds = (
        (plan.departments.select_related("department"), _("Departments · %s"), f"{life}#afdelinger", "department"),
        (plan.areas.select_related("area"), _("Areas · %s"), f"{life}#boligomraader", "area"),
        (plan.parties.select_related("organisation"), _("Parties · %s"), f"{agreements}#parter", "party"),
    )
    for rows, where, link, kind in kinds:
        for row in rows:
            if row.left and plan.starts_on and row.left.last < plan.starts_on:
                message = _("%(name)s left %(day)s, before the plan began %(start)s.")
                yield _outside(plan, row, where, message % _days(plan, row, row.left), link, (kind, "left"))
            elif row.joined and plan.ends_on and row.joined.first > plan.ends_on:
                message = _("%(name)s joined %(day)s, after the plan ended %(end)s.")
                yield _outside(plan, row, where, message % _days(plan, row, row.joined), link, (kind, "joined"))


def _days(plan: Any, row: Any, day: PartialDate) -> dict[str, Any]:
    return {"name": row, "day": day, "start": plan.start, "end": plan.end}


def _outside(plan: Any, row: Any, where: str, message: str, link: str, about: tuple[str, ...]) -> Finding:
    return Finding(
        "takes-part-outside-period",
        Severity.WARNING,
        where % row,
        message,
        _("Correct the day, or take it out of the plan if it was never in it."),
        link,
        _("Who takes part decides what the plan's counts and shares are of."),
        about=(*about, str(row)),
        facts=(row.joined_on, row.left_on, plan.starts_on, plan.ends_on),
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
