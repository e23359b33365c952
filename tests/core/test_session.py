"""Writing outlives signing in again: a form that only its session stopped is sent once more, and no other site's is."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from abc_portal.core.typed import fields_to_send_again
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db

HERE = {"origin": "http://testserver"}


def token_in(response: HttpResponse) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.content.decode())
    assert found
    return found[1]


@pytest.fixture
def stale(cast: Cast) -> tuple[Client, str, dict[str, Any]]:
    """The leader's form of a sub-agreement, opened before signing out and in again in another window."""
    client, address = (
        Client(enforce_csrf_checks=True),
        reverse("plans:sub_agreement_edit", args=[cast.plan.slug, cast.sub.slug]),
    )
    client.force_login(cast.leader)
    page = client.get(address)
    data = {**posted(page), "csrfmiddlewaretoken": token_in(page), "content": "<p>Skrevet <strong>længe</strong></p>"}
    data["reason"] = "Aftalt"
    client.logout()
    sign_in = client.get("/konto/log-ind/")
    client.post(
        "/konto/log-ind/",
        {"login": cast.leader.email, "password": "x", "csrfmiddlewaretoken": token_in(sign_in)},
        headers=HERE,
    )
    client.cookies.pop("csrftoken")
    client.force_login(cast.leader)
    client.get(address)
    return client, address, data


def test_a_form_from_before_signing_in_again_is_saved_from_its_own_page(cast: Cast, stale: Any) -> None:
    client, address, data = stale
    answer = client.post(address, data, headers=HERE)
    assert answer.status_code == 403
    assert "Skrevet længe</textarea>" in answer.content.decode()
    assert "Du er logget ind nu" in answer.content.decode()
    again = {**dict(answer.context["again"]), "csrfmiddlewaretoken": token_in(answer)}
    saved = client.post(address, again, headers=HERE)
    assert saved.status_code == 302
    cast.sub.refresh_from_db()
    assert cast.sub.content == "<p>Skrevet <strong>længe</strong></p>"


@pytest.mark.parametrize("headers", [{}, {"origin": "https://x.example"}, {"origin": "null"}])
def test_a_form_that_does_not_say_it_came_from_here_is_neither_saved_nor_shown(
    cast: Cast, stale: Any, headers: dict[str, str]
) -> None:
    client, address, data = stale
    answer = client.post(address, data, headers=headers)
    assert answer.status_code == 403
    assert "Skrevet" not in answer.content.decode()
    cast.sub.refresh_from_db()
    assert "Skrevet" not in cast.sub.content


def test_the_page_says_who_is_signed_in_and_gives_a_token_that_holds(cast: Cast, stale: Any) -> None:
    client, address, data = stale
    answer = client.get("/konto/nu/")
    found = answer.json()
    assert (found["person"], found["name"]) == (str(cast.leader.pk), str(cast.leader))
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post(address, {**data, "csrfmiddlewaretoken": found["token"]}, headers=HERE).status_code == 302
    assert Client().get("/konto/nu/").json() | {"token": ""} == {"person": "", "name": "", "token": ""}


def test_a_script_is_answered_in_json_whether_the_token_or_the_session_is_gone(cast: Cast, stale: Any) -> None:
    client, _address, data = stale
    address = reverse("plans:results_save_row", args=[cast.plan.slug])
    answer = client.post(address, data, headers={**HERE, "accept": "application/json"})
    assert (answer.status_code, answer.json()["message"][:3]) == (403, "Du ")
    answer = Client().post(address, {"row": 1}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["message"][:3]) == (401, "Du ")


def test_a_form_with_a_password_is_never_repeated(rf: Any) -> None:
    assert fields_to_send_again(rf.post("/", {"email": "a@b.example", "new_password1": "hemmeligt"})) == []
    assert fields_to_send_again(rf.post("/", {"a": ["1", "2"], "csrfmiddlewaretoken": "x"})) == [("a", "1"), ("a", "2")]


def test_a_file_that_cannot_be_sent_again_is_named(cast: Cast, stale: Any, rf: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, _address, data = stale
    address = reverse("plans:file_add", args=[cast.plan.slug])
    form = {
        "name": "Referat",
        "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4"),
        "csrfmiddlewaretoken": data["csrfmiddlewaretoken"],
    }
    answer = client.post(address, form, headers=HERE)
    assert answer.status_code == 403
    assert "vælg den igen" in answer.content.decode().casefold()
    assert dict(answer.context["again"]) == {"name": "Referat"}
