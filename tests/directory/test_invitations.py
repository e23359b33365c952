"""The link of an invitation: opened once, by who has it, while it holds."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from abc_portal.directory import invitations
from abc_portal.directory.models import AccountInvitation, User
from plans.roles import actions
from tests import factories, mails
from tests.people import Cast

pytestmark = pytest.mark.django_db

PASSWORD = "mange-gode-ord-26"
CHOSEN = {"new_password1": PASSWORD, "new_password2": PASSWORD}


def invite(cast: Cast, **fields: object) -> str:
    _row, token = factories.invited(cast.plan, "Ny Kollega", "ny@test.example", "board", **fields)
    return f"/konto/invitation/{token}/"


def test_the_link_opens_the_account_once_and_leads_to_the_plan(cast: Cast) -> None:
    address, client = invite(cast), Client()
    shown = client.get(address)
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    answer = client.post(address, CHOSEN)
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/planer/plan-a/").status_code == 200
    user = User.objects.get(email="ny@test.example")
    assert user.is_active
    assert user.check_password(PASSWORD)
    assert not AccountInvitation.objects.exists()
    assert Client().get(address).status_code == 404
    assert Client().post(address, CHOSEN).status_code == 404


def test_a_poor_password_is_refused_and_the_account_stays_closed(cast: Cast) -> None:
    address = invite(cast)
    for poor in ("kort", "ny@test.example", "123456789012"):
        assert Client().post(address, {"new_password1": poor, "new_password2": poor}).status_code == 422
    assert not User.objects.get(email="ny@test.example").is_active


@pytest.mark.parametrize("way", ["ran out", "replaced", "taken back", "opened otherwise", "never was"])
def test_a_link_that_does_not_hold_is_answered_the_same_whatever_the_reason(cast: Cast, way: str) -> None:
    address = invite(cast, now=timezone.now() - timedelta(days=15 if way == "ran out" else 0))
    user = User.objects.get(email="ny@test.example")
    if way == "replaced":
        invitations.renew(user, change_set=factories.change_sets.begin(by=cast.leader), now=timezone.now())
    elif way == "taken back":
        actions.withdraw_invitation(row=user.memberships.get(), by=cast.leader)
    elif way == "opened otherwise":
        User.objects.filter(pk=user.pk).update(is_active=True)
    elif way == "never was":
        address = "/konto/invitation/5f4dcc3b5aa765d61d8327deb882cf99/"
    for answer in (Client().get(address), Client().post(address, CHOSEN)):
        assert answer.status_code == 404
        assert "Ny Kollega" not in answer.content.decode()
    assert not any(account.has_usable_password() for account in User.objects.filter(pk=user.pk))


def test_until_the_link_is_used_neither_a_code_nor_a_forgotten_password_lets_anybody_in(cast: Cast) -> None:
    invite(cast)
    for address in ("/konto/kode/", "/konto/adgangskode/glemt/"):
        Client().post(address, {"email": "ny@test.example"})
    assert mails.sent() == []


def test_opening_an_invitation_signs_another_user_out(cast: Cast) -> None:
    address, client = invite(cast), cast.client("leader")
    client.post(address, CHOSEN)
    assert client.get("/konto/nu/").json()["name"] == "Ny Kollega"
    assert client.get("/planer/plan-a/roller/").status_code == 403
