"""Each rule that the database holds about plans is broken once, and says its sentence; and what spans two rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from abc_portal.audit import change_sets
from plans.models import (
    CooperationAgreement,
    CooperationParty,
    FocusArea,
    FundingRound,
    Membership,
    Party,
    Plan,
    PlanArea,
    PlanDepartment,
    PlanFile,
    PlanFocusArea,
    PositionHolder,
    RoundSection,
    Signatory,
    StrategicAgreement,
)
from tests import broken_rules, factories
from tests.people import Cast
from tests.plans.rows import (
    DEPTH,
    EARLY,
    LATE,
    activity,
    again,
    agreement_section,
    aside,
    focus_area,
    later,
    member,
    overall_goal,
    own_part,
    post,
    refused_fields,
    the_round,
    twice,
)
from tests.plans.rows_progress import PROGRESS_RULES, milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    """One cast for the whole file; what a test adds is undone after it."""
    return cast_once


#: A rule's name, and rows that break it.
BROKEN: list[tuple[str, Callable[[Cast], Any]]] = [
    ("round_period", lambda cast: FundingRound(code="x", name="X", first_year=2020, last_year=2019)),
    ("round_section_once", lambda cast: RoundSection(round=the_round(), position=1, heading="Igen")),
    ("focus_area_of_round_or_plan", lambda cast: focus_area()),
    ("focus_area_of_round_or_plan", lambda cast: focus_area(plan=cast.plan, round=the_round())),
    ("focus_area_once_in_round", lambda cast: focus_area(round=the_round(), code="beskaeftigelse")),
    ("focus_area_once_in_plan", twice(lambda cast: focus_area(plan=cast.plan))),
    ("overall_goal_of_round_or_plan", lambda cast: overall_goal()),
    ("overall_goal_of_round_or_plan", lambda cast: overall_goal(plan=cast.plan, round=the_round())),
    ("overall_goal_once_in_round", lambda cast: overall_goal(round=the_round(), code="arbejdsmarked")),
    ("overall_goal_once_in_plan", twice(lambda cast: overall_goal(plan=cast.plan))),
    ("plan_period", lambda cast: Plan(slug="x", name="X", starts_on=LATE, ends_on=EARLY)),
    (
        "own_plan_has_no_round",
        lambda cast: Plan(slug="x", name="X", starts_on=EARLY, ends_on=LATE, is_own=True, round=the_round()),
    ),
    ("relation_names_one", lambda cast: later(cast)),
    ("relation_names_one", lambda cast: later(cast, other=cast.other_plan, other_name="En anden")),
    ("relation_not_itself", lambda cast: later(cast, other=cast.plan)),
    ("relation_said_by_the_later", lambda cast: later(cast, kind="continued_by", other=cast.other_plan)),
    ("relation_name_once", twice(lambda cast: later(cast, other_name="En anden"))),
    ("relation_once", twice(lambda cast: later(cast, other=cast.other_plan))),
    ("plan_area_once", twice(lambda cast: PlanArea(plan=cast.plan, area=factories.area()))),
    ("plan_department_once", lambda cast: PlanDepartment(plan=cast.plan, department=cast.housing)),
    (
        "plan_department_once",
        twice(lambda cast: PlanDepartment(plan=cast.plan, department=cast.housing, joined_on=EARLY)),
    ),
    (
        "plan_department_period",
        lambda cast: PlanDepartment(plan=cast.plan, department=factories.department(), joined_on=LATE, left_on=EARLY),
    ),
    (
        "agreement_period",
        lambda cast: StrategicAgreement(plan=cast.plan, valid_from_on=LATE, valid_to_on=EARLY),
    ),
    ("agreement_section_once", twice(agreement_section)),
    ("party_once", twice(lambda cast: Party(plan=cast.plan, organisation=factories.organisation()))),
    (
        "signatory_once",
        twice(lambda cast: Signatory(party=factories.party(cast.plan), person=factories.person())),
    ),
    (
        "plan_focus_area_once",
        twice(lambda cast: PlanFocusArea(plan=cast.plan, focus_area=FocusArea.objects.filter(plan=None).first())),
    ),
    ("sub_agreement_slug_once", lambda cast: again(cast.sub)),
    ("sub_agreement_period", lambda cast: again(cast.sub, slug="ny", starts_on=LATE, ends_on=EARLY)),
    ("activity_period_unknown_has_no_dates", lambda cast: activity(cast, is_period_unknown=True, starts_on=EARLY)),
    ("activity_has_one_place", lambda cast: activity(cast, plan_focus_area=cast.sub.plan_focus_area)),
    ("set_aside_once", twice(aside)),
    ("set_aside_once", twice(aside, because="En anden grund")),
    ("set_aside_has_reason", lambda cast: aside(cast, because="")),
    ("set_aside_has_reason", lambda cast: aside(cast, because=" \n")),
    ("plan_file_key_once", twice(lambda cast: PlanFile(plan=cast.plan, title="Kort", key="kort"))),
    (
        "plan_file_has_one_place",
        lambda cast: PlanFile(plan=cast.plan, title="X", sub_agreement=cast.sub, activity=factories.activity(cast.sub)),
    ),
    ("file_version_once", lambda cast: again(factories.plan_file(cast.plan).versions.get())),
    ("file_version_from_one", lambda cast: again(factories.plan_file(cast.plan).versions.get(), number=0)),
    ("cooperation_period", lambda cast: CooperationAgreement(plan=cast.plan, title="X", starts_on=LATE, ends_on=EARLY)),
    ("cooperation_party_is_named", lambda cast: CooperationParty(agreement=factories.cooperation(cast.plan))),
    (
        "cooperation_party_once",
        twice(
            lambda cast: CooperationParty(
                agreement=factories.cooperation(cast.plan), organisation=factories.organisation()
            )
        ),
    ),
    ("membership_once", lambda cast: Membership(plan=cast.plan, user=cast.leader, role="leader")),
    ("membership_once", lambda cast: Membership(plan=cast.plan, user=cast.group, role="group", sub_agreement=cast.sub)),
    ("membership_once", twice(lambda cast: member(cast, "board", starts_on=EARLY))),
    ("group_member_has_sub_agreement", lambda cast: member(cast, "group")),
    ("group_member_has_sub_agreement", lambda cast: member(cast, "board", sub_agreement=cast.sub)),
    ("representative_has_department", lambda cast: member(cast, "department")),
    ("representative_has_department", lambda cast: member(cast, "staff", department=cast.housing)),
    ("membership_period", lambda cast: member(cast, "board", starts_on=LATE, ends_on=EARLY)),
]


@pytest.mark.parametrize(("name", "broken"), [*BROKEN, *DEPTH, *PROGRESS_RULES])
def test_a_rule_fires(cast: Cast, name: str, broken: Callable[[Cast], Any]) -> None:
    broken_rules.fires(broken(cast), name)


#: Rules that another check tells of first, with the field; the database holds them by itself.
CAUGHT_BEFORE: dict[str, tuple[str, Callable[[Cast], Any]]] = {
    "activity_not_its_own_part": ("parent", own_part),
    "milestone_quarter_from_one": ("due_quarter", lambda cast: milestone(cast, due_quarter=0)),
    "position_headcount": ("headcount", lambda cast: post(cast, headcount=0)),
    "position_holder_share": (
        "share",
        lambda cast: PositionHolder(post=factories.saved(post(cast)), share=1001),
    ),
    "position_share": ("share", lambda cast: post(cast, share=0)),
}


@pytest.mark.parametrize("name", CAUGHT_BEFORE)
def test_a_rule_is_reported_at_its_field_and_held_by_the_database(cast: Cast, name: str) -> None:
    field, broken = CAUGHT_BEFORE[name]
    row = broken(cast)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert list(refused.value.message_dict) == [field]
    broken_rules.is_refused_by_the_database(row)


def test_every_rule_is_broken_here() -> None:
    broken = {name for name, _broken in (*BROKEN, *DEPTH, *PROGRESS_RULES)} | set(CAUGHT_BEFORE)
    assert broken == broken_rules.names("plans")


# --- what must not be refused ---------------------------------------------------------------------------


def test_the_same_role_may_begin_again_later_and_be_for_another_part(cast: Cast) -> None:
    factories.saved(member(cast, "board", starts_on=EARLY, ends_on=LATE))
    factories.saved(member(cast, "board", starts_on=date(2022, 1, 1)))
    for sub in (cast.sub, cast.other_sub):
        factories.saved(member(cast, "group", sub_agreement=sub))
    factories.saved(Membership(plan=cast.other_plan, user=cast.outsider, role="board", starts_on=EARLY))


def test_a_department_may_take_part_in_parts_and_come_again(cast: Cast) -> None:
    department = factories.department()
    for fields in ({"part": "Nord"}, {"part": "Syd"}, {"part": "Nord", "joined_on": EARLY}):
        factories.takes_part(cast.plan, department, **fields)


def test_two_earlier_plans_may_be_known_by_name_only(cast: Cast) -> None:
    for name in ("Den første", "Den anden"):
        factories.saved(later(cast, other_name=name))


def test_activities_may_have_the_same_name(cast: Cast) -> None:
    for _number in range(2):
        factories.activity(cast.sub, "Lektiecafé")


# --- what spans two rows -----------------------------------------------------------------------------------


def test_what_belongs_together_belongs_to_the_same_plan(cast: Cast) -> None:
    foreign = factories.sub_agreement(cast.other_plan)
    theirs = factories.activity(foreign)
    assert refused_fields(activity(cast, sub_agreement=foreign)) == ["sub_agreement"]
    assert refused_fields(activity(cast, sub_agreement=None, plan_focus_area=foreign.plan_focus_area)) == [
        "plan_focus_area"
    ]
    assert refused_fields(activity(cast, parent=theirs)) == ["parent"]
    assert refused_fields(again(cast.sub, slug="ny", plan_focus_area_id=foreign.plan_focus_area_id)) == [
        "plan_focus_area"
    ]
    assert refused_fields(member(cast, "group", sub_agreement=foreign)) == ["sub_agreement"]
    assert refused_fields(PlanFile(plan=cast.plan, title="X", sub_agreement=foreign)) == ["sub_agreement"]
    assert refused_fields(PlanFile(plan=cast.plan, title="X", activity=theirs)) == ["activity"]
    foreign_file = factories.plan_file(cast.other_plan, content=None)
    assert refused_fields(CooperationAgreement(plan=cast.plan, title="X", file=foreign_file)) == ["file"]


def test_a_plan_takes_the_round_s_focus_areas_or_its_own(cast: Cast) -> None:
    foreign = factories.saved(focus_area(plan=cast.other_plan))
    assert refused_fields(PlanFocusArea(plan=cast.plan, focus_area=foreign)) == ["focus_area"]
    PlanFocusArea(plan=cast.plan, focus_area=FocusArea.objects.get(code="beskaeftigelse")).full_clean()


def test_an_activity_is_no_part_of_its_own_parts(cast: Cast) -> None:
    top = factories.activity(cast.sub, "Øverst")
    middle = factories.activity(cast.sub, "Midt", parent=top)
    bottom = factories.activity(cast.sub, "Nederst", parent=middle)
    top.parent = bottom
    assert refused_fields(top) == ["parent"]
    top.parent = None
    top.full_clean()


@pytest.mark.parametrize("number", ["463-0", "123456", "LBF/2019.1", "ÆØ 12"])
def test_a_case_number_in_any_of_its_forms(cast: Cast, number: str) -> None:
    cast.plan.case_number = number
    cast.plan.full_clean()


@pytest.mark.parametrize("number", ["<b>", "12;34", "a" * 21])
def test_a_case_number_that_is_none(cast: Cast, number: str) -> None:
    cast.plan.case_number = number
    assert refused_fields(cast.plan) == ["case_number"]


@pytest.mark.parametrize("make", ["round", "department", "organisation", "person", "earlier plan"])
def test_what_others_rest_on_cannot_be_deleted(cast: Cast, make: str) -> None:
    party = factories.party(cast.plan)
    signatory = factories.signatory(party)
    factories.saved(later(cast, other=factories.plan("foer")))
    row = {
        "round": cast.plan.round, "department": cast.housing, "organisation": party.organisation,
        "person": signatory.person, "earlier plan": Plan.objects.get(slug="foer"),
    }[make]  # fmt: skip
    with pytest.raises(ProtectedError):
        change_sets.delete(row, change_set=change_sets.begin(by=None, program="tests"))
