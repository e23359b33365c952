"""Who sees and edits the shared lists, persons and accounts; one table per kind of row."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import models

from abc_portal.audit import change_sets
from abc_portal.directory import access
from abc_portal.directory.models import (
    AreaAlias,
    AreaDepartment,
    Count,
    CountedPlace,
    DepartmentAlias,
    HousingArea,
    HousingDepartment,
    Organisation,
    OrganisationAlias,
    Person,
    ReferenceProposal,
    User,
)
from plans.shared.enums import Role
from tests import factories
from tests.broken_rules import is_refused_by_the_database
from tests.people import Cast

pytestmark = pytest.mark.django_db

EVERYBODY = (*Cast.ROLES, "admin", "outsider", "other_leader")
SHARED = (
    Organisation, OrganisationAlias, HousingDepartment, DepartmentAlias, HousingArea, AreaAlias, AreaDepartment,
    Count, CountedPlace,
)  # fmt: skip


@pytest.fixture
def cast(cast_once: Cast) -> Cast:
    """Assembled once: no test here changes the cast's own objects."""
    return cast_once


def one_of_each() -> None:
    organisation, department, area = factories.organisation(), factories.department(), factories.area()
    count = factories.saved(Count(kind="dwellings", value=1, source="Essens"))
    for row in (
        OrganisationAlias(organisation=organisation, name="A"), DepartmentAlias(department=department, name="A"),
        AreaAlias(area=area, name="A"), AreaDepartment(area=area, department=department),
        CountedPlace(count=count, area=area),
    ):  # fmt: skip
        factories.saved(row)


def users(cast: Cast) -> dict[str, User]:
    inactive = factories.user("lukket", is_superuser=True, is_active=False)
    factories.member(cast.plan, inactive, Role.LEADER)
    return {**{name: getattr(cast, name) for name in EVERYBODY}, "inactive": inactive}


# --- the shared lists -----------------------------------------------------------------------------------

SEES = {"leader", "staff", "admin", "other_leader"}
PROPOSES = {"leader", "admin", "other_leader"}
EDITS = {"admin"}


@pytest.mark.parametrize("model", SHARED)
def test_a_shared_list_is_seen_by_secretariats_and_edited_by_the_administrator(
    cast: Cast, model: type[models.Model]
) -> None:
    one_of_each()
    manager: Any = model._default_manager
    everything = manager.count()
    of_plan_a = {
        HousingDepartment: {cast.housing.pk},
        Organisation: {cast.housing.organisation_id, cast.plan.municipality_id} - {None},
    }
    own = of_plan_a.get(model, set())
    assert everything
    for name, user in users(cast).items():
        assert manager.visible_to(user).count() == (everything if name in SEES else 0), name
        edited = set(manager.editable_by(user).values_list("pk", flat=True))
        assert len(edited) == everything if name in EDITS else edited == (own if name == "leader" else set()), (
            name,
            edited,
            own,
        )


def test_a_leader_edits_what_no_other_plan_uses_and_what_the_secretariat_added(cast: Cast) -> None:
    added = factories.saved(Organisation(name="Ny", kind="housing"), by=cast.staff)
    assert added in Organisation.objects.editable_by(cast.leader)
    assert not Organisation.objects.editable_by(cast.staff).exists()
    factories.party(cast.plan, organisation=added)
    assert added in Organisation.objects.editable_by(cast.leader)
    assert added not in Organisation.objects.editable_by(cast.other_leader)
    below = factories.department(owner=added)
    factories.takes_part(cast.other_plan, below)
    assert added not in Organisation.objects.editable_by(cast.leader)
    assert cast.housing in HousingDepartment.objects.editable_by(cast.leader)
    factories.takes_part(cast.other_plan, cast.housing)
    assert cast.housing not in HousingDepartment.objects.editable_by(cast.leader)
    assert not HousingDepartment.objects.editable_by(cast.outsider).exists()


def test_the_administration_lets_a_leader_edit_the_plan_s_own_and_delete_none(cast: Cast) -> None:
    client, foreign = cast.client("leader"), factories.takes_part(cast.other_plan, factories.department()).department
    address = "/admin/directory/housingdepartment/{}/change/"
    assert client.get(address.format(cast.housing.pk)).context["has_change_permission"]
    assert not client.get(address.format(foreign.pk)).context["has_change_permission"]
    assert client.get(f"/admin/directory/housingdepartment/{cast.housing.pk}/delete/").status_code == 403
    assert client.get("/admin/directory/housingdepartment/add/").status_code == 200
    assert cast.client("auditor").get("/admin/directory/housingdepartment/add/").status_code in (302, 403)


@pytest.mark.parametrize("model", [Person, User, ReferenceProposal])
def test_an_administrator_whose_account_is_closed_sees_nothing_of_others(cast: Cast, model: Any) -> None:
    closed = factories.user("lukket", is_superuser=True, is_active=False)
    persons(cast)
    proposal(cast.leader)
    assert [item for item in model._default_manager.visible_to(closed) if item != closed] == []
    if hasattr(model._default_manager, "editable_by"):
        assert not model._default_manager.editable_by(closed).exists()


@pytest.mark.parametrize("model", [*SHARED, Person, User, ReferenceProposal])
def test_somebody_not_signed_in_sees_nothing(cast: Cast, model: Any) -> None:
    one_of_each()
    factories.person()
    assert not model._default_manager.visible_to(AnonymousUser()).exists()
    if hasattr(model._default_manager, "editable_by"):
        assert not model._default_manager.editable_by(AnonymousUser()).exists()


def test_the_answers_are_one_table(cast: Cast) -> None:
    found = users(cast)
    assert {name for name, user in found.items() if access.may_see_reference(user)} == SEES
    assert {name for name, user in found.items() if access.may_propose_reference(user)} == PROPOSES
    assert {name for name, user in found.items() if access.may_edit_reference(user)} == EDITS
    assert not access.may_see_reference(AnonymousUser())


@pytest.mark.parametrize("path", ["organisation", "housingdepartment", "housingarea", "count"])
@pytest.mark.parametrize("person", ["leader", "staff", "admin"])
def test_the_administration_asks_the_same_rules(cast: Cast, path: str, person: str) -> None:
    client, adds = cast.client(person), person == "admin" or path != "count"
    assert client.get(f"/admin/directory/{path}/").status_code == 200
    assert client.get(f"/admin/directory/{path}/add/").status_code == (200 if adds else 403)


@pytest.mark.parametrize("person", ["leader", "staff"])
def test_a_secretariat_opens_a_shared_row_but_cannot_save_it(cast: Cast, person: str) -> None:
    row = factories.organisation("Boligforeningen")
    client, address = cast.client(person), f"/admin/directory/organisation/{row.pk}/change/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": "Overtaget", "kind": "housing", "made_from": "1"}).status_code == 403
    assert client.post(f"/admin/directory/organisation/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    row.refresh_from_db()
    assert (row.name, row.version) == ("Boligforeningen", 1)


# --- persons ----------------------------------------------------------------------------------------------


def persons(cast: Cast) -> dict[str, Person]:
    """Somebody at each place where a person can sit, in the cast's plan and in the other."""
    found = {
        name: factories.person(name)
        for name in ("signs", "on board", "in group", "in other group", "elsewhere", "in steering")
    }
    found["newcomer"] = factories.person("newcomer", by=cast.staff)
    factories.signatory(factories.party(cast.plan), person=found["signs"])
    board = factories.body(cast.plan, "board")
    own = factories.body(cast.plan, "follow_up_group", sub_agreement=cast.sub)
    other = factories.body(cast.plan, "follow_up_group", sub_agreement=cast.other_sub)
    steering = factories.body(cast.plan, "steering_group")
    for body, name in ((board, "on board"), (own, "in group"), (other, "in other group"), (steering, "in steering")):
        factories.holder(factories.seat(body), person=found[name])
    factories.holder(factories.seat(factories.body(cast.other_plan)), person=found["elsewhere"])
    return found


OURS = {"signs", "on board", "in group", "in other group", "in steering"}
#: Who sees which persons' contact details, and who edits them.
PERSONS_SEEN = {
    "leader": {*OURS, "newcomer"}, "staff": {*OURS, "newcomer"}, "board": {"on board"}, "group": {"in group"},
    "department": set(), "auditor": set(), "observer": set(), "outsider": set(),
    "other_leader": {"elsewhere"}, "admin": {*OURS, "newcomer", "elsewhere"},
}  # fmt: skip
PERSONS_EDITED = {**PERSONS_SEEN, "board": set(), "group": set()}


def test_a_persons_contact_details_are_seen_and_edited_by_those_they_work_with(cast: Cast) -> None:
    persons(cast)
    for name in EVERYBODY:
        user = getattr(cast, name)
        assert {person.name for person in Person.objects.visible_to(user)} == PERSONS_SEEN[name], name
        assert {person.name for person in Person.objects.editable_by(user)} == PERSONS_EDITED[name], name


def test_who_loses_the_last_seat_is_not_shown_to_other_secretariats(cast: Cast) -> None:
    """Whoever sits nowhere is a newcomer to those who knew the person before, and to nobody else."""
    person = factories.person("Forhenværende", by=cast.leader)
    holder = factories.holder(factories.seat(factories.body(cast.plan)), person=person)
    change_sets.delete(holder, change_set=change_sets.begin(by=cast.leader))
    seen = {name for name in EVERYBODY if Person.objects.visible_to(getattr(cast, name)).exists()}
    assert seen == {"leader", "staff", "admin"}


def test_who_came_with_a_plans_document_stays_with_its_secretariat(cast: Cast) -> None:
    """An import has no author, but its change set belongs to the plan."""
    factories.saved(Person(name="Fra dokumentet"), cast.plan)
    seen = {name for name in EVERYBODY if Person.objects.visible_to(getattr(cast, name)).exists()}
    assert seen == {"leader", "staff", "admin"}


def test_a_person_who_sits_in_two_places_is_listed_once(cast: Cast) -> None:
    found = persons(cast)
    body = factories.body(cast.plan, "board", name="En anden bestyrelse")
    for title in ("Formand", "Kasserer"):
        factories.holder(factories.seat(body, title), person=found["on board"])
    listed = [person.name for person in Person.objects.visible_to(cast.leader)]
    assert listed.count("on board") == 1
    assert [person.name for person in Person.objects.visible_to(cast.board)] == ["on board"]


def test_a_person_needs_no_account_and_may_have_one(cast: Cast) -> None:
    without = factories.person("Formand, AKB")
    owner = factories.person("Medlem", user=cast.users["board"])
    assert without.user is None
    assert cast.users["board"].person == owner
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="konto"):
        factories.person("En anden", user=cast.users["board"])


def test_a_persons_account_goes_and_the_person_stays(cast: Cast) -> None:
    user = factories.user("midlertidig")
    person = factories.person("Medlem", user=user)
    user.delete()
    person.refresh_from_db()
    assert person.user is None


def test_a_secretariat_does_not_decide_which_account_a_person_has(cast: Cast) -> None:
    person = factories.person("Nyt medlem", by=cast.leader)
    address = f"/admin/directory/person/{person.pk}/change/"
    for name, offered in (("leader", False), ("staff", False), ("admin", True)):
        form = cast.client(name).get(address).context["adminform"].form
        assert ("user" in form.fields) is offered, name
    stranger = cast.users["outsider"]
    data = {"name": "Nyt medlem", "title": "Kasserer", "made_from": "1", "user": stranger.pk}
    assert cast.client("leader").post(address, data).status_code == 302
    person.refresh_from_db()
    assert (person.title, person.user) == ("Kasserer", None)


# --- accounts ----------------------------------------------------------------------------------------------


def test_an_account_is_seen_by_its_owner_by_who_gives_it_roles_and_by_the_administrator(cast: Cast) -> None:
    members = {f"{role}@test.example" for role in Cast.ROLES}
    for name in ("board", "group", "department", "auditor", "observer", "staff", "outsider"):
        user = getattr(cast, name)
        assert [item.email for item in User.objects.visible_to(user)] == [user.email], name
    assert {user.email for user in User.objects.visible_to(cast.leader)} == members
    assert {user.email for user in User.objects.visible_to(cast.other_leader)} == {"other-leader@test.example"}
    assert User.objects.visible_to(cast.admin).count() == User.objects.count()


@pytest.mark.parametrize("person", ["leader", "staff", "other_leader"])
def test_only_the_administrator_edits_accounts(cast: Cast, person: str) -> None:
    client = cast.client(person)
    assert client.get("/admin/directory/user/").status_code == 403
    assert client.get("/admin/directory/user/add/").status_code == 403
    assert client.get(f"/admin/directory/user/{cast.users['board'].pk}/change/").status_code in (302, 403)
    assert client.get(f"/admin/directory/user/{cast.users['board'].pk}/password/").status_code == 403


# --- proposals ---------------------------------------------------------------------------------------------


def proposal(by: User, **fields: Any) -> ReferenceProposal:
    return factories.saved(ReferenceProposal(subject="Ny afdeling", text="Opret Parken", proposed_by=by, **fields))


def test_a_proposal_is_seen_by_who_made_it_and_by_the_administrator(cast: Cast) -> None:
    row = proposal(cast.leader)
    for name in EVERYBODY:
        sees = name in ("leader", "admin")
        assert ReferenceProposal.objects.visible_to(getattr(cast, name)).filter(pk=row.pk).exists() is sees, name
        assert ReferenceProposal.objects.editable_by(getattr(cast, name)).filter(pk=row.pk).exists() is sees, name


def test_a_leader_proposes_in_the_administration_and_the_proposal_is_theirs(cast: Cast) -> None:
    data = {"subject": "Ny afdeling", "text": "Opret Parken", "state": "done", "answer": "Gør det selv"}
    assert cast.client("leader").post("/admin/directory/referenceproposal/add/", data).status_code == 302
    row = ReferenceProposal.objects.get()
    assert (row.proposed_by, str(row.state), row.answer) == (cast.leader, "open", "")
    assert row.history.get().history_change_set.by == cast.leader


@pytest.mark.parametrize("person", ["staff", "board", "outsider"])
def test_others_do_not_propose(cast: Cast, person: str) -> None:
    data = {"subject": "Ny afdeling", "text": "Opret Parken"}
    assert cast.client(person).post("/admin/directory/referenceproposal/add/", data).status_code in (302, 403)
    assert not ReferenceProposal.objects.exists()


def test_only_the_administrator_answers(cast: Cast) -> None:
    row = proposal(cast.leader)
    address = f"/admin/directory/referenceproposal/{row.pk}/change/"
    data = {"subject": "Ny afdeling", "text": "Opret Parken", "state": "done", "answer": "Oprettet", "made_from": "1"}
    cast.client("leader").post(address, data)
    row.refresh_from_db()
    assert (str(row.state), row.answer) == ("open", "")
    assert cast.client("admin").post(address, {**data, "made_from": row.version}).status_code == 302
    row.refresh_from_db()
    assert (str(row.state), row.answer, row.proposed_by) == ("done", "Oprettet", cast.leader)


def test_a_proposal_that_is_declined_says_why(cast: Cast) -> None:
    from django.core.exceptions import ValidationError

    row = proposal(cast.leader)
    row.state = "declined"
    with pytest.raises(ValidationError, match="Skriv, hvorfor forslaget er afvist"):
        row.full_clean()
    is_refused_by_the_database(row)
    row.answer = "Afdelingen findes allerede"
    row.full_clean()
    change_sets.save(row, change_set=change_sets.begin(by=None, program="tests"))
