"""The rules of a plan's life that span several rows: the order of its steps, and quarters that something is due in."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.core import danish
from plans.lifecycle.calculations import steps as life
from plans.lifecycle.enums import State

#: So many milestones are named in a sentence; of the others only how many they are.
MOST_NAMED = 3
OWN_HAS_NO_ROUND = gettext_lazy("A plan without a grant from Landsbyggefonden has no funding round.")


def check_step(step: Any, others: Iterable[Any]) -> None:
    """A step must fit the steps beside it, and its date theirs. Raises ``ValidationError`` by field.

    ``others`` are the plan's other steps in order. The first step may be any state; a step entered without the steps
    before it may be any state that they can lead to.
    """
    listed, place = list(others), (step.position, step.pk or float("inf"))
    earlier = [item for item in listed if (item.position, item.pk) < place]
    later = [item for item in listed if (item.position, item.pk) > place]
    faults: dict[str, list[str]] = {}
    if sentences := list(_order_faults(step, earlier[-1:], later[:1])):
        faults["state"] = sentences
    elif sentences := list(_date_faults(step, earlier, later)):
        faults["happened"] = sentences
    if faults:
        raise ValidationError(faults)


def check_steps(plan: Any) -> None:
    """The steps that a plan has taken must fit what it is said to be. Raises ``ValidationError``.

    A plan without a grant may go ways that Landsbyggefonden's course does not have.
    """
    for first, second in pairwise(plan.steps.all()):
        second.plan = plan
        if sentences := list(_order_faults(second, [first], [])):
            raise ValidationError(_("The plan's steps do not fit then. %s") % sentences[0])


def _order_faults(step: Any, before: list[Any], after: list[Any]) -> Iterator[str]:
    has_grant = not step.plan.is_own
    for first, second in [*((item, step) for item in before), *((step, item) for item in after)]:
        if second.is_entered_as_it_stands:
            if not life.leads_to(State(first.state), State(second.state), has_grant=has_grant):
                yield _no_course(first, second)
        elif why := life.why_not(State(first.state), State(second.state), has_grant=has_grant):
            yield refusal(why) if second is step else _("The next step does not fit. %s") % refusal(why)
    if before and _reopens(before[0], step):
        yield _("The plan's last day is %(day)s. Extend the plan first; then it can be in progress again.") % {
            "day": step.plan.end
        }


def _no_course(first: Any, second: Any) -> str:
    return _("No steps lead from “%(before)s” to “%(after)s”, not even such as are not in the portal.") % {
        "before": State(first.state).label,
        "after": State(second.state).label,
    }


def _reopens(before: Any, step: Any) -> bool:
    """Whether a closed plan is taken up again after its last day."""
    happened = step.happened
    is_again = (before.state, step.state) == (State.CLOSED, State.RUNNING)
    return is_again and happened is not None and step.plan.is_over(happened.first)


def _date_faults(step: Any, earlier: list[Any], later: list[Any]) -> Iterator[str]:
    for item in earlier:
        if life.goes_backwards(item.happened, step.happened):
            yield _("It cannot be earlier than “%(step)s”, which comes before it: %(day)s.") % _step_values(item)
            return
    for item in later:
        if life.goes_backwards(step.happened, item.happened):
            yield _("It cannot be later than “%(step)s”, which comes after it: %(day)s.") % _step_values(item)
            return


def _step_values(step: Any) -> dict[str, str]:
    return {"step": str(step), "day": str(step.happened)}


def refusal(why: life.WhyNot) -> str:
    """Where the plan can go, and what the wanted state comes after."""
    words = {"before": why.before.label, "after": why.after.label}
    after = _("“%(after)s” comes after %(states)s.") % {**words, "states": _states(why.comes_after)}
    if not why.can_go:
        return _("Nothing follows “%(before)s”.") % words + " " + after
    return (
        _("From “%(before)s” the plan can go to %(states)s.") % {**words, "states": _states(why.can_go)} + " " + after
    )


def _states(states: Iterable[State]) -> str:
    return danish.joined([_("“%s”") % state.label for state in states], _("or"))


def check_quarters_stand(plan: Any) -> None:
    """A plan does not lose a quarter that milestones are due in. Raises ``ValidationError``."""
    whole = plan.period.whole
    if plan.pk is None or (whole is not None and whole.last < whole.first):
        return
    last = len(whole.quarters()) if whole else 0
    lost = plan.milestones.filter(due_quarter__gt=last).order_by("due_quarter", "pk")
    named = [_("“%s”") % row for row in lost[:MOST_NAMED]]
    if named:
        more = lost.count() - len(named)
        values = {"count": last, "names": ", ".join(named) + (f" (+ {more})" if more > 0 else "")}
        raise ValidationError(
            _("With these days the plan has %(count)s quarters, and milestones are due after them: %(names)s. "
              "Move them first.") % values
        )  # fmt: skip
