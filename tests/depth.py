"""One row of everything that a plan can hold in depth, for the walks over models, addresses and administration."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from plans.milestones.presenters.quarters import quarters_of
from plans.models import (
    Activity,
    ActivityArea,
    ActivityCapacity,
    ActivityCount,
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    Anchoring,
    EffortArea,
    EffortDepartment,
    EffortParty,
    Evidence,
    ExtensionApproval,
    FocusAreaDepartment,
    FormerPlanName,
    GoalServed,
    Milestone,
    Office,
    OverallGoal,
    ParallelEffort,
    Plan,
    PlanArea,
    PlanExtension,
    PlanRelation,
    PlanStep,
    Position,
    PositionHolder,
    PositionOrganisation,
    Postponement,
    Responsibility,
    StatedPlanValue,
    StepApproval,
    Story,
    SubAgreement,
    SubAgreementArea,
    SubAgreementDepartment,
    SubAgreementParty,
    SubGoal,
    Support,
)
from tests import factories


def furnish(plan: Plan, sub: SubAgreement, number: int = 0) -> Any:
    """Give the plan one of each; the rows by their names."""
    rows = SimpleNamespace()

    def add(name: str, row: Any) -> Any:
        setattr(rows, name, factories.saved(row, plan))
        return getattr(rows, name)

    department = plan.departments.select_related("department").first() or factories.takes_part(
        plan, factories.department()
    )
    party = plan.parties.last() or factories.party(plan)
    _life(plan, number, add)
    post = add("position", Position(plan=plan, title=f"Koordinator {number}", share=1000, position=number))
    add("employer", PositionOrganisation(post=post, organisation=factories.organisation()))
    add("free_position", Position(plan=plan, title=f"Ledig stilling {number}", position=number))
    goal = add("sub_goal", SubGoal(plan=plan, sub_agreement=sub, text=f"Flere i arbejde {number}", position=number))
    overall = OverallGoal.objects.filter(round=plan.round_id, round__isnull=False).first()
    if overall is not None:
        add("goal_served", GoalServed(sub_goal=goal, goal=overall))
    area = sub.plan_focus_area
    if not area.departments.exists():
        add("focus_area_department", FocusAreaDepartment(plan_focus_area=area, department=department.department))
    add("scope", SubAgreementDepartment(sub_agreement=sub, department=department.department))
    covered = plan.areas.first() or add("covered", PlanArea(plan=plan, area=factories.area()))
    add("sub_area", SubAgreementArea(sub_agreement=sub, area=covered.area))
    add("effort_area", EffortArea(effort=rows.effort, area=covered.area))
    add("effort_department", EffortDepartment(effort=rows.effort, department=department.department))
    add("office", Office(plan=plan, address=f"Parkvej {number}", position=number))
    add("sub_party", SubAgreementParty(party=party, sub_agreement=sub))
    add("responsibility", Responsibility(plan=plan, sub_agreement=sub, who="Jobcentret", contributes="Vejledning"))
    add("support", Support(plan=plan, kind="municipal", name=f"Politik {number}", position=number))
    _work(plan, sub, post, goal, department.department, add)
    _milestones(plan, sub, post, number, add)
    return rows


def _life(plan: Plan, number: int, add: Any) -> None:
    if number == 0:
        add("step", PlanStep(plan=plan, state="running", happened_on=plan.starts_on, note="Kendt fra aftalen"))
    add(
        "extension",
        PlanExtension(plan=plan, former_end_on=date(2024, 2, 29), new_end_on=plan.ends_on, position=number),
    )
    step = plan.steps.first()
    if step is not None:
        add("step_approval", StepApproval(step=step, by_whom=f"Bestyrelsen {number}", position=number))
    extension = plan.extensions.first()
    add("extension_approval", ExtensionApproval(extension=extension, by_whom=f"Kommunen {number}", position=number))
    add("former_name", FormerPlanName(plan=plan, name=f"Et tidligere navn {number}", position=number))
    add(
        "stated_value",
        StatedPlanValue(plan=plan, subject="total", as_printed="4,5 mio. kr.", place=f"Side {number}", position=number),
    )
    add("relation", PlanRelation(plan=plan, other_name=f"Planen før {number}", position=number))
    effort = add("effort", ParallelEffort(plan=plan, kind="renovation", name=f"Renovering {number}", position=number))
    add("effort_party", EffortParty(effort=effort, name="Klubben", aim="Flere i arbejde"))


def _work(plan: Plan, sub: SubAgreement, post: Position, goal: SubGoal, department: Any, add: Any) -> None:
    activity: Activity = add("activity", Activity(plan=plan, sub_agreement=sub, name="Jobcafé", state="running"))
    add("described", Activity(plan=plan, sub_agreement=sub, name="Jobcafé for unge", described_with=activity))
    add("hours", ActivityHours(activity=activity, post=post, least=Decimal(10), most=Decimal(12)))
    add("activity_department", ActivityDepartment(activity=activity, department=department))
    add("activity_area", ActivityArea(activity=activity, area=plan.areas.first().area))
    add("capacity", ActivityCapacity(activity=activity, least=24, unit="pladser", per="hold"))
    add("count", ActivityCount(activity=activity, kind="volunteers", value=12))
    add("activity_goal", ActivityGoal(activity=activity, sub_goal=goal))
    add("anchoring", Anchoring(activity=activity, who="Jobcentret", how="Overtager caféen"))
    add("story", Story(plan=plan, activity=activity, title="En god dag", text="<p>Tre fik job.</p>"))


def _milestones(plan: Plan, sub: SubAgreement, post: Position, number: int, add: Any) -> None:
    """A milestone that was put off and has evidence, one copied forward from it, and who holds the position."""
    holder = add("holder", PositionHolder(post=post, person=factories.person()))
    of_activity = plan.activities.filter(sub_agreement=sub).last()
    quarter = min(number % 8 + 1, len(quarters_of(plan)))
    fields = {"activity": of_activity, "due_quarter": quarter, "post": post, "person": holder.person}
    milestone = add("milestone", Milestone(plan=plan, text=f"Mødet er holdt {number}", position=number, **fields))
    add("postponement", Postponement(milestone=milestone, former_on=plan.starts_on, reason="Sygdom"))
    add("evidence", Evidence(milestone=milestone, note="Referat", link="https://example.org/referat"))
    add("copied", Milestone(plan=plan, text=f"Mødet er holdt igen {number}", sub_agreement=sub, follows=milestone))
