"""Every address of the portal with sample arguments, and who gets what there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from abc_portal.directory.models import Count, ReferenceProposal
from abc_portal.notifications import actions
from abc_portal.notifications.enums import CalendarSpan
from abc_portal.reporting.models import DocumentRequest
from budgets.models import StatedAmount
from plans.models import PlanArea
from plans.shared.access import ACCESS_LEVELS, AccessLevel, Resource
from plans.shared.enums import Role
from tests import depth, factories, progress
from tests.findings import remarks
from tests.people import Cast

TABLE = Path(__file__).with_name("addresses.txt")
PEOPLE = (*Cast.ROLES, "admin", "outsider", "anonymous")
#: How somebody who signs and sits in a body is reached.
PRIVATE = ("nogen@privat.example", "55 66 77 88")


def names() -> list[str]:
    """The name of every address but the administration's, which has a walk of its own."""
    return sorted(_names(get_resolver().url_patterns, ""))


def _names(patterns: Any, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "admin":
                continue
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield prefix + pattern.name


def furnish(cast: Cast) -> dict[str, dict[str, Any]]:
    """Give the cast's plan one of everything; returns the arguments of each address that needs more than the plan."""
    plan, sub = cast.plan, cast.sub
    section = factories.agreement(plan, sections=1).sections.get()
    party = factories.party(plan)
    somebody = factories.person()
    factories.contacts(plan, somebody, *PRIVATE)
    signatory = factories.signatory(party, person=somebody)
    activity = factories.activity(sub)
    deep = depth.furnish(plan, sub)
    source = factories.source(plan)
    contribution = factories.contribution(source, 100)
    observation = factories.observation(plan, factories.indicator(plan), 5)
    picture = factories.plan_file(plan, "Kort", content=None)
    factories.file_version(picture, factories.PNG, "kort.png")
    beside = factories.cooperation(plan)
    document = _document(cast)
    aside = factories.set_aside(plan)
    rows = {
        **_agreement(plan, sub, section), **_organs(plan, somebody), "plans:party_edit": party, "plans:party_delete": party,
        "plans:signatory_add": party, "plans:signatory_edit": signatory,
        "plans:signatory_delete": signatory, "plans:activity_edit": activity, "plans:activity_delete": activity,
        "plans:file": picture, "plans:file_edit": picture, "plans:file_delete": picture,
        "plans:file_download": picture, "plans:file_version_add": picture, "plans:cooperation": beside,
        "plans:cooperation_edit": beside, "plans:cooperation_delete": beside,
        **_of_work(deep, activity), **_of_results(plan, activity, deep),
        "budgets:source_edit": source, "budgets:source_delete": source, "budgets:contribution_add": source,
        "budgets:contribution_edit": contribution, "budgets:contribution_delete": contribution,
        "indicators:observation_edit": observation, "indicators:observation_delete": observation,
        "reporting:document_progress": document, "reporting:document_download": document,
        "reporting:document_delete": document, "reporting:set_aside_edit": aside, "reporting:set_aside_delete": aside,
    }  # fmt: skip
    rows |= {f"plans:{kind}_{verb}": row for kind, row in _life(cast, deep).items() for verb in ("edit", "delete")}
    rows["plans:department_delete"] = factories.takes_part(plan, factories.department())
    found: dict[str, dict[str, Any]] = {name: {"slug": plan.slug, "pk": row.pk} for name, row in rows.items()}
    for name in ("sub_agreement", "sub_agreement_edit", "activity_add", "sub_goal_add", "sub_roles_edit"):
        found[f"plans:{name}"] = {"slug": plan.slug, "sub": sub.slug}
    found["plans:sub_agreement_delete"] = {"slug": plan.slug, "sub": cast.other_sub.slug}
    found["plans:closed_period_add"] = {"slug": plan.slug, "number": 3}
    found["plans:activity"] = {"slug": plan.slug, "code": deep.activity.code}
    found |= _overrules(deep.activity, sub) | _choices(plan) | {"help_part": {"part": "kom-i-gang"}}
    for name in ("plans:file_version_download", "plans:file_version_delete"):
        found[name] = {"slug": plan.slug, "pk": picture.pk, "number": 1}
    found |= _milestones(plan) | _roles(cast)
    found["plans:file_picture"] = {"slug": plan.slug, "key": picture.key}
    found["reporting:object_history"] = {"slug": plan.slug, "model": "plans.activity", "pk": activity.pk}
    found["reporting:set_aside_add"] = {"slug": plan.slug, "mark": remarks(plan).open[0].mark}
    found["calendar_feed"] = {"token": actions.make_address(span=CalendarSpan.ALL, by=cast.leader)}
    found["account_reset_password_from_key"] = {"uidb36": "1", "key": "no-such-key"}
    return found


def furnish_administration(cast: Cast) -> None:
    """After :func:`furnish`: what has a page in the administration alone."""
    factories.area()
    factories.saved(Count(kind="dwellings", value=10, source="Essens"))
    factories.saved(ReferenceProposal(subject="Ny afdeling", text="Opret den", proposed_by=cast.leader))
    factories.saved(StatedAmount(plan=cast.plan, subject="total", as_printed="1 kr.", place="Essens"), cast.plan)


def _roles(cast: Cast) -> dict[str, dict[str, Any]]:
    """A role to change, the leader's to hand over, and one of somebody who was invited."""
    plan = cast.plan
    held, led = (plan.memberships.get(role=role) for role in (Role.OBSERVER, Role.LEADER))
    invited, token = factories.invited(plan, "Ny Kollega", "ny.kollega@test.example")
    rows = {"edit": held, "end": held, "hand_over": led, "invite_again": invited, "delete": invited}
    found: dict[str, dict[str, Any]] = {
        f"plans:role_{verb}": {"slug": plan.slug, "pk": row.pk} for verb, row in rows.items()
    }
    return {**found, "account_invitation": {"token": token}}


def _overrules(activity: Any, sub: Any) -> dict[str, dict[str, Any]]:
    """A status set by hand of each thing that has one."""
    progress.overrule(activity)
    progress.overrule(sub)
    of_activity, of_sub = {"slug": sub.plan.slug, "code": activity.code}, {"slug": sub.plan.slug, "sub": sub.slug}
    found = {f"plans:activity_overrule_{verb}": of_activity for verb in ("edit", "delete")}
    return found | {f"plans:sub_agreement_overrule_{verb}": of_sub for verb in ("edit", "delete")}


def _choices(plan: Any) -> dict[str, dict[str, Any]]:
    """A plan's own list to choose from, and one that all plans share."""
    return {"plan_choices": {"slug": plan.slug, "code": "aktiviteter"}, "choices": {"code": "kommuner"}}


def _milestones(plan: Any) -> dict[str, dict[str, Any]]:
    """A milestone for each thing that is done with one: what makes no sense for it is refused."""
    taken_back = progress.milestone(plan, state="under_way")
    draft = progress.milestone(plan, is_draft=True)
    plain = progress.milestone(plan, due_quarter=2)
    progress.evidence(plain)
    progress.postponement(plain)
    rows = dict.fromkeys(
        ("edit", "delete", "reached_act", "under_way_act", "postpone_act", "drop_act"), plain
    ) | {"take_back_act": taken_back, "approve_act": draft}  # fmt: skip
    found = {f"plans:milestone_{name}": {"slug": plan.slug, "pk": row.pk} for name, row in rows.items()}
    return {**found, "plans:milestone": {"slug": plan.slug, "code": plain.code}}


def _document(cast: Cast) -> DocumentRequest:
    return DocumentRequest.objects.create(
        plan=cast.plan, kind="status", as_of=date(2022, 1, 1), asked_by=cast.leader, state="done",
        file=ContentFile(b"%PDF-1.7", name="report.pdf"), name="report.pdf",
    )  # fmt: skip


def _of_work(deep: Any, activity: Any) -> dict[str, Any]:
    return {
        "plans:activity_move_edit": activity, "plans:activity_part_add": activity,
        "plans:anchoring_edit": deep.activity, "plans:anchoring_delete": deep.activity,
        "plans:activity_count_add": activity, "plans:activity_count_edit": deep.count,
        "plans:activity_count_delete": deep.count, "plans:story_edit": deep.story, "plans:story_delete": deep.story,
        "plans:office_edit": deep.office, "plans:office_delete": deep.office,
        "plans:position_edit": deep.position, "plans:position_delete": deep.free_position,
    }  # fmt: skip


def _of_results(plan: Any, activity: Any, deep: Any) -> dict[str, Any]:
    """A criterion with a result in the second quarter, and the first quarter closed."""
    criterion = progress.criterion(activity)
    result, closed = progress.quarter(criterion, 2, 12), progress.closed_quarter(plan, 1)
    return {
        "plans:criterion_add": activity, "plans:goal_criterion_add": deep.sub_goal, "plans:criterion_edit": criterion,
        "plans:criterion_delete": progress.criterion(activity), "plans:result_add": criterion,
        "plans:result_edit": result, "plans:result_delete": result, "plans:closed_period_delete": closed,
    }  # fmt: skip


def _life(cast: Cast, deep: Any) -> dict[str, Any]:
    area = factories.saved(PlanArea(plan=cast.plan, area=factories.area()), cast.plan)
    rows = {
        kind: getattr(deep, kind) for kind in ("step", "extension", "relation", "effort", "former_name", "stated_value")
    }
    return {**rows, "area": area, "department": cast.plan.departments.first()}


def _agreement(plan: Any, sub: Any, section: Any) -> dict[str, Any]:
    """What the agreement holds beside its parties."""
    goal, own_goal, support = factories.sub_goal(sub), factories.own_goal(plan), factories.support(plan)
    factories.responsibility(plan)
    area = factories.focus_area(plan)
    return {
        "plans:section_edit": section, "plans:section_delete": section, "plans:focus_area_delete": area,
        "plans:focus_area": sub.plan_focus_area, "plans:focus_area_edit": sub.plan_focus_area,
        "plans:area_activity_add": area, "plans:area_sub_goal_add": area, "plans:sub_goal_edit": goal,
        "plans:sub_goal_delete": goal, "plans:own_goal_edit": own_goal, "plans:own_goal_delete": own_goal,
        "plans:support_edit": support, "plans:support_delete": support,
    }  # fmt: skip


def _organs(plan: Any, somebody: Any) -> dict[str, Any]:
    """A body with a seat that somebody holds."""
    body = factories.body(plan)
    seat = factories.seat(body)
    holder = factories.holder(seat, person=somebody)
    return {
        "governance:body_edit": body, "governance:body_delete": body, "governance:seat_add": body,
        "governance:seat_edit": seat, "governance:seat_delete": seat, "governance:holder_add": seat,
        "governance:holder_edit": holder, "governance:holder_delete": holder,
        "governance:contacts_edit": holder,
    }  # fmt: skip


def address(name: str, arguments: dict[str, dict[str, Any]], cast: Cast) -> str:
    """The address with its sample arguments."""
    if name in arguments:
        return reverse(name, kwargs=arguments[name])
    if ":" in name and name != "plans:list":
        return reverse(name, kwargs={"slug": cast.plan.slug})
    return reverse(name)


def expected() -> dict[str, dict[str, str]]:
    """Address name → person → what a GET gives (a status, or ``login``), as the table of rights says."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, *words = line.split()
            plain = [word for word in words if "=" not in word]
            answers = _everybody(*plain[1:]) if plain[0] == "anybody" else _by_right(*plain)
            found[name] = answers | dict(word.split("=") for word in words if "=" in word)
    return found


def _everybody(answer: str) -> dict[str, str]:
    return dict.fromkeys(PEOPLE, answer)


def _by_right(resource: str, level: str, granted: str = "200") -> dict[str, str]:
    """What the address gives that asks for this right: ``financing``, ``see`` (any of it) or ``edit``."""
    wanted = {"see": set(AccessLevel) - {AccessLevel.NONE}, "edit": {AccessLevel.EDIT}}[level]
    by_role = {role.value: granted if ACCESS_LEVELS[Resource(resource), role] in wanted else "403" for role in Role}
    return {**by_role, "admin": granted, "outsider": "404", "anonymous": "login"}
