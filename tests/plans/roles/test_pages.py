"""The page of roles and the forms behind it, as a leader uses them and as others are refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from abc_portal.directory.models import User
from plans.models import Membership
from plans.shared.enums import Role
from tests import factories, mails
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db

PAGE = "/planer/plan-a/roller/"
TODAY = timezone.localdate()


def role_of(cast: Cast, role: str) -> Membership:
    return Membership.objects.get(plan=cast.plan, role=role, user=getattr(cast, role))


def send(client: Client, address: str, **fields: Any) -> Any:
    """Open the form, fill the fields in, and send it."""
    return client.post(address, {**posted(client.get(address)), **fields})


def error_of(answer: Any) -> str:
    assert answer.status_code == 422
    return " ".join(str(sentence) for sentences in answer.context["form"].errors.values() for sentence in sentences)


def test_the_page_lists_current_roles_before_former_ones_and_when_each_was_last_seen(cast: Cast) -> None:
    User.objects.filter(pk=cast.board.pk).update(last_login=timezone.now() - timedelta(days=400))
    factories.member(cast.plan, cast.outsider, "observer", ends_on=TODAY - timedelta(days=1))
    factories.invited(cast.plan, "Ny Kollega", "ny@test.example", now=timezone.now() - timedelta(days=30))
    answer = cast.client("leader").get(PAGE)
    facts = answer.context["roles"]
    assert next(line.name for line in facts.now) == "leader"
    seen = {line.name: (line.last_login is not None, line.is_late) for line in facts.now}
    assert (seen["staff"], seen["board"], seen["Ny Kollega"]) == ((False, False), (True, False), (False, True))
    assert [line.name for line in facts.former] == ["outsider"]
    assert "Invitationen udløb den" in answer.content.decode()


def test_the_page_costs_the_same_with_many_roles(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(15):
        factories.member(cast.plan, factories.user(f"medlem-{number}"), "board")
    client = cast.client("leader")
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_a_role_is_given_to_who_is_known_by_name(cast: Cast) -> None:
    answer = send(cast.client("leader"), PAGE + "giv/", user_typed="observer", user_was="", role="board")
    assert (answer.status_code, answer.url) == (302, PAGE)
    assert Membership.objects.filter(plan=cast.plan, user=cast.observer, role="board", starts_on=TODAY).exists()


def test_accounts_of_other_plans_are_not_suggested_but_can_be_named_by_their_address(cast: Cast) -> None:
    client = cast.client("leader")
    suggested = client.get("/planer/plan-a/valg/konti/?q=test.example").json()["rows"]
    assert {row["label"] for row in suggested} == set(Cast.ROLES)
    assert "intet på listen" in error_of(send(client, PAGE + "giv/", user_typed="outsider", user_was="", role="board"))
    answer = send(client, PAGE + "giv/", email="Outsider@test.example", role="board")
    assert answer.status_code == 302
    assert Membership.objects.filter(plan=cast.plan, user=cast.outsider, role="board").exists()
    assert User.objects.filter(email="outsider@test.example").count() == 1


@pytest.mark.parametrize("name", ["staff", "board", "observer"])
def test_whom_others_may_choose_among_is_themselves(cast: Cast, name: str) -> None:
    rows = cast.client(name).get("/planer/plan-a/valg/konti/?q=").json()["rows"]
    assert [row["label"] for row in rows] == [name]


def test_roles_for_a_part_ask_for_it_and_others_for_none(cast: Cast) -> None:
    client, chosen = cast.client("leader"), {"email": "outsider@test.example"}
    assert "delaftale" in error_of(send(client, PAGE + "giv/", **chosen, role="group"))
    assert "afdeling" in error_of(send(client, PAGE + "giv/", **chosen, role="department"))
    assert "tomt" in error_of(send(client, PAGE + "giv/", **chosen, role="board", sub_agreement=cast.sub.pk))
    assert send(client, PAGE + "giv/", **chosen, role="group", sub_agreement=cast.sub.pk).status_code == 302


def test_who_gets_the_role_is_chosen_or_invited_not_both_and_never_oneself(cast: Cast) -> None:
    client = cast.client("leader")
    assert "Vælg en fra listen" in error_of(send(client, PAGE + "giv/", role="board"))
    both = {"user_typed": "observer", "user_was": "", "email": "ny@test.example"}
    assert "ikke begge dele" in error_of(send(client, PAGE + "giv/", role="board", **both))
    assert "sig selv" in error_of(send(client, PAGE + "giv/", role="auditor", email="leader@test.example"))
    assert "navnet" in error_of(send(client, PAGE + "giv/", role="board", email="ny@test.example"))
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    assert "lukket" in error_of(send(client, PAGE + "giv/", role="board", email="outsider@test.example"))
    assert not User.objects.filter(email="ny@test.example").exists()


def test_a_form_gives_no_more_than_a_role(cast: Cast) -> None:
    more = {"is_superuser": "on", "is_active": "on"}
    send(cast.client("leader"), PAGE + "giv/", role="staff", name="Ny", email="ny@test.example", **more)
    made = User.objects.get(email="ny@test.example")
    assert (made.is_superuser, made.is_active) == (False, False)


def test_a_form_sent_twice_invites_once(cast: Cast) -> None:
    client = cast.client("leader")
    data = {**posted(client.get(PAGE + "giv/")), "role": "staff", "name": "Ny", "email": "ny@test.example"}
    assert [client.post(PAGE + "giv/", data).status_code for _time in range(2)] == [302, 302]
    assert len(mails.sent()) == 1


def test_a_role_is_ended_with_its_reason_and_who_is_signed_in_is_out_at_once(cast: Cast) -> None:
    staff = cast.client("staff")
    assert staff.get("/planer/plan-a/").status_code == 200
    row = role_of(cast, Role.STAFF)
    assert send(cast.client("leader"), f"{PAGE}{row.pk}/afslut/", reason="Nyt job").status_code == 302
    assert staff.get("/planer/plan-a/").status_code == 404
    history = cast.client("leader").get("/planer/plan-a/historik/").content.decode()
    assert "Nyt job" in history


def test_the_last_leader_reads_why_the_role_is_not_ended(cast: Cast) -> None:
    row = role_of(cast, Role.LEADER)
    assert "ville ingen lede planen" in error_of(send(cast.client("leader"), f"{PAGE}{row.pk}/afslut/"))


def test_the_period_of_another_is_changed_and_of_oneself_is_not(cast: Cast) -> None:
    client, row = cast.client("leader"), role_of(cast, Role.BOARD)
    assert send(client, f"{PAGE}{row.pk}/periode/", ends_on="31-12-2030").status_code == 302
    assert role_of(cast, Role.BOARD).ends_on.year == 2030
    own = client.get(f"{PAGE}{role_of(cast, Role.LEADER).pk}/periode/")
    assert own.status_code == 403
    assert "sig selv" in own.content.decode()


def test_a_leader_hands_over_and_is_led_to_what_they_still_see(cast: Cast) -> None:
    client, row = cast.client("leader"), role_of(cast, Role.LEADER)
    address = f"{PAGE}{row.pk}/overdrag/"
    answer = send(client, address, to_typed="staff", to_was="", stays_as_staff="on")
    assert (answer.status_code, answer.url) == (302, "/planer/plan-a/")
    assert client.get(PAGE).status_code == 403
    assert cast.client("staff").get(PAGE).status_code == 200


def test_an_invitation_is_sent_again_and_taken_back_from_the_page(cast: Cast) -> None:
    row, _token = factories.invited(cast.plan, "Ny Kollega", "ny@test.example")
    client = cast.client("leader")
    assert client.get(f"{PAGE}{row.pk}/afslut/").status_code == 403
    assert send(client, f"{PAGE}{row.pk}/inviter-igen/").status_code == 302
    assert len(mails.sent()) == 1
    asked = client.get(f"{PAGE}{row.pk}/fortryd/")
    assert client.post(f"{PAGE}{row.pk}/fortryd/", {"seen": asked.context["seen"]}).status_code == 302
    assert not User.objects.filter(email="ny@test.example").exists()
    assert client.get("/planer/plan-a/historik/").status_code == 200


def test_the_roles_of_another_plan_are_not_found_under_ones_own(cast: Cast) -> None:
    foreign = Membership.objects.get(plan=cast.other_plan, user=cast.other_leader)
    for verb in ("periode", "afslut", "overdrag", "inviter-igen", "fortryd"):
        assert cast.client("leader").get(f"{PAGE}{foreign.pk}/{verb}/").status_code == 404
        assert cast.client("leader").post(f"{PAGE}{foreign.pk}/{verb}/").status_code == 404


@pytest.mark.parametrize("name", ["staff", "board", "group", "department", "auditor", "observer", "outsider"])
def test_a_post_by_others_changes_nothing(cast: Cast, name: str) -> None:
    row = role_of(cast, Role.BOARD)
    wanted = 404 if name == "outsider" else 403
    client = cast.client(name)
    for address in (f"{PAGE}giv/", f"{PAGE}{row.pk}/periode/", f"{PAGE}{row.pk}/afslut/", f"{PAGE}{row.pk}/fortryd/"):
        answer = client.post(address, {"role": "leader", "email": f"{name}@test.example", "made_from": row.version})
        assert answer.status_code == wanted
    assert role_of(cast, Role.BOARD).version == row.version


def test_the_administration_obeys_the_same_rules(cast: Cast) -> None:
    client, row = cast.client("leader"), role_of(cast, Role.LEADER)
    address = f"/admin/plans/membership/{row.pk}/change/"
    data = {**posted(client.get(address)), "email": "leader@test.example"}
    longer = client.post(address, {**data, "role": "auditor"})
    assert longer.status_code == 200
    assert "sig selv" in longer.content.decode()
    ended = client.post(address, {**data, "ends_on": "01-01-2030"})
    assert ended.status_code == 422
    assert "ville ingen lede planen" in ended.content.decode()
    assert role_of(cast, Role.LEADER).version == row.version
