"""Making new plans in tests: the form filled in and sent, and an earlier plan in which everything stands."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse

from abc_portal.reporting.interchange import import_plan
from abc_portal.reporting.plan_copy import choices as copy_choices
from plans.models import Plan
from plans.shared.enums import Role
from tests import factories
from tests.english import left_overs
from tests.exchange import documents
from tests.html import posted
from tests.people import Cast

ADDRESS = "/planer/ny/"
NOTHING, TEMPLATE, EARLIER = "?fra=intet", "?fra=runde&runde=2019-26", "?fra=plan&plan=alt-2021-2025"
#: The earlier plan's own period, so that none of its dates lies outside.
SAME = {"start": "1. marts 2021", "end": "vinteren 2024/25"}
CODES = [choice.code for choice in copy_choices.CHOICES]


def everything() -> dict[str, Any]:
    """The document in which everything stands but bytes, and nothing had ended before the plan did."""
    found = documents.everything()
    for row in found["files"]:
        row.pop("versions", None)
    for row in (*found["plan"]["areas"], *found["plan"]["departments"], *found["parties"]):
        row.pop("left", None)
    for area in found["focus_areas"]:
        for row in area.get("departments", []):
            row.pop("end", None)
    for row in (*found["positions"], *found["offices"], *found["cooperation_agreements"], *_hours(found["activities"])):
        row.pop("end", None)
    return found


def _hours(activities: list[Any]) -> Iterator[Any]:
    for activity in activities:
        yield from activity.get("hours", [])
        yield from _hours(activity.get("parts", []))


def earlier(cast: Cast, document: Any) -> Plan:
    """The document's plan, led by the cast's leader."""
    if not Plan.objects.filter(slug="plan-foer").exists():
        factories.plan("plan-foer", name="Planen før", round=None)
    plan = import_plan(json.dumps(document))
    assert plan is not None
    factories.member(plan, cast.leader, Role.LEADER)
    return plan


def sent(cast: Cast, way: str = NOTHING, person: str = "leader", client: Any = None, **values: Any) -> HttpResponse:
    """Fill in the form and press the button; a value of ``None`` takes away what stands there."""
    client = client or cast.client(person)
    data = {**posted(client.get(ADDRESS + way)), "name": "Ny 2025-2029", **SAME, **values}
    return client.post(ADDRESS + way, {name: value for name, value in data.items() if value is not None})


def only(*codes: str) -> dict[str, Any]:
    """Ticks for those and for nothing else."""
    return {f"med_{code}": "on" if code in codes else None for code in CODES}


def made(answer: HttpResponse, slug: str = "ny-2025-2029") -> Plan:
    errors = answer.context["form"].errors if answer.status_code == 422 else None
    assert (answer.status_code, errors) == (302, None)
    assert answer["Location"] == f"/planer/{slug}/?ny=1"
    return Plan.objects.get(slug=slug)


def messages_of(answer: HttpResponse) -> list[str]:
    """The messages that wait for the next page."""
    return [str(get_message) for get_message in get_messages(answer.wsgi_request)]


def faults(answer: HttpResponse) -> dict[str, list[str]]:
    assert answer.status_code == 422
    assert left_overs(answer) == set()
    return {name: list(error) for name, error in answer.context["form"].errors.items()}
