"""Which addresses have an account is told neither by words nor by work, with the mail server up or down.

Work is counted in queries and hashings rather than by the clock, which a busy machine turns.
"""

import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from abc_portal.directory.models import User
from abc_portal.notifications.models import AccountMail
from tests import factories, mails
from tests.readers import words

pytestmark = pytest.mark.django_db

PASSWORD = "secret-of-tests"
#: As long as the known ones, so that even the length of what is stored is the same.
UNKNOWN = "nobody@test.example"
SIGN_IN, CODE, RESET, ENTRY = "/konto/log-ind/", "/konto/kode/", "/konto/adgangskode/glemt/", "/konto/kode/bekraeft/"


@dataclass(frozen=True)
class Traces:
    """All that a visitor can see of an answer, and what it took to make it."""

    status: int
    to: str
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    said: str
    queries: tuple[tuple[str, int], ...]
    hashings: int
    mails: int


@pytest.fixture(autouse=True)
def people() -> None:
    cache.clear()
    factories.user("leader")
    factories.user("closed", is_active=False)
    without = factories.user("no-pwd")
    without.set_unusable_password()
    without.save()
    secured = factories.user("secure")
    Authenticator.objects.create(user=secured, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})


@pytest.fixture
def hashings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Each time a password is hashed."""
    made: list[int] = []
    real = MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        made.append(1)
        return real(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return made


@pytest.fixture(params=["up", "down"])
def mail_server(request: Any, settings: Any) -> str:
    """A mail server that answers, and one that does not: nobody listens at the port."""
    if request.param == "down":
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            settings.EMAIL_PORT = probe.getsockname()[1]
        settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    return request.param


def traces_of(client: Client, hashings: list[int], email: str, ask: Callable[[Client, str], Any]) -> Traces:
    hashed, stored = len(hashings), AccountMail.objects.count()
    with CaptureQueriesContext(connection) as asked:
        answer = ask(client, email)
    # Savepoints are numbered; an address is what it is.
    kinds = Counter(
        re.sub(r"'[^']*'|\d+|s\d+_x\d+", "?", captured_query["sql"])[:60] for captured_query in asked.captured_queries
    )
    # These two hold a random number and the clock.
    changing = {"Content-Security-Policy", "Expires"}
    headers = {name: value for name, value in answer.headers.items() if name not in changing}
    return Traces(
        status=answer.status_code,
        to=headers.get("Location", ""),
        headers=tuple(sorted(headers.items())),
        cookies=tuple(sorted(answer.cookies)),
        said=words(answer).replace(email, "…"),
        queries=tuple(sorted(kinds.items())),
        hashings=len(hashings) - hashed,
        mails=AccountMail.objects.count() - stored,
    )


def wrong_password(client: Client, email: str) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": "forkert"})


def code(client: Client, email: str) -> Any:
    return client.post(CODE, {"email": email})


def link(client: Client, email: str) -> Any:
    return client.post(RESET, {"email": email})


KNOWN = ["leader@test.example", "closed@test.example", "no-pwd@test.example", "secure@test.example"]


@pytest.mark.parametrize("ask", [wrong_password, code, link])
def test_no_answer_tells_whether_there_is_an_account(
    hashings: list[int], mail_server: str, ask: Callable[[Client, str], Any]
) -> None:
    left_by_others = traces_of(Client(), hashings, "first@test.example", ask)
    assert left_by_others.status in {200, 302}
    for known in KNOWN:
        cache.clear()
        unknown = UNKNOWN.replace("nobody", "x" * known.index("@"))
        assert traces_of(Client(), hashings, known, ask) == traces_of(Client(), hashings, unknown, ask), known


def test_a_password_is_hashed_once_whoever_is_asked_for(hashings: list[int]) -> None:
    for email in [*KNOWN, UNKNOWN]:
        assert traces_of(Client(), hashings, email, wrong_password).hashings == 1


def test_a_closed_account_with_the_right_password_gets_the_same_answer_as_with_a_wrong_one(hashings: list[int]) -> None:
    def right(client: Client, email: str) -> Any:
        return client.post(SIGN_IN, {"login": email, "password": PASSWORD})

    closed = traces_of(Client(), hashings, "closed@test.example", right)
    assert closed == traces_of(Client(), hashings, "absent@test.example", right)
    assert closed.status == 200


def test_typing_codes_and_the_page_for_it_tell_nothing(hashings: list[int]) -> None:
    browsers = {email: Client() for email in ("leader@test.example", "absent@test.example")}
    for email, browser in browsers.items():
        code(browser, email)

    def page(client: Client, _email: str) -> Any:
        return client.get(ENTRY)

    def wrong(client: Client, _email: str) -> Any:
        return client.post(ENTRY, {"code": "BCDF-GHJK"})

    for step in (page, wrong, page, wrong, wrong, page):
        known, unknown = (traces_of(browser, hashings, email, step) for email, browser in browsers.items())
        assert known == unknown, step


def test_a_stand_in_s_code_opens_nothing() -> None:
    browser = Client()
    code(browser, UNKNOWN)
    made = browser.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    assert browser.post(ENTRY, {"code": made}).status_code == 200
    assert "_auth_user_id" not in browser.session
    assert User.objects.filter(pk=0).count() == 0


def test_an_account_that_is_deleted_before_its_code_is_typed_is_no_fault() -> None:
    browser = Client()
    code(browser, "leader@test.example")
    made = browser.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    User.objects.filter(email="leader@test.example").delete()
    assert browser.post(ENTRY, {"code": made}).status_code == 200
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("ask", [code, link])
def test_only_an_open_account_gets_a_mail(ask: Callable[[Client, str], Any]) -> None:
    for email in [*KNOWN, UNKNOWN]:
        ask(Client(), email)
    assert mails.work() == 5
    assert sorted(to for mail in mails.sent() for to in mail.to) == sorted(set(KNOWN) - {"closed@test.example"})
    assert not AccountMail.objects.filter(address="").exists()


def test_an_address_that_was_changed_opens_the_account_no_more(client: Client) -> None:
    """Whoever still reads the old mailbox must not come in."""
    client.post(CODE, {"email": "leader@test.example"})
    [mail] = mails.sent()
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail.body, re.MULTILINE)
    assert found is not None
    assert client.post(ENTRY, {"code": found[1]}).status_code == 302
    User.objects.filter(email="leader@test.example").update(email="new@test.example")
    mails.sent().clear()
    for ask in (code, link):
        ask(Client(), "leader@test.example")
    assert mails.sent() == []
    signed = Client().post(SIGN_IN, {"login": "leader@test.example", "password": PASSWORD})
    assert signed.status_code == 200


# --- what stands in a mail ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", [code, link])
def test_no_address_in_a_mail_comes_from_the_request(settings: Any, ask: Callable[[Client, str], Any]) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://portal.example.dk"
    forged = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
    ask(Client(headers={"host": "evil.example", "x-forwarded-host": "evil.example"}, **forged), "leader@test.example")
    [mail] = mails.sent()
    written = str(mail.message()) + mail.subject
    assert "evil.example" not in written
    links = re.findall(r"https?://[^/\s]+", mail.body)
    assert set(links) == ({"https://portal.example.dk"} if ask is link else set())
