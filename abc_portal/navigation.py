"""The menu: only what the user may see, in at most six rooms with their pages, and tools that serve them all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.administration import may_enter
from plans.shared import access
from plans.shared.access import Resource


@dataclass(frozen=True)
class MenuItem:
    """One page of a plan in the menu."""

    code: str
    label: str
    address: str
    is_here: bool


@dataclass(frozen=True)
class Room:
    """What belongs together of a plan; its label leads to the first of its pages."""

    label: str
    pages: tuple[MenuItem, ...]

    @property
    def address(self) -> str:
        return self.pages[0].address

    @property
    def is_here(self) -> bool:
        return any(page.is_here for page in self.pages)

    @property
    def has_pages(self) -> bool:
        """Whether there is more in it than where its label leads to."""
        return len(self.pages) > 1


@dataclass(frozen=True)
class PlanMenu:
    """The rooms of a plan that the user sees anything in, and the tools beside them."""

    rooms: tuple[Room, ...]
    tools: tuple[MenuItem, ...]

    @property
    def room(self) -> Room | None:
        """The room that one is in; ``None`` with a tool."""
        return next((room for room in self.rooms if room.is_here), None)

    @property
    def here(self) -> str:
        """What the page that one is on is called in the menu."""
        pages = (*(page for room in self.rooms for page in room.pages), *self.tools)
        return next((page.label for page in pages if page.is_here), "")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The menu of the plan at hand, and whether the administration is open to the user."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"plan_menu": None, "may_enter_administration": False}
    plan = getattr(request, "plan", None)
    here = getattr(request, "plan_nav", "")
    return {
        "plan_menu": _menu(user, plan, here) if plan is not None else None,
        "menu_plan": plan,
        "may_enter_administration": may_enter(user),
    }


Entry = tuple[str, str, str, Resource]


def _rooms() -> Iterable[tuple[str, tuple[Entry, ...]]]:
    return (
        (_("Overview"), (
            ("status", _("Status"), "reporting:status", Resource.PLAN),
            ("life", _("Course"), "plans:life", Resource.PLAN),
        )),
        (_("Agreement"), (
            ("agreements", _("Agreements"), "plans:agreements", Resource.PLAN),
            ("chain", _("From goals to results"), "plans:chain", Resource.PLAN),
        )),
        (_("The work"), (
            ("activities", _("Activities"), "plans:activities", Resource.PLAN),
            ("milestones", _("Milestones"), "plans:milestones", Resource.PLAN),
            ("results", _("Results"), "plans:results", Resource.PLAN),
            ("indicators", _("Indicators"), "indicators:overview", Resource.PLAN),
            ("staffing", _("Staffing"), "plans:staffing", Resource.REVIEW),
        )),
        (_("Economy"), (("economy", _("Economy"), "budgets:overview", Resource.FINANCING),)),
        (_("Bodies"), (
            ("bodies", _("Bodies"), "governance:bodies", Resource.PLAN),
            ("roles", _("Roles"), "plans:roles", Resource.ADMINISTRATION),
        )),
        (_("Documents"), (
            ("documents", _("Documents"), "reporting:documents", Resource.PLAN),
            ("archive", _("Archive"), "plans:archive", Resource.PLAN),
        )),
    )  # fmt: skip


def _tools() -> tuple[Entry, ...]:
    return (
        ("findings", _("Review"), "reporting:findings", Resource.REVIEW),
        ("history", _("History"), "reporting:history", Resource.REVIEW),
    )


def _menu(user: Any, plan: Any, here: str) -> PlanMenu:
    def pages(entries: Iterable[Entry]) -> tuple[MenuItem, ...]:
        return tuple(
            MenuItem(code, label, reverse(name, args=[plan.slug]), code == here)
            for code, label, name, resource in entries
            if access.may_see_some(user, resource, plan)
        )

    rooms = (Room(label, pages(entries)) for label, entries in _rooms())
    return PlanMenu(tuple(room for room in rooms if room.pages), pages(_tools()))
