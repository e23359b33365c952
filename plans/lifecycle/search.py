"""How plans, and what belongs to a plan's course, are found by the search."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from plans.lifecycle.models.plan import Plan, PlanArea, PlanDepartment
from plans.lifecycle.models.steps import ParallelEffort
from plans.lifecycle.querysets import SEARCHED
from plans.shared.searching import place_in_plan, plan_page

PLANS = SearchKind(
    "planer",
    _("Plans"),
    Plan,
    SEARCHED,
    address=lambda plan: reverse("reporting:status", args=[plan.slug]),
    place=lambda plan: str(plan.period),
    listed="plans:list",
    order=10,
)
DEPARTMENTS = SearchKind(
    "planens-afdelinger",
    _("Departments of plans"),
    PlanDepartment,
    ("department__name", "department__number", "department__aliases__name", "department__organisation__name"),
    address=plan_page("plans:life"),
    place=place_in_plan,
    related=("plan", "department__organisation"),
    order=60,
)
AREAS = SearchKind(
    "planens-omraader",
    _("Areas of plans"),
    PlanArea,
    ("area__name", "area__aliases__name", "joint_name"),
    address=plan_page("plans:life"),
    place=place_in_plan,
    related=("plan", "area"),
    order=61,
)
EFFORTS = SearchKind(
    "indsatser",
    _("Efforts beside plans"),
    ParallelEffort,
    ("name", "description", "organisation__name", "parties__name", "parties__organisation__name"),
    address=plan_page("plans:life"),
    place=place_in_plan,
    related=("plan",),
    order=62,
)
register(PLANS, DEPARTMENTS, AREAS, EFFORTS)
