"""Signing in with a password or a code by e-mail, a forgotten password, and what the letters say."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from abc_portal.directory.adapter import AccountAdapter
from abc_portal.directory.models import User
from tests import factories, mails
from tests.english import left_overs
from tests.readers import words

pytestmark = pytest.mark.django_db

PASSWORD = "secret-of-tests"
ADDRESS = "leder@test.example"
WRONG = "E-mail og adgangskode passer ikke sammen. Prøv igen, eller log ind med en engangskode."


@pytest.fixture(autouse=True)
def leader() -> User:
    cache.clear()  # attempts are counted there
    return factories.user("leder", full_name="Leder Ledersen")


def sign_in(client: Client, **typed: str) -> Any:
    return client.post("/konto/log-ind/", {"login": ADDRESS, "password": PASSWORD, **typed})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --- with a password ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [ADDRESS, "LEDER@Test.Example", f" {ADDRESS} "])
def test_a_password_opens_the_portal_however_the_address_is_typed(client: Client, typed: str) -> None:
    answer = sign_in(client, login=typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert signed_in(client)


@pytest.mark.parametrize("typed", [{"password": "forkert"}, {"login": "ukendt@test.example"}])
def test_what_is_wrong_is_one_danish_sentence_that_gives_nothing_away(client: Client, typed: dict[str, str]) -> None:
    answer = sign_in(client, **typed)
    assert not signed_in(client)
    assert answer.context["form"].errors == {"__all__": [WRONG]}
    assert words(answer).count(WRONG) == 1
    assert left_overs(answer) == set()


@pytest.mark.parametrize("missing", ["login", "password"])
def test_an_empty_field_is_reported_in_danish(client: Client, missing: str) -> None:
    answer = sign_in(client, **{missing: ""})
    assert answer.context["form"].errors == {missing: ["Dette felt er påkrævet."]}
    assert left_overs(answer) == set()


def test_who_tries_again_and_again_is_stopped_for_a_while(client: Client) -> None:
    answers = [sign_in(client, password="forkert") for _number in range(12)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 7
    assert "For mange forsøg" in words(answers[-1])
    assert left_overs(answers[-1]) == set()
    sign_in(client)
    assert not signed_in(client)


def test_a_closed_account_does_not_come_in(client: Client, leader: User) -> None:
    leader.is_active = False
    leader.save()
    answer = sign_in(client)
    assert not signed_in(client)
    page = answer if answer.status_code == 200 else client.get(answer.headers["Location"])
    assert left_overs(page) == set()


def test_one_comes_to_where_one_was_going_and_nowhere_else(client: Client) -> None:
    assert sign_in(client, next="/planer/?q=x").headers["Location"] == "/planer/?q=x"
    for away in ("https://x.example/", "//x.example"):
        assert sign_in(Client(), next=away).headers["Location"] == "/"


def test_signing_out_is_a_button_and_not_a_link(client: Client) -> None:
    sign_in(client)
    client.get("/konto/log-ud/")
    assert signed_in(client)
    client.post("/konto/log-ud/")
    assert not signed_in(client)


# --- with a code -----------------------------------------------------------------------------------------------------


def letter() -> Any:
    """The only letter that was sent: from the portal, to who asked, in Danish."""
    (sent,) = mails.sent()
    assert sent.to == [ADDRESS]
    assert sent.from_email == "abc-portalen@abc.example"
    assert sent.subject
    assert "\n" not in sent.subject
    assert left_overs(sent.subject) == left_overs(sent.body) == set()
    assert "abc.example.com" not in sent.body
    return sent


def test_a_code_by_e_mail_opens_the_portal(client: Client) -> None:
    asked = client.post("/konto/kode/", {"email": ADDRESS.upper()})
    assert asked.headers["Location"] == "/konto/kode/bekraeft/"
    sent = letter()
    assert "kode" in sent.subject.lower()
    code = re.search(r"^([0-9A-Z-]{6,})$", sent.body, re.MULTILINE)
    assert code is not None
    wrong = client.post("/konto/kode/bekraeft/", {"code": "FORKERT"})
    assert not signed_in(client)
    assert left_overs(wrong) == set()
    assert client.post("/konto/kode/bekraeft/", {"code": code[1]}).status_code == 302
    assert signed_in(client)


def test_a_code_is_of_use_once(client: Client) -> None:
    client.post("/konto/kode/", {"email": ADDRESS})
    code = re.search(r"^([0-9A-Z-]{6,})$", letter().body, re.MULTILINE)[1]  # type: ignore[index]
    client.post("/konto/kode/bekraeft/", {"code": code})
    client.post("/konto/log-ud/")
    client.post("/konto/kode/bekraeft/", {"code": code})
    assert not signed_in(client)


@pytest.mark.parametrize("address", ["/konto/kode/", "/konto/adgangskode/glemt/"])
def test_whether_an_address_has_an_account_is_not_given_away(address: str) -> None:
    """The same answer, and no letter that invites somebody to sign up where nobody can."""
    known = Client().post(address, {"email": ADDRESS}, follow=True)
    assert len(mails.sent()) == 1
    unknown = Client().post(address, {"email": "ukendt@test.example"}, follow=True)
    assert len(mails.sent()) == 1
    assert unknown.redirect_chain == known.redirect_chain
    assert words(unknown).replace("ukendt@test.example", ADDRESS) == words(known)
    assert left_overs(known) == set()


# --- a forgotten password ---------------------------------------------------------------------------------------------


def test_a_forgotten_password_is_set_anew_by_the_link_in_a_letter(client: Client, leader: User) -> None:
    client.post("/konto/adgangskode/glemt/", {"email": ADDRESS})
    sent = letter()
    assert "adgangskode" in sent.subject.lower()
    (link,) = re.findall(r"http://127.0.0.1:8000(/konto/adgangskode/ny/\S+/)", sent.body)
    page = client.get(link, follow=True)
    assert left_overs(page) == set()
    new = "en-helt-ny-kode-2027"
    address = page.redirect_chain[-1][0]
    weak = client.post(address, {"password1": "kort", "password2": "kort"})
    assert left_overs(weak) == set()
    assert client.post(address, {"password1": new, "password2": new}).status_code == 302
    leader.refresh_from_db()
    assert leader.check_password(new)
    again = Client().get(link, follow=True)
    assert left_overs(again) == set()
    assert "password1" not in again.content.decode()


# --- no sign-up, and what the menu offers ------------------------------------------------------------------------


def test_nobody_signs_up(rf: Any) -> None:
    assert AccountAdapter().is_open_for_signup(rf.get("/")) is False
    for name in ("account_signup", "account_email", "socialaccount_signup"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_the_users_menu_offers_second_factor_password_language_and_the_way_out(client: Client) -> None:
    sign_in(client)
    page = client.get("/planer/").content.decode()
    for address in ("/konto/totrin/", "/konto/adgangskode/"):
        assert f'href="{address}"' in page
        opened = client.get(address)
        assert opened.status_code == 200
        assert left_overs(opened) == set()
    for address in ("/konto/log-ud/", "/sprog/"):
        assert f'action="{address}"' in page
    assert 'value="en" lang="en">English' in page
    client.post("/sprog/", {"language": "en", "next": "/planer/"})
    assert 'value="da" lang="da">Dansk' in client.get("/planer/").content.decode()
    assert "Second factor" in words(client.get("/planer/"))


@pytest.mark.parametrize(
    "address",
    [
        "/konto/log-ind/", "/konto/kode/", "/konto/adgangskode/glemt/", "/konto/adgangskode/glemt/sendt/",
        "/konto/lukket/", "/konto/adgangskode/ny/", "/konto/adgangskode/ny/1-x/", "/tilgaengelighed/",
    ],
)  # fmt: skip
def test_every_page_before_the_sign_in_is_danish(client: Client, address: str) -> None:
    page = client.get(address, follow=True)
    assert page.status_code == 200
    assert left_overs(page) == set()
