"""Two of the shared lists that are called the same can be told apart wherever one is chosen, and only then."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abc_portal.core.distinctions import apart
from abc_portal.directory.models import Organisation, Person
from plans.milestones.filters import people_of
from plans.models import Milestone, PlanArea, PlanDepartment, PositionOrganisation
from tests import factories, progress
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_organisations_of_one_name_say_only_what_they_differ_in() -> None:
    town = factories.organisation("Odense Kommune", kind="municipality")
    rows = [
        factories.organisation("SAB", kind="housing"),
        factories.organisation("sab", kind="housing", municipality=town),
        factories.organisation("SAB", kind="other", cvr="12345674"),
        factories.organisation("AAB", kind="housing"),
    ]
    assert list(apart(rows).values()) == [
        "SAB (boligorganisation)", "sab (boligorganisation, Odense Kommune)",
        "SAB (anden organisation, CVR 12345674)", "AAB",
    ]  # fmt: skip


def test_departments_of_one_name_say_organisation_and_number() -> None:
    owner, other = factories.organisation("AKB"), factories.organisation("VA")
    rows = [
        factories.department("Nord", "1", owner=owner),
        factories.department("Nord", "2", owner=owner),
        factories.department("Nord", "", owner=other),
    ]
    assert list(apart(rows).values()) == ["Nord (AKB, 1)", "Nord (AKB, 2)", "Nord (VA)"]


def test_people_of_one_name_and_title_say_their_number_when_nothing_else_differs(cast: Cast) -> None:
    one, other = (factories.person("Bo Holm", by=cast.leader) for _place in range(2))
    assert apart([one, other]) == {one.pk: f"Bo Holm, nr. {one.pk}", other.pk: f"Bo Holm, nr. {other.pk}"}


def test_names_that_differ_cost_no_query() -> None:
    rows = [factories.department(name) for name in ("Nord", "Syd", "Vest")]
    rows = [type(row).objects.get(pk=row.pk) for row in rows]
    with CaptureQueriesContext(connection) as queries:
        apart(rows)
    assert len(queries) == 0


@pytest.fixture
def doubles(cast: Cast) -> Cast:
    """The plan has two departments of one name, and two areas."""
    for number in ("1", "2"):
        department = factories.department("Nord", number, owner=factories.organisation(f"Org {number}"))
        factories.saved(PlanDepartment(plan=cast.plan, department=department), cast.plan)
        town = factories.organisation(f"By {number}", kind="municipality")
        factories.saved(PlanArea(plan=cast.plan, area=factories.area("Park", municipality=town)), cast.plan)
    return cast


def test_lists_to_tick_tell_departments_and_areas_apart(doubles: Cast) -> None:
    address = reverse("plans:activity_edit", args=[doubles.plan.slug, factories.activity(doubles.sub).pk])
    shown = doubles.client("staff").get(address).content.decode()
    for label in ("Nord (Org 1, 1)", "Nord (Org 2, 2)", "Park (By 1)", "Park (By 2)"):
        assert label in shown


def test_filters_tell_departments_apart(doubles: Cast) -> None:
    shown = doubles.client("staff").get(reverse("plans:activities", args=[doubles.plan.slug])).content.decode()
    assert "Nord (Org 1, 1)" in shown


def test_filters_tell_responsible_people_apart(cast: Cast) -> None:
    for title in ("Formand", "Kasserer"):
        row = progress.milestone(cast.plan, text=title)
        row.person = factories.person("Bo Holm", by=cast.leader, title=title)
        factories.saved(row, cast.plan)
    offered = people_of(Milestone.objects.filter(plan=cast.plan))
    assert [label for _key, label in offered] == ["Bo Holm (Formand)", "Bo Holm (Kasserer)"]


def test_suggestions_and_lists_of_the_administration_tell_them_apart(doubles: Cast) -> None:
    client = doubles.client("admin")
    asked = {"term": "Nord", "app_label": "plans", "model_name": "plandepartment", "field_name": "department"}
    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert {item["text"] for item in found} == {"Nord (Org 1, 1)", "Nord (Org 2, 2)"}
    factories.organisation("Org 1", kind="fund")
    shown = client.get(reverse("admin:directory_housingdepartment_changelist")).content.decode()
    assert "Org 1 (fond)" in shown


def test_suggestions_of_the_portal_tell_them_apart(doubles: Cast) -> None:
    found = doubles.client("staff").get(f"/planer/{doubles.plan.slug}/valg/omraader/", {"q": "park"}).json()["rows"]
    assert {item["label"] for item in found} == {"Park (By 1)", "Park (By 2)"}


def shown(cast: Cast, person: str, name: str, *args: Any) -> str:
    answer = cast.client(person).get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def namesakes(cast: Cast) -> tuple[Organisation, Person]:
    """An organisation and a person, each of whom there is another of the name that the plan does not use."""
    towns = [factories.organisation(name, kind="municipality") for name in ("Odense Kommune", "Aarhus Kommune")]
    factories.organisation("sab", municipality=towns[0])
    factories.person("Bo Holm", by=cast.leader, organisation=towns[0], title="Formand")
    twin = factories.person("Bo Holm", by=cast.leader, organisation=towns[0], title="Formand")
    return factories.organisation("SAB", municipality=towns[1]), twin


def test_a_chosen_row_is_told_from_others_of_its_name(cast: Cast, namesakes: tuple[Organisation, Person]) -> None:
    organisation, person = namesakes
    party = factories.party(cast.plan, organisation=organisation)
    assert 'value="SAB (Aarhus Kommune)"' in shown(cast, "leader", "plans:party_edit", "plan-a", party.pk)
    milestone = progress.milestone(cast.plan, text="Kassen er talt", person=person)
    page = shown(cast, "leader", "plans:milestone_edit", "plan-a", milestone.pk)
    assert f'value="Bo Holm, Formand, Odense Kommune, nr. {person.pk}"' in page


def test_rows_of_a_table_are_told_from_others_of_their_name_by_one_query(
    cast: Cast, namesakes: tuple[Organisation, Person]
) -> None:
    post, counts = progress.position(cast.plan, "Leder"), []
    for organisation, role in ((namesakes[0], "employer"), (factories.organisation("AAB"), "payer")):
        factories.saved(PositionOrganisation(post=post, organisation=organisation, role=role), cast.plan)
        with CaptureQueriesContext(connection) as queries:
            page = shown(cast, "leader", "plans:position_edit", "plan-a", post.pk)
        assert 'value="SAB (Aarhus Kommune)"' in page
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_chosen_row_whose_namesake_one_may_not_choose_keeps_its_plain_name(cast: Cast) -> None:
    person = factories.person("Bo Holm", by=cast.leader)
    factories.person("Bo Holm", by=cast.other_leader)
    milestone = progress.milestone(cast.plan, text="Kassen er talt", person=person)
    assert 'value="Bo Holm"' in shown(cast, "leader", "plans:milestone_edit", "plan-a", milestone.pk)


def test_what_is_chosen_in_the_administration_is_told_apart(cast: Cast, namesakes: tuple[Organisation, Person]) -> None:
    party, post = factories.party(cast.plan, organisation=namesakes[0]), progress.position(cast.plan, "Leder")
    factories.saved(PositionOrganisation(post=post, organisation=namesakes[0], role="employer"), cast.plan)
    for name, row in (("admin:plans_party_change", party), ("admin:plans_position_change", post)):
        assert ">SAB (Aarhus Kommune)</option>" in shown(cast, "admin", name, row.pk)
