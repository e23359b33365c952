"""Each rule that the database holds about plans is broken once, and says its sentence; and what spans two rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from abc_portal.audit import acts
from plans.models import (
    Activity,
    AgreementSection,
    FocusArea,
    FundingRound,
    Membership,
    OverallGoal,
    Party,
    Plan,
    PlanArea,
    PlanDepartment,
    PlanFocusArea,
    PlanRelation,
    RoundSection,
    SetAside,
    Signatory,
    StrategicAgreement,
)
from tests import broken_rules, factories
from tests.people import Cast

pytestmark = pytest.mark.django_db
EARLY, LATE = date(2021, 1, 1), date(2021, 12, 31)


def _round() -> FundingRound:
    return FundingRound.objects.get(code="2019-26")


def _again(row: Any, **fields: Any) -> Any:
    """An unsaved copy of a row that was just saved."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**kept, "id": None, "version": 1, **fields})


def _twice(make: Callable[[Cast], Any], **fields: Any) -> Callable[[Cast], Any]:
    return lambda cast: _again(factories.saved(make(cast)), **fields)


def _goal(**fields: Any) -> OverallGoal:
    return OverallGoal(**{"code": "eget", "text": "Et mål", **fields})


def _area(**fields: Any) -> FocusArea:
    return FocusArea(**{"code": "eget", "name": "Et område", **fields})


def _member(cast: Cast, role: str, **fields: Any) -> Membership:
    return Membership(plan=cast.plan, user=cast.outsider, role=role, **fields)


def _section(cast: Cast) -> AgreementSection:
    agreement = StrategicAgreement.objects.filter(plan=cast.plan).first() or factories.agreement(cast.plan)
    return AgreementSection(agreement=agreement, position=1, heading="Afsnit")


def _later(cast: Cast, **fields: Any) -> PlanRelation:
    return PlanRelation(plan=cast.plan, **fields)


def _activity(cast: Cast, **fields: Any) -> Activity:
    return Activity(**{"plan": cast.plan, "name": "Aktivitet", "sub_agreement": cast.sub, **fields})


def _aside(cast: Cast, **fields: Any) -> SetAside:
    texts = {"code": "values-disagree", "where": "Indikatorer", "message": "To værdier", "because": "Set efter"}
    return SetAside(plan=cast.plan, **{**texts, **fields})


def _own_part(cast: Cast) -> Activity:
    row = factories.activity(cast.sub)
    row.parent_id = row.pk
    return row


#: A rule's name, and rows that break it.
BROKEN: list[tuple[str, Callable[[Cast], Any]]] = [
    ("round_period", lambda cast: FundingRound(code="x", name="X", first_year=2020, last_year=2019)),
    ("round_section_once", lambda cast: RoundSection(round=_round(), position=1, heading="Igen")),
    ("focus_area_of_round_or_plan", lambda cast: _area()),
    ("focus_area_of_round_or_plan", lambda cast: _area(plan=cast.plan, round=_round())),
    ("focus_area_once_in_round", lambda cast: _area(round=_round(), code="beskaeftigelse")),
    ("focus_area_once_in_plan", _twice(lambda cast: _area(plan=cast.plan))),
    ("overall_goal_of_round_or_plan", lambda cast: _goal()),
    ("overall_goal_of_round_or_plan", lambda cast: _goal(plan=cast.plan, round=_round())),
    ("overall_goal_once_in_round", lambda cast: _goal(round=_round(), code="arbejdsmarked")),
    ("overall_goal_once_in_plan", _twice(lambda cast: _goal(plan=cast.plan))),
    ("plan_period", lambda cast: Plan(slug="x", name="X", starts_on=LATE, ends_on=EARLY)),
    ("relation_names_one", lambda cast: _later(cast)),
    ("relation_names_one", lambda cast: _later(cast, other=cast.other_plan, other_name="En anden")),
    ("relation_not_itself", lambda cast: _later(cast, other=cast.plan)),
    ("relation_once", _twice(lambda cast: _later(cast, other=cast.other_plan))),
    ("plan_area_once", _twice(lambda cast: PlanArea(plan=cast.plan, area=factories.area()))),
    ("plan_department_once", lambda cast: PlanDepartment(plan=cast.plan, department=cast.housing)),
    (
        "plan_department_once",
        _twice(lambda cast: PlanDepartment(plan=cast.plan, department=cast.housing, joined_on=EARLY)),
    ),
    (
        "plan_department_period",
        lambda cast: PlanDepartment(plan=cast.plan, department=factories.department(), joined_on=LATE, left_on=EARLY),
    ),
    (
        "agreement_period",
        lambda cast: StrategicAgreement(plan=cast.plan, valid_from_on=LATE, valid_to_on=EARLY),
    ),
    ("agreement_section_once", _twice(_section)),
    ("party_once", _twice(lambda cast: Party(plan=cast.plan, organisation=factories.organisation()))),
    (
        "signatory_once",
        _twice(lambda cast: Signatory(party=factories.party(cast.plan), person=factories.person())),
    ),
    (
        "plan_focus_area_once",
        _twice(lambda cast: PlanFocusArea(plan=cast.plan, focus_area=FocusArea.objects.filter(plan=None).first())),
    ),
    ("sub_agreement_slug_once", lambda cast: _again(cast.sub)),
    ("sub_agreement_period", lambda cast: _again(cast.sub, slug="ny", starts_on=LATE, ends_on=EARLY)),
    ("activity_has_one_place", lambda cast: _activity(cast, sub_agreement=None)),
    ("activity_has_one_place", lambda cast: _activity(cast, plan_focus_area=cast.sub.plan_focus_area)),
    ("activity_not_its_own_part", _own_part),
    ("set_aside_once", _twice(_aside)),
    ("set_aside_once", _twice(_aside, because="En anden grund")),
    ("set_aside_has_reason", lambda cast: _aside(cast, because="")),
    ("set_aside_has_reason", lambda cast: _aside(cast, because=" \n")),
    ("membership_once", lambda cast: Membership(plan=cast.plan, user=cast.leader, role="leader")),
    ("membership_once", lambda cast: Membership(plan=cast.plan, user=cast.group, role="group", sub_agreement=cast.sub)),
    ("membership_once", _twice(lambda cast: _member(cast, "board", starts_on=EARLY))),
    ("group_member_has_sub_agreement", lambda cast: _member(cast, "group")),
    ("group_member_has_sub_agreement", lambda cast: _member(cast, "board", sub_agreement=cast.sub)),
    ("representative_has_department", lambda cast: _member(cast, "department")),
    ("representative_has_department", lambda cast: _member(cast, "staff", department=cast.housing)),
    ("membership_period", lambda cast: _member(cast, "board", starts_on=LATE, ends_on=EARLY)),
]


@pytest.mark.parametrize(("name", "broken"), BROKEN)
def test_a_rule_fires(cast: Cast, name: str, broken: Callable[[Cast], Any]) -> None:
    row = broken(cast)
    if name == "activity_not_its_own_part":
        return _is_caught_before_the_database(row)
    broken_rules.fires(row, name)
    return None


def _is_caught_before_the_database(row: Any) -> None:
    """The check for cycles names the field; the database holds the simplest of them by itself."""
    with pytest.raises(ValidationError) as told:
        row.full_clean()
    assert "parent" in told.value.message_dict
    broken_rules.is_refused_by_the_database(row)


def test_every_rule_is_broken_here() -> None:
    assert {name for name, _broken in BROKEN} == broken_rules.names("plans")


# --- what must not be refused ---------------------------------------------------------------------------


def test_the_same_role_may_begin_again_later_and_be_for_another_part(cast: Cast) -> None:
    factories.saved(_member(cast, "board", starts_on=EARLY, ends_on=LATE))
    factories.saved(_member(cast, "board", starts_on=date(2022, 1, 1)))
    for sub in (cast.sub, cast.other_sub):
        factories.saved(_member(cast, "group", sub_agreement=sub))
    factories.saved(Membership(plan=cast.other_plan, user=cast.outsider, role="board", starts_on=EARLY))


def test_a_department_may_take_part_in_parts_and_come_again(cast: Cast) -> None:
    department = factories.department()
    for fields in ({"part": "Nord"}, {"part": "Syd"}, {"part": "Nord", "joined_on": EARLY}):
        factories.takes_part(cast.plan, department, **fields)


def test_two_earlier_plans_may_be_known_by_name_only(cast: Cast) -> None:
    for name in ("Den første", "Den anden"):
        factories.saved(_later(cast, other_name=name))


def test_activities_may_have_the_same_name(cast: Cast) -> None:
    for _number in range(2):
        factories.activity(cast.sub, "Lektiecafé")


# --- what spans two rows -----------------------------------------------------------------------------------


def _told(row: Any) -> list[str]:
    with pytest.raises(ValidationError) as told:
        row.full_clean()
    return list(told.value.message_dict)


def test_what_belongs_together_belongs_to_the_same_plan(cast: Cast) -> None:
    foreign = factories.sub_agreement(cast.other_plan)
    activity = factories.activity(foreign)
    assert _told(_activity(cast, sub_agreement=foreign)) == ["sub_agreement"]
    assert _told(_activity(cast, sub_agreement=None, plan_focus_area=foreign.plan_focus_area)) == ["plan_focus_area"]
    assert _told(_activity(cast, parent=activity)) == ["parent"]
    assert _told(_again(cast.sub, slug="ny", plan_focus_area_id=foreign.plan_focus_area_id)) == ["plan_focus_area"]
    assert _told(_member(cast, "group", sub_agreement=foreign)) == ["sub_agreement"]


def test_a_plan_takes_the_round_s_focus_areas_or_its_own(cast: Cast) -> None:
    foreign = factories.saved(_area(plan=cast.other_plan))
    assert _told(PlanFocusArea(plan=cast.plan, focus_area=foreign)) == ["focus_area"]
    PlanFocusArea(plan=cast.plan, focus_area=FocusArea.objects.get(code="beskaeftigelse")).full_clean()


def test_an_activity_is_no_part_of_its_own_parts(cast: Cast) -> None:
    top = factories.activity(cast.sub, "Øverst")
    middle = factories.activity(cast.sub, "Midt", parent=top)
    bottom = factories.activity(cast.sub, "Nederst", parent=middle)
    top.parent = bottom
    assert _told(top) == ["parent"]
    top.parent = None
    top.full_clean()


@pytest.mark.parametrize("number", ["463-0", "123456", "LBF/2019.1", "ÆØ 12"])
def test_a_case_number_in_any_of_its_forms(cast: Cast, number: str) -> None:
    cast.plan.case_number = number
    cast.plan.full_clean()


@pytest.mark.parametrize("number", ["<b>", "12;34", "a" * 21])
def test_a_case_number_that_is_none(cast: Cast, number: str) -> None:
    cast.plan.case_number = number
    assert _told(cast.plan) == ["case_number"]


@pytest.mark.parametrize("make", ["round", "department", "organisation", "person", "earlier plan"])
def test_what_others_rest_on_cannot_be_deleted(cast: Cast, make: str) -> None:
    party = factories.party(cast.plan)
    signatory = factories.signatory(party)
    factories.saved(_later(cast, other=factories.plan("foer")))
    row = {
        "round": cast.plan.round, "department": cast.housing, "organisation": party.organisation,
        "person": signatory.person, "earlier plan": Plan.objects.get(slug="foer"),
    }[make]  # fmt: skip
    with pytest.raises(ProtectedError):
        acts.delete(row, act=acts.begin(by=None, program="tests"))
