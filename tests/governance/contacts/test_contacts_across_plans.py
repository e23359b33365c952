"""Naming a person of another plan, by whatever way, neither shows nor changes how that plan reaches them."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db.models import EmailField
from django.urls import reverse

from abc_portal.audit import change_sets
from abc_portal.directory.models import Person
from abc_portal.exchange.interchange.importing import ImportRefused
from abc_portal.reporting.interchange import export_plan, import_plan
from abc_portal.reporting.plan_copy.choices import CHOICES
from abc_portal.reporting.start import Beginning, start_plan
from governance.models import ContactDetails
from plans.models import Plan
from plans.shared.actions import scope_of
from plans.shared.enums import Role
from tests import factories, progress
from tests.html import posted
from tests.people import Cast
from tests.readers import text_of

pytestmark = pytest.mark.django_db

NAME, OWN_NAME = "Karen Kontakt", "Egen Person"
SECRETS = ("karen-gammel@privat.example", "karen@privat.example", "99 88 77 66")
THIEVES = ("other_leader", "other_staff")

#: How a plan names a person, each from the plan and the person.
TIES: dict[str, Callable[[Plan, Person], Any]] = {
    "signatory": lambda plan, person: factories.signatory(
        factories.party(plan, organisation=person.organisation), person=person
    ),
    "seat": lambda plan, person: factories.holder(factories.seat(factories.body(plan)), person=person),
    "position": lambda plan, person: progress.position_holder(progress.position(plan), person=person),
    "milestone": lambda plan, person: progress.milestone(plan, person=person),
}


@pytest.fixture
def karen(cast: Cast) -> Person:
    """Known to plan A alone, which has written how she is reached, twice."""
    cast.users["other_staff"] = factories.user("other-staff")
    factories.member(cast.other_plan, cast.users["other_staff"], Role.STAFF)
    person = factories.saved(
        Person(name=NAME, title="Formand", organisation=factories.organisation("Boligen")), cast.plan
    )
    TIES["seat"](cast.plan, person)
    details = factories.contacts(cast.plan, person, SECRETS[0])
    details.email, details.phone = SECRETS[1:]
    change_sets.save(details, change_set=change_sets.begin(by=cast.leader, scope=scope_of(cast.plan)))
    return person


def document_of(plan: Plan, organisation: Any, ties: Iterable[str] = tuple(TIES)) -> dict[str, Any]:
    """The plan's document in which somebody of its own has become Karen, as she is stored."""
    own = factories.person(OWN_NAME, title="Formand", organisation=organisation)
    for tie in ties:
        TIES[tie](plan, own)
    document: dict[str, Any] = json.loads(export_plan(plan).replace(OWN_NAME, NAME))
    assert [(item["name"], item["title"]) for item in document["people"]] == [(NAME, "Formand")]
    return document


def walk(cast: Cast, plan: Plan) -> list[str]:
    """Wherever persons and how they are reached stand, for whoever works with the plan."""
    found = [reverse(f"governance:{name}", args=[plan.slug]) for name in ("bodies", "body_add")]
    found += [reverse("plans:agreements", args=[plan.slug]), reverse("plans:milestones", args=[plan.slug])]
    found += [reverse("reporting:history", args=[plan.slug]), reverse("own_contacts")]
    for kind, search in (("directory/person", NAME), ("governance/contactdetails", NAME), ("governance/seat", NAME)):
        found += [f"/admin/{kind}/", f"/admin/{kind}/?q={search}"]
    for model, rows in (("directory/person", Person), ("governance/contactdetails", ContactDetails)):
        for pk in rows._base_manager.values_list("pk", flat=True):  # type: ignore[attr-defined]
            found += [f"/admin/{model}/{pk}/{page}/" for page in ("change", "history", "delete")]
            found.append(reverse("reporting:object_history", args=[plan.slug, model.replace("/", "."), pk]))
    for model, field in (("seatholder", "person"), ("contactdetails", "person")):
        finder = f"/admin/autocomplete/?app_label=governance&model_name={model}&field_name={field}&term=Karen"
        found.append(finder)
    return found


def shown(cast: Cast, who: str, plan: Plan) -> set[str]:
    """Where any of the secrets stands."""
    client = cast.client(who)
    pages = {address: text_of(client.get(address, follow=True)) for address in walk(cast, plan)}
    pages["export"] = export_plan(plan)
    return {address for address, text in pages.items() if any(secret in text for secret in SECRETS)}


def change_everything(cast: Cast, who: str, person: Person) -> None:
    """What somebody could send to write over her details, or to take her away."""
    client, details = cast.client(who), person.contacts.get(plan=cast.plan)
    typed = {"email": "tyv@privat.example", "phone": "1", "made_from": details.version}
    details_at, person_at = f"/admin/governance/contactdetails/{details.pk}", f"/admin/directory/person/{person.pk}"
    client.post(f"{details_at}/change/", {**typed, "plan": cast.plan.pk, "person": person.pk})
    client.post(f"{details_at}/delete/", {"post": "yes", "seen": change_sets.fingerprint([details])})
    client.post(f"{person_at}/change/", {**typed, "name": "Omdøbt", "made_from": person.version})
    client.post(f"{person_at}/delete/", {"post": "yes", "seen": change_sets.fingerprint_of([person, details])})
    for kind, row in (("governance/contactdetails", details), ("directory/person", person)):
        client.post(f"/admin/{kind}/", {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
    holder = person.seats.first()
    for plan in (cast.plan, cast.other_plan):
        client.post(reverse("governance:contacts_edit", args=[plan.slug, holder.pk]), typed)


def stored(cast: Cast, person: Person) -> bool:
    """Whether she is as plan A left her."""
    details = person.contacts.get(plan=cast.plan)
    return (details.email, details.phone, Person.objects.get(pk=person.pk).name) == (*SECRETS[1:], NAME)


def test_the_walk_finds_them_where_they_may_be_seen(cast: Cast, karen: Person) -> None:
    """So that the silence of the next tests is an answer."""
    for who in ("staff", "admin"):
        details = f"/admin/governance/contactdetails/{karen.contacts.get().pk}"
        found = shown(cast, who, cast.plan)
        assert {reverse("governance:bodies", args=["plan-a"]), f"{details}/change/", f"{details}/history/"} <= found


# --- a document names her ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("tie", TIES)
def test_who_imports_her_name_gets_somebody_of_their_own(cast: Cast, karen: Person, tie: str) -> None:
    document = document_of(cast.other_plan, karen.organisation, [tie])
    import_plan(json.dumps(document), by=cast.other_leader, update=True)
    for who in THIEVES:
        user = getattr(cast, who)
        named = Person.objects.visible_to(user).get(name=NAME)
        assert named != karen
        assert named in Person.objects.editable_by(user)
        assert not ContactDetails.objects.visible_to(user).exists()


@pytest.mark.parametrize("tie", TIES)
def test_whom_plans_share_is_seen_and_chosen_and_no_more(cast: Cast, karen: Person, tie: str) -> None:
    """The operator of the portal may well mean the same person."""
    document = document_of(cast.other_plan, karen.organisation, [tie])
    import_plan(json.dumps(document), program="import_plan", update=True)
    assert Person.objects.get(name=NAME) == karen
    for who in (*THIEVES, "leader", "staff"):
        user = getattr(cast, who)
        assert karen in Person.objects.visible_to(user)
        assert karen in Person.objects.offered_to(user)
        assert karen not in Person.objects.editable_by(user)
        assert ContactDetails.objects.visible_to(user).exists() == (who not in THIEVES)


def test_a_new_plan_that_names_her_shows_and_changes_nothing(cast: Cast, karen: Person) -> None:
    text = json.dumps(document_of(cast.other_plan, karen.organisation)).replace('"plan-b"', '"plan-c"')
    made = import_plan(text, by=cast.other_leader)
    assert made is not None
    factories.member(made, cast.users["other_leader"], Role.LEADER)
    assert shown(cast, "other_leader", made) == set()
    change_everything(cast, "other_leader", karen)
    assert stored(cast, karen)


@pytest.mark.parametrize("who", THIEVES)
def test_whom_plans_share_is_reached_by_each_as_it_wrote(cast: Cast, karen: Person, who: str) -> None:
    text = json.dumps(document_of(cast.other_plan, karen.organisation))
    import_plan(text, program="import_plan", update=True)
    assert cast.client(who).get(f"/admin/directory/person/{karen.pk}/change/").status_code == 200
    assert shown(cast, who, cast.other_plan) == set()
    change_everything(cast, who, karen)
    assert stored(cast, karen)


def test_a_document_that_brings_contact_details_is_refused(cast: Cast, karen: Person) -> None:
    document = document_of(cast.other_plan, karen.organisation)
    document["people"][0]["email"] = "tyv@privat.example"
    with pytest.raises(ImportRefused, match="email"):
        import_plan(json.dumps(document), by=cast.other_leader, update=True)
    assert stored(cast, karen)


def test_a_plan_brought_to_its_own_document_keeps_what_it_wrote(cast: Cast, karen: Person) -> None:
    before = karen.contacts.get()
    text = export_plan(cast.plan)
    import_plan(text, by=cast.leader, update=True)
    assert export_plan(cast.plan) == text
    assert karen.contacts.get().version == before.version
    assert stored(cast, karen)


# --- she is chosen or typed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", THIEVES)
def test_no_form_takes_whom_one_does_not_work_with(cast: Cast, karen: Person, who: str) -> None:
    plan, client = cast.other_plan, cast.client(who)
    seat, party = factories.seat(factories.body(plan)), factories.party(plan)
    progress.position_holder(progress.position(plan), person=factories.person(OWN_NAME))
    forms = [
        reverse("governance:holder_add", args=[plan.slug, seat.pk]),
        reverse("plans:signatory_add", args=[plan.slug, party.pk]),
        reverse("plans:milestone_add", args=[plan.slug]),
        "/admin/governance/contactdetails/add/",
    ]
    for address in forms:
        opened = client.get(address)
        data = {**posted(opened), "person": karen.pk, "plan": plan.pk, "text": "Et møde", "email": "tyv@privat.example"}
        answer = client.post(address, data)
        assert answer.status_code in (200, 422), address
        form = answer.context["adminform"].form if "adminform" in answer.context else answer.context["form"]
        assert "person" in form.errors, address
    post = plan.positions.get()
    address = f"/admin/plans/position/{post.pk}/change/"
    data = posted(client.get(address))
    client.post(address, {**data, "holders-0-person": karen.pk})
    assert {holder.person.name for holder in post.holders.all()} == {OWN_NAME}
    assert karen not in Person.objects.visible_to(getattr(cast, who))
    assert stored(cast, karen)


@pytest.mark.parametrize("who", THIEVES)
def test_who_types_her_name_makes_somebody_else(cast: Cast, karen: Person, who: str) -> None:
    client = cast.client(who)
    data = {"name": NAME, "title": karen.title, "organisation": karen.organisation_id, "email": "tyv@privat.example"}
    client.post("/admin/directory/person/add/", data)
    made = Person.objects.exclude(pk=karen.pk).get(name=NAME)
    assert made in Person.objects.editable_by(getattr(cast, who))
    assert karen not in Person.objects.visible_to(getattr(cast, who))
    assert not ContactDetails.objects.visible_to(getattr(cast, who)).exists()
    change_everything(cast, who, karen)
    assert stored(cast, karen)


def test_each_plan_writes_its_own_details_of_whom_both_know(cast: Cast, karen: Person) -> None:
    holder = TIES["seat"](cast.other_plan, karen)
    address = reverse("governance:contacts_edit", args=[cast.other_plan.slug, holder.pk])
    client = cast.client("other_staff")
    opened = client.get(address)
    assert not any(secret in text_of(opened) for secret in SECRETS)
    assert client.post(address, {**posted(opened), "email": "karen@b.example"}).status_code == 302
    again = posted(client.get(address))
    assert client.post(address, {**again, "phone": "12345678"}).status_code == 302
    written = karen.contacts.get(plan=cast.other_plan)
    assert (written.email, written.phone, written.version) == ("karen@b.example", "12345678", 2)
    assert stored(cast, karen)
    pages = {
        who: text_of(cast.client(who).get("/admin/governance/contactdetails/"))
        for who in ("leader", "other_staff", "admin")
    }
    details = {
        who: {secret for secret in (SECRETS[1], "karen@b.example") if secret in page} for who, page in pages.items()
    }
    assert details == {
        "leader": {SECRETS[1]},
        "other_staff": {"karen@b.example"},
        "admin": {SECRETS[1], "karen@b.example"},
    }


def test_a_new_plan_from_an_earlier_one_copies_no_contact_details(cast: Cast, karen: Person) -> None:
    new = Plan(
        slug="ny-plan", name="Ny", round=cast.plan.round, starts_on=cast.plan.starts_on, ends_on=cast.plan.ends_on
    )
    chosen = {choice.code for choice in CHOICES}
    start_plan(new=new, beginning=Beginning(earlier=cast.plan, chosen=chosen), by=cast.leader)
    made = Plan.objects.get(slug="ny-plan")
    factories.member(made, cast.users["other_staff"], Role.STAFF)
    assert not made.contacts.exists()
    assert shown(cast, "other_staff", made) == set()
    assert karen not in Person.objects.visible_to(cast.other_staff)


# --- who else sees them, and where else they could stand -----------------------------------------------------------


def test_a_member_of_a_shared_body_sees_what_the_body_s_plan_wrote(cast: Cast, karen: Person) -> None:
    TIES["seat"](cast.other_plan, karen)
    factories.contacts(cast.other_plan, karen, "karen@b.example")
    user = factories.user("board-of-b")
    factories.member(cast.other_plan, user, Role.BOARD)
    for who, seen in ((user, "karen@b.example"), (cast.board, SECRETS[1])):
        assert [row.email for row in ContactDetails.objects.visible_to(who)] == [seen]


def test_everybody_sees_their_own_and_changes_them_nowhere(cast: Cast, karen: Person) -> None:
    karen.user = cast.users["observer"]
    change_sets.save(karen, change_set=change_sets.begin(by=cast.admin))
    factories.contacts(cast.other_plan, karen, "karen@b.example")
    page = text_of(cast.client("observer").get(reverse("own_contacts")))
    assert all(text in page for text in (*SECRETS[1:], "karen@b.example", "Plan A", "Plan B"))
    bodies = text_of(cast.client("observer").get(reverse("governance:bodies", args=["plan-a"])))
    assert SECRETS[1] in bodies
    assert "karen@b.example" not in bodies
    assert SECRETS[1] not in text_of(cast.client("auditor").get(reverse("own_contacts")))
    change_everything(cast, "observer", karen)
    assert stored(cast, karen)


def test_an_account_is_named_in_a_persons_history_to_the_administrator_alone(cast: Cast, karen: Person) -> None:
    account = factories.user("karen-konto", full_name="")
    for user in (None, account):
        karen.user = user
        karen.title = f"{karen.title}!"
        change_sets.save(karen, change_set=change_sets.begin(by=cast.admin, scope=scope_of(cast.plan)))
    address = f"/admin/directory/person/{karen.pk}/history/"
    assert account.email not in text_of(cast.client("leader").get(address))
    assert account.email in text_of(cast.client("admin").get(address))


def test_who_only_looks_at_a_plan_does_not_share_their_newcomers_with_it(cast: Cast, karen: Person) -> None:
    factories.member(cast.other_plan, cast.users["leader"], Role.OBSERVER)
    newcomer = factories.person("Ny", by=cast.leader)
    assert newcomer in Person.objects.editable_by(cast.staff)
    assert newcomer not in Person.objects.visible_to(cast.other_leader)


def test_how_somebody_is_reached_is_nowhere_else() -> None:
    """A new column of the kind must come with rules of its own; organisations have none."""
    own = [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ("abc_portal", "governance", "plans", "budgets", "indicators")
    ]
    words = ("mail", "phone", "telefon", "mobile", "contact")
    found = {
        f"{model._meta.label_lower}.{field.name}"
        for model in own
        for field in model._meta.concrete_fields
        if "Historical" not in model.__name__
        and (isinstance(field, EmailField) or any(word in field.name.lower() for word in words))
    }
    assert found == {
        "directory.user.email",
        "governance.contactdetails.email",
        "governance.contactdetails.phone",
        "notifications.accountmail.address",
        "notifications.letter.address",
    }
