"""Who may see and do what: the predicates made from the table of rights."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from abc_portal.core.access import Refused
from plans.models import Plan
from plans.shared import access
from plans.shared.access import ACCESS_LEVELS, AccessLevel, Resource
from plans.shared.enums import Role
from tests import factories
from tests.people import Cast

CELLS = [(resource, role, level) for (resource, role), level in ACCESS_LEVELS.items()]
SEEN_IN_FULL = {AccessLevel.EDIT, AccessLevel.SEE, AccessLevel.PROPOSE, AccessLevel.ADD, AccessLevel.ADD_EDIT}


def test_the_table_has_a_cell_for_every_resource_and_role() -> None:
    """What stands in the cells is agreed on in ``docs/access.md``, which ``tests/house/test_docs.py`` compares."""
    assert set(ACCESS_LEVELS) == {(resource, role) for resource in Resource for role in Role}


# --- the predicates ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_role_sees_and_edits_what_the_table_says(cast: Cast, role: Role) -> None:
    user = getattr(cast, role.value)
    for resource in Resource:
        right = ACCESS_LEVELS[resource, role]
        assert access.may_see(user, resource, cast.plan) == (right in SEEN_IN_FULL), resource
        assert access.may_see_some(user, resource, cast.plan) == (right != AccessLevel.NONE), resource
        assert access.may_edit(user, resource, cast.plan) == (right == AccessLevel.EDIT), resource


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["outsider", "other_leader", *Cast.ROLES])
def test_a_role_counts_in_its_own_plan_only(cast: Cast, person: str) -> None:
    plan = cast.plan if person in ("outsider", "other_leader") else cast.other_plan
    for resource in Resource:
        assert access.access_levels(getattr(cast, person), resource, plan) == frozenset()


@pytest.mark.django_db
def test_the_system_administrator_edits_everything_everywhere(cast: Cast) -> None:
    for resource in Resource:
        assert access.may_edit(cast.admin, resource, cast.plan)
        assert access.may_edit(cast.admin, resource, cast.other_plan)


@pytest.mark.django_db
def test_nobody_and_a_closed_account_may_nothing(cast: Cast) -> None:
    closed = cast.leader
    closed.is_active = False
    administrator = cast.admin
    administrator.is_active = False
    for user in (AnonymousUser(), closed, administrator):
        for resource in Resource:
            assert access.access_levels(user, resource, cast.plan) == frozenset()
            assert not access.plans_where(user, resource, access.FULL_SIGHT).exists()
        assert not Plan.objects.visible_to(user).exists()
        assert not Plan.objects.editable_by(user).exists()
        assert not Plan.objects.led_by(user).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begins", "ends", "held"),
    [
        (None, None, True), (0, None, True), (None, 0, True), (0, 0, True), (-9, 9, True),
        (1, None, False), (None, -1, False), (-9, -1, False), (1, 9, False),
    ],
)  # fmt: skip
def test_a_role_counts_from_its_first_day_to_its_last(cast: Cast, begins: Any, ends: Any, held: bool) -> None:
    today = timezone.localdate()
    user = factories.user("dated")
    days = {
        "starts_on": None if begins is None else today + timedelta(days=begins),
        "ends_on": None if ends is None else today + timedelta(days=ends),
    }
    factories.member(cast.plan, user, Role.BOARD, **days)
    assert access.may_see(user, Resource.PLAN, cast.plan) is held
    assert Plan.objects.visible_to(user).exists() is held
    assert bool(access.grants(user)) is held


@pytest.mark.django_db
def test_several_roles_add_up(cast: Cast) -> None:
    factories.member(cast.plan, cast.board, Role.AUDITOR)
    user = cast.board
    assert access.may_see(user, Resource.REVIEW, cast.plan)
    assert access.may_see(user, Resource.READINESS, cast.plan)
    assert access.access_levels(user, Resource.PLAN, cast.plan) == {AccessLevel.SEE}


# --- refusals ------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_refusal_says_which_role_and_what(cast: Cast, role: Role) -> None:
    user = getattr(cast, role.value)
    for resource in Resource:
        right = ACCESS_LEVELS[resource, role]
        refused = {access.check_can_see: right == AccessLevel.NONE, access.check_can_edit: right != AccessLevel.EDIT}
        for check, is_refused in refused.items():
            with pytest.raises(Refused) if is_refused else nullcontext() as caught:
                check(user, resource, cast.plan)
            if caught:
                assert str(role.label) in str(caught.value)
                assert str(resource.label) in str(caught.value)


@pytest.mark.django_db
def test_roles_in_words(cast: Cast) -> None:
    assert access.role_words(cast.leader, cast.plan) == "sekretariatsleder"
    assert access.role_words(cast.outsider, cast.plan) == "ingen"
    assert access.role_words(cast.admin, cast.plan) == "systemadministrator"
    factories.member(cast.plan, cast.leader, Role.BOARD)
    factories.member(cast.plan, cast.leader, Role.GROUP, sub_agreement=cast.sub)
    factories.member(cast.plan, cast.leader, Role.GROUP, sub_agreement=cast.other_sub)
    words = access.role_words(cast.leader, cast.plan).split(", ")
    assert len(words) == len(set(words)) == 3


@pytest.mark.django_db
def test_one_s_roles_are_asked_for_once_a_request(cast: Cast, django_assert_num_queries: Any) -> None:
    user = cast.staff
    with django_assert_num_queries(1):
        for resource in Resource:
            access.may_see(user, resource, cast.plan)
            access.may_edit(user, resource, cast.plan)


def test_no_permission_is_given_by_accident() -> None:
    """A right that nobody has named opens nothing."""
    assert access.roles_with(Resource.ADMINISTRATION, [AccessLevel.EDIT]) == [Role.LEADER]
    assert access.roles_with(Resource.EXACT_COUNTS, access.FULL_SIGHT) == [Role.LEADER, Role.STAFF]
    assert set(access.FULL_SIGHT) == SEEN_IN_FULL
    assert AccessLevel.NONE not in access.FULL_SIGHT
