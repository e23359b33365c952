"""Contact details leave the portal by no way but the two pages made for them, and only to those they are for."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from abc_portal.audit import change_sets
from abc_portal.audit.models import Touched
from abc_portal.directory.models import Person, User
from abc_portal.reporting.documents import render
from abc_portal.reporting.documents.kinds import all_kinds
from abc_portal.reporting.documents.reader import FULL_READER, DocumentReader
from abc_portal.reporting.enums import DocumentFormat
from abc_portal.reporting.interchange import export_plan
from governance.models import ContactDetails
from plans.shared.actions import scope_of
from tests import factories
from tests.findings import findings
from tests.html import posted
from tests.people import A_DAY, Cast
from tests.readers import text_of, words

pytestmark = pytest.mark.django_db

SECRETS = ("gammel@privat.example", "ny@privat.example", "11 22 33 44")
SECRETARIAT = {"leader", "staff", "admin"}


@pytest.fixture
def member(cast: Cast) -> Person:
    """Sits in a group that is nobody's own and signs for a party; the plan's history holds old and new addresses."""
    plan = cast.plan
    person = factories.saved(Person(name="Formand"), plan)
    factories.holder(factories.seat(factories.body(plan, "steering_group")), person=person)
    factories.signatory(factories.party(plan), person=person)
    details = factories.contacts(plan, person, SECRETS[0])
    details.email, details.phone = SECRETS[1], SECRETS[2]
    change_sets.save(details, change_set=change_sets.begin(by=cast.leader, scope=scope_of(plan)))
    return person


def history_of(cast: Cast, row: Any) -> str:
    return reverse("reporting:object_history", args=[cast.plan.slug, row._meta.label_lower, row.pk])


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def walk(cast: Cast) -> list[str]:
    """Each workbook, and the histories of the plan's things, one of each kind; pages: ``test_every_address.py``."""
    found = [f"{reverse('plans:list')}?format=xlsx", reverse("governance:bodies", args=[cast.plan.slug])]
    for name in ("budgets:overview", "indicators:overview", "governance:bodies", "reporting:documents"):
        found.append(f"{reverse(name, args=[cast.plan.slug])}?format=xlsx")
    latest = dict(sorted(set(Touched.objects.values_list("model", "object_id"))))
    for model, pk in latest.items():
        found.append(reverse("reporting:object_history", args=[cast.plan.slug, model, pk]))
    return found


@pytest.mark.one_database
@pytest.mark.parametrize("person", [*Cast.ROLES, "admin", "outsider", "anonymous"])
def test_no_address_shows_them_to_others(cast: Cast, furnished: Any, member: Person, person: str) -> None:
    client = cast.client(person)
    shown = {address for address in walk(cast) if secrets_in(text_of(client.get(address)))}
    history = history_of(cast, member.contacts.get())
    bodies = reverse("governance:bodies", args=[cast.plan.slug])
    assert shown == ({history, bodies, f"{bodies}?format=xlsx"} if person in SECRETARIAT else set())


def test_an_auditor_reads_that_they_were_changed_but_not_to_what(cast: Cast, member: Person) -> None:
    address = history_of(cast, member.contacts.get())
    page = words(cast.client("auditor").get(address))
    assert page.count("vises ikke for dig") == 4
    assert "E-mail" in page
    page = words(cast.client("staff").get(address))
    assert "vises ikke" not in page
    assert "gammel@privat.example" in page
    assert "ny@privat.example" in page


def test_other_changes_of_a_person_are_reported_to_everybody_with_the_history(cast: Cast, member: Person) -> None:
    member.title = "Formand for bestyrelsen"
    change_sets.save(member, change_set=change_sets.begin(by=cast.leader, scope=scope_of(cast.plan)))
    address = history_of(cast, member)
    assert "Formand for bestyrelsen" in words(cast.client("auditor").get(address))


def test_a_secretariat_no_longer_reads_of_somebody_who_went_elsewhere(cast: Cast, member: Person) -> None:
    """The plan's own history stays, but what another secretariat writes later is that secretariat's."""
    for row in (*member.seats.all(), *member.signatures.all(), *member.contacts.all()):
        change_sets.delete(row, change_set=change_sets.begin(by=cast.leader))
    factories.holder(factories.seat(factories.body(cast.other_plan)), person=member)
    later = factories.contacts(cast.other_plan, member, "senere@privat.example")
    for row in (member, later):
        assert "privat.example" not in text_of(cast.client("leader").get(history_of(cast, row)))
        address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/history/"
        assert cast.client("leader").get(address).status_code == 302


def test_who_is_deleted_is_remembered_without_them(cast: Cast) -> None:
    """Contact details go with their person; what they were is told to nobody but the system administrator."""
    person = factories.saved(Person(name="Formand"), cast.plan)
    details = factories.contacts(cast.plan, person, SECRETS[0])
    details.email = SECRETS[1]
    change_sets.save(details, change_set=change_sets.begin(by=cast.leader, scope=scope_of(cast.plan)))
    address = history_of(cast, details)
    change_sets.delete(person, change_set=change_sets.begin(by=cast.leader, scope=scope_of(cast.plan)))
    assert not ContactDetails.objects.filter(email=SECRETS[1]).exists()
    for name in ("leader", "auditor"):
        assert secrets_in(text_of(cast.client(name).get(address))) == [], name
    assert secrets_in(text_of(cast.client("admin").get(address))) == list(SECRETS[:2])


@pytest.mark.parametrize("form", [DocumentFormat.HTML, DocumentFormat.PDF])
def test_no_document_holds_them(cast: Cast, member: Person, form: DocumentFormat) -> None:
    readers = [FULL_READER] if form == DocumentFormat.PDF else [DocumentReader.of(cast.leader, cast.plan), FULL_READER]
    for reader in readers:
        made = render.make(cast.plan, all_kinds()["status"], reader=reader, as_of=A_DAY, form=form)
        assert "Formand" in (text := _document_text(made.content, form))
        assert secrets_in(text) == []


def _document_text(content: bytes, form: DocumentFormat) -> str:
    if form != DocumentFormat.PDF:
        return content.decode()
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def test_neither_the_whole_plan_export_nor_the_findings_hold_them(cast: Cast, member: Person) -> None:
    exported = export_plan(cast.plan)
    assert '"name": "Formand"' in exported
    assert secrets_in(exported) == []
    assert secrets_in(repr(findings(cast.plan))) == []


# --- the administration -------------------------------------------------------------------------------------


KINDS = ("directory/person", "governance/contactdetails")


def person_pages(pk: int) -> list[str]:
    details = ContactDetails.objects.get(person=pk).pk
    rows = (f"/admin/directory/person/{pk}", f"/admin/governance/contactdetails/{details}")
    change = [f"{row}/{page}/" for row in rows for page in ("change", "history", "delete")]
    lists = [f"/admin/{name}/{query}" for name in KINDS for query in ("", "?q=Formand")]
    finder = "/admin/autocomplete/?app_label=governance&model_name=seatholder&field_name=person&term=Formand"
    return [*change, *lists, finder]


def test_another_plans_secretariat_finds_them_nowhere_in_the_administration(cast: Cast, member: Person) -> None:
    for address in person_pages(member.pk):
        answer = cast.client("other_leader").get(address, follow=True)
        assert secrets_in(text_of(answer)) == [], address
        assert "Formand<" not in text_of(answer), address
    pages = " ".join(text_of(cast.client("staff").get(address)) for address in person_pages(member.pk))
    assert secrets_in(pages) == list(SECRETS), "where they may be seen, the same pages show them"


@pytest.mark.parametrize(
    "address",
    [
        "/admin/directory/organisation/?people__contacts__email__startswith=ny",
        "/admin/governance/seat/?holders__person__contacts__email__startswith=ny",
        "/admin/plans/party/?signatories__person__contacts__phone__startswith=11",
        "/admin/directory/person/?contacts__phone__startswith=11",
        "/admin/governance/contactdetails/?person__contacts__phone__startswith=11",
        "/admin/directory/person/?user__email__startswith=ny",
    ],
)
def test_no_list_can_be_asked_about_them_letter_by_letter(cast: Cast, member: Person, address: str) -> None:
    assert cast.client("leader").get(address).status_code == 400


def test_a_search_for_an_address_finds_nobody(cast: Cast, member: Person) -> None:
    for name in ("leader", "other_leader"):
        listed = cast.client(name).get("/admin/directory/person/", {"q": "ny@privat.example"})
        assert "Formand" not in words(listed)
    listed = cast.client("other_leader").get("/admin/governance/contactdetails/", {"q": "ny@privat.example"})
    assert "Formand" not in words(listed)
    assert "Plan A" not in words(cast.client("leader").get("/planer/", {"q": "ny@privat.example"}))


@pytest.mark.parametrize("person", ["leader", "staff"])
def test_nobody_is_taken_into_a_plan_to_read_their_details(cast: Cast, person: str) -> None:
    """Whom one does not work with cannot be given a seat, so the address is not had that way."""
    stranger = factories.person("Fremmed")
    factories.holder(factories.seat(factories.body(cast.other_plan)), person=stranger)
    seat = factories.seat(factories.body(cast.plan))
    client: Client = cast.client(person)
    answer = client.post(reverse("governance:holder_add", args=[cast.plan.slug, seat.pk]), {"person": stranger.pk})
    assert answer.status_code == 422
    address = f"/admin/governance/seat/{seat.pk}/change/"
    rows = {"holders-TOTAL_FORMS": 1, "holders-INITIAL_FORMS": 0, "holders-0-person": stranger.pk}
    data = {"title": "Formand", "body": seat.body_id, "position": 0, "made_from": seat.version, **rows}
    assert client.post(address, data).status_code == 200
    assert not seat.holders.exists()


# --- accounts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["add", "change"])
def test_an_account_has_a_name_since_histories_would_show_its_address(cast: Cast, page: str) -> None:
    address = "/admin/directory/user/add/" if page == "add" else f"/admin/directory/user/{cast.board.pk}/change/"
    client = cast.client("admin")
    answer = client.post(address, {**posted(client.get(address)), "email": "navnloes@privat.example", "name": ""})
    assert "name" in answer.context["adminform"].form.errors
    assert not User.objects.filter(email="navnloes@privat.example").exists()
