"""The plan itself, its life and surroundings, and what it has set for itself, as parts of its document."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abc_portal.exchange.interchange.parts import Field, Part
from plans.lifecycle.models.approvals import ExtensionApproval, StepApproval
from plans.lifecycle.models.efforts import EffortArea, EffortDepartment, EffortParty
from plans.lifecycle.models.plan import Plan, PlanArea, PlanDepartment
from plans.lifecycle.models.steps import FormerPlanName, ParallelEffort, PlanExtension, PlanRelation, PlanStep
from plans.lifecycle.models.values import StatedPlanValue

APPROVAL = "organisation by_whom state decided note"


def as_it_stands(step: PlanStep) -> str:
    """How a step is written whose steps before it nobody knows."""
    if step.is_entered_as_it_stands:
        return ""
    return _('Where the steps before it are not known, write "is_entered_as_it_stands": true at the step.')


PLAN = Part(
    ("plan",),
    Plan,
    (
        "slug name title=area_name municipality towns round is_own case_number start end accounting_month",
        "stated_departments covers_all_departments stated_areas is_financing_complete vision small_count stale_days",
        "entered=entered_on is_example",
    ),
    single=True,
    children=(
        Part(
            ("relations",),
            PlanRelation,
            (Field("kind", required=True), "plan=other name=other_name note"),
            identity=("kind", "plan", "name"),
        ),
        Part(("areas",), PlanArea, "area joint_name joined left"),
        Part(("departments",), PlanDepartment, "department status part joined left", identity=("department", "part")),
        Part(
            ("steps",),
            PlanStep,
            (
                Field("state", advice=as_it_stands),
                "happened by_whom lbf_wording case_number note is_entered_as_it_stands",
            ),
            children=(Part(("approvals",), StepApproval, APPROVAL),),
        ),
        Part(
            ("extensions",),
            PlanExtension,
            "decided former_end new_end former_name note",
            children=(Part(("approvals",), ExtensionApproval, APPROVAL),),
        ),
        Part(("former_names",), FormerPlanName, "name until note"),
        Part(("stated",), StatedPlanValue, "subject as_printed place is_used note", identity=("subject", "place")),
        Part(
            ("efforts",),
            ParallelEffort,
            "kind name organisation description link start end",
            key_attr="name",
            words=gettext_lazy("the efforts beside the plan (efforts)"),
            children=(
                Part(("parties",), EffortParty, "organisation name aim", identity=("organisation", "name")),
                Part(("departments",), EffortDepartment, "department"),
                Part(("areas",), EffortArea, "area"),
            ),
        ),
    ),
)
