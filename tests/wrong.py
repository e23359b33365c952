"""A plan in which everything is wrong that a check knows of."""

from datetime import date
from decimal import Decimal

from budgets.models import StatedAmount
from plans.models import (
    ActivityHours,
    FocusArea,
    FundingRound,
    Plan,
    PlanArea,
    PlanFocusArea,
    PlanRelation,
    Position,
    SubAgreement,
    SubAgreementDepartment,
)
from tests import factories, progress
from tests.people import Cast

MILLION = 10**6 * 100


def everything(cast: Cast) -> Plan:
    """The cast's plan with every fault, read anew from the database."""
    plan = cast.plan
    factories.saved(PlanArea(plan=plan, area=factories.area("Hedemarken")), plan)
    factories.party(plan)
    factories.signatory(factories.party(plan))
    chosen = FocusArea.objects.get(round=plan.round, code="beskaeftigelse")
    factories.saved(PlanFocusArea(plan=plan, focus_area=chosen), plan)
    factories.body(plan, "follow_up_group", sub_agreement=cast.sub)
    factories.cooperation(plan)
    _work(cast)
    _results(cast)
    lost = factories.plan_file(plan).versions.get().upload
    lost.storage.delete(lost.name)
    _money(plan)
    _measures(plan)
    _life(cast)
    _texts(plan)
    _agreement(cast)
    return Plan.objects.with_places().get(pk=plan.pk)


def _work(cast: Cast) -> None:
    activity = factories.activity(cast.sub, "Uden formål")
    for title, share in (("Koordinator", 100), ("Medarbejder", 1000)):
        post = factories.saved(Position(plan=cast.plan, title=title, share=share), cast.plan)
        factories.saved(ActivityHours(activity=activity, post=post, least=Decimal(10)), cast.plan)


def _results(cast: Cast) -> None:
    """A criterion that nobody counted, a share over a hundred, and a slip of the pen."""
    activity = factories.activity(cast.sub, "Talt forkert", purpose="<p>Formål</p>")
    progress.criterion(activity)
    progress.criterion(activity, None, text="uden mål")
    share = progress.criterion(activity, 60, target_kind="share", unit="")
    progress.quarter(share, 1, numerator=41, denominator=40)
    counted = progress.criterion(activity)
    for number, value in enumerate((10, 12, 11, 40), start=1):
        progress.quarter(counted, number, value)


def _life(cast: Cast) -> None:
    """Still in progress after its end, an extension to another day, and the rules of another round."""
    factories.step(cast.plan, "running")
    factories.extension(cast.plan, date(2024, 2, 29), new_end_on=date(2024, 12, 31))
    sub = SubAgreement.objects.get(pk=cast.sub.pk)
    sub.cited_round = FundingRound.objects.get(code="2015-18")
    factories.saved(sub, cast.plan)


def _money(plan: Plan) -> None:
    contribution = factories.contribution(factories.source(plan, label="LBF"), 15 * MILLION)
    factories.contribution_period(contribution, 2021, 14 * MILLION)
    factories.contribution(factories.source(plan, "municipality", label="Kommunen"), MILLION)
    for printed in ("7 mio. kr.", "mange"):
        factories.saved(StatedAmount(plan=plan, subject="total", as_printed=printed, place="Essens"), plan)


def _measures(plan: Plan) -> None:
    share, mark = factories.indicator(plan, name="Andel"), factories.indicator(plan, "grade", name="Karakter")
    factories.observation(plan, share, 50, year=2019, area_note="uden Skoven")
    unused = {"year": 2019, "is_used": False, "not_used_because": "En anden kilde"}
    factories.observation(plan, share, 55, definition="alle over 18", **unused)
    factories.observation(plan, mark, 13, year=2019, as_printed="13 %")


def _texts(plan: Plan) -> None:
    row = Plan.objects.get(pk=plan.pk)
    row.is_financing_complete, row.stated_departments = True, 9
    row.vision = "<p>[[tal:findes-ikke]] [[tal:delaftaler=99]] [[tal:]]</p><p>[[billede:findes-ikke]]</p><p>xxx</p>"
    factories.saved(row, row)


def _outside(cast: Cast) -> None:
    """An agreement that ends before the plan, a department that left before it, and a gap after the plan before."""
    plan = cast.plan
    agreement = factories.agreement(plan)
    agreement.valid_to_on = date(2023, 2, 28)
    factories.saved(agreement, plan)
    factories.takes_part(plan, factories.department("Udtrådt"), left_on=date(2020, 12, 31))
    former = factories.plan("foer-plan-a", starts_on=date(2017, 1, 1), ends_on=date(2020, 12, 31))
    factories.saved(PlanRelation(plan=plan, other=former), plan)
    progress.milestone(plan, text="Uden dato")


def _agreement(cast: Cast) -> None:
    """An agreement without texts that nobody has signed, for a department that is not all of the plan's."""
    _outside(cast)
    factories.signatory(factories.party(cast.plan), state="unsigned")
    factories.sub_goal(cast.sub)
    other = factories.department()
    factories.takes_part(cast.plan, other)
    for sub in cast.plan.sub_agreements.all():
        factories.saved(SubAgreementDepartment(sub_agreement=sub, department=other), cast.plan)
