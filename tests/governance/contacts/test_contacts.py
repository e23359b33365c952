"""Whose e-mail and telephone a reader sees: a secretariat all of its plan's, a member those of their own body."""

from copy import deepcopy
from typing import Any

import pytest
from django.urls import reverse

from abc_portal.directory.models import Person
from governance.contacts.access import may_see_contacts, own_body
from governance.models import Body
from plans.shared.enums import Role
from tests import factories
from tests.people import Cast

pytestmark = pytest.mark.django_db

BODIES = ("board", "own group", "other group", "network", "steering", "loose group")
#: Who sees the contact details of which body.
SEES = {
    "leader": set(BODIES),
    "staff": set(BODIES),
    "admin": set(BODIES),
    "board": {"board"},
    "group": {"own group"},
    "department": set(),
    "auditor": set(),
    "observer": set(),
    "outsider": set(),
    "other_leader": set(),
}


@pytest.fixture(scope="module")
def bodies_once(cast_once: Cast, django_db_blocker: Any) -> dict[str, Body]:
    with django_db_blocker.unblock():
        return _six_bodies(cast_once)


@pytest.fixture
def bodies(bodies_once: dict[str, Body], cast: Cast) -> dict[str, Body]:
    return deepcopy(bodies_once)


def _six_bodies(cast: Cast) -> dict[str, Body]:
    """Six bodies, each with one member whose address and number are the body's name."""
    plan = cast.plan
    found = {
        "board": factories.body(plan, "board"),
        "own group": factories.body(plan, "follow_up_group", sub_agreement=cast.sub),
        "other group": factories.body(plan, "follow_up_group", sub_agreement=cast.other_sub),
        "network": factories.body(plan, "resource_network", sub_agreement=cast.sub),
        "steering": factories.body(plan, "steering_group"),
        "loose group": factories.body(plan, "follow_up_group"),
    }
    for name, body in found.items():
        code = name.replace(" ", "-")
        person = factories.person(f"Medlem af {name}")
        factories.contacts(plan, person, f"{code}@bodies.example", f"tlf-{code}")
        factories.holder(factories.seat(body), person=person)
    elsewhere = factories.person("Medlem andetsteds")
    factories.contacts(cast.other_plan, elsewhere, "elsewhere@bodies.example", "tlf-elsewhere")
    factories.holder(factories.seat(factories.body(cast.other_plan, "board")), person=elsewhere)
    return found


def _page(cast: Cast, person: str) -> str:
    answer = cast.client(person).get(reverse("governance:bodies", args=[cast.plan.slug]))
    return str(answer.content.decode()) if answer.status_code == 200 else ""


@pytest.mark.parametrize("person", SEES)
def test_the_page_shows_contacts_of_one_s_own_bodies_alone(cast: Cast, bodies: Any, person: str) -> None:
    page = _page(cast, person)
    for name in BODIES:
        code = name.replace(" ", "-")
        assert (f"{code}@bodies.example" in page) == (name in SEES[person]), name
        assert (f"tlf-{code}" in page) == (name in SEES[person]), name
    assert "elsewhere" not in page


@pytest.mark.parametrize("person", Cast.ROLES)
def test_every_role_sees_the_members_names(cast: Cast, bodies: Any, person: str) -> None:
    page = _page(cast, person)
    for name in BODIES:
        assert f"Medlem af {name}" in page


@pytest.mark.parametrize("person", SEES)
def test_the_predicate_says_the_same(cast: Cast, bodies: dict[str, Body], person: str) -> None:
    user = getattr(cast, person)
    assert {name for name, body in bodies.items() if may_see_contacts(user, body)} == SEES[person]


def test_the_predicate_asks_no_database_once_the_roles_are_known(
    cast: Cast, bodies: dict[str, Body], django_assert_num_queries: Any
) -> None:
    user, body = cast.group, Body.objects.select_related("plan").get(pk=bodies["own group"].pk)
    may_see_contacts(user, body)
    with django_assert_num_queries(0):
        assert may_see_contacts(user, body)


@pytest.mark.parametrize(("person", "names"), [("board", {"board"}), ("group", {"own group"}), ("department", set())])
def test_the_filter_finds_the_same_bodies(cast: Cast, bodies: dict[str, Body], person: str, names: set[str]) -> None:
    found = Body.objects.filter(own_body(getattr(cast, person)))
    assert set(found) == {bodies[name] for name in names}


@pytest.mark.parametrize("person", SEES)
def test_persons_are_seen_by_the_same_rule(cast: Cast, bodies: Any, person: str) -> None:
    user = getattr(cast, person)
    seen = set(Person.objects.visible_to(user).values_list("name", flat=True))
    wanted = {f"Medlem af {name}" for name in SEES[person]}
    if person in ("other_leader", "admin"):
        wanted |= {"Medlem andetsteds"}
    assert seen == wanted


def test_a_group_member_without_a_sub_agreement_s_group_sees_no_loose_group(cast: Cast, bodies: Any) -> None:
    """An empty sub-agreement on a body is not the empty sub-agreement of a role."""
    user = factories.user("two-groups")
    factories.member(cast.other_plan, user, Role.GROUP, sub_agreement=factories.sub_agreement(cast.other_plan))
    factories.member(cast.plan, user, Role.OBSERVER)
    assert not any(may_see_contacts(user, body) for body in bodies.values())


def test_a_board_member_elsewhere_sees_nothing_of_this_board(cast: Cast, bodies: dict[str, Body]) -> None:
    user = factories.user("board-elsewhere")
    factories.member(cast.other_plan, user, Role.BOARD)
    factories.member(cast.plan, user, Role.OBSERVER)
    assert not may_see_contacts(user, bodies["board"])
    assert not Body.objects.filter(own_body(user), plan=cast.plan).exists()


def test_a_person_who_sits_in_two_bodies_is_seen_once(cast: Cast, bodies: dict[str, Body]) -> None:
    person = Person.objects.get(name="Medlem af board")
    factories.holder(factories.seat(bodies["own group"]), person=person)
    factories.holder(factories.seat(bodies["board"]), person=person)
    for viewer in (cast.board, cast.leader, cast.group):
        assert list(Person.objects.visible_to(viewer)).count(person) == 1
