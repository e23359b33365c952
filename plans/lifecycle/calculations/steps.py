"""A plan's life: which state can follow which, and what held on a day. Pure: no database, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from abc_portal.core.dates import PartialDate
from plans.lifecycle.enums import State

#: The allowed steps: from each state, those that can follow it. Landsbyggefonden's own course.
NEXT: dict[State, frozenset[State]] = {
    State.IDEA: frozenset({State.APPLIED}),
    State.APPLIED: frozenset({State.PREQUALIFIED, State.DECLINED}),
    State.PREQUALIFIED: frozenset({State.DIALOGUE, State.DECLINED}),
    State.DECLINED: frozenset({State.IDEA, State.APPLIED}),
    State.DIALOGUE: frozenset({State.SUBMITTED, State.DECLINED}),
    State.SUBMITTED: frozenset({State.DIALOGUE, State.GRANTED, State.DECLINED}),
    State.GRANTED: frozenset({State.RUNNING}),
    State.RUNNING: frozenset({State.CHANGE_PENDING, State.CLOSED}),
    State.CHANGE_PENDING: frozenset({State.RUNNING, State.CLOSED}),
    State.CLOSED: frozenset({State.RUNNING, State.SETTLED}),
    State.SETTLED: frozenset(),
}

#: What a plan without a grant may do beside these: its own organisation starts it, or adopts it, sends it back, or is
#: asked again.
WITHOUT_GRANT: dict[State, frozenset[State]] = {
    State.IDEA: frozenset({State.SUBMITTED, State.RUNNING}),
    State.SUBMITTED: frozenset({State.IDEA}),
    State.DECLINED: frozenset({State.SUBMITTED}),
}


@dataclass(frozen=True)
class WhyNot:
    """Why one state cannot follow another: the states that can follow the first, and those that can come before the
    second.
    """

    before: State
    after: State
    can_go: tuple[State, ...]
    comes_after: tuple[State, ...]


def following(state: State, *, has_grant: bool) -> tuple[State, ...]:
    """The states that can follow it, in the order of the life."""
    found = NEXT[state] if has_grant else NEXT[state] | WITHOUT_GRANT.get(state, frozenset())
    return tuple(item for item in State if item in found)


def allowed(before: State, after: State, *, has_grant: bool) -> bool:
    """Whether one state can follow another."""
    return after in following(before, has_grant=has_grant)


def leads_to(before: State, after: State, *, has_grant: bool) -> bool:
    """Whether any course of allowed steps, however long, leads from one state to the other."""
    found: set[State] = set()
    waiting = {before}
    while waiting:
        found |= (beyond := {item for state in waiting for item in following(state, has_grant=has_grant)} - found)
        waiting = beyond
    return after in found


def why_not(before: State, after: State, *, has_grant: bool) -> WhyNot | None:
    """The facts of the sentence that refuses the step; ``None`` when it is allowed."""
    if allowed(before, after, has_grant=has_grant):
        return None
    comes_after = tuple(item for item in State if allowed(item, after, has_grant=has_grant))
    return WhyNot(before, after, following(before, has_grant=has_grant), comes_after)


def goes_backwards(earlier: PartialDate | None, later: PartialDate | None) -> bool:
    """Whether what came later surely happened before what came earlier; dates that may agree do not clash."""
    return earlier is not None and later is not None and later.last < earlier.first


def step_on(steps: Sequence[Any], day: date) -> Any:
    """The last step known to have been taken by a past day; ``None`` when there is none.

    ``steps`` are in order, each with ``happened``. A step without a date counts when a later one had come.
    """
    taken = [place for place, step in enumerate(steps) if step.happened and step.happened.first <= day]
    return steps[taken[-1]] if taken else None


def extensions_on(extensions: Iterable[Any], day: date) -> list[Any]:
    """Those extensions that counted on a day in the past.

    Each has ``decided`` and ``former_end``; one whose decision has no date counts from the day after the former end.
    """
    return [extension for extension in extensions if _counts_on(extension, day)]


def _counts_on(extension: Any, day: date) -> bool:
    if extension.decided:
        return bool(extension.decided.first <= day)
    return bool(extension.former_end.last < day)


def before_extensions(name: str, end: PartialDate, extensions: Iterable[Any], day: date) -> tuple[str, PartialDate]:
    """The plan's name and last day on a past day, from its extensions in order.

    Each has ``former_name``, which is empty when the plan kept its name.
    """
    listed = list(extensions)
    counting = extensions_on(listed, day)
    for extension in reversed([item for item in listed if item not in counting]):
        name, end = extension.former_name or name, extension.former_end
    return name, end
