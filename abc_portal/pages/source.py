"""What pages ask of the app of plans, which stands above them: it registers itself in ``AppConfig.ready``."""

from typing import Any, Protocol
from uuid import UUID

from abc_portal.audit.models import Tracked
from abc_portal.core.access import Resource


class PlanSource(Protocol):
    """Which plans there are, what a user may see and edit in them, and how their rows are written."""

    def every_plan(self) -> Any:
        """All plans, each with its municipality and round."""

    def plan_of(self, row: Any) -> Any:
        """The plan that a row belongs to."""

    def scope_of(self, plan: Any) -> str:
        """How the plan's acts are marked in the history."""

    def thing_of(self, row: Any) -> Resource:
        """What the access table calls the right over a row."""

    def deleting_thing_of(self, row: Any) -> Resource:
        """What the access table calls the right over deleting a row."""

    def check_can_see(self, user: Any, thing: Resource, plan: Any) -> None:
        """Raises :class:`Refused` when no role of the user's shows any of it."""

    def check_can_edit(self, user: Any, thing: Resource, plan: Any) -> None:
        """Raises :class:`Refused` when no role of the user's edits it."""

    def may_edit(self, user: Any, thing: Resource, plan: Any) -> bool:
        """Whether a role of the user's edits it."""

    def edits_any(self, user: Any, thing: Resource) -> bool:
        """Whether the user edits it in some plan."""

    def save_row(
        self, *, row: Tracked, by: Any, reason: str = "", made_from: int | None = None, form: UUID | None = None
    ) -> bool:
        """Save one row; whether anything was written."""

    def save_whole(
        self,
        *,
        row: Tracked,
        kept: list[Tracked],
        gone: list[Tracked],
        by: Any,
        reason: str = "",
        made_from: int | None = None,
        form: UUID | None = None,
    ) -> bool:
        """Save a row together with what hangs under it; whether anything was written."""

    def delete_row(
        self, *, row: Tracked, by: Any, reason: str = "", made_from: int | None = None, seen: str | None = None
    ) -> None:
        """Delete one row and what hangs under it."""


#: Set by :func:`register`, before the first page is asked for.
plans: PlanSource


def register(source: PlanSource) -> None:
    """Say where pages find plans, rights and writes."""
    global plans
    plans = source
