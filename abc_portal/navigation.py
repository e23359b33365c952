"""The menu: only what the user may see."""

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
    code: str
    label: str
    address: str
    is_here: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The menu of the plan at hand, and whether the administration is open to the user."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"plan_menu": (), "may_enter_administration": False}
    plan = getattr(request, "plan", None)
    here = getattr(request, "plan_nav", "")
    return {
        "plan_menu": tuple(_items(user, plan, here)) if plan is not None else (),
        "menu_plan": plan,
        "may_enter_administration": may_enter(user),
    }


def _items(user: Any, plan: Any, here: str) -> list[MenuItem]:
    listed = [
        ("status", _("Status"), "reporting:status", Resource.PLAN),
        ("life", _("Course"), "plans:life", Resource.PLAN),
        ("agreements", _("Agreements"), "plans:agreements", Resource.PLAN),
        ("milestones", _("Milestones"), "plans:milestones", Resource.PLAN),
        ("results", _("Results"), "plans:results", Resource.PLAN),
        ("staffing", _("Staffing"), "plans:staffing", Resource.REVIEW),
        ("economy", _("Economy"), "budgets:overview", Resource.FINANCING),
        ("indicators", _("Indicators"), "indicators:overview", Resource.PLAN),
        ("bodies", _("Bodies"), "governance:bodies", Resource.PLAN),
        ("documents", _("Documents"), "reporting:documents", Resource.PLAN),
        ("archive", _("Archive"), "plans:archive", Resource.PLAN),
        ("findings", _("Review"), "reporting:findings", Resource.REVIEW),
        ("history", _("History"), "reporting:history", Resource.REVIEW),
    ]
    return [
        MenuItem(code, label, reverse(name, args=[plan.slug]), code == here)
        for code, label, name, resource in listed
        if access.may_see_some(user, resource, plan)
    ]
