"""What the sign-in pages and their mails say: the portal's own words, and nothing to a stranger."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import mails, readers
from tests.people import Cast

pytestmark = pytest.mark.django_db

#: Words of the libraries' own Danish that the portal does not use.
NOT_OURS = re.compile(
    r"\bpassword|e-?mailadresse|\bemail|autentificering|anmod om|logge af|login-kode|speciel kode|succes", re.IGNORECASE
)
OPEN = ("account_login", "account_request_login_code", "account_reset_password", "account_reset_password_done")
OWN = ("account_change_password", "account_logout", "account_reauthenticate", "mfa_index", "mfa_activate_totp")


@pytest.mark.parametrize("name", OPEN)
def test_the_pages_before_signing_in(client: Client, name: str) -> None:
    assert not NOT_OURS.findall(readers.words(client.get(reverse(name))))


@pytest.mark.parametrize("name", OWN)
def test_the_pages_of_one_s_own_account(cast: Cast, name: str) -> None:
    answer = cast.client("leader").get(reverse(name), follow=True)
    assert answer.status_code == 200
    assert not NOT_OURS.findall(readers.words(answer))


def test_the_mail_with_a_code(cast: Cast, client: Client) -> None:
    client.post(reverse("account_request_login_code"), {"email": cast.board.email})
    [letter] = mails.sent()
    assert letter.subject == "Din engangskode til ABC-portalen"
    assert letter.body.startswith("Hej\n\nHer er din engangskode.")
    assert letter.body.rstrip().endswith("Venlig hilsen\nABC-portalen")
    assert not NOT_OURS.findall(letter.body)


def test_the_mail_with_a_link(cast: Cast, client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": cast.board.email})
    [letter] = mails.sent()
    assert letter.subject == "Ny adgangskode til ABC-portalen"
    assert "/konto/" in letter.body
    assert not NOT_OURS.findall(letter.body)
    assert "testserver!" not in letter.body


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_a_stranger_gets_no_mail_and_learns_nothing(cast: Cast, name: str) -> None:
    known = Client().post(reverse(name), {"email": cast.board.email}, follow=True)
    mails.sent().clear()
    unknown = Client().post(reverse(name), {"email": "ingen@abc.example"}, follow=True)
    assert (unknown.status_code, unknown.redirect_chain) == (known.status_code, known.redirect_chain)
    assert readers.words(unknown).replace("ingen@abc.example", cast.board.email) == readers.words(known)
    assert not mails.sent()


def test_a_wrong_password_is_one_sentence(cast: Cast, client: Client) -> None:
    said = readers.words(client.post(reverse("account_login"), {"login": cast.board.email, "password": "forkert"}))
    assert said.count("E-mail og adgangskode passer ikke sammen.") >= 1
    assert not NOT_OURS.findall(said)


def test_the_administration_speaks_of_accounts_in_the_portal_s_words(cast: Cast) -> None:
    said = readers.words(cast.client("admin").get(f"/admin/directory/user/{cast.board.pk}/change/"))
    assert "Superbruger" not in said
    assert "iteration" not in said
    assert "Administrator" in said  # greeted by name
    assert not NOT_OURS.findall(said)
