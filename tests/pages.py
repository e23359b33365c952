"""The pages whose queries, time and size are watched, each with its address."""

from typing import Any

from django.urls import reverse

from plans.models import Plan
from tests import scale
from tests.findings import remarks


def watched(plan: Plan) -> dict[str, dict[str, str]]:
    """App → name of the page → address. Every list, detail page, export and front page, and the pages that edit."""
    return {
        "plans": _plans(plan),
        "budgets": _budgets(plan),
        "indicators": _indicators(plan),
        "governance": _governance(plan),
        "reporting": _reporting(plan),
        "notifications": _notifications(),
        "administration": _administration(plan),
    }


def _at(plan: Plan, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"slug": plan.slug, **more})


def _sub(plan: Plan) -> Any:
    return plan.sub_agreements.exclude(activities=None).first()


def _plans(plan: Plan) -> dict[str, str]:
    sub, party = _sub(plan), plan.parties.first()
    activity = sub.activities.first()
    file, beside = plan.files.first(), plan.cooperation_agreements.first()
    return {
        "list": reverse("plans:list"),
        "list searched": reverse("plans:list") + "?q=plan&sort=-name",
        "list as xlsx": reverse("plans:list") + "?format=xlsx",
        "edit": _at(plan, "plans:edit"),
        "round": _at(plan, "plans:round"),
        "round edit": _at(plan, "plans:round_edit"),
        "life": _at(plan, "plans:life"),
        "life looking back": _at(plan, "plans:life") + "?pr=2022-05-17",
        "step add": _at(plan, "plans:step_add"),
        "extension add": _at(plan, "plans:extension_add"),
        "department edit": _at(plan, "plans:department_edit", pk=plan.departments.first().pk),
        "agreements": _at(plan, "plans:agreements"),
        "agreement edit": _at(plan, "plans:agreement_edit"),
        "section add": _at(plan, "plans:section_add"),
        "focus area add": _at(plan, "plans:focus_area_add"),
        "sub-agreement": _at(plan, "plans:sub_agreement", sub=sub.slug),
        "sub-agreement add": _at(plan, "plans:sub_agreement_add"),
        "sub-agreement edit": _at(plan, "plans:sub_agreement_edit", sub=sub.slug),
        "sub-agreement roles": _at(plan, "plans:sub_roles_edit", sub=sub.slug),
        "plan roles": _at(plan, "plans:roles_edit"),
        "focus area": _at(plan, "plans:focus_area", pk=sub.plan_focus_area_id),
        "sub-goal add": _at(plan, "plans:sub_goal_add", sub=sub.slug),
        "all sections": _at(plan, "plans:sections_edit"),
        "activity add": _at(plan, "plans:activity_add", sub=sub.slug),
        "activity edit": _at(plan, "plans:activity_edit", pk=activity.pk),
        "activity delete": _at(plan, "plans:activity_delete", pk=activity.pk),
        **_activities(plan),
        **_milestones(plan),
        **_results(plan),
        "party edit": _at(plan, "plans:party_edit", pk=party.pk),
        "signatory edit": _at(plan, "plans:signatory_edit", pk=party.signatories.first().pk),
        "archive": _at(plan, "plans:archive"),
        "archive searched": _at(plan, "plans:archive") + "?q=fil&place=null&sort=title",
        "archive as xlsx": _at(plan, "plans:archive") + "?format=xlsx",
        "file": _at(plan, "plans:file", pk=file.pk),
        "file add": _at(plan, "plans:file_add"),
        "file edit": _at(plan, "plans:file_edit", pk=file.pk),
        "file delete": _at(plan, "plans:file_delete", pk=file.pk),
        "cooperation": _at(plan, "plans:cooperation", pk=beside.pk),
        "cooperation edit": _at(plan, "plans:cooperation_edit", pk=beside.pk),
    }


def _activities(plan: Plan) -> dict[str, str]:
    activity, post = plan.activities.exclude(hours=None).first(), plan.positions.first()
    return {
        "activities": _at(plan, "plans:activities"),
        "activities narrowed": _at(plan, "plans:activities") + "?q=job&state=running&sort=-period",
        "activities as xlsx": _at(plan, "plans:activities") + "?format=xlsx",
        "activity": _at(plan, "plans:activity", code=activity.code),
        "activity with hours edit": _at(plan, "plans:activity_edit", pk=activity.pk),
        "activity move": _at(plan, "plans:activity_move_edit", pk=activity.pk),
        "activity part add": _at(plan, "plans:activity_part_add", pk=activity.pk),
        "anchoring edit": _at(plan, "plans:anchoring_edit", pk=activity.pk),
        "stories": _at(plan, "plans:stories"),
        "story add": _at(plan, "plans:story_add"),
        "staffing": _at(plan, "plans:staffing"),
        "staffing as xlsx": _at(plan, "plans:staffing") + "?format=xlsx",
        "position edit": _at(plan, "plans:position_edit", pk=post.pk),
    }


def _milestones(plan: Plan) -> dict[str, str]:
    row, root = plan.milestones.exclude(evidence=None).first(), _at(plan, "plans:milestones")
    assert row is not None
    return {
        "milestones": root,
        "milestones narrowed": f"{root}?q=holdt&year=1&late=on&moved=on&mine=on",
        "milestones as a table": f"{root}?vis=tabel&sort=-due",
        "milestones as a list": f"{root}?vis=liste",
        "milestones as xlsx": f"{root}?format=xlsx",
        "milestones workbook": _at(plan, "plans:milestones_workbook"),
        "milestones read in": _at(plan, "plans:milestones_import"),
        "milestone": _at(plan, "plans:milestone", code=row.code),
        "milestone add": _at(plan, "plans:milestone_add"),
        "milestone edit": _at(plan, "plans:milestone_edit", pk=row.pk),
        "milestone delete": _at(plan, "plans:milestone_delete", pk=row.pk),
        "milestone reached": _at(plan, "plans:milestone_reached_act", pk=row.pk),
        "milestone postponed": _at(plan, "plans:milestone_postpone_act", pk=row.pk),
        "milestones changed": _at(plan, "plans:milestones_change") + "?hvad=ansvarlig&alle=on",
        "milestones copied forward": _at(plan, "plans:milestones_forward") + "?fra=1",
        "kept filters": _at(plan, "plans:milestone_filters") + "?late=on",
    }


def _results(plan: Plan) -> dict[str, str]:
    criterion, grid = plan.criteria.exclude(results=None).first(), _at(plan, "plans:results")
    goal = plan.sub_goals.exclude(criteria=None).first()
    return {
        "results": grid + "?planaar=1",
        "results of the whole plan": grid + "?planaar=alle",
        "results by month": grid + "?planaar=1&vis=maaneder",
        "results workbook": _at(plan, "plans:results_workbook"),
        "results read in": _at(plan, "plans:results_import"),
        "results page by page": grid + "?planaar=1&rediger=1",
        "criterion add": _at(plan, "plans:criterion_add", pk=criterion.activity_id),
        "criterion edit": _at(plan, "plans:criterion_edit", pk=criterion.pk),
        "criterion delete": _at(plan, "plans:criterion_delete", pk=criterion.pk),
        "criterion of a sub-goal add": _at(plan, "plans:goal_criterion_add", pk=goal.pk),
        "criteria copied": _at(plan, "plans:criteria_copy") + "?fra=1",
        "activity with criteria": _at(plan, "plans:activity", code=criterion.activity.code),
        "result add": _at(plan, "plans:result_add", pk=criterion.pk),
        "result edit": _at(plan, "plans:result_edit", pk=criterion.results.last().pk),
        "result delete": _at(plan, "plans:result_delete", pk=criterion.results.last().pk),
        "close a quarter": _at(plan, "plans:closed_period_add", number=16),
        "open a quarter": _at(plan, "plans:closed_period_delete", pk=plan.closed_periods.first().pk),
    }


def _budgets(plan: Plan) -> dict[str, str]:
    source = plan.financing_sources.first()
    return {
        "economy": _at(plan, "budgets:overview"),
        "economy as xlsx": _at(plan, "budgets:overview") + "?format=xlsx",
        "source edit": _at(plan, "budgets:source_edit", pk=source.pk),
        "contribution edit": _at(plan, "budgets:contribution_edit", pk=source.contributions.first().pk),
    }


def _indicators(plan: Plan) -> dict[str, str]:
    return {
        "indicators": _at(plan, "indicators:overview"),
        "indicators as xlsx": _at(plan, "indicators:overview") + "?format=xlsx",
        "observation edit": _at(plan, "indicators:observation_edit", pk=plan.observations.first().pk),
    }


def _governance(plan: Plan) -> dict[str, str]:
    body = plan.bodies.first()
    return {
        "bodies": _at(plan, "governance:bodies"),
        "body edit": _at(plan, "governance:body_edit", pk=body.pk),
        "body delete": _at(plan, "governance:body_delete", pk=body.pk),
        "holder edit": _at(plan, "governance:holder_edit", pk=body.seats.first().holders.first().pk),
    }


def _reporting(plan: Plan) -> dict[str, str]:
    return {
        "front": reverse("front"),
        "status": _at(plan, "reporting:status"),
        "status of a new plan": _at(plan, "reporting:status") + "?ny=1",
        "new plan": reverse("plan_start"),
        "new plan from a template": reverse("plan_start") + "?fra=runde&runde=2019-26",
        "new plan from an earlier": reverse("plan_start") + f"?fra=plan&plan={plan.slug}",
        "findings": _at(plan, "reporting:findings"),
        "findings set aside": _at(plan, "reporting:findings") + "?tilsidesatte=on",
        "findings as xlsx": _at(plan, "reporting:findings") + "?format=xlsx&tilsidesatte=on",
        "set aside": _at(plan, "reporting:set_aside_add", mark=remarks(plan).open[0].mark),
        "take back": _at(plan, "reporting:set_aside_delete", pk=plan.set_aside.first().pk),
        "history": _at(plan, "reporting:history"),
        "history of an object": _at(plan, "reporting:object_history", model="plans.subagreement", pk=_sub(plan).pk),
        "documents": _at(plan, "reporting:documents"),
        "read a plan in": reverse("plan_import"),
    }


def _notifications() -> dict[str, str]:
    return {
        "reminders": reverse("reminders"),
        "calendar": reverse("calendar_feed", args=[scale.TOKEN]),
    }


def _administration(plan: Plan) -> dict[str, str]:
    contribution = plan.financing_sources.first().contributions.first()
    return {
        "plans": reverse("admin:plans_plan_changelist"),
        "plan": reverse("admin:plans_plan_change", args=[plan.pk]),
        "activities": reverse("admin:plans_activity_changelist"),
        "activity": reverse("admin:plans_activity_change", args=[_sub(plan).activities.first().pk]),
        "departments": reverse("admin:directory_housingdepartment_changelist"),
        "contribution": reverse("admin:budgets_contribution_change", args=[contribution.pk]),
        "body": reverse("admin:governance_body_change", args=[plan.bodies.first().pk]),
    }
