"""What production writes to its log: a refusal is one line at INFO without personal data, a fault a traceback."""

import io
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousFileOperation, TooManyFieldsSent
from django.http import Http404, HttpRequest, UnreadablePostError
from django.test import Client

from abc_portal.audit import change_sets
from abc_portal.core import views
from abc_portal.core.access import Refused
from abc_portal.reporting import actions
from abc_portal.reporting.enums import RequestState
from abc_portal.reporting.models import DocumentRequest
from tests.logs import PRIVATE, lines, listening, wrong
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    return cast_once


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with listening() as written:
        yield written


def client_of(cast: Cast, person: str, **more: Any) -> Client:
    client = Client(raise_request_exception=False, **more)
    if person != "anonymous":
        client.force_login(getattr(cast, person), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("method", ["put", "delete"])
def test_a_method_that_is_not_served_is_one_line(cast: Cast, log: io.StringIO, method: str) -> None:
    response = getattr(client_of(cast, "leader"), method)(f"/planer/{cast.plan.slug}/")
    assert response.status_code == 405
    assert wrong(response, log) == ""


def test_what_is_shown_or_leads_on_is_not_written(cast: Cast, log: io.StringIO) -> None:
    for person in ("leader", "anonymous"):
        assert wrong(client_of(cast, person).get(f"/planer/{cast.plan.slug}/?q={PRIVATE}"), log) == ""


@pytest.mark.parametrize(
    "address", [f"/{PRIVATE}/", f"/kalender/{PRIVATE}.ics", f"/planer/{PRIVATE}/?q={PRIVATE}@x.dk"]
)
def test_nothing_of_an_address_that_leads_nowhere_is_written(cast: Cast, log: io.StringIO, address: str) -> None:
    response = client_of(cast, "leader").get(address)
    assert response.status_code == 404
    assert wrong(response, log) == ""


def test_a_form_without_its_token_is_one_line(cast: Cast, log: io.StringIO) -> None:
    client = client_of(cast, "leader", enforce_csrf_checks=True)
    response = client.post(f"/planer/{cast.plan.slug}/rediger/", {"name": PRIVATE})
    assert response.status_code == 403
    assert "INFO django.security.csrf: 403 POST plans:edit" in log.getvalue()
    assert wrong(response, log) == ""


def test_a_host_that_is_not_ours_is_one_line(log: io.StringIO) -> None:
    response = Client(raise_request_exception=False).get("/konto/log-ind/", headers={"host": f"{PRIVATE}.example"})
    assert response.status_code == 400
    assert "django.security.DisallowedHost: 400" in log.getvalue()
    assert wrong(response, log) == ""


def test_too_many_fields_are_one_line(cast: Cast, log: io.StringIO) -> None:
    response = client_of(cast, "leader").post("/sprog/", {f"{PRIVATE}{number}": "" for number in range(1500)})
    assert response.status_code == 400
    assert wrong(response, log) == ""


def test_a_form_that_is_sent_back_is_one_line(cast: Cast, log: io.StringIO) -> None:
    response = client_of(cast, "leader").post(f"/planer/{cast.plan.slug}/rediger/", {"name": ""})
    assert response.status_code == 422
    assert wrong(response, log) == ""


REFUSALS = (PermissionDenied, Refused, Http404, BadRequest, SuspiciousFileOperation, TooManyFieldsSent)


@pytest.mark.parametrize("fault", REFUSALS)
def test_each_way_to_refuse_is_one_line(
    cast: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    response = answer_of(cast, monkeypatch, fault(f"{PRIVATE}@example.dk"))
    assert wrong(response, log) == ""


def test_who_leaves_in_the_middle_is_one_line(cast: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_of(cast, monkeypatch, UnreadablePostError("gone"))
    (line,) = lines(log)
    assert "INFO" in line


@pytest.mark.parametrize("fault", [ValueError, RuntimeError, OSError])
def test_a_fault_is_one_error_with_its_traceback(
    cast: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    response = answer_of(cast, monkeypatch, fault("no plan at all"))
    assert response.status_code == 500
    first, *rest = lines(log)
    assert first.endswith("ERROR django.request: 500 GET accessibility")
    assert rest[0] == "Traceback (most recent call last):"
    assert rest[-1] == f"{fault.__name__}: no plan at all"
    assert not any(" ERROR " in line or " INFO " in line for line in rest)


def answer_of(cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: Exception) -> Any:
    """What is answered when a view raises that."""

    def fail(_request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        raise fault

    monkeypatch.setattr(views, "render", fail if not isinstance(fault, REFUSALS) else _failing_once(fail))
    return client_of(cast, "leader").get("/tilgaengelighed/")


def _failing_once(fail: Any) -> Any:
    """The page fails, and the error page is drawn."""
    from django.shortcuts import render

    left = [fail]
    return lambda *args, **kwargs: (left.pop() if left else render)(*args, **kwargs)


def test_a_job_that_is_refused_is_one_line(cast: Cast, log: io.StringIO) -> None:
    own = next(
        handler for handler in logging.getLogger("abc_portal").handlers if isinstance(handler, logging.StreamHandler)
    )
    assert own is next(iter(logging.getLogger("django").handlers)), "both write to the same stream"
    held = cast.observer.memberships.get()
    row = DocumentRequest.objects.create(
        plan=cast.plan, kind="status", as_of=date(2022, 1, 1), asked_by=cast.observer, state=RequestState.WAITING
    )
    change_sets.delete(held, change_set=change_sets.begin(by=None, program="tests"))
    actions.make_requested(pk=row.pk)
    row.refresh_from_db()
    assert (row.state, row.fault) == (RequestState.FAILED, "Dokumentet blev ikke lavet: din rolle i planen er ophørt.")
    (line,) = lines(log)
    assert line.endswith(f"INFO abc_portal.reporting.actions: document request {row.pk} is refused")
