"""What a new plan lacks still, each with a link to where it is added; then what the findings say."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.audit.models import Tracked
from budgets.models import FinancingSource
from governance.models import Body
from plans.models import AgreementSection, Party, Plan, PlanDepartment, PlanFocusArea, SubAgreement
from plans.remarks import remarks

#: More remarks than these are read on Gennemgang.
REMARKS_SHOWN = 5


@dataclass(frozen=True)
class NextStep:
    """Something to do next, and where."""

    text: str
    link: str


@dataclass(frozen=True)
class NextSteps:
    """What is missing, the first of the remarks, and how many remarks there are in all."""

    missing: tuple[NextStep, ...]
    remarks: tuple[NextStep, ...]
    remark_count: int


@dataclass(frozen=True)
class _Wanted:
    model: type[Tracked]
    path: str
    text: Callable[[], str]
    link: Callable[[Plan], str]


def _at(name: str) -> Callable[[Plan], str]:
    return lambda plan: reverse(name, args=[plan.slug])


_WANTED = (
    _Wanted(
        PlanDepartment, "plan", lambda: _("Say which departments take part"),
        lambda plan: reverse("admin:plans_plan_change", args=[plan.pk]),
    ),
    _Wanted(Party, "plan", lambda: _("Add the parties"), _at("plans:party_add")),
    _Wanted(
        AgreementSection, "agreement__plan", lambda: _("Write the strategic agreement"), _at("plans:agreements")
    ),
    _Wanted(PlanFocusArea, "plan", lambda: _("Add the first focus area"), _at("plans:focus_area_add")),
    _Wanted(SubAgreement, "plan", lambda: _("Add the first sub-agreement"), _at("plans:sub_agreement_add")),
    _Wanted(FinancingSource, "plan", lambda: _("Say who pays"), _at("budgets:source_add")),
    _Wanted(Body, "plan", lambda: _("Add the board and the groups"), _at("governance:body_add")),
)  # fmt: skip


def next_steps(plan: Plan) -> NextSteps:
    """What the plan has nothing of yet, and the most serious remarks."""
    asked = {
        f"has_{number}": Exists(wanted.model._base_manager.filter(**{wanted.path: OuterRef("pk")}))
        for number, wanted in enumerate(_WANTED)
    }
    has = Plan.objects.filter(pk=plan.pk).values(**asked).get()
    missing = [wanted for number, wanted in enumerate(_WANTED) if not has[f"has_{number}"]]
    if plan.round_id and not plan.round.has_sub_agreements:
        missing = [wanted for wanted in missing if wanted.model is not SubAgreement]
    open_ones = [each.finding for each in remarks(plan).open]
    return NextSteps(
        tuple(NextStep(wanted.text(), wanted.link(plan)) for wanted in missing),
        tuple(NextStep(each.message, each.link) for each in open_ones[:REMARKS_SHOWN] if each.link),
        len(open_ones),
    )
