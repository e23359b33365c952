"""What a list lacks is added where it is needed: with the form, after those that it may be, by who may."""

from typing import Any

import pytest
from django.urls import reverse

from abc_portal.audit import change_sets
from abc_portal.audit.models import ChangeSet
from abc_portal.core.access import Refused
from abc_portal.directory.models import HousingArea, HousingDepartment, Organisation, Person
from governance.models import ContactDetails
from plans.models import Party, Plan, PlanArea, PlanDepartment, PositionOrganisation
from tests import factories, progress
from tests.html import posted
from tests.people import Cast

pytestmark = pytest.mark.django_db
NEW = {"organisation_pick": "ny", "organisation_new-kind": "housing", "organisation_new-name": "Boligkontoret"}
TYPED = {"organisation_typed": "Boligkontoret", "organisation_was": "", "organisation": ""}


def added(cast: Cast, person: str = "staff", page: str = "party_add", **fields: Any) -> Any:
    """The untouched form of the page with these fields, as a browser without script sends them."""
    client, address = cast.client(person), reverse(f"plans:{page}", args=["plan-a"])
    return client.post(address, {**posted(client.get(address)), **fields})


def party(cast: Cast, **fields: Any) -> Any:
    return added(cast, **{"role": "bound", "printed_name": "Som i aftalen", **TYPED, **fields})


@pytest.mark.parametrize("person", ["leader", "staff"])
def test_a_secretariat_adds_an_organisation_with_the_party_in_one_change_set(cast: Cast, person: str) -> None:
    before = ChangeSet.objects.count()
    answer = added(cast, person, role="bound", **TYPED, **NEW)
    assert answer.status_code == 302, answer.context["form"].errors
    found = Party.objects.get(plan=cast.plan).organisation
    assert (found.name, found.kind) == ("Boligkontoret", "housing")
    assert ChangeSet.objects.count() == before + 1
    assert found.history.get().history_change_set.scope == f"plan:{cast.plan.pk}"


def test_a_name_that_the_list_lacks_is_asked_about_and_what_was_typed_stays(cast: Cast) -> None:
    answer = party(cast)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "eller tilføj det nedenfor" in page
    assert "Tilføj »Boligkontoret« som ny organisation" in page
    assert 'name="organisation_new-name" value="Boligkontoret"' in " ".join(page.split())
    assert 'value="Som i aftalen"' in page
    assert not Organisation.objects.filter(name="Boligkontoret").exists()


@pytest.mark.parametrize(
    ("there", "new"),
    [
        ({"name": "Bolig-kontoret"}, {}),
        ({"name": "Boligkontorret"}, {}),
        ({"name": "Boligkontoret", "kind": "association"}, {}),
        ({"name": "Noget helt andet", "cvr": "12345674"}, {"organisation_new-cvr": "12345674"}),
    ],
    ids=["signs", "spelling", "another kind", "CVR number"],
)
def test_what_it_may_be_is_shown_first_and_can_be_chosen_instead(
    cast: Cast, there: dict[str, str], new: dict[str, str]
) -> None:
    like = factories.organisation(**there)
    answer = party(cast, **NEW, **new)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert "Det står måske allerede på listen" in page or "Der mangler noget" in page
    assert f'name="organisation_pick" value="{like.pk}"' in page
    assert Organisation.objects.filter(pk__gt=like.pk).count() == 0
    chosen = {"organisation_pick": str(like.pk), "organisation_asked": "Boligkontoret"}
    assert party(cast, **chosen).status_code == 302
    assert Party.objects.get(plan=cast.plan).organisation == like


def test_who_has_seen_what_it_may_be_adds_it_all_the_same(cast: Cast) -> None:
    like = factories.organisation("Boligkontorret")
    assert party(cast, **NEW, organisation_seen=str(like.pk)).status_code == 302
    assert Party.objects.get(plan=cast.plan).organisation.name == "Boligkontoret"


def test_what_is_wrong_with_it_stands_where_it_was_typed_and_nothing_is_saved(cast: Cast) -> None:
    page = party(cast, **NEW, **{"organisation_new-cvr": "123"}).content.decode()
    assert "Et CVR-nummer har otte cifre" in page
    assert "Der mangler noget i det, der skal tilføjes" in page
    assert not Organisation.objects.filter(name="Boligkontoret").exists()


def test_when_the_form_itself_is_refused_nothing_is_added_and_the_new_one_stays_in_the_form(cast: Cast) -> None:
    answer = party(cast, **NEW, role="")
    assert answer.status_code == 422
    assert 'name="organisation_new-name" value="Boligkontoret"' in " ".join(answer.content.decode().split())
    assert not Organisation.objects.filter(name="Boligkontoret").exists()


def test_a_row_of_a_table_and_an_empty_choice_get_a_new_one_too(cast: Cast) -> None:
    prefix = "organisations-0-"
    fields = {f"{prefix}{name}": value for name, value in {**TYPED, **NEW}.items()}
    assert added(cast, page="position_add", title="Leder", **fields, **{f"{prefix}role": "employer"}).status_code == 302
    assert PositionOrganisation.objects.get().organisation.name == "Boligkontoret"
    seat, client = factories.seat(factories.body(cast.plan)), cast.client("staff")
    address = reverse("governance:seat_edit", args=["plan-a", seat.pk])
    more = {**TYPED, **NEW, "organisation_typed": "Skolen", "organisation_new-name": "Skolen"}
    assert client.post(address, {**posted(client.get(address)), **more}).status_code == 302
    seat.refresh_from_db()
    assert seat.organisation.name == "Skolen"


def test_a_department_with_its_number_and_an_area_are_added_to_the_plan(cast: Cast) -> None:
    owner = factories.organisation("Lejerbo")
    town = factories.organisation("Sønderby Kommune", kind="municipality")
    new = {"department_typed": "Blokland", "department_was": "", "department_pick": "ny"}
    new |= {"department_new-organisation_typed": "lejerbo", "department_new-organisation_was": ""}
    new |= {"department_new-number": "463-0", "department_new-name": "Blokland", "status": "in_plan"}
    assert added(cast, page="department_add", **new).status_code == 302
    row = HousingDepartment.objects.get(number="463-0")
    assert (row.name, row.organisation) == ("Blokland", owner)
    assert PlanDepartment.objects.filter(plan=cast.plan, department=row).exists()
    again = {**new, "department_new-number": "463 0", "department_new-name": "Bloklandet"}
    assert "Blokland (463-0)" in added(cast, page="department_add", **again).content.decode()
    new = {"area_typed": "Parken", "area_was": "", "area_pick": "ny", "area_new-name": "Parken"}
    new |= {"area_new-municipality": str(town.pk)}
    assert added(cast, page="area_add", **new).status_code == 302
    assert HousingArea.objects.get(name="Parken").municipality == town
    assert PlanArea.objects.filter(plan=cast.plan, area__name="Parken").exists()


def test_a_person_is_added_and_people_of_other_plans_are_told_of_to_nobody(cast: Cast) -> None:
    factories.person("Ane Jensen", by=cast.other_leader)
    new = {"person_typed": "Ane Jensen", "person_was": "", "person_pick": "ny", "person_new-name": "Ane Jensen"}
    place = progress.milestone(cast.plan)
    client, address = cast.client("staff"), reverse("plans:milestone_edit", args=["plan-a", place.pk])
    assert client.post(address, {**posted(client.get(address)), **new}).status_code == 302
    place.refresh_from_db()
    assert place.person.name == "Ane Jensen"
    assert Person.objects.filter(name="Ane Jensen").count() == 2
    own = Person.objects.offered_to(cast.staff).get(name="Ane Jensen")
    assert own == place.person
    assert not ContactDetails.objects.filter(person=own).exists()


def test_a_new_plan_s_municipality_is_added_with_the_plan(cast: Cast) -> None:
    client, address = cast.client("leader"), reverse("plan_start") + "?fra=intet"
    data = {**posted(client.get(address)), "name": "Ny by", "slug": "ny-by", "start": "1-1-2027", "end": "31-12-2030"}
    data |= {"area_name": "Byen", "municipality_typed": "Nordby", "municipality_was": "", "municipality_pick": "ny"}
    refused = client.post(address, {**data, "municipality_new-name": "Nordby Kommune", "end": "1-1-2026"})
    assert refused.status_code == 422
    assert not Organisation.objects.filter(name="Nordby Kommune").exists()
    assert client.post(address, {**data, "municipality_new-name": "Nordby Kommune"}).status_code == 302
    town = Plan.objects.get(slug="ny-by").municipality
    assert (town.name, town.kind) == ("Nordby Kommune", "municipality")


@pytest.mark.parametrize("person", ["board", "auditor", "observer", "group", "department"])
def test_who_is_in_no_secretariat_adds_nothing_by_any_way(cast: Cast, person: str) -> None:
    user = getattr(cast, person)
    new = Party(plan=cast.plan, role="bound", organisation=Organisation(name="Ny", kind="housing"))
    with pytest.raises(Refused):
        change_sets.save(new, change_set=change_sets.begin(by=user))
    assert not Organisation.objects.filter(name="Ny").exists()
    answer = cast.client(person).get("/planer/plan-a/valg/organisationer/", {"q": "Ny", "ny": "organisation"})
    assert answer.status_code == 404


def test_the_script_s_fields_for_a_new_row_come_after_those_that_it_may_be(cast: Cast) -> None:
    like = factories.organisation("Boligkontorret")
    client, asked = cast.client("staff"), {"q": "Boligkontoret", "ny": "organisations-0-organisation"}
    page = " ".join(client.get("/planer/plan-a/valg/organisationer/", asked).content.decode().split())
    assert page.index(f'value="{like.pk}"') < page.index('value="ny"')
    assert 'name="organisations-0-organisation_new-name" value="Boligkontoret"' in page
    assert f'name="organisations-0-organisation_seen" value="{like.pk}"' in page
    assert client.get("/planer/plan-a/valg/organisationer/", {"q": "A", "ny": "<b>"}).status_code == 404
    assert client.get("/planer/plan-a/valg/aktiviteter/", {"q": "A", "ny": "activity"}).status_code == 404
    suggested = client.get("/planer/plan-a/valg/organisationer/", {"q": "Boligkontoret"}).json()
    assert suggested["add"] == "Tilføj »Boligkontoret« som ny organisation"
    assert "add" not in client.get("/planer/plan-a/valg/organisationer/", {"q": "boligkontorret"}).json()
