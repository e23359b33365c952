"""One form sent four times at the very same moment: it acts once, and each of the four is told that it is done.

Real connections in threads, each with transactions of its own: on PostgreSQL in the tests' database, on SQLite in a
file, since connections to a database in memory refuse each other instead of waiting.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from abc_portal.audit.models import ChangeSet
from abc_portal.reporting.models import DocumentRequest
from abc_portal.reporting.reference import load_reference
from governance.models import Body, Seat
from plans.models import Milestone, Plan, PlanStep, Result
from plans.results.presenters import reporting_periods
from tests import factories, migrated, progress
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 4


def in_a_thread(work: Callable[[], Any]) -> Any:
    """What the work gives, done on a connection of its own."""

    def do() -> Any:
        close_old_connections()
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as one:
        return one.submit(do).result()


@pytest.fixture
def _in_a_file(tmp_path: Path) -> Iterator[None]:
    """On SQLite, threads that open a connection open the file's."""
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "portal.sqlite3"
    shutil.copyfile(migrated.original(None), path)
    settings = connection.settings_dict
    before = settings["NAME"], settings["OPTIONS"]
    settings["NAME"] = str(path)
    yield
    settings["NAME"], settings["OPTIONS"] = before


@pytest.fixture
def cast(_in_a_file: None) -> Cast:
    def assemble() -> Cast:
        load_reference()
        return Cast.assemble()

    return in_a_thread(assemble)


def at_once(client: Client, address: str, data: dict[str, Any]) -> list[HttpResponse]:
    """The answers to the same form, sent four times by browsers that start together."""
    start = threading.Barrier(TIMES)

    def send(number: int) -> HttpResponse:
        own = Client(raise_request_exception=False)
        own.cookies = deepcopy(client.cookies)
        start.wait(30)
        return own.post(address, data)

    with ThreadPoolExecutor(TIMES) as browsers:
        return list(browsers.map(lambda number: _closing(lambda: send(number)), range(TIMES)))


def _closing(work: Callable[[], Any]) -> Any:
    try:
        return work()
    finally:
        connections.close_all()


def check(cast: Cast, address: str, typed: dict[str, Any], count: Callable[[], int], more: int = 1) -> None:
    """The form of that page acts once, with so many more of what is counted, and all four are led to the same place."""

    def fetch() -> tuple[Client, dict[str, Any], int, int]:
        client = cast.client("leader")
        return client, {**posted(client.get(address)), **typed}, count(), ChangeSet.objects.count()

    client, data, before, change_sets_before = in_a_thread(fetch)
    answers = at_once(client, address, data)
    outcomes = [(answer.status_code, answer.headers.get("Location")) for answer in answers]
    assert [status for status, _where in outcomes] == [302] * TIMES, (address, outcomes)
    assert len(set(outcomes)) == 1, (address, outcomes)
    assert in_a_thread(count) == before + more, address
    assert in_a_thread(ChangeSet.objects.count) == change_sets_before + 1, address
    again = in_a_thread(lambda: client.get(address))
    assert "En anden har gemt" not in again.content.decode(), address


def test_a_form_sent_four_times_at_once_acts_once(cast: Cast) -> None:
    slug = cast.plan.slug
    body, milestone = in_a_thread(lambda: (factories.body(cast.plan), progress.milestone(cast.plan)))
    address = reverse("governance:seat_add", args=[slug, body.pk])
    check(cast, address, {"title": "Formand"}, Seat.objects.count)
    check(
        cast,
        reverse("plans:step_add", args=[slug]),
        {"state": "running", "on": "1. marts 2021"},
        PlanStep.objects.count,
    )
    check(cast, reverse("plans:milestone_reached_act", args=[slug, milestone.pk]), {"on": "2. marts 2021"},
          Milestone.objects.filter(state="reached").count)  # fmt: skip
    check(cast, reverse("governance:body_edit", args=[slug, body.pk]), {"rhythm": "Hver måned"},
          Body.objects.filter(rhythm="Hver måned").count)  # fmt: skip
    address = reverse("admin:governance_body_change", args=[body.pk])
    check(cast, address, {"rhythm": "Hver uge"}, Body.objects.filter(rhythm="Hver uge").count)


def test_four_who_ask_for_the_same_get_one(cast: Cast) -> None:
    """What has no token of its own: a document, a deletion, and a cell of the grid."""
    slug, client = cast.plan.slug, in_a_thread(lambda: cast.client("leader"))
    answers = at_once(client, reverse("reporting:documents", args=[slug]), {"kind": "status", "as_of": ""})
    assert [answer.status_code for answer in answers] == [302] * TIMES
    assert in_a_thread(DocumentRequest.objects.count) == 1

    criterion = in_a_thread(lambda: progress.criterion(factories.activity(cast.sub)))
    key = in_a_thread(lambda: reporting_periods.periods_of(Plan.objects.get(pk=cast.plan.pk), "quarter")[1].key)
    cell = {"row": criterion.pk, "cell": key, f"typed-{key}": "7", f"version-{key}": "0"}
    answers = at_once(client, reverse("plans:results_save_row", args=[slug]), cell)
    assert [answer.status_code for answer in answers] == [200] * TIMES
    assert {answer.json()["cells"][key]["text"] for answer in answers} == {"7"}
    states = sorted(answer.json()["cells"][key]["state"] for answer in answers)
    assert states == ["new", "unchanged", "unchanged", "unchanged"]
    assert in_a_thread(Result.objects.count) == 1

    body = in_a_thread(lambda: factories.body(cast.plan))
    address = reverse("governance:body_delete", args=[slug, body.pk])
    seen = in_a_thread(lambda: client.get(address).context["seen"])
    answers = at_once(client, address, {"seen": seen})
    assert [answer.status_code for answer in answers] == [302] * TIMES
