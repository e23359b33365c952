"""How the parts of an agreement are found by the search."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abc_portal.core.searching import SearchKind, register
from plans.agreement.models.agreement import AgreementSection, Party, Signatory
from plans.agreement.models.sub_agreements import PlanFocusArea, SubAgreement, SubGoal
from plans.shared.searching import place_in_plan, plan_page


def _goal_address(goal: SubGoal) -> str:
    """The page of the sub-agreement or focus area under which the sub-goal stands."""
    if goal.sub_agreement is not None:
        return reverse("plans:sub_agreement", args=[goal.plan.slug, goal.sub_agreement.slug])
    return reverse("plans:focus_area", args=[goal.plan.slug, goal.plan_focus_area_id])


def _section_address(section: Any) -> str:
    return reverse("plans:agreements", args=[section.agreement.plan.slug]) + "#afsnit"


register(
    SearchKind(
        "delaftaler",
        _("Sub-agreements"),
        SubAgreement,
        ("name", "content", "target_groups"),
        address=plan_page("plans:sub_agreement", sub="slug"),
        place=place_in_plan,
        related=("plan",),
        order=20,
    ),
    SearchKind(
        "indsatsomraader",
        _("Focus areas"),
        PlanFocusArea,
        ("local_name", "focus_area__name", "problem"),
        address=plan_page("plans:focus_area", pk="pk"),
        place=place_in_plan,
        related=("plan", "focus_area"),
        order=21,
    ),
    SearchKind(
        "delmaal",
        _("Sub-goals"),
        SubGoal,
        ("text",),
        address=_goal_address,
        place=place_in_plan,
        related=("plan", "sub_agreement"),
        order=25,
    ),
    SearchKind(
        "afsnit",
        _("Sections of agreements"),
        AgreementSection,
        ("heading", "text"),
        address=_section_address,
        place=lambda section: str(section.agreement.plan),
        related=("agreement__plan",),
        order=45,
    ),
    SearchKind(
        "parter",
        _("Parties"),
        Party,
        ("printed_name", "organisation__name", "organisation__short_name"),
        address=plan_page("plans:agreements", "#parter"),
        place=place_in_plan,
        related=("plan", "organisation"),
        order=46,
    ),
    SearchKind(
        "underskrivere",
        _("Signatories"),
        Signatory,
        ("person__name", "title"),
        address=lambda row: reverse("plans:agreements", args=[row.party.plan.slug]) + "#parter",
        place=lambda row: f"{row.party} · {row.party.plan}",
        related=("party__plan", "party__organisation", "person"),
        order=52,
    ),
)
