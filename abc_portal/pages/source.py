"""What pages need from the app of plans, an upper app: it registers itself in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from abc_portal.core.access import Resource


@dataclass(frozen=True)
class PlanSource:
    """Which plans there are, what a user may see and edit in them, and how their rows are written."""

    #: All plans, each with its municipality and round.
    every_plan: Callable[[], Any]
    #: The plan that a row belongs to; how that plan's change sets are marked in the history.
    plan_of: Callable[[Any], Any]
    scope_of: Callable[[Any], str]
    #: What the access table calls the right over a row, and over deleting it.
    resource_of: Callable[[Any], Resource]
    deletion_resource_of: Callable[[Any], Resource]
    #: By user, resource and plan; what checks raises :class:`Refused`.
    check_can_see: Callable[[Any, Resource, Any], None]
    check_can_edit: Callable[[Any, Resource, Any], None]
    may_see: Callable[[Any, Resource, Any], bool]
    may_edit: Callable[[Any, Resource, Any], bool]
    #: Whether the user edits the resource in some plan.
    edits_any: Callable[[Any, Resource], bool]
    #: Keys of the plans in which the user sees the resource in full, or edits it; a subquery.
    plans_seen: Callable[[Any, Resource], Any]
    plans_edited: Callable[[Any, Resource], Any]
    #: The writes of ``plans.shared.actions``; whether anything was written.
    save_whole: Callable[..., bool]
    delete_row: Callable[..., None]


#: Set by :func:`register`, before the first page is asked for.
plans: PlanSource


def register(source: PlanSource) -> None:
    """Say where pages find plans, rights and writes."""
    global plans
    plans = source
