"""What somebody reads when something is wrong: Danish, with a way on, and never a trace of the inside."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from abc_portal.core import views
from abc_portal.core.access import Refused
from tests.english import left_overs
from tests.people import Cast
from tests.readers import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    """Assembled once: no test here changes the cast's own objects."""
    return cast_once


@contextmanager
def database_down(fault: type[Exception] = OperationalError) -> Iterator[None]:
    """Every question to the database fails, as it does when the server is gone."""

    def refuse(*_args: Any) -> Any:
        raise fault("server closed the connection unexpectedly: password=hemmelig")

    with connection.execute_wrapper(refuse):
        yield


def browser(cast: Cast, name: str, **kwargs: Any) -> Client:
    client = Client(raise_request_exception=False, **kwargs)
    if name != "anonymous":
        client.force_login(getattr(cast, name), backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- 404 --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["anonymous", "leader", "outsider", "admin"])
@pytest.mark.parametrize(
    "address", ["/findes-ikke/", "/planer/%3Cscript%3E/", "/planer/plan-a/nej/", "/static/nej.css"]
)
def test_an_address_that_leads_nowhere_is_reported_in_danish(cast: Cast, person: str, address: str) -> None:
    response = browser(cast, person).get(address)
    assert response.status_code == 404
    assert "Siden findes ikke" in words(response)
    assert 'href="/"' in response.content.decode()
    assert left_overs(response) == set()
    assert "<script>" not in response.content.decode()


def test_a_plan_one_may_not_see_looks_like_one_that_does_not_exist(cast: Cast) -> None:
    client = browser(cast, "outsider")
    foreign, missing = client.get("/planer/plan-a/"), client.get("/planer/plan-x/")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert words(foreign).replace("plan-a", "") == words(missing).replace("plan-x", "")
    assert "Plan A" not in foreign.content.decode()


def test_an_english_reader_gets_an_english_page(cast: Cast) -> None:
    client = browser(cast, "leader")
    client.cookies["django_language"] = "en"
    assert "The page is not found" in words(client.get("/findes-ikke/"))


# --- 403 --------------------------------------------------------------------------------------------


def test_a_refusal_says_why(cast: Cast) -> None:
    response = browser(cast, "observer").get("/planer/plan-a/historik/")
    assert response.status_code == 403
    assert "Du har ikke adgang til dette" in words(response)
    assert "Din rolle i planen (observatør) giver ikke adgang til at se" in words(response)
    assert left_overs(response) == set()


def test_a_refusal_of_another_kind_tells_nothing_of_the_inside(rf: RequestFactory) -> None:
    shown = words(views.refused(_request(rf), PermissionDenied("row 17 of table secret")))
    assert "secret" not in shown
    assert "Din rolle giver ikke adgang til at se eller gøre dette." in shown


def test_the_reason_is_shown_as_text(rf: RequestFactory) -> None:
    shown = views.refused(_request(rf), Refused("<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


@pytest.mark.parametrize("person", ["board", "outsider"])
def test_the_administration_says_who_it_is_for(cast: Cast, person: str) -> None:
    response = browser(cast, person).get("/admin/", follow=True)
    assert response.status_code == 403
    assert "Administrationen er for sekretariater og systemadministratoren" in words(response)
    assert left_overs(response) == set()


def _request(rf: RequestFactory) -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    return request


# --- forms without their token ------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/konto/log-ind/", "/sprog/", "/planer/plan-a/rediger/", "/admin/plans/plan/add/"])
def test_a_form_without_its_token_is_shown_how_to_go_on(cast: Cast, address: str) -> None:
    response = browser(cast, "leader", enforce_csrf_checks=True).post(address, {"name": "x"})
    assert response.status_code == 403
    assert "Formularen har stået åben for længe" in words(response)
    assert left_overs(response) == set()
    assert "CSRF" not in words(response)


def test_a_form_from_another_site_is_refused(cast: Cast) -> None:
    client = browser(cast, "leader", enforce_csrf_checks=True)
    token = client.get("/planer/plan-a/rediger/").context["csrf_token"]
    response = client.post(
        "/planer/plan-a/rediger/", {"name": "Overtaget", "csrfmiddlewaretoken": str(token)},
        headers={"origin": "https://x.example"},
    )  # fmt: skip
    assert response.status_code == 403
    cast.plan.refresh_from_db()
    assert cast.plan.name == "Plan A"


# --- 500 --------------------------------------------------------------------------------------------


def assert_failed(response: HttpResponse) -> None:
    assert response.status_code == 500
    shown = words(response)
    assert "Noget gik galt" in shown
    assert "Fejlen er vores, og den er registreret" in shown
    assert left_overs(response) == set()
    for inside in ("Traceback", "hemmelig", "OperationalError", "abc_portal", ".py"):
        assert inside not in response.content.decode()


@pytest.mark.parametrize("person", ["anonymous", "leader", "admin"])
@pytest.mark.parametrize("fault", [OperationalError, DatabaseError, RuntimeError])
def test_a_fault_is_reported_in_danish_even_when_the_database_is_gone(cast: Cast, person: str, fault: Any) -> None:
    """The page asks nothing that may itself fail: no user, no menu, no messages."""
    client = browser(cast, person)
    with database_down(fault):
        response = client.get("/planer/plan-a/") if person != "anonymous" else client.get("/konto/adgangskode/ny/1-x/")
    assert_failed(response)


def test_a_fault_in_a_view_alone_is_reported_the_same_way(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from plans.models import Plan

    def broken(self: Any) -> str:
        raise RuntimeError("hemmelig")

    monkeypatch.setattr(Plan, "__str__", broken)
    assert_failed(browser(cast, "leader").get("/planer/plan-a/rediger/"))


def test_a_fault_is_reported_in_english_to_who_chose_english(cast: Cast) -> None:
    client = browser(cast, "leader")
    client.cookies["django_language"] = "en"
    with database_down():
        response = client.get("/planer/plan-a/")
    assert response.status_code == 500
    assert "Something went wrong" in words(response)
    assert '<html lang="en">' in response.content.decode()


def test_the_fault_page_needs_no_script_of_its_own(rf: RequestFactory) -> None:
    html = views.failed(_request(rf)).content.decode()
    assert "<script" not in html
    assert "style=" not in html
    assert '<html lang="da">' in html


# --- is it alive? ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["anonymous", "leader", "outsider"])
def test_the_portal_is_well_when_the_database_answers(cast: Cast, person: str) -> None:
    response = browser(cast, person).get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Content-Type"] == "text/plain"
    assert browser(cast, person).head("/healthz").status_code == 200


@pytest.mark.parametrize("person", ["anonymous", "leader"])
def test_the_portal_is_not_well_when_the_database_does_not_answer(cast: Cast, person: str) -> None:
    client = browser(cast, person)
    with database_down():
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database does not answer\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_health_page_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/healthz").status_code == 405


def test_the_health_page_has_that_one_address(client: Client) -> None:
    assert client.get("/healthz/").status_code == 404


# --- the accessibility statement ------------------------------------------------------------------------


def test_the_statement_is_open_to_all_and_in_danish(client: Client) -> None:
    response = client.get("/tilgaengelighed/")
    assert response.status_code == 200
    assert "WCAG 2.2 AA" in words(response)
    assert left_overs(response) == set()


def test_an_authority_may_lead_to_its_own_statement(client: Client, settings: Any) -> None:
    settings.ACCESSIBILITY_STATEMENT_URL = "https://www.was.digst.dk/eksempel"
    response = client.get("/tilgaengelighed/")
    assert (response.status_code, response.headers["Location"]) == (302, "https://www.was.digst.dk/eksempel")
