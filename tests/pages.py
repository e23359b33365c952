"""The pages whose queries, time and size are watched, each with its address."""

from typing import Any

from django.urls import reverse

from plans.models import Plan


def watched(plan: Plan) -> dict[str, dict[str, str]]:
    """App → name of the page → address. Every list, detail page, export and front page, and the pages that edit."""
    sub = plan.sub_agreements.exclude(activities=None).first()
    here = {"slug": plan.slug}

    def at(name: str, **more: Any) -> str:
        return reverse(name, kwargs={**here, **more})

    return {
        "plans": {
            "list": reverse("plans:list"),
            "list searched": reverse("plans:list") + "?q=plan&sort=-name",
            "list as xlsx": reverse("plans:list") + "?format=xlsx",
            "edit": at("plans:edit"),
            "agreements": at("plans:agreements"),
            "sub-agreement": at("plans:sub_agreement", sub=sub.slug),
            "sub-agreement edit": at("plans:sub_agreement_edit", sub=sub.slug),
            "activity add": at("plans:activity_add", sub=sub.slug),
            "activity edit": at("plans:activity_edit", pk=sub.activities.first().pk),
            "activity delete": at("plans:activity_delete", pk=sub.activities.first().pk),
            "party edit": at("plans:party_edit", pk=plan.parties.first().pk),
            "signatory edit": at("plans:signatory_edit", pk=plan.parties.first().signatories.first().pk),
        },
        "budgets": {
            "economy": at("budgets:overview"),
            "economy as xlsx": at("budgets:overview") + "?format=xlsx",
            "source edit": at("budgets:source_edit", pk=plan.financing_sources.first().pk),
            "contribution edit": at(
                "budgets:contribution_edit", pk=plan.financing_sources.first().contributions.first().pk
            ),
        },
        "indicators": {
            "indicators": at("indicators:overview"),
            "indicators as xlsx": at("indicators:overview") + "?format=xlsx",
            "observation edit": at("indicators:observation_edit", pk=plan.observations.first().pk),
        },
        "governance": {
            "bodies": at("governance:bodies"),
            "body edit": at("governance:body_edit", pk=plan.bodies.first().pk),
            "body delete": at("governance:body_delete", pk=plan.bodies.first().pk),
            "holder edit": at("governance:holder_edit", pk=plan.bodies.first().seats.first().holders.first().pk),
        },
        "reporting": {
            "front": reverse("front"),
            "status": at("reporting:status"),
            "findings": at("reporting:findings"),
            "history": at("reporting:history"),
            "history of an object": at("reporting:object_history", model="plans.subagreement", pk=sub.pk),
            "documents": at("reporting:documents"),
        },
        "administration": {
            "plans": reverse("admin:plans_plan_changelist"),
            "plan": reverse("admin:plans_plan_change", args=[plan.pk]),
            "activities": reverse("admin:plans_activity_changelist"),
            "activity": reverse("admin:plans_activity_change", args=[sub.activities.first().pk]),
            "departments": reverse("admin:directory_housingdepartment_changelist"),
            "contribution": reverse(
                "admin:budgets_contribution_change", args=[plan.financing_sources.first().contributions.first().pk]
            ),
            "body": reverse("admin:governance_body_change", args=[plan.bodies.first().pk]),
        },
    }
