"""The portal opens in Danish, is closed by default, and leaves no personal page in a cache."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from tests.house import addresses
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    """Assembled once: no test here changes the cast's own objects."""
    return cast_once


#: What the addresses need; the calendar is known by a token that nobody has.
ARGUMENTS = {
    "account_invitation": {"token": "x" * 43},
    "account_reset_password_from_key": {"uidb36": "1", "key": "x"},
    "calendar_feed": {"token": "x" * 43},
    "help_part": {"part": "konto"},
}
#: Written down here too: whoever opens an address to everybody changes both lists.
PUBLIC = {
    "calendar_feed", "account_invitation",  # the token is the key
    "session",
    "help", "help_part", "help_words",  # the manual, which helps with signing in too
    "healthz", "accessibility", "set_language", "account_login", "account_logout", "account_request_login_code",
    "account_confirm_login_code", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive", "mfa_authenticate",
}  # fmt: skip


def language(response: HttpResponse) -> str:
    found = re.search(r'<html lang="([^"]*)"', response.content.decode())
    assert found is not None
    return found[1]


# --- language ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("accepted", ["", "en", "en-GB,en;q=0.9", "de,en;q=0.5", "*", "xx;q=nonsense"])
def test_the_browsers_language_is_not_used(client: Client, accepted: str) -> None:
    response = client.get("/konto/log-ind/", headers={"accept-language": accepted})
    assert language(response) == "da"
    assert response.headers["Content-Language"] == "da"
    assert "Log ind" in response.content.decode()


def test_who_chose_english_gets_english(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get("/konto/log-ind/", headers={"accept-language": "da"})
    assert language(response) == "en"
    assert response.headers["Content-Language"] == "en"
    assert "Sign in" in response.content.decode()


@pytest.mark.parametrize("cookie", ["", "de", "xx", "../en", "EN", "en-us"])
def test_a_language_that_is_not_offered_is_danish(client: Client, cookie: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    assert language(client.get("/konto/log-ind/")) == "da"


def test_one_readers_language_does_not_reach_the_next(client: Client) -> None:
    english = Client()
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert language(english.get("/konto/log-ind/")) == "en"
    assert language(client.get("/konto/log-ind/")) == "da"


def test_the_menu_switches_the_language_and_back(client: Client) -> None:
    answer = client.post("/sprog/", {"language": "en", "next": "/konto/log-ind/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/konto/log-ind/")
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    assert language(client.get("/konto/log-ind/")) == "en"
    client.post("/sprog/", {"language": "da"})
    assert language(client.get("/konto/log-ind/")) == "da"


@pytest.mark.parametrize("away", ["https://x.example/", "//x.example", "javascript:alert(1)", "https:///x.example"])
def test_the_language_menu_sends_nobody_away(client: Client, away: str) -> None:
    assert client.post("/sprog/", {"language": "en", "next": away}).headers["Location"] == "/"


# --- closed by default --------------------------------------------------------------------------------


def test_the_list_of_public_addresses_is_short_and_known() -> None:
    assert settings.PUBLIC_URL_NAMES == PUBLIC


@pytest.mark.parametrize("name", sorted(settings.PUBLIC_URL_NAMES))
def test_every_public_address_exists(name: str) -> None:
    arguments = ARGUMENTS.get(name, {})
    try:
        assert reverse(name, kwargs=arguments)
    except NoReverseMatch:
        pytest.fail(f"{name} is public but leads nowhere")


@pytest.mark.parametrize("name", sorted(settings.PUBLIC_URL_NAMES))
def test_every_public_address_opens_without_a_login(client: Client, name: str) -> None:
    arguments = ARGUMENTS.get(name, {})
    response = client.get(reverse(name, kwargs=arguments))
    assert response.status_code in ((404,) if name in ("calendar_feed", "account_invitation") else (200, 302))
    assert "?next=" not in response.headers.get("Location", "")


def test_every_other_address_sends_to_the_sign_in(cast: Cast, furnished: Any, client: Client) -> None:
    for name in set(addresses.names()) - PUBLIC:
        address = addresses.address(name, furnished, cast)
        for method in ("get", "post", "put", "delete", "head", "options"):
            response = getattr(client, method)(address)
            assert response.status_code == 302, f"{method} {name}"
            assert response.headers["Location"].startswith("/konto/log-ind/?next=/"), f"{method} {name}"


@pytest.mark.parametrize("address", ["/admin/", "/admin/plans/plan/", "/admin/directory/user/add/", "/admin/jsi18n/"])
def test_the_administration_is_closed_too(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"].startswith("/konto/log-ind/?next=/admin/")


def test_the_sign_in_leads_back_to_where_one_was_going(cast: Cast, client: Client) -> None:
    response = client.get("/planer/?q=b%C3%A6k&sort=-name")
    assert response.headers["Location"] == "/konto/log-ind/?next=/planer/%3Fq%3Db%25C3%25A6k%26sort%3D-name"


def test_a_decorator_cannot_open_an_address(rf: RequestFactory) -> None:
    """Even a view marked as open by its own code is closed, since only the list counts."""
    from types import SimpleNamespace

    from django.contrib.auth.decorators import login_not_required
    from django.contrib.auth.models import AnonymousUser

    from abc_portal.core.middleware import DeniedByDefaultMiddleware

    request = rf.get("/x/")
    request.user = AnonymousUser()
    request.resolver_match = SimpleNamespace(view_name="plans:list")  # type: ignore[assignment]
    view = login_not_required(lambda request: HttpResponse("open"))
    refused = DeniedByDefaultMiddleware(lambda request: HttpResponse("x")).process_view(request, view, (), {})
    assert refused is not None
    assert refused.status_code == 302


# --- caches -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/planer/", "/planer/plan-a/", "/tilgaengelighed/", "/konto/totrin/", "/findes-ikke/"]
)
def test_no_page_of_somebody_signed_in_stays_in_a_cache(cast: Cast, address: str) -> None:
    cached = cast.client("leader").get(address).headers["Cache-Control"]
    assert "no-store" in cached
    assert "private" in cached


def test_a_download_says_itself_how_it_is_cached(cast: Cast) -> None:
    assert "no-store" in cast.client("leader").get("/planer/?format=xlsx").headers["Cache-Control"]


def test_the_health_page_is_never_cached(client: Client) -> None:
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]


def test_the_sign_in_page_is_never_cached(client: Client) -> None:
    assert "no-store" in client.get("/konto/log-ind/").headers["Cache-Control"]


# --- headers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/konto/log-ind/", "/healthz", "/findes-ikke/", "/tilgaengelighed/"])
def test_every_answer_carries_the_headers_that_keep_it_safe(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_nonce_is_new_in_every_answer(cast: Cast) -> None:
    client = cast.client("leader")
    policies = {client.get("/planer/plan-a/rediger/").headers["Content-Security-Policy"] for _ in range(3)}
    nonces = {tuple(re.findall(r"'nonce-([^']+)'", policy)) for policy in policies}
    assert len(nonces) == 3
