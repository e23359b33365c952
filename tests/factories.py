"""Rows for tests, each made through a change set as everything in the portal is."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from abc_portal.audit import change_sets
from abc_portal.audit.models import Tracked
from abc_portal.core.dates import PartialDate
from abc_portal.directory import invitations
from abc_portal.directory.models import HousingArea, HousingDepartment, Organisation, Person, User
from abc_portal.review.models import SetAside
from budgets.models import Contribution, ContributionPeriod, FinancingSource
from governance.models import Body, ContactDetails, Seat, SeatHolder
from indicators.models import Indicator, Observation
from plans.models import (
    Activity,
    AgreementSection,
    CooperationAgreement,
    CooperationParty,
    FocusArea,
    FundingRound,
    Membership,
    OverallGoal,
    ParallelEffort,
    Party,
    Plan,
    PlanDepartment,
    PlanExtension,
    PlanFile,
    PlanFileVersion,
    PlanFocusArea,
    PlanStep,
    Responsibility,
    Signatory,
    StrategicAgreement,
    SubAgreement,
    SubGoal,
    Support,
)
from plans.shared.actions import scope_of

_numbers = count(1)

#: The smallest picture there is: one dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da6360000000020001e527defc"
    "0000000049454e44ae426082"
)


def saved(row: Any, plan: Plan | None = None, by: User | None = None) -> Any:
    """Check and save a row in a change set of its own."""
    assert isinstance(row, Tracked)
    change_sets.save(
        row, change_set=change_sets.begin(by=by, program="tests", scope=scope_of(plan) if plan and plan.pk else "")
    )
    return row


def user(name: str, **fields: Any) -> User:
    return User.objects.create_user(
        f"{name}@test.example", "secret-of-tests", name=fields.pop("full_name", name), **fields
    )


def organisation(name: str = "", kind: str = "housing", **fields: Any) -> Organisation:
    return saved(Organisation(name=name or f"Boligorganisation {next(_numbers)}", kind=kind, **fields))


def department(name: str = "", number: str = "", owner: Organisation | None = None, **fields: Any) -> HousingDepartment:
    name = name or f"Afdeling {next(_numbers)}"
    return saved(HousingDepartment(organisation=owner or organisation(), name=name, number=number, **fields))


def area(name: str = "", **fields: Any) -> HousingArea:
    return saved(HousingArea(name=name or f"Område {next(_numbers)}", **fields))


def person(name: str = "", by: User | None = None, **fields: Any) -> Person:
    return saved(Person(name=name or f"Formand {next(_numbers)}", **fields), by=by)


def contacts(plan: Plan, person: Person, email: str = "", phone: str = "") -> ContactDetails:
    return saved(ContactDetails(plan=plan, person=person, email=email, phone=phone), plan)


def plan(slug: str = "", **fields: Any) -> Plan:
    slug = slug or f"plan-{next(_numbers)}"
    fields.setdefault("round", FundingRound.objects.filter(code="2019-26").first())
    # Followed in the portal from its start, else nothing in it could be late.
    days = {"starts_on": date(2021, 3, 1), "ends_on": date(2025, 2, 28), "entered_on": date(2021, 3, 1)}
    row = Plan(slug=slug, **{"name": slug, **days, **fields})
    return saved(row)


def member(plan: Plan, user: User, role: str, **fields: Any) -> Membership:
    return saved(Membership(plan=plan, user=user, role=role, **fields), plan)


def invited(plan: Plan, name: str, email: str, role: str = "observer", **fields: Any) -> tuple[Membership, str]:
    """The role of somebody who was invited to the plan, and the token of the link that they got."""
    change_set = change_sets.begin(by=None, program="tests", scope=scope_of(plan))
    account = invitations.open_account(name=name, email=email, change_set=change_set)
    token = invitations.renew(account, change_set=change_set, now=fields.pop("now", None) or timezone.now())
    return member(plan, account, role, **fields), token


def takes_part(plan: Plan, department: HousingDepartment, **fields: Any) -> PlanDepartment:
    return saved(PlanDepartment(plan=plan, department=department, **fields), plan)


def focus_area(plan: Plan, name: str = "", **fields: Any) -> PlanFocusArea:
    code = f"omraade-{next(_numbers)}"
    own = saved(FocusArea(plan=plan, code=code, name=name or code), plan)
    return saved(PlanFocusArea(plan=plan, focus_area=own, **fields), plan)


def sub_agreement(plan: Plan, name: str = "", **fields: Any) -> SubAgreement:
    slug = fields.pop("slug", "") or f"delaftale-{next(_numbers)}"
    area = fields.pop("plan_focus_area", None) or focus_area(plan)
    return saved(SubAgreement(plan=plan, plan_focus_area=area, slug=slug, name=name or slug, **fields), plan)


def step(plan: Plan, state: str, **fields: Any) -> PlanStep:
    return saved(PlanStep(plan=plan, state=state, **{"position": plan.steps.count(), **fields}), plan)


def extension(plan: Plan, former_end: date, **fields: Any) -> PlanExtension:
    given = {"new_end_on": plan.ends_on, "position": plan.extensions.count(), **fields}
    return saved(PlanExtension(plan=plan, former_end=PartialDate(former_end), **given), plan)


def effort(plan: Plan, name: str = "", **fields: Any) -> ParallelEffort:
    kind = fields.pop("kind", "renovation")
    return saved(ParallelEffort(plan=plan, name=name or f"Indsats {next(_numbers)}", kind=kind, **fields), plan)


def activity(sub: SubAgreement, name: str = "", **fields: Any) -> Activity:
    name = name or f"Aktivitet {next(_numbers)}"
    return saved(Activity(plan=sub.plan, sub_agreement=sub, name=name, **fields), sub.plan)


def sub_goal(sub: SubAgreement, text: str = "Flere kommer i arbejde", **fields: Any) -> SubGoal:
    return saved(SubGoal(plan=sub.plan, sub_agreement=sub, text=text, **fields), sub.plan)


def own_goal(plan: Plan, text: str = "Et eget mål") -> OverallGoal:
    return saved(OverallGoal(plan=plan, code=f"maal-{next(_numbers)}", text=text), plan)


def support(plan: Plan, name: str = "", **fields: Any) -> Support:
    return saved(Support(plan=plan, name=name or f"Politik {next(_numbers)}", **{"kind": "municipal", **fields}), plan)


def responsibility(plan: Plan, who: str = "Kommunen", **fields: Any) -> Responsibility:
    return saved(Responsibility(plan=plan, who=who, **{"contributes": "Lokaler", **fields}), plan)


def activity_under(area: PlanFocusArea, name: str, **fields: Any) -> Activity:
    return saved(Activity(plan=area.plan, plan_focus_area=area, name=name, **fields), area.plan)


def agreement(plan: Plan, sections: int = 0) -> StrategicAgreement:
    row = saved(StrategicAgreement(plan=plan, printed_area=plan.name), plan)
    for position in range(1, sections + 1):
        saved(
            AgreementSection(agreement=row, position=position, heading=f"Afsnit {position}", text="<p>Tekst</p>"), plan
        )
    return row


def party(plan: Plan, **fields: Any) -> Party:
    return saved(Party(plan=plan, organisation=fields.pop("organisation", None) or organisation(), **fields), plan)


def signatory(party: Party, **fields: Any) -> Signatory:
    return saved(Signatory(party=party, person=fields.pop("person", None) or person(), **fields), party.plan)


def plan_file(plan: Plan, title: str = "", content: bytes | None = b"%PDF-1.7", **fields: Any) -> PlanFile:
    """A file of the archive with its first version, or with none when there is no content."""
    row = saved(PlanFile(plan=plan, title=title or f"Fil {next(_numbers)}", **fields), plan)
    if content is not None:
        file_version(row, content)
    return row


def file_version(file: PlanFile, content: bytes = b"%PDF-1.7", name: str = "aftale.pdf", **fields: Any) -> Any:
    number = fields.pop("number", file.versions.count() + 1)
    version = PlanFileVersion(file=file, number=number, name=name, **fields)
    version.content = content
    return saved(version, file.plan)


def cooperation(plan: Plan, title: str = "", **fields: Any) -> CooperationAgreement:
    row = saved(CooperationAgreement(plan=plan, title=title or f"Aftale {next(_numbers)}", **fields), plan)
    saved(CooperationParty(agreement=row, name="Frivilligcentret"), plan)
    return row


def source(plan: Plan, kind: str = "lbf", **fields: Any) -> FinancingSource:
    if kind == "department":
        fields.setdefault("department", department())
    elif not fields.get("label"):
        fields.setdefault("organisation", organisation())
    return saved(FinancingSource(plan=plan, kind=kind, **fields), plan)


def contribution(source: FinancingSource, amount_oere: int | None = None, **fields: Any) -> Contribution:
    return saved(Contribution(source=source, amount_oere=amount_oere, **fields), source.plan)


def contribution_period(contribution: Contribution, year: int, amount_oere: int | None) -> ContributionPeriod:
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    return saved(
        ContributionPeriod(contribution=contribution, amount_oere=amount_oere, **days), contribution.source.plan
    )


def indicator(plan: Plan, unit: str = "percent", better: str = "higher", **fields: Any) -> Indicator:
    code = f"indikator-{next(_numbers)}"
    return saved(
        Indicator(plan=plan, code=code, name=fields.pop("name", code), unit=unit, better=better, **fields), plan
    )


def observation(plan: Plan, indicator: Indicator, value: Any, population: str = "area", **fields: Any) -> Observation:
    return saved(Observation(plan=plan, indicator=indicator, value=value, population=population, **fields), plan)


def body(plan: Plan, kind: str = "board", name: str = "", **fields: Any) -> Body:
    return saved(Body(plan=plan, kind=kind, name=name or f"Organ {next(_numbers)}", **fields), plan)


def seat(body: Body, title: str = "Formand", **fields: Any) -> Seat:
    return saved(Seat(body=body, title=title, **fields), body.plan)


def holder(seat: Seat, **fields: Any) -> SeatHolder:
    return saved(SeatHolder(seat=seat, person=fields.pop("person", None) or person(), **fields), seat.body.plan)


def set_aside(plan: Plan, remark: Any = None, because: str = "Vi har set på det.", by: User | None = None) -> SetAside:
    """A remark (``abc_portal.review.findings``) set aside; without one, something that nobody remarks any more."""
    if remark is None:
        code, where, message = "values-disagree", f"Indikatorer · {next(_numbers)}", "To værdier for det samme."
        return saved(SetAside(plan=plan, code=code, where=where, message=message, because=because), plan, by)
    finding = remark.finding
    words = {"code": finding.code, "where": finding.where, "message": finding.message}
    return saved(SetAside(plan=plan, **words, fingerprint=remark.mark, because=because), plan, by)
