"""Who gives which roles, that no plan loses its last leader, and what is told of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.core.tokens import digest_of_token
from abc_portal.directory.models import AccountInvitation, User
from plans.models import Membership
from plans.roles import actions
from plans.roles.actions import Invitee
from plans.shared import access
from plans.shared.access import Resource
from plans.shared.enums import Role
from tests import factories, mails
from tests.people import Cast

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NEXT_YEAR = TODAY + timedelta(days=365)


def role_of(cast: Cast, role: str) -> Membership:
    rows = Membership.objects.select_related("plan", "user")
    return rows.get(plan=cast.plan, role=role, user=getattr(cast, role))


def new_role(cast: Cast, user: User | None, role: str = "staff", **fields: Any) -> Membership:
    return Membership(plan=cast.plan, user=user, role=role, **fields)


def second_leader(cast: Cast, **fields: Any) -> Membership:
    return factories.member(cast.plan, cast.outsider, Role.LEADER, **fields)


def give(cast: Cast, row: Membership, by: str = "leader", **more: Any) -> Membership:
    return actions.give_role(row=row, by=getattr(cast, by), now=timezone.now(), **more)


def end(cast: Cast, row: Membership, by: str = "leader", last_day: date | None = None) -> bool:
    return actions.end_role(row=row, last_day=last_day, by=getattr(cast, by), today=TODAY)


# --- giving ---------------------------------------------------------------------------------------


def test_a_role_given_counts_at_once_stands_in_the_plans_history_and_is_told_by_one_mail(cast: Cast) -> None:
    give(cast, new_role(cast, cast.outsider, starts_on=TODAY))
    assert access.may_edit(cast.outsider, Resource.PLAN, cast.plan)
    written = ChangeSet.objects.first()
    assert (written.by, written.scope) == (cast.leader, f"plan:{cast.plan.pk}")
    (mail,) = mails.sent()
    assert mail.to == ["outsider@test.example"]
    assert "Plan A" in mail.body
    assert "medarbejder" in mail.body
    assert "Plan A" not in mail.subject


@pytest.mark.parametrize("by", ["staff", "board", "auditor", "outsider", "other_leader"])
def test_a_role_is_given_by_nobody_but_who_leads_the_plan(cast: Cast, by: str) -> None:
    with pytest.raises(Refused):
        give(cast, new_role(cast, cast.outsider), by=by)
    assert not Membership.objects.filter(plan=cast.plan, user=cast.outsider).exists()


def test_a_role_for_oneself_is_refused_save_for_the_administrator(cast: Cast) -> None:
    with pytest.raises(Refused, match="sig selv"):
        give(cast, new_role(cast, cast.leader, "auditor"))
    give(cast, new_role(cast, cast.admin, "auditor"), by="admin")


def test_the_same_role_twice_on_some_days_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="har allerede den rolle"):
        give(cast, new_role(cast, cast.staff, starts_on=TOMORROW))


def test_a_closed_account_gets_no_role_and_is_not_opened_by_it(cast: Cast) -> None:
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    with pytest.raises(Refused, match="lukket"):
        give(cast, new_role(cast, cast.outsider))
    assert not AccountInvitation.objects.exists()


def test_the_period_of_ones_own_role_is_not_changed(cast: Cast) -> None:
    row = role_of(cast, Role.LEADER)
    row.starts_on = YESTERDAY
    with pytest.raises(Refused, match="sig selv"):
        actions.change_period(row=row, by=cast.leader)


# --- the last leader ------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["leader", "admin"])
@pytest.mark.parametrize("last_day", [None, NEXT_YEAR])
def test_ending_the_last_leaders_role_is_refused(cast: Cast, by: str, last_day: date | None) -> None:
    with pytest.raises(ValidationError, match="ville ingen lede planen"):
        end(cast, role_of(cast, Role.LEADER), by, last_day)


def test_deleting_the_last_leaders_role_is_refused_by_the_write_itself(cast: Cast) -> None:
    row = role_of(cast, Role.LEADER)
    with pytest.raises(ValidationError, match="ville ingen lede planen"):
        change_sets.delete(row, change_set=change_sets.begin(by=cast.admin))
    row.role = Role.STAFF
    with pytest.raises(ValidationError, match="ville ingen lede planen"):
        change_sets.save(row, change_set=change_sets.begin(by=cast.admin))


def test_another_leader_must_lead_from_the_day_that_the_first_ends(cast: Cast) -> None:
    second_leader(cast, starts_on=NEXT_YEAR)
    with pytest.raises(ValidationError, match="ville ingen lede planen"):
        end(cast, role_of(cast, Role.LEADER))
    end(cast, role_of(cast, Role.LEADER), last_day=NEXT_YEAR - timedelta(days=1))


def test_an_account_that_cannot_sign_in_is_no_leader(cast: Cast) -> None:
    second_leader(cast)
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="ville ingen lede planen"):
        end(cast, role_of(cast, Role.LEADER))


def test_a_plan_is_deleted_with_its_leader(cast: Cast) -> None:
    plan = factories.plan("plan-c")
    factories.member(plan, cast.leader, Role.LEADER)
    change_sets.delete(plan, change_set=change_sets.begin(by=cast.admin, reason="Fejl"))


# --- ending and handing over ----------------------------------------------------------------------


def test_a_role_ends_at_once_or_with_its_last_day(cast: Cast) -> None:
    end(cast, role_of(cast, Role.STAFF))
    assert role_of(cast, Role.STAFF).ends_on == YESTERDAY
    assert not access.grants(cast.staff)
    end(cast, role_of(cast, Role.BOARD), last_day=TOMORROW)
    assert access.grants(cast.board)


def test_a_role_that_began_today_and_ends_at_once_is_gone(cast: Cast) -> None:
    give(cast, new_role(cast, cast.outsider, starts_on=TODAY))
    end(cast, Membership.objects.get(plan=cast.plan, user=cast.outsider))
    assert not access.grants(cast.outsider)
    assert not Membership.objects.filter(plan=cast.plan, user=cast.outsider).exists()


def test_ending_makes_no_role_longer(cast: Cast) -> None:
    row = factories.member(cast.plan, cast.outsider, "observer", ends_on=YESTERDAY)
    with pytest.raises(ValidationError, match="ophører allerede"):
        end(cast, row, last_day=NEXT_YEAR)
    begun = factories.member(cast.plan, cast.admin, "observer", starts_on=TODAY)
    with pytest.raises(ValidationError, match="før"):
        end(cast, begun, last_day=YESTERDAY)


def hand_over(cast: Cast, to: User, day: date = TODAY, by: str = "leader", **more: Any) -> None:
    row = role_of(cast, Role.LEADER)
    actions.hand_over(row=row, to=to, takes_over_on=day, by=getattr(cast, by), today=TODAY, **more)


@pytest.mark.parametrize("day", [TODAY, NEXT_YEAR])
def test_a_plan_is_handed_over_in_one_change_set_and_is_led_every_day(cast: Cast, day: date) -> None:
    before = ChangeSet.objects.count()
    hand_over(cast, cast.staff, day)
    assert ChangeSet.objects.count() == before + 1
    leaders = Membership.objects.filter(plan=cast.plan, role=Role.LEADER).order_by("pk")
    assert [(row.user, row.starts_on, row.ends_on) for row in leaders] == [
        (cast.leader, None, day - timedelta(days=1)), (cast.staff, day, None),
    ]  # fmt: skip
    assert access.may_edit(cast.leader, Resource.ADMINISTRATION, cast.plan) is (day > TODAY)


def test_who_hands_over_may_stay_as_staff(cast: Cast) -> None:
    hand_over(cast, cast.outsider, stays_as_staff=True)
    assert {grant.role for grant in access.grants(cast.leader)} == {Role.STAFF}


def test_who_leads_already_until_a_day_leads_on_without_an_end(cast: Cast) -> None:
    second_leader(cast, starts_on=YESTERDAY, ends_on=TOMORROW)
    hand_over(cast, cast.outsider)
    held = Membership.objects.get(plan=cast.plan, user=cast.outsider)
    assert (held.starts_on, held.ends_on) == (YESTERDAY, None)


def test_handing_over_to_nobody_else_or_in_the_past_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="til sig selv"):
        hand_over(cast, cast.leader)
    with pytest.raises(ValidationError, match="senere dag"):
        hand_over(cast, cast.staff, YESTERDAY)
    second_leader(cast, ends_on=TOMORROW)
    with pytest.raises(ValidationError, match="til sig selv"):
        hand_over(cast, cast.outsider, by="outsider")
    row, _token = factories.invited(cast.plan, "Ny", "ny@test.example")
    with pytest.raises(ValidationError, match="kan ikke logge ind endnu"):
        hand_over(cast, row.user)


def test_only_a_leaders_role_is_handed_over(cast: Cast) -> None:
    row = role_of(cast, Role.STAFF)
    with pytest.raises(Refused, match="sekretariatsleder"):
        actions.hand_over(row=row, to=cast.outsider, takes_over_on=TODAY, by=cast.leader, today=TODAY)


# --- invitations ----------------------------------------------------------------------------------


@pytest.fixture
def invited(cast: Cast) -> Membership:
    return give(cast, new_role(cast, None), invitee=Invitee("Ny Kollega", "ny@test.example"))


def token_in(mail: Any) -> str:
    return next(line for line in mail.body.splitlines() if "/konto/invitation/" in line).rstrip("/").rpartition("/")[2]


def test_an_invitation_makes_a_closed_account_and_sends_one_link_to_its_address_alone(invited: Membership) -> None:
    assert not invited.user.is_active
    assert not invited.user.has_usable_password()
    assert access.grants(invited.user) == ()
    (mail,) = mails.sent()
    assert mail.to == ["ny@test.example"]
    token = token_in(mail)
    assert AccountInvitation.objects.get().digest == digest_of_token(token)


def test_a_new_link_replaces_the_old_one(cast: Cast, invited: Membership) -> None:
    first = token_in(mails.sent()[0])
    actions.invite_again(row=invited, by=cast.leader, now=timezone.now())
    second = token_in(mails.sent()[1])
    now = timezone.now()
    opened = [AccountInvitation.objects.opened_by(digest_of_token(token), now).exists() for token in (first, second)]
    assert opened == [False, True]


def test_an_invitation_taken_back_leaves_no_account(cast: Cast, invited: Membership) -> None:
    actions.withdraw_invitation(row=invited, by=cast.leader)
    assert not AccountInvitation.objects.exists()
    assert not User.objects.filter(email="ny@test.example").exists()


def test_an_invitation_taken_back_leaves_the_account_that_another_plan_waits_for(
    cast: Cast, invited: Membership
) -> None:
    other = Membership(plan=cast.other_plan, user=invited.user, role="observer")
    actions.give_role(row=other, by=cast.other_leader, now=timezone.now())
    actions.withdraw_invitation(row=invited, by=cast.leader)
    assert AccountInvitation.objects.get().user == invited.user


def test_who_has_come_is_neither_invited_again_nor_taken_back(cast: Cast) -> None:
    row = role_of(cast, Role.STAFF)
    with pytest.raises(Refused):
        actions.invite_again(row=row, by=cast.leader, now=timezone.now())
    with pytest.raises(Refused):
        actions.withdraw_invitation(row=row, by=cast.leader)


@pytest.mark.parametrize("by", ["staff", "outsider", "other_leader"])
def test_invitations_are_the_leaders_matter(cast: Cast, by: str) -> None:
    row, _token = factories.invited(cast.plan, "Ny", "ny@test.example")
    for act in (
        lambda user: actions.invite_again(row=row, by=user, now=timezone.now()),
        lambda user: actions.withdraw_invitation(row=row, by=user),
    ):
        with pytest.raises(Refused):
            act(getattr(cast, by))
