"""Unsaved rows of plans for the tests of rules, and the rules of what a plan holds in depth."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from abc_portal.review.models import SetAside
from plans.models import (
    Activity,
    ActivityArea,
    ActivityCapacity,
    ActivityCount,
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    AgreementSection,
    EffortArea,
    EffortDepartment,
    EffortParty,
    ExtensionApproval,
    FocusArea,
    FocusAreaDepartment,
    FormerPlanName,
    FundingRound,
    GoalServed,
    Membership,
    Office,
    OverallGoal,
    ParallelEffort,
    Party,
    PlanArea,
    PlanExtension,
    PlanFile,
    PlanRelation,
    PlanStep,
    Position,
    PositionOrganisation,
    Responsibility,
    RoundDocument,
    Signatory,
    StatedPlanValue,
    StepApproval,
    StrategicAgreement,
    SubAgreementArea,
    SubAgreementDepartment,
    SubAgreementParty,
    SubGoal,
    Support,
)
from tests import factories
from tests.people import Cast

EARLY, LATE = date(2021, 1, 1), date(2021, 12, 31)


def the_round() -> FundingRound:
    return FundingRound.objects.get(code="2019-26")


def again(row: Any, **fields: Any) -> Any:
    """An unsaved copy of a row that was just saved."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, "id": None, "version": 1, **fields})


def twice(make: Callable[[Cast], Any], **fields: Any) -> Callable[[Cast], Any]:
    return lambda cast: again(factories.saved(make(cast)), **fields)


def overall_goal(**fields: Any) -> OverallGoal:
    return OverallGoal(**{"code": "eget", "text": "Et mål", **fields})


def focus_area(**fields: Any) -> FocusArea:
    return FocusArea(**{"code": "eget", "name": "Et område", **fields})


def member(cast: Cast, role: str, **fields: Any) -> Membership:
    return Membership(plan=cast.plan, user=cast.outsider, role=role, **fields)


def agreement_section(cast: Cast) -> AgreementSection:
    agreement = StrategicAgreement.objects.filter(plan=cast.plan).first() or factories.agreement(cast.plan)
    return AgreementSection(agreement=agreement, position=1, heading="Afsnit")


def later(cast: Cast, **fields: Any) -> PlanRelation:
    return PlanRelation(plan=cast.plan, **fields)


def activity(cast: Cast, **fields: Any) -> Activity:
    return Activity(**{"plan": cast.plan, "name": "Aktivitet", "sub_agreement": cast.sub, **fields})


def aside(cast: Cast, **fields: Any) -> SetAside:
    texts = {"code": "values-disagree", "where": "Indikatorer", "message": "To værdier", "because": "Set efter"}
    return SetAside(plan=cast.plan, **{**texts, **fields})


def own_part(cast: Cast) -> Activity:
    row = factories.activity(cast.sub)
    row.parent_id = row.pk
    return row


def step(cast: Cast) -> PlanStep:
    return PlanStep(plan=cast.plan, state="running", position=1)


def extension(cast: Cast) -> PlanExtension:
    return PlanExtension(plan=cast.plan, former_end_on=LATE, new_end_on=LATE)


def effort(cast: Cast, **fields: Any) -> ParallelEffort:
    return ParallelEffort(plan=cast.plan, kind="renovation", name="Renovering", **fields)


def covered(cast: Cast) -> Any:
    """An area that the plan covers."""
    row = PlanArea.objects.filter(plan=cast.plan).first()
    return (row or factories.saved(PlanArea(plan=cast.plan, area=factories.area()), cast.plan)).area


def post(cast: Cast, **fields: Any) -> Position:
    return Position(**{"plan": cast.plan, "title": "Koordinator", "code": "koordinator", **fields})


def sub_goal(cast: Cast, **fields: Any) -> SubGoal:
    return SubGoal(**{"plan": cast.plan, "sub_agreement": cast.sub, "text": "Flere i job", "code": "job", **fields})


def hours(cast: Cast, **fields: Any) -> ActivityHours:
    holder = Position.objects.filter(plan=cast.plan).first() or factories.saved(post(cast))
    return ActivityHours(**{"activity": factories.activity(cast.sub), "post": holder, "least": 5, **fields})


def support(cast: Cast, **fields: Any) -> Support:
    return Support(**{"plan": cast.plan, "kind": "municipal", "name": "Ungepolitik", **fields})


def describes_itself(cast: Cast) -> Activity:
    row = factories.activity(cast.sub)
    row.described_with_id = row.pk
    return row


def document(**fields: Any) -> RoundDocument:
    return RoundDocument(round=the_round(), kind="budget", name="Et budget", **fields)


def unsigned_with_a_date(cast: Cast) -> Signatory:
    return Signatory(party=factories.party(cast.plan), person=factories.person(), state="unsigned", signed_on=EARLY)


def refused_fields(row: Any) -> list[str]:
    """The fields at which the row is refused."""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return list(refused.value.message_dict)


def stated(cast: Cast, **fields: Any) -> StatedPlanValue:
    said = {"subject": "end", "as_printed": "2025", "place": "Aftalen"}
    return StatedPlanValue(plan=cast.plan, **{**said, **fields})


def area_department(cast: Cast, **fields: Any) -> FocusAreaDepartment:
    return FocusAreaDepartment(plan_focus_area=cast.sub.plan_focus_area, department=cast.housing, **fields)


#: Rules of what a plan holds in depth.
DEPTH: list[tuple[str, Callable[[Cast], Any]]] = [
    ("plan_step_once", twice(step, is_entered_as_it_stands=True)),
    ("extension_moves_the_end", extension),
    ("former_plan_name_once", twice(lambda cast: FormerPlanName(plan=cast.plan, name="Før"))),
    ("stated_plan_value_once", twice(stated)),
    ("stated_plan_value_used_once", twice(lambda cast: stated(cast, is_used=True), place="Udkastet")),
    ("focus_area_department_once", twice(area_department)),
    ("focus_area_department_period", lambda cast: area_department(cast, starts_on=LATE, ends_on=EARLY)),
    ("step_approval_by_somebody", lambda cast: StepApproval(step=factories.saved(step(cast), cast.plan))),
    (
        "extension_approval_by_somebody",
        lambda cast: ExtensionApproval(extension=factories.extension(cast.plan, EARLY)),
    ),
    ("effort_once", twice(effort)),
    ("effort_period", lambda cast: effort(cast, starts_on=LATE, ends_on=EARLY)),
    ("plan_area_period", lambda cast: PlanArea(plan=cast.plan, area=factories.area(), joined_on=LATE, left_on=EARLY)),
    ("round_document_once", twice(lambda cast: document())),
    (
        "party_period",
        lambda cast: Party(plan=cast.plan, organisation=factories.organisation(), joined_on=LATE, left_on=EARLY),
    ),
    (
        "party_not_represented_by_itself",
        lambda cast: Party(
            plan=cast.plan, organisation=cast.housing.organisation, represented_by=cast.housing.organisation
        ),
    ),
    ("signature_with_date_is_signed", unsigned_with_a_date),
    (
        "sub_agreement_party_once",
        twice(lambda cast: SubAgreementParty(party=factories.party(cast.plan), sub_agreement=cast.sub)),
    ),
    ("support_number_of_un_goal", lambda cast: support(cast, number=3)),
    ("support_once", twice(support)),
    ("position_code_once", twice(post)),
    ("position_period", lambda cast: post(cast, starts_on=LATE, ends_on=EARLY)),
    (
        "position_organisation_once",
        twice(
            lambda cast: PositionOrganisation(post=factories.saved(post(cast)), organisation=cast.housing.organisation)
        ),
    ),
    (
        "sub_agreement_department_once",
        twice(lambda cast: SubAgreementDepartment(sub_agreement=cast.sub, department=cast.housing)),
    ),
    ("sub_goal_has_one_place", lambda cast: sub_goal(cast, sub_agreement=None)),
    ("sub_goal_has_one_place", lambda cast: sub_goal(cast, plan_focus_area=cast.sub.plan_focus_area)),
    ("sub_goal_code_once", twice(sub_goal)),
    (
        "goal_served_once",
        twice(lambda cast: GoalServed(sub_goal=factories.saved(sub_goal(cast)), goal=the_round().overallgoals.first())),
    ),
    ("responsibility_names_somebody", lambda cast: Responsibility(plan=cast.plan, contributes="Lokaler")),
    ("activity_not_described_with_itself", describes_itself),
    ("activity_code_once", twice(lambda cast: activity(cast, code="cafe"))),
    ("activity_period", lambda cast: activity(cast, starts_on=LATE, ends_on=EARLY)),
    (
        "activity_department_once",
        twice(lambda cast: ActivityDepartment(activity=factories.activity(cast.sub), department=cast.housing)),
    ),
    (
        "activity_goal_once",
        twice(
            lambda cast: ActivityGoal(activity=factories.activity(cast.sub), sub_goal=factories.saved(sub_goal(cast)))
        ),
    ),
    ("activity_hours_range", lambda cast: hours(cast, most=5)),
    ("activity_hours_period", lambda cast: hours(cast, starts_on=LATE, ends_on=EARLY)),
    ("activity_area_once", twice(lambda cast: ActivityArea(activity=factories.activity(cast.sub), area=covered(cast)))),
    ("sub_agreement_area_once", twice(lambda cast: SubAgreementArea(sub_agreement=cast.sub, area=covered(cast)))),
    ("effort_area_once", twice(lambda cast: EffortArea(effort=factories.effort(cast.plan), area=covered(cast)))),
    (
        "effort_department_once",
        twice(lambda cast: EffortDepartment(effort=factories.effort(cast.plan), department=cast.housing)),
    ),
    ("effort_party_is_named", lambda cast: EffortParty(effort=factories.effort(cast.plan), aim="Tryghed")),
    (
        "effort_party_once",
        twice(lambda cast: EffortParty(effort=factories.effort(cast.plan), organisation=cast.housing.organisation)),
    ),
    ("office_is_somewhere", lambda cast: Office(plan=cast.plan, note="Åbent om tirsdagen")),
    ("office_period", lambda cast: Office(plan=cast.plan, address="Parkvej 1", starts_on=LATE, ends_on=EARLY)),
    (
        "plan_file_covers",
        lambda cast: PlanFile(
            plan=cast.plan, title="Årsrapport", key="rapport", covers_from_on=LATE, covers_to_on=EARLY
        ),
    ),
    (
        "activity_capacity_range",
        lambda cast: ActivityCapacity(activity=factories.activity(cast.sub), least=12, most=12),
    ),
    (
        "activity_count_says_what",
        lambda cast: ActivityCount(activity=factories.activity(cast.sub), kind="other", value=9),
    ),
    ("activity_ages", lambda cast: activity(cast, least_age=17, most_age=13)),
]
