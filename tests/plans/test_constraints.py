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
    ActivityDepartment,
    ActivityGoal,
    ActivityHours,
    AgreementSection,
    CooperationAgreement,
    CooperationParty,
    FocusArea,
    FundingRound,
    GoalServed,
    Membership,
    OverallGoal,
    ParallelEffort,
    Party,
    Plan,
    PlanArea,
    PlanDepartment,
    PlanExtension,
    PlanFile,
    PlanFocusArea,
    PlanRelation,
    PlanStep,
    Position,
    PositionOrganisation,
    Responsibility,
    RoundDocument,
    RoundSection,
    SetAside,
    Signatory,
    Story,
    StrategicAgreement,
    SubAgreementDepartment,
    SubAgreementParty,
    SubGoal,
    Support,
)
from tests import broken_rules, factories
from tests.people import Cast

pytestmark = pytest.mark.django_db
EARLY, LATE = date(2021, 1, 1), date(2021, 12, 31)


@pytest.fixture
def cast(cast_once: Cast, db: None) -> Cast:
    """One cast for the whole file; what a test adds is undone after it."""
    return cast_once


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


def _step(cast: Cast) -> PlanStep:
    return PlanStep(plan=cast.plan, state="running", position=1)


def _extension(cast: Cast) -> PlanExtension:
    return PlanExtension(plan=cast.plan, former_end_on=LATE, new_end_on=LATE)


def _effort(cast: Cast, **fields: Any) -> ParallelEffort:
    return ParallelEffort(plan=cast.plan, kind="renovation", name="Renovering", **fields)


def _post(cast: Cast, **fields: Any) -> Position:
    return Position(**{"plan": cast.plan, "title": "Koordinator", "code": "koordinator", **fields})


def _sub_goal(cast: Cast, **fields: Any) -> SubGoal:
    return SubGoal(**{"plan": cast.plan, "sub_agreement": cast.sub, "text": "Flere i job", "code": "job", **fields})


def _hours(cast: Cast, **fields: Any) -> ActivityHours:
    post = Position.objects.filter(plan=cast.plan).first() or factories.saved(_post(cast))
    return ActivityHours(**{"activity": factories.activity(cast.sub), "post": post, "least": 5, **fields})


def _support(cast: Cast, **fields: Any) -> Support:
    return Support(**{"plan": cast.plan, "kind": "municipal", "name": "Ungepolitik", **fields})


def _describes_itself(cast: Cast) -> Activity:
    row = factories.activity(cast.sub)
    row.described_with_id = row.pk
    return row


def _document(**fields: Any) -> RoundDocument:
    return RoundDocument(round=_round(), kind="budget", name="Et budget", **fields)


def _unsigned_with_a_date(cast: Cast) -> Signatory:
    return Signatory(party=factories.party(cast.plan), person=factories.person(), state="unsigned", signed_on=EARLY)


#: Rules of what a plan holds in depth.
DEPTH: list[tuple[str, Callable[[Cast], Any]]] = [
    ("plan_step_once", _twice(_step)),
    ("extension_moves_the_end", _extension),
    ("effort_once", _twice(_effort)),
    ("effort_period", lambda cast: _effort(cast, starts_on=LATE, ends_on=EARLY)),
    ("plan_area_period", lambda cast: PlanArea(plan=cast.plan, area=factories.area(), joined_on=LATE, left_on=EARLY)),
    ("round_document_once", _twice(lambda cast: _document())),
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
    ("signature_with_date_is_signed", _unsigned_with_a_date),
    (
        "sub_agreement_party_once",
        _twice(lambda cast: SubAgreementParty(party=factories.party(cast.plan), sub_agreement=cast.sub)),
    ),
    ("support_number_of_un_goal", lambda cast: _support(cast, number=3)),
    ("support_once", _twice(_support)),
    ("position_code_once", _twice(_post)),
    ("position_period", lambda cast: _post(cast, starts_on=LATE, ends_on=EARLY)),
    (
        "position_organisation_once",
        _twice(
            lambda cast: PositionOrganisation(post=factories.saved(_post(cast)), organisation=cast.housing.organisation)
        ),
    ),
    (
        "sub_agreement_department_once",
        _twice(lambda cast: SubAgreementDepartment(sub_agreement=cast.sub, department=cast.housing)),
    ),
    ("sub_goal_has_one_place", lambda cast: _sub_goal(cast, sub_agreement=None)),
    ("sub_goal_has_one_place", lambda cast: _sub_goal(cast, plan_focus_area=cast.sub.plan_focus_area)),
    ("sub_goal_code_once", _twice(_sub_goal)),
    (
        "goal_served_once",
        _twice(lambda cast: GoalServed(sub_goal=factories.saved(_sub_goal(cast)), goal=_round().overallgoals.first())),
    ),
    ("responsibility_names_somebody", lambda cast: Responsibility(plan=cast.plan, contributes="Lokaler")),
    ("activity_not_described_with_itself", _describes_itself),
    ("activity_code_once", _twice(lambda cast: _activity(cast, code="cafe"))),
    ("activity_period", lambda cast: _activity(cast, starts_on=LATE, ends_on=EARLY)),
    (
        "activity_department_once",
        _twice(lambda cast: ActivityDepartment(activity=factories.activity(cast.sub), department=cast.housing)),
    ),
    (
        "activity_goal_once",
        _twice(
            lambda cast: ActivityGoal(activity=factories.activity(cast.sub), sub_goal=factories.saved(_sub_goal(cast)))
        ),
    ),
    ("activity_hours_range", lambda cast: _hours(cast, most=5)),
    ("activity_hours_period", lambda cast: _hours(cast, starts_on=LATE, ends_on=EARLY)),
]


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
    ("relation_said_by_the_later", lambda cast: _later(cast, kind="continued_by", other=cast.other_plan)),
    ("relation_name_once", _twice(lambda cast: _later(cast, other_name="En anden"))),
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
    ("set_aside_once", _twice(_aside)),
    ("set_aside_once", _twice(_aside, because="En anden grund")),
    ("set_aside_has_reason", lambda cast: _aside(cast, because="")),
    ("set_aside_has_reason", lambda cast: _aside(cast, because=" \n")),
    ("plan_file_key_once", _twice(lambda cast: PlanFile(plan=cast.plan, title="Kort", key="kort"))),
    (
        "plan_file_has_one_place",
        lambda cast: PlanFile(plan=cast.plan, title="X", sub_agreement=cast.sub, activity=factories.activity(cast.sub)),
    ),
    ("file_version_once", lambda cast: _again(factories.plan_file(cast.plan).versions.get())),
    ("file_version_from_one", lambda cast: _again(factories.plan_file(cast.plan).versions.get(), number=0)),
    ("cooperation_period", lambda cast: CooperationAgreement(plan=cast.plan, title="X", starts_on=LATE, ends_on=EARLY)),
    ("cooperation_party_is_named", lambda cast: CooperationParty(agreement=factories.cooperation(cast.plan))),
    (
        "cooperation_party_once",
        _twice(
            lambda cast: CooperationParty(
                agreement=factories.cooperation(cast.plan), organisation=factories.organisation()
            )
        ),
    ),
    ("membership_once", lambda cast: Membership(plan=cast.plan, user=cast.leader, role="leader")),
    ("membership_once", lambda cast: Membership(plan=cast.plan, user=cast.group, role="group", sub_agreement=cast.sub)),
    ("membership_once", _twice(lambda cast: _member(cast, "board", starts_on=EARLY))),
    ("group_member_has_sub_agreement", lambda cast: _member(cast, "group")),
    ("group_member_has_sub_agreement", lambda cast: _member(cast, "board", sub_agreement=cast.sub)),
    ("representative_has_department", lambda cast: _member(cast, "department")),
    ("representative_has_department", lambda cast: _member(cast, "staff", department=cast.housing)),
    ("membership_period", lambda cast: _member(cast, "board", starts_on=LATE, ends_on=EARLY)),
]


@pytest.mark.parametrize(("name", "broken"), [*BROKEN, *DEPTH])
def test_a_rule_fires(cast: Cast, name: str, broken: Callable[[Cast], Any]) -> None:
    broken_rules.fires(broken(cast), name)


#: Rules that another check tells of first, with the field; the database holds them by itself.
CAUGHT_BEFORE: dict[str, tuple[str, Callable[[Cast], Any]]] = {
    "activity_not_its_own_part": ("parent", _own_part),
    "position_share": ("share", lambda cast: _post(cast, share=0)),
}


@pytest.mark.parametrize("name", CAUGHT_BEFORE)
def test_a_rule_is_told_at_its_field_and_held_by_the_database(cast: Cast, name: str) -> None:
    field, broken = CAUGHT_BEFORE[name]
    row = broken(cast)
    with pytest.raises(ValidationError) as told:
        row.full_clean()
    assert list(told.value.message_dict) == [field]
    broken_rules.is_refused_by_the_database(row)


def test_every_rule_is_broken_here() -> None:
    broken = {name for name, _broken in (*BROKEN, *DEPTH)} | set(CAUGHT_BEFORE)
    assert broken == broken_rules.names("plans")


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


# --- what spans two rows in depth ----------------------------------------------------------------------------


def test_a_description_is_shared_one_step_deep(cast: Cast) -> None:
    first, second = factories.activity(cast.sub), factories.activity(cast.sub)
    factories.saved(_activity(cast, described_with=first))
    assert _told(_activity(cast, described_with=factories.activity(factories.sub_agreement(cast.other_plan)))) == [
        "described_with"
    ]
    first.described_with = second
    assert _told(first) == ["described_with"]
    third = Activity.objects.get(described_with=first)
    assert _told(_activity(cast, described_with=third)) == ["described_with"]


def test_short_names_are_made_once_and_then_stay(cast: Cast) -> None:
    first, second = factories.activity(cast.sub, "Lektiecafé"), factories.activity(cast.sub, "Lektiecafé")
    assert (first.code, second.code) == ("lektiecafe", "lektiecafe-2")
    first.name = "Lektiehjælp"
    factories.saved(first)
    assert Activity.objects.get(pk=first.pk).code == "lektiecafe"


def test_only_departments_of_the_plan_are_served(cast: Cast) -> None:
    stranger = factories.department()
    assert _told(SubAgreementDepartment(sub_agreement=cast.sub, department=stranger)) == ["department"]
    assert _told(ActivityDepartment(activity=factories.activity(cast.sub), department=stranger)) == ["department"]


def test_rows_of_another_plan_are_refused_in_depth(cast: Cast) -> None:
    foreign = factories.sub_agreement(cast.other_plan)
    activity, party = factories.activity(cast.sub), factories.party(cast.plan)
    post = factories.saved(Position(plan=cast.other_plan, title="En anden"))
    goal = factories.saved(SubGoal(plan=cast.other_plan, sub_agreement=foreign, text="Et andet"))
    own = factories.saved(OverallGoal(plan=cast.other_plan, code="andet", text="Et andet"))
    assert _told(ActivityHours(activity=activity, post=post, least=5)) == ["post"]
    assert _told(ActivityGoal(activity=activity, sub_goal=goal)) == ["sub_goal"]
    assert _told(GoalServed(sub_goal=factories.saved(_sub_goal(cast)), goal=own)) == ["goal"]
    assert _told(SubAgreementParty(party=party, sub_agreement=foreign)) == ["sub_agreement"]
    assert _told(Signatory(party=party, person=factories.person(), sub_agreement=foreign)) == ["sub_agreement"]
    assert _told(Responsibility(plan=cast.plan, sub_agreement=foreign, who="A", contributes="B")) == ["sub_agreement"]
    assert _told(Story(plan=cast.plan, sub_agreement=foreign, title="A", text="<p>B</p>")) == ["sub_agreement"]


def test_two_plans_do_not_continue_each_other(cast: Cast) -> None:
    factories.saved(PlanRelation(plan=cast.other_plan, other=cast.plan))
    assert _told(_later(cast, other=cast.other_plan)) == ["other"]


def test_a_section_belongs_to_a_document_of_its_own_round() -> None:
    document = factories.saved(_document())
    other = FundingRound.objects.get(code="2015-18")
    assert _told(RoundSection(round=other, document=document, position=99, heading="Afsnit")) == ["document"]


def test_a_date_says_that_it_is_signed(cast: Cast) -> None:
    row = factories.signatory(factories.party(cast.plan), signed_on=EARLY)
    assert row.state == "signed"


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
    assert _told(PlanFile(plan=cast.plan, title="X", sub_agreement=foreign)) == ["sub_agreement"]
    assert _told(PlanFile(plan=cast.plan, title="X", activity=activity)) == ["activity"]
    foreign_file = factories.plan_file(cast.other_plan, content=None)
    assert _told(CooperationAgreement(plan=cast.plan, title="X", file=foreign_file)) == ["file"]


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
