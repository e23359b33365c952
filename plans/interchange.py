"""What this app holds of a plan, as parts of its document."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from abc_portal.directory.interchange import AREAS, DEPARTMENTS, ORGANISATIONS, PEOPLE
from abc_portal.exchange.interchange.kinds import Choice, Flag, Partly, Ref, Rich, Text, Whole
from abc_portal.exchange.interchange.parts import Field, Part, register
from plans.enums import DepartmentStatus, PartyRole
from plans.models import (
    Activity,
    AgreementSection,
    FocusArea,
    FundingRound,
    OverallGoal,
    Party,
    Plan,
    PlanArea,
    PlanDepartment,
    PlanFocusArea,
    PlanSuccession,
    RoundSection,
    Signatory,
    StrategicAgreement,
    SubAgreement,
)

ROUNDS, PLANS, SECTIONS = "rounds", "plans", "round_sections"
FOCUS_AREAS, OVERALL_GOALS, PLAN_FOCUS_AREAS, SUB_AGREEMENTS = (
    "focus_areas",
    "goals",
    "plan_focus_areas",
    "sub_agreements",
)
SLUG = Text(60, r"^[-a-zA-Z0-9_]+$")
NAME = Text(200)

PLAN = Part(
    ("plan",),
    Plan,
    (
        Field("slug", SLUG, required=True),
        Field("name", NAME, required=True),
        Field("title", NAME, "area_name"),
        Field("municipality", Ref(ORGANISATIONS)),
        Field("round", Ref(ROUNDS)),
        Field("case_number", Text(20)),
        Field("start", Partly(), required=True),
        Field("end", Partly(), required=True),
        Field("vision", Rich()),
    ),
    single=True,
    children=(
        Part(
            ("continues",),
            PlanSuccession,
            (Field("plan", Ref(PLANS), "earlier"), Field("name", NAME, "earlier_name")),
            order=(F("earlier__slug").asc(nulls_first=True), "earlier_name", "pk"),
            identity=("plan", "name"),
        ),
        Part(("areas",), PlanArea, (Field("area", Ref(AREAS), required=True),)),
        Part(
            ("departments",),
            PlanDepartment,
            (
                Field("department", Ref(DEPARTMENTS), required=True),
                Field("status", Choice(DepartmentStatus), default=DepartmentStatus.IN_PLAN),
                Field("part", NAME),
                Field("joined", Partly()),
                Field("left", Partly()),
            ),
            identity=("department", "part"),
        ),
    ),
)
OWN_FOCUS_AREAS = Part(
    ("own_focus_areas",),
    FocusArea,
    (Field("code", SLUG, required=True), Field("name", NAME, required=True)),
    namespace=FOCUS_AREAS,
    key_attr="code",
)
OWN_GOALS = Part(
    ("goals",),
    OverallGoal,
    (Field("code", SLUG, required=True), Field("text", Text(400), required=True)),
    namespace=OVERALL_GOALS,
    key_attr="code",
)
AGREEMENT = Part(
    ("agreement",),
    StrategicAgreement,
    (
        Field("printed_area", Text(300)),
        Field("valid_from", Partly()),
        Field("valid_to", Partly()),
        Field("source", Text(300)),
    ),
    order=("pk",),
    single=True,
    children=(
        Part(
            ("sections",),
            AgreementSection,
            (
                Field("position", Whole(32767), required=True),
                Field("prescribed", Ref(SECTIONS), "round_section"),
                Field("heading", NAME, required=True),
                Field("text", Rich()),
            ),
            parent="agreement",
            path="agreement__plan",
            identity=("heading",),
        ),
    ),
)
PARTIES = Part(
    ("parties",),
    Party,
    (
        Field("organisation", Ref(ORGANISATIONS), required=True),
        Field("role", Choice(PartyRole), default=PartyRole.BOUND),
        Field("printed_name", NAME),
    ),
    children=(
        Part(
            ("signatories",),
            Signatory,
            (Field("person", Ref(PEOPLE), required=True), Field("title", NAME), Field("signed", Partly())),
            parent="party",
            path="party__plan",
            order=("pk",),
        ),
    ),
)
CHOSEN = Part(
    ("focus_areas",),
    PlanFocusArea,
    (
        Field("focus_area", Ref(FOCUS_AREAS), required=True),
        Field("local_name", NAME),
        Field("is_chosen", Flag(), default=True),
        Field("problem", Rich()),
        Field("handled_where", Text(None)),
    ),
    namespace=PLAN_FOCUS_AREAS,
    key_attr="focus_area_code",
    identity=("focus_area",),
)
SUBS = Part(
    ("sub_agreements",),
    SubAgreement,
    (
        Field("slug", SLUG, required=True),
        Field("name", NAME, required=True),
        Field("focus_area", Ref(PLAN_FOCUS_AREAS), "plan_focus_area", required=True),
        Field("content", Rich()),
        Field("start", Partly()),
        Field("end", Partly()),
    ),
    namespace=SUB_AGREEMENTS,
    key_attr="slug",
    related=("plan_focus_area__focus_area",),
)
ACTIVITIES = Part(
    ("activities",),
    Activity,
    (
        Field("name", NAME, required=True),
        Field("purpose", Rich()),
        Field("sub_agreement", Ref(SUB_AGREEMENTS)),
        Field("focus_area", Ref(PLAN_FOCUS_AREAS), "plan_focus_area"),
    ),
    nests="parent",
    related=("plan_focus_area__focus_area",),
)


def register_parts() -> None:
    register.refer(
        ROUNDS,
        find=lambda key, _plan: FundingRound.objects.filter(code=key).first(),
        key=lambda row: row.code,
        words=_("the portal's funding rounds"),
    )
    register.refer(
        PLANS,
        find=lambda key, _plan: Plan.objects.filter(slug=key).first(),
        key=lambda row: row.slug,
        words=_("the portal's plans"),
    )
    register.refer(
        SECTIONS,
        find=_find_section,
        key=lambda row: str(row.position),
        words=_("the sections that the funding round prescribes"),
    )
    register.refer(
        FOCUS_AREAS,
        find=find_prescribed(FocusArea),
        key=lambda row: row.code,
        words=_("the funding round's focus areas and the plan's own (own_focus_areas)"),
    )
    register.refer(
        OVERALL_GOALS,
        find=find_prescribed(OverallGoal),
        key=lambda row: row.code,
        words=_("the funding round's overall goals and the plan's own (goals)"),
    )
    register.refer(
        PLAN_FOCUS_AREAS, key=lambda row: row.focus_area.code, words=_("the plan's focus areas (focus_areas)")
    )
    register.refer(SUB_AGREEMENTS, key=lambda row: row.slug, words=_("the sub-agreements (sub_agreements)"))
    register.add(PLAN, OWN_FOCUS_AREAS, OWN_GOALS, AGREEMENT, PARTIES, CHOSEN, SUBS, ACTIVITIES)


def _find_section(key: str, plan: Any) -> RoundSection | None:
    """A section that the plan's round prescribes, by its number."""
    return RoundSection.objects.filter(round=plan.round_id, position=key).first() if plan and key.isdecimal() else None


def find_prescribed(model: type[Any]) -> Any:
    """A focus area, goal or indicator of the plan's round, by its code."""
    return lambda key, plan: (
        model.objects.filter(round=plan.round_id, code=key).first() if plan and plan.round_id else None
    )
