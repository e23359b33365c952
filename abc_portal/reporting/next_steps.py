"""What a new plan still lacks, each with a link to where it is added. Faults are in the review."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.audit.models import Tracked
from budgets.models import FinancingSource
from governance.models import Body
from plans.models import (
    Activity,
    AgreementSection,
    Party,
    Plan,
    PlanDepartment,
    PlanFocusArea,
    Position,
    SubAgreement,
)


@dataclass(frozen=True)
class NextStep:
    """Something to do next, and where."""

    text: str
    link: str


@dataclass(frozen=True)
class _Wanted:
    model: type[Tracked]
    path: str
    text: Callable[[], str]
    link: Callable[[Plan], str]


def _at(name: str) -> Callable[[Plan], str]:
    return lambda plan: reverse(name, args=[plan.slug])


#: In the usual order of work.
_WANTED = (
    _Wanted(PlanDepartment, "plan", lambda: _("Say which departments take part"), _at("plans:department_add")),
    _Wanted(Party, "plan", lambda: _("Add the parties"), _at("plans:party_add")),
    _Wanted(AgreementSection, "agreement__plan", lambda: _("Write the strategic agreement"), _at("plans:agreements")),
    _Wanted(PlanFocusArea, "plan", lambda: _("Add the first focus area"), _at("plans:focus_area_add")),
    _Wanted(SubAgreement, "plan", lambda: _("Add the first sub-agreement"), _at("plans:sub_agreement_add")),
    _Wanted(Activity, "plan", lambda: _("Add the first activity"), _at("plans:activities")),
    _Wanted(Position, "plan", lambda: _("Add the positions"), _at("plans:position_add")),
    _Wanted(FinancingSource, "plan", lambda: _("Say who pays"), _at("budgets:source_add")),
    _Wanted(Body, "plan", lambda: _("Add the board and the groups"), _at("governance:body_add")),
)

#: Rows that can only be added under others.
_UNDER: dict[type[Tracked], type[Tracked]] = {SubAgreement: PlanFocusArea, Activity: SubAgreement}


def next_steps(plan: Plan) -> list[NextStep]:
    """What the plan still lacks, in the usual order of work; one query."""
    asked = {
        f"has_{number}": Exists(wanted.model._base_manager.filter(**{wanted.path: OuterRef("pk")}))
        for number, wanted in enumerate(_WANTED)
    }
    has = Plan.objects.filter(pk=plan.pk).values(**asked).get()
    missing = {wanted.model for number, wanted in enumerate(_WANTED) if not has[f"has_{number}"]}
    steps = [item for item in _WANTED if item.model in missing and _UNDER.get(item.model) not in missing]
    return [NextStep(wanted.text(), wanted.link(plan)) for wanted in steps]
