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
    """The last step that can have been taken by a past day; ``None`` when there is none.

    ``steps`` are in order, each with ``happened``. A step without a date counts when a later one had come.
    """
    return next((step for step in reversed(steps) if step.happened and step.happened.first <= day), None)


def step_surely_on(steps: Sequence[Any], day: date) -> Any:
    """The last step that was surely taken by a past day: of one in 2021 that is not known before 2021 is over."""
    return next((step for step in reversed(steps) if step.happened and step.happened.last <= day), None)


def extensions_on(extensions: Iterable[Any], day: date) -> list[Any]:
    """Those extensions that counted on a day in the past.

    Each has ``decided`` and ``former_end``; one whose decision has no date counts from the day after the former end,
    and from the start where that is not known either.
    """
    return [extension for extension in extensions if _counts_on(extension, day)]


def _counts_on(extension: Any, day: date) -> bool:
    if extension.decided:
        return bool(extension.decided.first <= day)
    return extension.former_end is None or bool(extension.former_end.last < day)


def before_extensions(end: PartialDate | None, extensions: Iterable[Any], day: date) -> PartialDate | None:
    """The plan's last day on a past day, from its extensions in order."""
    listed = list(extensions)
    counting = extensions_on(listed, day)
    return next((item.former_end for item in listed if item not in counting), end)


def name_on(name: str, extensions: Iterable[Any], former_names: Iterable[Any], day: date) -> str:
    """The plan's name on a past day: the first of those that it gave up after that day, with an extension or without.

    An extension has ``former_name``, which is empty when the plan kept its name; a former name its last day, and one
    that has none says nothing of when.
    """
    listed = list(extensions)
    counting = extensions_on(listed, day)
    given_up = [(_moved_on(item), item.former_name) for item in listed if item not in counting and item.former_name]
    given_up += [(row.until_on, row.name) for row in former_names if row.until_on is not None and day <= row.until_on]
    return min(given_up, default=(day, name))[1]


def _moved_on(extension: Any) -> date:
    """The day from which an extension counts; see :func:`extensions_on`."""
    return extension.decided.first if extension.decided else extension.former_end.last
