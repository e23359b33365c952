"""Too many attempts: who waits, who does not, and what is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from abc_portal.core import limits as counting
from abc_portal.core.limits import Full, Rate, take
from abc_portal.directory.models import User
from abc_portal.urls import account_patterns
from tests import factories
from tests.english import left_overs
from tests.readers import words

pytestmark = pytest.mark.django_db

PASSWORD = "secret-of-tests"
SIGN_IN, CODE, RESET, ENTRY = "/konto/log-ind/", "/konto/kode/", "/konto/adgangskode/glemt/", "/konto/kode/bekraeft/"
HOME, OFFICE, ELSEWHERE = "192.0.2.1", "192.0.2.2", "192.0.2.3"


@pytest.fixture(autouse=True)
def leader() -> User:
    cache.clear()
    return factories.user("leder")


def at(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def attempt(address: str = HOME, password: str = "forkert", login: str = "leder@test.example") -> Any:
    return at(address).post(SIGN_IN, {"login": login, "password": password})


def statuses(number: int, ask: Callable[[], Any]) -> list[int]:
    return [ask().status_code for _number in range(number)]


# --- passwords --------------------------------------------------------------------------------------------------------


def test_twenty_wrong_passwords_hinder_nobody_at_another_address() -> None:
    assert statuses(20, attempt) == [200] * 5 + [429] * 15
    assert attempt(HOME, PASSWORD).status_code == 429
    assert attempt(OFFICE, PASSWORD).status_code == 302


def test_wrong_passwords_for_one_account_leave_the_others_at_the_address_alone() -> None:
    factories.user("kollega")
    statuses(20, attempt)
    assert attempt(HOME, PASSWORD, "kollega@test.example").status_code == 302


@pytest.mark.parametrize("typed", ["LEDER@test.example", " leder@test.example "])
def test_an_address_typed_otherwise_is_counted_as_the_same(typed: str) -> None:
    statuses(5, attempt)
    assert attempt(HOME, PASSWORD, typed).status_code == 429


def test_the_wait_ends_when_the_page_said_so() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        statuses(5, attempt)
        refused = attempt(HOME, PASSWORD)
        wait = int(refused.headers["Retry-After"])
        assert 240 < wait <= 300
        clock.shift(timedelta(seconds=wait - 5))
        assert attempt(HOME, PASSWORD).status_code == 429
        clock.shift(timedelta(seconds=6))
        assert attempt(HOME, PASSWORD).status_code == 302


def test_the_refusal_says_in_danish_when_to_try_again() -> None:
    with time_machine.travel("2026-03-02T13:00:30+01:00", tick=False):
        statuses(5, attempt)
        refused = attempt()
    said = words(refused)
    assert "For mange forsøg" in said
    assert "Prøv igen kl. 13.06, om 5 min." in said
    assert left_overs(refused) == set()
    assert refused.headers["Cache-Control"] == "private, no-store"


def test_the_refusal_is_the_same_for_an_address_without_an_account() -> None:
    with time_machine.travel(timezone.now(), tick=False):
        known, unknown = (
            [attempt(HOME, login=login) for _number in range(7)] for login in ("leder@test.example", "x@test.example")
        )
    assert [answer.status_code for answer in known] == [answer.status_code for answer in unknown]
    assert words(known[-1]) == words(unknown[-1])


def test_right_passwords_are_not_counted() -> None:
    assert statuses(40, lambda: attempt(HOME, PASSWORD)) == [302] * 40


def test_many_accounts_from_one_address_are_stopped_there() -> None:
    numbers = iter(range(100))
    found = statuses(40, lambda: attempt(login=f"nr{next(numbers)}@test.example"))
    assert found == [200] * 30 + [429] * 10
    assert attempt(OFFICE, PASSWORD).status_code == 302


def test_guessing_from_many_addresses_is_slowed_and_the_owner_still_comes_in() -> None:
    for number in range(6):
        assert statuses(5, lambda number=number: attempt(f"198.51.100.{number}")) == [200] * 5
    # From here on each address has a single try in a quarter of an hour.
    assert statuses(3, lambda: attempt("198.51.100.200")) == [200, 429, 429]
    assert attempt(ELSEWHERE, PASSWORD).status_code == 302
    assert attempt(ELSEWHERE, PASSWORD).status_code == 302


def test_one_connection_s_many_ipv6_addresses_are_one() -> None:
    for number in range(5):
        attempt(f"2001:db8:1:2::{number:x}")
    assert attempt("2001:db8:1:2:ffff::1", PASSWORD).status_code == 429
    assert attempt("2001:db8:1:3::1", PASSWORD).status_code == 302


# --- codes and links --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [CODE, RESET])
@pytest.mark.parametrize("email", ["leder@test.example", "ukendt@test.example"])
def test_mails_are_asked_for_three_times(page: str, email: str) -> None:
    assert statuses(5, lambda: at(HOME).post(page, {"email": email})) == [302] * 3 + [429] * 2
    assert at(OFFICE).post(page, {"email": email}).status_code == 302


def test_a_mailbox_is_not_flooded_from_many_addresses() -> None:
    numbers = iter(range(100))
    ask = lambda: at(f"198.51.100.{next(numbers) // 3}").post(CODE, {"email": "leder@test.example"})  # noqa: E731
    assert statuses(10, ask) == [302] * 10
    assert statuses(2, lambda: at(ELSEWHERE).post(CODE, {"email": "leder@test.example"})) == [302, 429]


def test_codes_are_typed_ten_times_at_most() -> None:
    browser, tried = at(HOME), []
    for _number in range(3):
        browser.post(CODE, {"email": "leder@test.example"})
        tried += statuses(3, lambda: browser.post(ENTRY, {"code": "FORK-ERTE"}))
    assert 429 not in tried
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        browser.post(CODE, {"email": "leder@test.example"})
        assert statuses(2, lambda: browser.post(ENTRY, {"code": "FORK-ERTE"})) == [200, 429]


def test_second_factors_are_tried_five_times(leader: User) -> None:
    Authenticator.objects.create(user=leader, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    browser = at(HOME)
    assert (
        browser.post(SIGN_IN, {"login": leader.email, "password": PASSWORD}).headers["Location"]
        == "/konto/totrin/kode/"
    )
    assert statuses(7, lambda: browser.post("/konto/totrin/kode/", {"code": "000000"})) == [200] * 5 + [429] * 2


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("/konto/bekraeft/", {"password": "forkert"}),
        ("/konto/adgangskode/", {"oldpassword": "forkert", "password1": "x", "password2": "x"}),
    ],
)
def test_who_is_signed_in_does_not_guess_either(leader: User, page: str, typed: dict[str, str]) -> None:
    browser = at(HOME)
    browser.force_login(leader)
    assert statuses(11, lambda: browser.post(page, typed)) == [200] * 10 + [429]


def test_every_page_of_the_account_that_checks_a_secret_is_limited() -> None:
    """What is not limited takes nothing that could be guessed."""
    free = {
        "account_logout", "account_inactive", "account_set_password", "account_reset_password_done",
        "account_reset_password_from_key_done", "mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    }  # fmt: skip
    guarded = {
        account_pattern.name
        for account_pattern in account_patterns
        if account_pattern.callback.__code__.co_name == "guarded"
    }
    assert {account_pattern.name for account_pattern in account_patterns} - guarded == free


# --- how it is counted ------------------------------------------------------------------------------------------------


def test_a_place_taken_by_another_at_the_same_time_is_not_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes look at the same time and see the same free place: only one of them gets it."""
    rate = Rate("a test", 2, 60)
    first = take(rate, "x")
    empty = iter([{}])
    real = cache.get_many
    monkeypatch.setattr(counting.cache, "get_many", lambda keys: next(empty, None) or real(keys))
    assert take(rate, "x") != first
    with pytest.raises(Full) as refused:
        take(rate, "x")
    assert 1 <= refused.value.seconds <= 60


def test_without_the_cache_nobody_signs_in_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_args: Any) -> Any:
        raise counting.RedisError("Connection refused")

    monkeypatch.setattr(counting.cache, "get_many", down)
    answer = attempt(HOME, PASSWORD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Prøv igen om et minut" in words(answer)
    assert left_overs(answer) == set()


def test_nothing_that_is_counted_names_anybody() -> None:
    attempt()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM abc_portal_cache")
        keys = " ".join(key for (key,) in cursor.fetchall())
    assert "limit:" in keys
    assert "leder" not in keys
    assert HOME not in keys
